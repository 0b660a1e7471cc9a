"""What a person or a web page reads in a name is read; a name that hides nothing has no other reading."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.names.disguise import deciphered, encoded
from achguard.names.fold import fold
from achguard.names.readings import readings, wholes

LISU = str.maketrans("ABCDEFGHIJKLMNOPRSTUVWXYZ", "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ")


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("JANE%20PUBLIC", "JANE PUBLIC"),
        ("%4A%41NE%2520PUBLIC", "JANE PUBLIC"),  # escaped twice
        ("Jos%C3%A9 Roe", "JOSE ROE"),
        ("JANE=20PUBLIC", "JANE PUBLIC"),
        ("JANE&nbsp;PUBLIC", "JANE PUBLIC"),
        ("JANE&NBSP;PUBLIC", "JANE PUBLIC"),
        ("JANE&nbsp PUBLIC", "JANE PUBLIC"),
        ("&#74;&#65;&#78;E PUBLIC", "JANE PUBLIC"),
        ("&#x4a;&#X41;NE PUBLIC", "JANE PUBLIC"),
        ("&#74&#65NE PUBLIC", "JANE PUBLIC"),
        ("<b>JANE</b> <i>PUBLIC</i>", "JANE PUBLIC"),
        ("J<b></b>ANE<br>PUBLIC", "JANE PUBLIC"),
        ("&lt;b&gt;JANE PUBLIC&lt;/b&gt;", "JANE PUBLIC"),
        (r"\u004aANE\u0020PUBLIC", "JANE PUBLIC"),
        (r"\x4aANE\tPUBLIC", "JANE PUBLIC"),
        ("J@NE PUBL|C", "JANE PUBLIC"),
        ("J4N3 PU8L1C", "JANE PUBLIC"),
        ("PAU1 RO$$", "PAUL ROSS"),
        ("4LI PUBL1C", "ALI PUBLIC"),  # a short word beside one that is spelt so, too
        ("KH41ED D413 Z4K1", "KHALED DALE ZAKI"),  # one sign for two letters
        ("1EE R035", "LEE ROES"),
        ("J\uff20NE PUBL\u0661C", "JANE PUBLIC"),  # signs of another width, digits of another script
        ("J\ua4eeN3 PU8L1C", "JANE PUBLIC"),  # letters of another script and signs
        ("3$+@+3 0C3@N", "ESTATE OCEAN"),
        ("J()HN R[]E", "JOHN ROE"),
        ("|<AREN \\/AN|) /-\\LM", "KAREN VAND ALM"),
        ("ERI( (HAN", "ERIC CHAN"),
        ("FREDERI< <HOI", "FREDERIC CHOI"),
        ("HAR9ROVE 9RE9", "HARGROVE GREG"),
        ("\u15ea\u15c5NE \u15f0\u144c\u15ea\u15ea", "DANE MUDD"),  # Canadian syllabics
        ("\u13c2\u13cf \uab81\uab93", "HB RZ"),  # Cherokee, small letters too
        ("\u2ca2\u2ca4 \U000102a1\U000102b0", "PC BM"),  # Coptic, Carian
        ("JANE PUBLlC", "JANE PUBLIC"),
        ("PauI Roe", "PAUL ROE"),
        ("YONG |L HO", "YONG IL HO"),
        ("JANE PUBLIC".translate(LISU), "JANE PUBLIC"),
        ("ᎫᎪNE", "JANE"),
        ("\u202eCILBUP ENAJ", "JANE PUBLIC"),
        ("JANE \u202eCILBUP\u202c", "JANE PUBLIC"),
        ("\u2067CILBUP ENAJ\u2069", "JANE PUBLIC"),
        ("\u202eENAJ\u202c \u202eCILBUP\u202c", "JANE PUBLIC"),
        ("SkFORSBQVUJMSUM=", "JANE PUBLIC"),
        ("4a414e45205055424c4943", "JANE PUBLIC"),
    ],
)
def test_a_disguise_is_read_through(name: str, read: str) -> None:
    """Escapes, signs for letters, letters of look-alike scripts, turned letters and encodings are read."""
    assert fold(read) in {fold(name), *map(fold, deciphered(name))}
    assert wholes(name)[0] == name


@pytest.mark.parametrize(
    "name",
    [
        "JANE PUBLIC",
        "4 STAR PLUMBING",
        "Toys 4 Tots",
        "B&B",
        "AT&T",
        "7-ELEVEN",
        "McDonald's",
        "O'Brien",
        "SMITH & SON",
        "ACME (US) INC",
        "SMITH [TRUST]",
        "PRICE < 5",
        "1 2 3 PLUMBING",
    ],
)
def test_an_ordinary_name_is_read_as_it_is(name: str) -> None:
    """A name that hides nothing has no other reading."""
    assert deciphered(name) == ()


@pytest.mark.parametrize("name", ["R@D", "3M", "3M CO", "A|B", "A1 4U", "1ST BANK"])
def test_signs_in_short_names_are_signs(name: str) -> None:
    """A short name with a sign in it is what it is, so that it meets no other one."""
    assert {*map(fold, deciphered(name))} <= {fold(name)}


def test_angle_brackets_alone_hide_nobody() -> None:
    """What stands alone in angle brackets is a name, an element of a web page is none."""
    assert fold("".join(deciphered("<JANE>"))) in {"", "JANE"}
    assert "JANE" in fold("<JANE>")


@pytest.mark.parametrize(
    "name", ["SHREWSBURY", "TidwellBank", "RUFFNERRUFF", "CONSTANTINE", "JANEPUBLICSMITH", "DEADBEEFCAFE"]
)
def test_long_words_encode_nothing(name: str) -> None:
    """A word whose letters happen to decode to letters is no encoded name."""
    assert encoded(name) is None


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=12), st.text("ABCDEFGHIJ", min_size=4, max_size=12))
def test_an_encoded_name_is_found(first: str, last: str) -> None:
    """Whatever the name, base64 and hexadecimal digits are read."""
    name = f"{first} {last}"
    assert encoded(base64.b64encode(name.encode()).decode()) == name
    assert encoded(name.encode().hex()) == name


@pytest.mark.parametrize(
    "text", ["<a" * 20_000, "&#" * 20_000, "%4" * 20_000, "Aa" * 20_000, "\u202e" * 20_000, "A1" * 20_000]
)
def test_a_hostile_name_is_read_in_one_go(text: str) -> None:
    """Forty thousand characters of half escapes take no longer than they are long, and raise nothing."""
    assert len(readings(text)) < 20


@given(st.text(st.sampled_from("AB01@$|<>([{)-/&;#x%\\u{}4a \u202e\u2067\u202cЖꓮ=+/")))
def test_nothing_raises(text: str) -> None:
    """Any mixture of marks gives readings, the field itself first."""
    assert readings(text)[0].text == text
