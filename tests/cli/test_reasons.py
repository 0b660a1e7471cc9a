"""Why payments were not accepted, counted and told once."""

from pathlib import Path

import pytest

from achguard.cli.reasons import MOST_APART, InvalidReasons, Reasons, leading_first
from achguard.guard import Guard
from achguard.model.decision import Accept, Ask, Basis, Hold, Redirect
from achguard.model.finding import Finding, Strength
from cli.conftest import AS_OF, Payments, Run
from cli.nacha_files import BATCH, LISTED, NewBatch, credit, ppd, saved
from factories import payment

BASIS: Basis = Guard().decide(payment()).basis


def finding(code: str, at: str = "amount", value: str | None = None, strength: Strength = Strength.STRONG) -> Finding:
    """Make a finding."""
    return Finding(code=code, name="a-name", strength=strength, at=at, value=value, message=f"{code}.", source="s")


def held(*findings: Finding) -> Hold:
    """Make a hold."""
    return Hold(payment_id=None, payor_message="m", basis=BASIS, findings=findings)


def counted(*decisions: Ask | Hold | Redirect) -> list[tuple[str, str, str, str | None, int, int]]:
    """Count decisions and give the rows without their messages."""
    reasons = Reasons()
    for each in decisions:
        reasons.count(each)
    return [(row.outcome.value, row.code, row.at, row.value, row.payments, row.values) for row in reasons.rows()]


def test_a_value_that_payments_share_is_told_and_others_are_counted() -> None:
    """Two of one name are a row, three of different ones another, and one by itself is told with its value."""
    names = [held(finding("SAN101", "receiver.name", name)) for name in ("RISE", "ONE", "RISE", "TWO", "THREE")]
    assert counted(*names) == [
        ("hold", "SAN101", "receiver.name", None, 3, 3),
        ("hold", "SAN101", "receiver.name", "RISE", 2, 1),
    ]
    assert counted(names[1]) == [("hold", "SAN101", "receiver.name", "ONE", 1, 1)]


def test_reasons_of_one_weight_are_in_order_of_code_place_and_value() -> None:
    """Whatever order the payments come in, the summary is the same."""
    each = [
        held(finding("SAN101", at, value))
        for at in ("receiver.name", "originator.name")
        for value in ("TWO", "ONE") * 2
    ]
    rows = [row[2:4] for row in counted(*each)]
    assert rows == [(at, value) for at in ("originator.name", "receiver.name") for value in ("ONE", "TWO")]


def test_of_several_findings_at_one_place_the_first_counts() -> None:
    """A payment is counted once for a rule and a place, and the findings keep their order."""
    ask = Ask(
        payment_id=None,
        payor_message="m",
        basis=BASIS,
        findings=(finding("ACH109", value="A"), finding("ACH109", value="B"), finding("ACH108", value="C")),
    )
    reasons = Reasons()
    reasons.count(ask)
    assert [(key.code, [*kept.by_value]) for key, kept in reasons.kept.items()] == [
        ("ACH109", ["A"]),
        ("ACH108", ["C"]),
    ]


def test_values_that_are_kept_apart_no_longer_are_several() -> None:
    """A row of payments whose values were not kept says that there are at least two."""
    many = [held(finding("SAN101", "receiver.name", str(number))) for number in range(MOST_APART)]
    others = [held(finding("SAN102", "receiver.name", value)) for value in ("ONE", "TWO", "THREE")]
    (row,) = [row for row in counted(*many, *others) if row[1] == "SAN102"]
    assert row[3:] == (None, 3, 2)


def test_what_led_nowhere_is_no_reason() -> None:
    """Beside a hit, a date and a note are none; where nothing else is there they are, and in an ask all are."""
    hit, date, note = finding("SAN101"), finding("ACH109"), finding("IAT901", strength=Strength.WEAK)
    assert [row[1] for row in counted(held(hit, date, note))] == ["SAN101"]
    assert [row[1] for row in counted(held(date, note))] == ["ACH109"]
    assert [row[1] for row in counted(held(note))] == ["IAT901"]
    ask = Ask(payment_id=None, payor_message="m", basis=BASIS, findings=(date, note))
    assert [row[1] for row in counted(ask)] == ["ACH109", "IAT901"]
    redirect = Redirect(payment_id=None, payor_message="m", basis=BASIS, findings=(finding("IAT201"), date))
    assert [row[:2] for row in counted(ask, redirect, held(hit))] == [
        ("hold", "SAN101"),
        ("redirect", "IAT201"),
        ("ask", "ACH109"),
        ("ask", "IAT901"),
    ]


def test_what_led_to_the_outcome_comes_first() -> None:
    """Hits and problems in a hold, signs of an IAT in a redirect, notes behind them; an ask stays as it is."""
    date, note, weak_hit, hit = (
        finding("ACH109"),
        finding("IAT901", strength=Strength.WEAK),
        finding("SAN101", strength=Strength.WEAK),
        finding("SAN104"),
    )
    assert leading_first(held(date, note, weak_hit, hit)) == [hit, weak_hit, date, note]
    abroad = finding("IAT201")
    redirect = Redirect(payment_id=None, payor_message="m", basis=BASIS, findings=(date, note, abroad))
    assert leading_first(redirect) == [abroad, note, date]
    ask = Ask(payment_id=None, payor_message="m", basis=BASIS, findings=(date, note))
    assert leading_first(ask) == [date, note]


def test_a_problem_is_counted_over_its_lines() -> None:
    """Entries that are broken at the same columns have one reason, and a rule speaks once of a payment's field."""
    broken = [held(finding("NAC072", f"line {line} columns 4-11", "*")) for line in (3, 4, 1005)]
    assert counted(*broken) == [("hold", "NAC072", "columns 4-11", "*", 3, 1)]
    assert counted(held(finding("SAN101", value="A"), finding("SAN101", value="B")))[0][3:] == ("A", 1, 1)


def test_what_is_kept_apart_is_bounded() -> None:
    """A file in which each entry has another value fills no memory, and each payment is counted."""
    many = MOST_APART + 50
    (row,) = counted(*(held(finding("SAN101", value=str(number))) for number in range(many)))
    assert row == ("hold", "SAN101", "amount", None, many, MOST_APART)


def test_portions_come_to_what_the_whole_comes_to() -> None:
    """The same values are kept apart, and of those that were the payments behind them are counted, however many."""
    values = [*range(MOST_APART - 10), *range(5_000, 8_000), *range(MOST_APART), *range(7_500, 8_500), 3, 5_003]
    each = [held(finding(f"SAN{101 + value % 3}", value=str(value)), finding("IAT302", value="v")) for value in values]
    expected = counted(*each)
    together = Reasons()
    for start in range(0, len(each), 1_500):
        portion = Reasons(most_apart=None)
        for decision in each[start : start + 1_500]:
            portion.count(decision)
        together.add(portion)
    found = [(row.outcome.value, row.code, row.at, row.value, row.payments, row.values) for row in together.rows()]
    assert found == expected


def test_accepted_payments_have_none() -> None:
    """Their notes are no reasons."""
    reasons = Reasons()
    note = finding("IAT901", strength=Strength.WEAK)
    reasons.count(Accept(payment_id=None, payor_message="m", basis=BASIS, findings=(note,)))
    assert list(reasons.rows()) == []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file of 172 entries whose company meets a list, and a batch of others."""
    names = ("JANE ROE", "JOHN ROE", "ANN SMITH")
    listed = tuple(credit({"individual_name": names[number % 3]}) for number in range(172))
    return saved(
        tmp_path, NewBatch({**BATCH, "company_name": "MALIK T ZORBAN", "sec_code": "PPD"}, listed), ppd({}, {})
    )


def test_what_is_said_of_many_entries_is_said_once(run: Run, file: Path, lists: Path) -> None:
    """Each entry has its line, the first of them its reasons, and the others name it."""
    text = run("check", file, "--lists", lists, "--as-of", AS_OF).stdout
    lines = text.splitlines()
    assert sum(line.startswith("HOLD") for line in lines) == 172
    assert sum(line.startswith("HOLD") and line.endswith("  as line 3") for line in lines) == 171
    assert text.count("SAN101   originator.name = MALIK T ZORBAN") == 1
    assert len(lines) < 200


def test_another_file_begins_anew(run: Run, tmp_path: Path, lists: Path) -> None:
    """A line of another file is not named, and rows of a table each have their paragraph."""
    other = saved(tmp_path, ppd({}, {"individual_name": LISTED})).rename(tmp_path / "other.ach")
    first = saved(tmp_path, ppd({"individual_name": LISTED}))
    text = run("check", first, other, "--lists", lists, "--as-of", AS_OF).stdout
    assert text.count("SAN101   receiver.name") == 2
    assert " as line " not in text


def test_a_batch_of_another_company_begins_anew(run: Run, tmp_path: Path, lists: Path) -> None:
    """What is said of entries is told once for batches of one header, and again under another one."""
    twice = ({"individual_name": LISTED}, {"individual_name": LISTED})
    entries = tuple(credit({"individual_name": LISTED}) for _ in range(2))
    other = NewBatch({**BATCH, "company_name": "ANOTHER COMPANY", "sec_code": "PPD"}, entries)
    text = run("check", saved(tmp_path, ppd(*twice), ppd(*twice), other), "--lists", lists, "--as-of", AS_OF).stdout
    assert text.count("SAN101   receiver.name") == 2
    assert [line.rpartition("  ")[2] for line in text.splitlines() if " as line " in line] == [
        *["as line 3"] * 3,
        "as line 11",
    ]


def test_rows_of_a_table_each_have_a_paragraph(run: Run, payments: Payments, lists: Path) -> None:
    """A person reads them row by row, and looks for no other row."""
    same = {"receiver": {"name": LISTED}}
    text = run("check", payments(same, same), "--lists", lists, "--as-of", AS_OF).stdout
    assert text.count("SAN101   receiver.name") == 2


def test_a_summary_says_why_rows_are_no_payments(run: Run, payments: Payments, lists: Path) -> None:
    """What is wrong with invalid rows is counted, with the word that their count has."""
    rows = payments({"amount": "x"}, {"amount": "y"}, {"amount": "z", "direction": "up"}, {})
    text = run("check", rows, "--lists", lists, "--as-of", AS_OF, "--summary").stdout
    assert "  invalid  amount: should be dollars as a decimal such as 125.00: 3 rows" in text
    assert "  invalid  direction: " in text
    assert text.index("amount: should be") < text.index("direction: ")


def test_what_is_wrong_with_rows_is_bounded() -> None:
    """Sentences beyond the first thousand are counted together, and the line of the input is not one of its own."""
    counted = InvalidReasons()
    for number in range(MOST_APART + 2):
        counted.count((f"field {number}: is required", f"row: is not UTF-8 text, at line {number:,} of the input; say"))
    assert len(counted.rows()) == MOST_APART
    assert counted.rows()[0] == ("row: is not UTF-8 text; say", MOST_APART + 2)
    assert counted.others == 3


def test_sentences_of_portions_come_to_those_of_the_whole() -> None:
    """The same ones are kept apart, also those that a portion has behind a thousand others."""
    rows = [(f"field {number % 2_500}: is required", f"field {number % 7}: is odd") for number in range(4_000)]
    whole, together = InvalidReasons(), InvalidReasons()
    for row in rows:
        whole.count(row)
    for start in range(0, len(rows), 1_700):
        portion = InvalidReasons(most_apart=None)
        for row in rows[start : start + 1_700]:
            portion.count(row)
        together.add(portion)
    assert (together.rows(), together.others) == (whole.rows(), whole.others)


def test_a_summary_counts_reasons(run: Run, file: Path, lists: Path) -> None:
    """The reason, its field and value, how many payments, and once what the rule says."""
    text = run("check", file, "--lists", lists, "--as-of", AS_OF, "--summary").stdout
    assert "  SAN101   originator.name = MALIK T ZORBAN: 172 payments (hold)\n           The name meets" in text
    assert "065300270000001" not in text
    assert len(text.splitlines()) < 20
