"""Listed names are found inside a line of text, and ordinary lines are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.names.ordinary import ordinary_names
from achguard.sanctions.listed.entity import EntityKind, ListedEntity, ListedName
from achguard.sanctions.one_name.text_search import MIN_WORD_SIMILARITY
from achguard.sanctions.screener import Screener
from achguard.sanctions.snapshot import Snapshot

ORDINARY = [
    "INV 7",
    "INVOICE 12345 NET 30 DAYS",
    "RENT FOR APARTMENT 4B NOVEMBER THANK YOU",
    "STATE SALES TAX RETURN Q3 ESTIMATED",
    "GENERAL TRADING ACCOUNT FUNDING",
    "NORTHERN STAR CRUISES DEPOSIT BANK OF THE WEST",
    "REF*TN*12345*PAYMENT FOR SERVICES\\",
    "MEMBERSHIP DUES SUNRISE YOGA",
    "GIFT FOR MALIK AND GRACE",
    "QUENTARA STAR RESTAURANT DINNER",  # a ship's name, and nothing of shipping
    "THE GARDENER WEEKLY SERVICE",  # a weak alias
]


@pytest.mark.parametrize(
    ("text", "uid"),
    [
        ("INV 7 for Quentara Maritime Trading Co LLC ref 88", "900002"),
        ("PAID BY ORDER OF ZORBAN MALIK TARENTOV/ACCT 4", "900001"),
        ("rmr*iv*malik tarentov zorban**15.00\\", "900001"),
        ("GOODS VIA KORYO DURYUSAN GENERAL TRADNG CORPORATION PYONGYANG", "900028"),
        ("DUES FOR IMEZAPOTAL 2026", "900025"),  # one long rare word
        ("FREIGHT QUENTARA STAR VOYAGE 9", "900034"),
        ("ПЕРЕВОД ДЛЯ Malik Tarentov Zorban", "900001"),
    ],
)
def test_a_listed_name_in_a_line_is_found(sample: Snapshot, text: str, uid: str) -> None:
    """A name whose telling words stand together is found, with the name that met."""
    hits = sample.screen_text(text)
    assert [hit.uid for hit in hits[:1]] == [uid]
    assert "line of text" in hits[0].explanation


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_line_is_left_alone(sample: Snapshot, text: str) -> None:
    """Words that many lines hold, ships' names without shipping, and weak aliases are no hit."""
    assert sample.screen_text(text) == ()


def test_words_far_apart_are_no_name(sample: Snapshot) -> None:
    """A listed name's words scattered over a line are not the name."""
    assert sample.screen_text("MALIK PAYS RENT AND WATER AND POWER FOR THE ZORBAN STREET HOUSE AND TARENTOV") == ()


def test_a_long_text_is_read(sample: Snapshot) -> None:
    """A name deep inside a long text is found, and a text without one gives nothing."""
    assert sample.screen_text("WORD " * 1500 + "MALIK TARENTOV ZORBAN")[0].uid == "900001"
    assert sample.screen_text("BANK TRADING COMPANY " * 3000) == ()


CUT = [
    ("PAID BY ORDER OF {} ACCT 4", "ZORBAN MALIK TARENTOV", "900001"),
    ("820*00*N1*PE*{}*ENT*1", "QUENTARA MARITIME TRADING COMPANY LLC", "900002"),
    ("DUES FOR {} 2026", "IMEZAPOTAL", "900025"),
    ("VIA {} PYONGYANG", "KORYO DURYUSAN GENERAL TRDG CORPORATION", "900028"),
    ("FREIGHT FOR {} REF 12", "QUENTARA STAR", "900034"),
]


def uids(sample: Snapshot, *lines: str) -> list[tuple[int, int, str]]:
    """Screen lines, and tell in which of them each entity stands."""
    return [(found.first, found.last, found.hit.uid) for found in sample.screener().screen_lines(lines)]


@pytest.mark.parametrize(("around", "name", "uid"), CUT)
def test_a_name_over_the_end_of_a_line_is_found(sample: Snapshot, around: str, name: str, uid: str) -> None:
    """Wherever a line ends inside a name, it is found once, with or without blanks at the cut."""
    text = around.format(name)
    for cut in range(1, len(text)):
        for lines in (
            (text[:cut], text[cut:]),
            (text[:cut].rstrip(), text[cut:].lstrip()),
            (text[:cut] + " ", text[cut:]),
        ):
            if all(map(str.strip, lines)):
                found = uids(sample, "INV 7", *lines, "THANK YOU")
                assert [each for _, _, each in found] == [uid], lines
                assert 1 <= found[0][0] <= found[0][1] <= 2


@pytest.mark.parametrize(("around", "name", "uid"), CUT)
def test_a_name_over_three_lines_is_found(sample: Snapshot, around: str, name: str, uid: str) -> None:
    """A name that two ends of lines cut, in a word or between words, is found where it starts."""
    start = around.index("{")
    text = around.format(name)
    for first in range(start + 1, start + len(name) - 1):
        for second in (first + 1, first + 3, start + len(name) - 1):
            lines = text[:first], text[first:second], text[second:]
            if second > first and all(map(str.strip, lines)):
                assert [each for _, _, each in uids(sample, *lines)] == [uid], lines


def test_a_word_of_a_name_to_a_line(sample: Snapshot) -> None:
    """A name with a word in each line is found from the first of them to the last."""
    assert uids(sample, "FOR", "MALIK", "", "TARENTOV", "ZORBAN", "INV 7") == [(1, 4, "900001")]


def test_a_hyphen_at_the_end_of_a_line(sample: Snapshot) -> None:
    """A word that a hyphen parts at the end of a line is one word."""
    assert uids(sample, "PAID FOR IMEZA-", "POTAL") == [(0, 1, "900025")]


def test_each_line_tells_its_own(sample: Snapshot) -> None:
    """An entity that several lines name is told for each, and never again for two of them together."""
    name = "MALIK TARENTOV ZORBAN"
    assert uids(sample, name, "INV 7", name, name) == [(at, at, "900001") for at in (0, 2, 3)]


@pytest.mark.parametrize(
    "lines",
    [
        ("PAID BY MALIK", "INV 7 NET 30 DAYS PO 4711 RENT FOR MARCH", "TARENTOV ZORBAN"),
        ("IMEZA", "INV 7", "POTAL"),
        ("IMEZA *", "POTAL"),
        ("DINNER AT QUENTARA STAR", "INV 7", "FREIGHT 12.00"),
        ("GIFT FOR MALIK", "AND GRACE"),
    ],
)
def test_lines_that_do_not_belong_together(sample: Snapshot, lines: tuple[str, ...]) -> None:
    """Words with other lines or marks between them make no name, nor does a line apart speak of shipping."""
    assert uids(sample, *lines) == []


def test_a_worse_spelling_before_does_not_hide_a_name(sample: Snapshot) -> None:
    """All places where a name may stand are compared, not the first alone."""
    assert uids(sample, "MALIK TARENTOV TARENTOV", "X", "FOR ZORBAN MALIK TARENTOV")[-1][2] == "900001"


def test_a_name_far_down_is_found(sample: Snapshot) -> None:
    """A name in the last of as many addenda as an entry can carry is found, and so is one over its end."""
    lines = ["RMR*IV*INV00012345**1250.00*1250.00*0.00~DTM*003*20260331~REF*PO*4711~"] * 9_997
    assert uids(sample, *lines, "FOR ZORBAN MALIK TA", "RENTOV") == [(9_997, 9_998, "900001")]


WORDS = st.text("ABEIKLMNORSTZ", min_size=6, max_size=18)


@given(word=st.one_of(WORDS, st.sampled_from(sorted(ordinary_names())), st.just("X9")), drop=st.integers(0, 17))
def test_close_words_are_those_alike(sample: Snapshot, word: str, drop: int) -> None:
    """The few keys of the look-up for text find each listed word that the many of the look-up for names do."""
    index = sample.screener()._index.postings.words
    for asked in (word, word[:drop] + word[drop + 1 :], index.words[len(word) * drop % len(index.words)] + "S"):
        alike = {other for other, value in index.alike(asked).items() if value >= MIN_WORD_SIMILARITY}
        assert index.closest(asked, MIN_WORD_SIMILARITY) == alike


def listed(*names: tuple[str, EntityKind]) -> Screener:
    """Make a screener of names, each the only one of its entity, whose uid is its place."""
    return Screener(
        [
            ListedEntity(uid=str(at), list="L", kind=kind, names=(ListedName(name, "primary", "primary"),))
            for at, (name, kind) in enumerate(names)
        ]
    )


@pytest.mark.parametrize(
    ("name", "kind", "line", "meets"),
    [
        # One word with a legal form: a rare one anywhere, everybody's with its form and by itself.
        ("ZORBANTRADE LLC", "organization", "PAYMENT ZORBANTRADE LLC CONTRACT 100", True),
        ("ZORBANTRADE LLC", "organization", "INV 7 ZORBANTRADE", True),
        ("ZORBANTRADE LLC", "organization", "OOO ZORBANTRADE INV 22", True),
        ("ZORBANTRADE LLC", "organization", "INV 7 ZORBENTRADE", False),  # misspelt and without its form
        ("ZQVSA LLC", "organization", "DUES FOR ZQVSA LLC", True),
        ("ZQVSA LLC", "organization", "DUES FOR ZQVSA", False),
        ("FORUM LLC", "organization", "PAYMENT LIMITED LIABILITY COMPANY FORUM CONTRACT 7", True),
        ("PUBLIC JOINT STOCK COMPANY FORUM", "organization", "PAYMENT PUBLIC JOINT STOCK COMPANY FORUM INV 7", True),
        ("FORUM LLC", "organization", "FORUM TICKETS", False),
        ("GAS LLC", "organization", "CREEK OIL AND GAS LLC", False),
        ("GAS LLC", "organization", "TO GAS LLC FOR MARCH", True),
        ("GAS LLC", "organization", "LLC GAS STATION", False),
        ("ZQVSA", "organization", "ZQVSA INVOICE 88", True),
        ("ZQVSA", "organization", "ZQVSI INVOICE 88", False),
        ("QUENVASA", "organization", "INVOICE QUENVASSA", True),  # misspelt, and no other word
        ("CONVASA", "organization", "CANVAS PRINT ORDER", False),
        ("BLENDERIO", "organization", "BLENDER REPAIR", False),
        # Words of many firms: as a whole and by themselves.
        ("REGIONAL CREDIT", "organization", "PAYMENT REGIONAL CREDIT CONTRACT 100", True),
        ("REGIONAL CREDIT", "organization", "ROSELLE REGIONAL CREDIT UNION DUES", False),
        ("STREET INVESTMENTS PVT LTD", "organization", "PAYMENT PAUL STREET INV 4471", False),
        ("QUENTARA INVESTMENTS PVT LTD", "organization", "QUENTARA INV 4471", False),
        ("QUENTARA INVESTMENTS PVT LTD", "organization", "QUENTARA INV PVT LTD", True),
        ("RG REAL ESTATE GMBH", "organization", "COMFORT JONES REAL ESTATE LLC", False),
        ("RG REAL ESTATE GMBH", "organization", "TO RG REAL ESTATE GMBH", True),
        # Persons: short words, articles and titles are needed where little else is; more of a name is another name.
        ("LI, Fangwei", "individual", "FBO LI FANGWEI", True),
        ("LI, Fangwei", "individual", "FBO FANGWEI", False),
        ("LI, Fangwei", "individual", "FBO LI FANGWEI SHANGHAI BRANCH", True),
        ("XU, Bin", "individual", "RENT XU BIN", True),
        ("XU, Bin", "individual", "RENT XU BIN DOL 06/14/26", True),  # what the date is of
        ("XU, Bin", "individual", "RENT XU BIN DOL 06/14", False),
        ("XU, Bin", "individual", "RENT YANPING XU", False),
        ("HASSAN, Abu", "individual", "RENT ABU HASSAN", True),
        ("HASSAN, Abu", "individual", "RENT NAILA HASSAN", False),
        ("AHMED, Ahmed", "individual", "GIFT FOR AHMED AHMED", True),
        ("AHMED, Ahmed", "individual", "GIFT FOR AHMED", False),
        ("PAO, Yu Liang", "individual", "FBO YU LIANG PAO", True),
        ("TARENTOV, S.A.", "individual", "FBO TARENTOV S.A. INV 7", True),
        ("KANG, Min", "individual", "RENT KANG MIN", True),
        ("KANG, Min", "individual", "RENT KANG MIN HYUN", False),
        ("KANG, Min", "individual", "RENT SEONG MIN KANG", False),
        ("KANG, Min", "individual", "KANG MIN / HYUN CAFE", True),  # a mark parts them
        ("HASSAN, Ali", "individual", "RENT ALI HASSAN", True),
        ("HASSAN, Ali", "individual", "RENT ALI HASSAN MOHAMMED", False),
        ("EBRAHIMI, Reza", "individual", "RENT REZA EBRAHIMI", True),
        ("EBRAHIMI, Reza", "individual", "RENT REZA MASOUD EBRAHIMI", False),
        ("TARENTOV, Zorban", "individual", "RENT ZORBAN MASOUD TARENTOV", True),  # whoever has so rare a name
        # What people write together.
        ("KHAZAI, Ahmad", "individual", "AHMAD KHAZAI'S INVOICE", True),
        ("KHAZAI, Ahmad", "individual", "AHMAD KHAZAI\u2019s rent", True),
        ("ZQVSA", "organization", "ZQVSA'S INVOICE", True),
        ("QUENVA PEOPLE'S ARMY", "organization", "DUES QUENVA PEOPLE'S ARMY", True),
        ("TARENTOV, Zorban", "individual", "20240503ZORBAN TARENTOV", True),
        ("TARENTOV, Zorban", "individual", "ZORBAN TARENTOV12", True),
        ("QUENVASA", "organization", "INV12QUENVASA", True),
        ("AL QUENVA", "organization", "AL QUENVA FUND", True),
        ("TARENTOV, Zorban Malik", "individual", "INV 88 ZORBANMALIK TARENTOV", True),
        ("TARENTOV, Zorban", "individual", "FOR TARENTOVZORBAN", True),
        ("QUENVASA", "organization", "PAY QUEN VASA NOW", True),
        ("BLACKBIRD LLC", "organization", "BLACK BIRD LLC", False),  # two English words stay two
        # Ships and aircraft.
        ("QUENTARIA", "vessel", "PAYMENT TO M/V QUENTARIA", True),
        ("HARMONY", "vessel", "VSL HARMONY", True),
        ("HARMONY", "vessel", "MS HARMONY TUITION", False),
        ("HARMONY", "vessel", "MT HARMONY CHURCH", False),
        ("HARMONY", "vessel", "SS HARMONY TAX", False),
        ("HARMONY", "vessel", "BUNKERS MV HARMONY IMO 9239458", True),
        ("HARMONY", "vessel", "FREIGHT M/T HARMONY", True),
        ("HARMONY", "vessel", "VESSEL NAME: HARMONY", True),
        ("HARMONY", "vessel", "HARMONY IMO 9239458 DEMURRAGE", True),
        ("HARMONY", "vessel", "HARMONY IMO9239458", True),
        ("HARMONY", "vessel", "FREIGHT TO HARMONY", False),
        ("HARMONY", "vessel", "HARMONY IMO MEETING", False),
        ("QUENTARIA", "vessel", "FREIGHT TO QUENTARIA", True),  # a rare word, where a line speaks of shipping
        ("QUENTARIA", "vessel", "QUENTARIA IMO9239458", True),
        ("QUENTARIA", "vessel", "DINNER AT QUENTARIA", False),
        ("DIAMOND II", "vessel", "BUNKERS MV DIAMOND II", True),
        ("DIAMOND II", "vessel", "BUNKERS MV DIAMOND", False),
        ("SAKHALIN 8", "vessel", "CHARTER OF SAKHALIN 8", True),
        ("EP-ZQV", "aircraft", "AIRCRAFT EP-ZQV LEASE", True),
        ("EP-ZQV", "aircraft", "EP-ZQV LEASE", False),
    ],
)
def test_where_a_name_counts_in_a_line(name: str, kind: EntityKind, line: str, meets: bool) -> None:  # noqa: FBT001
    """Full names are found as people write them, and lines of everybody's words are left alone."""
    assert bool(listed((name, kind), ("OTHER, Hyun", "individual")).screen_text(line)) is meets


def test_a_name_beside_a_mark_inside_a_word() -> None:
    """A mark that is inside a word parts nothing, and the words beside it are still compared."""
    screener = listed(("HASSAN, Ali", "individual"))
    assert screener.screen_text("RENT O:NEILL ALI HASSAN")
    assert not screener.screen_text("RENT MOHAMMED=ALI ALI HASSAN MOHAMMED")
