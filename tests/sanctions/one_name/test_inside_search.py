"""A listed name in full is met beside whatever other words a name field has; a name of generic words alone is not."""

import pytest

from achguard.names.readable import MAX_FOLDED
from achguard.sanctions.listed.entity import ListedEntity, ListedName
from achguard.sanctions.screener import Screener
from achguard.sanctions.snapshot import Snapshot

PERSON, LISTED_ORDER = "MALIK TARENTOV ZORBAN", "ZORBAN, MALIK TARENTOV"
TWICE = "OJSC ZORBAZ - MANAGEMENT COMPANY OF HOLDING ZORBAZ-HOLDING"
COMPANY = "QUENTARA MARITIME TRADING CO LLC"


def listed(*names: tuple[str, str, str]) -> Screener:
    """Return a screener of entities, each of a kind with a name of a quality."""
    return Screener(
        [
            ListedEntity(str(at), "made-up", kind, (ListedName(name, quality, "primary"),))  # type: ignore[arg-type]
            for at, (name, kind, quality) in enumerate(names)
        ]
    )


@pytest.mark.parametrize(
    "field",
    [
        "{} TAX REFUND 2024",
        "REF 12 {}",
        "{0} {0}",
        "{0}, {0}, {0}",
        "PAYMENT TO {} FOR NOVEMBER RENT",
        "JANE ROE VIA {}",
        "JANE ROE OR {}",
        "{} OR JANE ROE",
        "JANE ROE AND {}",
        "JANE ROE & {}",
        "JANE ROE / {}",
        "JUANA ROE Y {}",
        "JANE ROE; {}",
        "JANE ROE + {}",
        "JANE ROE AND/OR {}",
        "MR AND MRS {}",
        "JANE ROE C/O ACME LLC C/O JOHN DOE C/O BETA INC C/O {}",
        "JANE ROE, JOHN DOE, {} AND JIM POE",
        "{} DOB 03/14/1961",
        "{} ACCT 12345678",
        "SALARY {} AND FAMILY",
        "JANE ROE 12 MAIN ST JACKSON MS {}",
        "THE " * 60 + "{}",
        "{}" + " THE" * 60,
        "LOREM IPSUM DOLOR " * 20 + "{}",
        "A " * 200 + "{}",
        " " * 400 + "{}",
        "\t" * 400 + "{}",
        "\u00a0" * 400 + "{}",
        "\u200b" * 400 + "{}",
        "\u0301" * 400 + "{}",
        "," * 1_000 + "{}",
        "...---..." * 50 + "{}" + "!" * 300,
        " " * 5_000 + "{}",
    ],
)
@pytest.mark.parametrize(("name", "uid"), [(PERSON, "900001"), (LISTED_ORDER, "900001"), (COMPANY, "900002")])
def test_a_listed_name_beside_other_words_is_met(sample: Snapshot, field: str, name: str, uid: str) -> None:
    """Whatever stands before, behind and around it, a person or an organization is met, and a batch meets it too."""
    text = field.format(name)
    hits = sample.screen(text)
    assert uid in [hit.uid for hit in hits]
    assert sample.screener().screen_many([text] * 64)[0] == hits


@pytest.mark.parametrize(
    "field",
    [
        "JOHN SMITH AND MARY JONES",
        "MALIK AND GRACE HARRIS",
        "ZORBAN STREET LAUNDRY LLC AND MALIK JONES",
        "MARITIME TRADING AND SHIPPING CO LLC",
        "JANE ROE TAX REFUND 2024",
        "SMITH & SON LLC",
    ],
)
def test_parts_of_listed_names_are_not_met(sample: Snapshot, field: str) -> None:
    """Some words of a listed name, near or far, are not the name."""
    assert sample.screen(field) == ()


@pytest.mark.parametrize(
    ("name", "kind", "field", "meets"),
    [
        ("FIRST INDUSTRIAL BANK", "organization", "FIRST INDUSTRIAL BANK", True),
        ("INDUSTRIAL BANK", "organization", "INDUSTRIAL BANK OF CHATTANOOGA TENNESSEE", False),
        ("SAVING BANK", "organization", "HOME SAVING BANK CHATTANOOGA", False),
        ("GENERAL TRADING CO", "organization", "SMITHSON GENERAL TRADING CO CHATTANOOGA", False),
        ("ZORBAN BANK", "organization", "JANE ROE AT ZORBAN BANK", True),
        ("ZORBAN LLC", "organization", "REFUND TO ZORBAN LLC", True),
        ("EMMA LLC", "organization", "KEEL VENTURES LLC AND EMMA PORCHER", False),
        (TWICE, "organization", f"{TWICE} TAX REFUND 2024", True),
        ("ZORBANIA", "organization", "DONATION ZORBANIA FUND", True),
        ("ZORBANIA", "organization", "DONATION ZORBANYA FUND", False),  # one word, and another spelling
        ("ZORBA", "organization", "DONATION ZORBA FUND", True),
        ("MARIO", "organization", "DONATION MARIO FUND", False),  # people are called so
        ("ZORB", "organization", "DONATION ZORB FUND", False),  # short
        ("ALI, Hassan", "individual", "AHMED HASSAN ALI", False),  # one person's three names
        ("ALI, Hassan", "individual", "REFUND HASSAN ALI 2024", True),
        ("ALI, Hassan", "individual", "HASSAN ALI ZORBANI", False),  # one person's, of which one is rare
        ("ZORBAN, Hassan", "individual", "AHMED HASSAN ZORBAN", True),
        ("KIM, Kyu", "individual", "CHAN KYU KIM", False),  # a given name of two syllables is one name
        ("KIM, Kyu", "individual", "REFUND KYU KIM", True),
        ("CARGO SERVICE LLC", "organization", "DUGANOV CARGO SERVICE LP", False),  # common words, and another form
        ("CARGO SERVICE LLC", "organization", "REFUND CARGO SERVICE LLC", True),
        ("CARGO SERVICE", "organization", "REFUND CARGO SERVICE", True),
        ("ZORBANIA STAR", "vessel", "ZORBANIA STAR RESTAURANT CHATTANOOGA", False),
        ("LI, Wei", "individual", "REFUND LI WEI NOVEMBER", True),
        ("RI, Yi", "individual", "REFUND RI YI NOVEMBER", True),
        ("RI, Yi", "individual", "REFUND RI NOVEMBER YI", False),
    ],
)
def test_what_counts_beside_other_words(name: str, kind: str, field: str, *, meets: bool) -> None:
    """A name of generic words, of one short word or of a ship counts only where it is the whole field."""
    assert bool(listed((name, kind, "primary")).screen(field)) is meets


def test_a_weak_alias_counts_as_the_whole_field_alone() -> None:
    """A strong alias is met beside other words, a weak one is not."""
    for quality, meets in (("strong", True), ("weak", False)):
        screener = listed(("TARENTOV, Malik", "individual", quality))
        assert bool(screener.screen("REFUND FOR MALIK TARENTOV OF CHATTANOOGA")) is meets


@pytest.mark.parametrize("cut_at", [16, 22, 35])
def test_the_last_party_of_a_full_field_may_be_cut(sample: Snapshot, cut_at: int) -> None:
    """A field that is full has cut off its last party and no other."""
    field = f"J ROE OR {PERSON}"[:cut_at]
    whole = sample.screen(field.removeprefix("J ROE OR "), cut_at=len(field) - len("J ROE OR "))
    assert [hit.uid for hit in sample.screen(field, cut_at=cut_at)] == [hit.uid for hit in whole]


def test_a_field_at_the_bound_is_looked_through(sample: Snapshot) -> None:
    """The last words within the bound are seen; what is beyond it can't be read, as `is_readable` says."""
    padding = "LOREM " * ((MAX_FOLDED - len(PERSON)) // 6)
    assert len(padding + PERSON) <= MAX_FOLDED
    assert [hit.uid for hit in sample.screen(padding + PERSON)] == ["900001"]


def test_a_list_without_names_for_it_meets_nobody() -> None:
    """Ships alone leave nothing to be found beside other words."""
    screener = listed(("ZORBANIA STAR", "vessel", "primary"))
    assert screener.screen_many(["JANE ROE OF CHATTANOOGA"] * 64) == [()] * 64


def test_padding_does_not_dilute_another_spelling(sample: Snapshot) -> None:
    """A name spelt otherwise than the list does is met behind sixty articles, and behind letters of its own."""
    for field in ("THE " * 60 + "MLIK TARENTOV ZORBEN", "ZORBEN " * 50 + "MLIK TARENTOV"):
        assert [hit.uid for hit in sample.screen(field)] == ["900001"]
