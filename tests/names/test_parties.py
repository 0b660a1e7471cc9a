"""One name field may hold several parties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.names.parties import parties


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("JANE PUBLIC", ("JANE PUBLIC",)),
        ("JANE PUBLIC C/O ACME LLC", ("JANE PUBLIC", "ACME LLC")),
        ("Acme LLC d/b/a Zorban Imports", ("Acme LLC", "Zorban Imports")),
        ("ESTATE OF JANE PUBLIC", ("JANE PUBLIC",)),
        ("ACME LLC ATTN: ACCOUNTS PAYABLE", ("ACME LLC",)),
        ("JANE PUBLIC TTEE", ("JANE PUBLIC",)),
        ("SO-CALLED VELDORIA PEOPLE'S REPUBLIC", ("VELDORIA PEOPLE'S REPUBLIC",)),
        ("self-proclaimed Army of Veldoria", ("Army of Veldoria",)),
        ("FRIENDS OF ZORBAN", ("ZORBAN",)),
        ("FORMER ACME LLC", ("ACME LLC",)),
        ("OWNERS OF M.V. ZORBAN STAR IMO 9187629", ("OWNERS OF", "ZORBAN STAR")),
        ("ZORBAN STAR, IMO: 9187629", ("ZORBAN STAR",)),
        ("MV ZORBAN", ("ZORBAN",)),
        ("MVZORBAN OLIVE", ("MVZORBAN OLIVE",)),
        ("REFORMER ZORBAN", ("REFORMER ZORBAN",)),
        ("JANE PUBLIC AND/OR JOHN PUBLIC", ("JANE PUBLIC", "JOHN PUBLIC")),
        ("JANE ROE OR JOHN DOE", ("JANE ROE", "JOHN DOE")),
        ("JANE ROE & JOHN DOE", ("JANE ROE", "JOHN DOE")),
        ("JANE ROE/JOHN DOE", ("JANE ROE", "JOHN DOE")),
        ("JANE ROE; JOHN DOE + JIM POE", ("JANE ROE", "JOHN DOE", "JIM POE")),
        ("JUANA ROE Y JUAN DOE", ("JUANA ROE", "JUAN DOE")),
        ("JOHN AND MARY DOE", ("JOHN DOE", "MARY DOE")),
        ("JOHN A & MARY B DOE", ("JOHN A DOE", "MARY B DOE")),
        ("MR AND MRS JOHN DOE", ("MRS JOHN DOE",)),
        ("DOE, JOHN & MARY", ("DOE, JOHN", "MARY DOE")),
        ("DOE JOHN & MARY", ("DOE JOHN", "MARY DOE", "MARY JOHN")),
        ("JIM, JOHN AND MARY WHITE", ("JIM, JOHN", "MARY WHITE")),
        ("JANE ROE OR NORTHERN TRADING LLC", ("JANE ROE", "NORTHERN TRADING LLC")),
        ("SMITH & SON LLC", ("SMITH & SON LLC",)),
        ("FIRST BANK AND TRUST", ("FIRST BANK AND TRUST",)),
        ("BANK OF X AND Y", ("BANK OF X AND Y",)),
        ("AMERICAN NATIONAL BK & TR COMPANY", ("AMERICAN NATIONAL BK & TR COMPANY",)),
        ("AKASHI TRADING ASSETS", ("AKASHI TRADING ASSETS",)),
        ("C/O", ("C/O",)),
        ("", ("",)),
    ],
)
def test_parties_are_told_apart(name: str, held: tuple[str, ...]) -> None:
    """Each party stands alone, without the words that join them; such words inside other words join nothing."""
    assert parties(name) == held


@pytest.mark.parametrize("junk", [None, 3, b"C/O"])
def test_what_is_no_text_holds_nobody(junk: object) -> None:
    """Junk has no parties and raises nothing."""
    assert parties(junk) == ()  # type: ignore[arg-type]


@given(st.text(max_size=200))
def test_every_text_holds_a_party(text: str) -> None:
    """Any text holds at least one party, and nothing raises."""
    assert parties(text)


def test_as_many_parties_as_there_are() -> None:
    """Twelve parties of one field are twelve."""
    names = [f"JANE ROE{letter}" for letter in "ABCDEFGHIJKL"]
    assert parties(" C/O ".join(names)) == tuple(names)
    assert parties(" OR ".join(names)) == tuple(names)


@pytest.mark.parametrize("name", ["ACE 24/7 HVAC", "A1 24/7 BAIL BONDS", "50+1 MEDIA", "1&1 MAIL"])
def test_a_sign_between_figures_joins_no_parties(name: str) -> None:
    """A business that is open all day is one party."""
    assert parties(name) == (name,)


def test_a_sign_beside_one_figure_joins_parties() -> None:
    """A number at the end of a name hides nobody behind it."""
    assert parties("JANE ROE 7/MALIK ZORBAN") == ("JANE ROE 7", "MALIK ZORBAN")
