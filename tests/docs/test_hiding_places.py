"""The page on where a listed party can hide says what is looked at in every field of a payment, and why not."""

import pytest

from achguard import Guard, Hold, Payment
from reference_pages import hiding_places
from reference_pages.hiding_places import GAPS, NAMES, PAGE, ROWS, TABLES, Probe, listed, text_fields, with_text

FIELDS = tuple(text_fields())
GUARD = Guard(lists=listed(), as_of=hiding_places._DAY)


def test_every_field_that_holds_text_has_its_row() -> None:
    """A new field of the payment is on the page, or this fails: nobody may forget to look into it."""
    on_the_page = {path for paths in ROWS.values() for each in paths for path in hiding_places._both(each)}
    assert on_the_page == {*FIELDS}
    assert len(FIELDS) == 55


@pytest.mark.parametrize("probe", NAMES, ids=lambda probe: probe.title)
@pytest.mark.parametrize("path", [path for path in FIELDS if path != "id"])
def test_a_listed_name_holds_the_payment_wherever_it_stands(path: str, probe: Probe) -> None:
    """Alone, among other words and in disguise, in every field but the payment's own id."""
    decision = GUARD.decide(Payment.model_validate(with_text(path, probe.text)))
    assert isinstance(decision, Hold)
    (found,) = {finding.at.replace("[0]", "") for finding in decision.findings if finding.code.startswith("SAN1")}
    assert found == path


def test_the_page_has_no_blank_that_is_not_explained() -> None:
    """Each blank cell of the tables is among the gaps, and no gap is about what is looked at."""
    made = {place: said for probes in TABLES.values() for place, said in hiding_places.cells(probes).items()}
    assert hiding_places.faults(made) == []
    assert len(made) == len(ROWS) * sum(map(len, TABLES.values()))


def test_a_gap_that_nobody_explained_and_one_that_is_none_are_named() -> None:
    """The page is not made where a field is no longer looked at, or is by now."""
    row, probe = GAPS[0].rows[0], GAPS[0].probes[0]
    assert hiding_places.faults({("remittance", "a listed name"): "", (row, probe): "SAN101"}) == [
        "not looked at and not explained: ('remittance', 'a listed name')",
        f"explained, though it is looked at: {(row, probe)}",
    ]


def test_fields_of_one_row_are_looked_at_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that would say of one field what holds for another is refused."""
    monkeypatch.setattr(hiding_places, "ROWS", {"both": ("*.name", "id")})
    with pytest.raises(ValueError, match="both: a listed name is not found alike"):
        hiding_places.cells(NAMES)


def test_a_page_without_a_place_for_a_table_is_refused() -> None:
    """The tool says which comment the written page lacks."""
    with pytest.raises(ValueError, match=f"{PAGE} lacks the comment <!-- names -->"):
        hiding_places.page("# Where a listed party can hide\n")
