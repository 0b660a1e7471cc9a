"""Entries with a line of free text are decided together where it says nothing, and get what they get alone.

Twins compared: `columnar.nacha_entries` with `Guard.decide`, entry by entry, with how many decisions were shared.
"""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from achguard.columnar.nacha_entries import decide_entries
from achguard.nacha import NachaFile, survey
from nacha_rows import Counting, Row, alone, guard, nacha_file, written

ORDINARY = ("ROOF REPAIR INVOICE 4471", "MONTHLY RENT MARCH", "WATER BILL, ACCOUNT 12", "DUES 2026")
ODD = (
    "FOR MALIK TARENTOV ZORBAN",
    "MALIK TARENTOV",
    "ZORBAN",
    "IBAN DE89370400440532013000",
    "DE89 3704 0044 0532 0130 00",
    "TO CUBA, HAVANA",
    "GIFT FOR QUENTARA MARITIME TRADING",
    "SWIFT COBADEFFXXX",
    "PASSPORT X0000001",
    "RMR*IV*4471**100.00\\",
    "TXP*640000001*01100*261231*T*10000\\",
    "   ",
    "0000000000",
    "SkFORSBQVUJMSUM",
)
HOLDERS: list[Row] = [("22", "065300279", str(1000 + i), 100 + i, str(i), "JANE Q PUBLIC") for i in range(1, 61)]


@pytest.fixture(autouse=True)
def _prove_small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_MIN_LINES_TO_PROVE", 1)


def asked_of(file: NachaFile, by: Counting) -> int:
    """Hold that all is decided together as alone, and give how many entries were asked about."""
    before = by.asked
    together = [each.decision.model_dump_json() for each in decide_entries(file, by)]
    asked = by.asked - before
    assert together == [decision.model_dump_json() for decision in alone(file, by)]
    return asked


@pytest.mark.slow
@pytest.mark.parametrize("which", ["lists", "nothing", "directory", "asking", "capable", "history", "fewer rules"])
def test_together_is_as_alone(which: str) -> None:
    """Whatever a line of text says beside whatever company text, each entry gets the decision it gets by itself."""
    asked = entries = 0

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        memos=st.lists(st.sampled_from((*ORDINARY, *ORDINARY, "", *ODD)) | st.text("ABCDE 123*.,-", max_size=80)),
        sec_code=st.sampled_from(("PPD", "CCD", "WEB")),
        discretionary=st.sampled_from(("", "", "MALIK TARENTOV", "IBAN DE8937040044")),
        code=st.sampled_from(("22", "27", "23")),
    )
    @example(memos=[*ORDINARY], sec_code="PPD", discretionary="", code="22")
    def each_file(memos: list[str], sec_code: str, discretionary: str, code: str) -> None:
        nonlocal asked, entries
        rows = [(code, *row[1:3], 0 if code == "23" else row[3], *row[4:]) for row in HOLDERS]
        header = {"sec_code": sec_code, "company_discretionary_data": discretionary}
        entries += len(rows)
        asked += asked_of(written([(header, rows)], memos=memos), guard(which))

    each_file()
    assert asked == entries if which == "history" else entries - asked > 200, (asked, entries)


def test_ordinary_lines_share_one_decision() -> None:
    """Of many entries with ordinary lines one is asked about for each kind; an entry without a line is another kind."""
    file = nacha_file([("", "STATE TAX AGENCY", HOLDERS)], memos=(*ORDINARY, ""))
    assert asked_of(file, guard("lists")) == 2


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_line_among_ordinary_ones_is_decided_as_alone(odd: str) -> None:
    """A name, a number or an account in one line concerns its own entry, and no other."""
    memos = [*ORDINARY * 5, odd, *ORDINARY * 5]
    assert asked_of(nacha_file([("", "STATE TAX AGENCY", HOLDERS)], memos=memos), guard("lists")) < 10


def test_a_line_is_read_with_what_the_company_wrote() -> None:
    """Two lines that are a name together are decided one by one: which of them was cut nobody knows."""
    header = {"company_discretionary_data": "MALIK TARENTOV"}
    file = written([(header, HOLDERS)], memos=("ZORBAN", "RENT"))
    assert asked_of(file, guard("lists")) == len(HOLDERS)


@pytest.mark.parametrize("in_utf_8", [False, True])
@pytest.mark.parametrize("odd", ["FOR MALIK TARÉNTOV ZORBAN", "CAFÉ", "RENT\xa0", "RENT ¿"])
def test_a_line_with_another_letter_is_decided_as_alone(odd: str, *, in_utf_8: bool) -> None:
    """A letter beyond ASCII in a line, in either encoding, is read by the rules, and the lines beside it as ever."""
    file = written([({}, HOLDERS)], memos=(*ORDINARY, *ORDINARY, odd), in_utf_8=in_utf_8)
    assert asked_of(file, guard("lists")) < 20
