"""Every labelled number of the real lists is read, or is known to say nothing; XML and CSV say the same."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from achguard.sanctions.sources import ofac_csv, ofac_sdn_xml
from achguard.sanctions.sources.ofac_labels import LABELS, SAY_NO_NUMBER, labelled, under_unknown_label
from achguard.sanctions.sources.ofac_remarks import read_remarks

FILES = (
    "ofac/2021/sdn.csv",
    "ofac/2024/sdn.csv",
    "ofac/consolidated/cons_prim.csv",
    "ofac/history/sdn_2021-08-18.csv",
    "ofac/history/sdn_2024-01-31.csv",
    "ofac/history/sdn_2024-05-02.csv",
)


def remarks_of(path: Path) -> Iterator[str]:
    """Yield what stands between two semicolons of the remarks, cut-off remarks without their last."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.reader(file):
            if len(row) > 11:
                parts = re.split(r";\s+", row[11].strip())
                yield from parts[:-1] if len(row[11]) >= 1000 else parts


def labels_of_xml(path: Path) -> Counter[str]:
    """Count the types of documents in OFAC's XML, by a search that knows no label."""
    return Counter(re.findall(r"<idType>([^<]+)</idType>", path.read_text(encoding="utf-8")))


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_every_label_of_the_xml_is_read_in_the_remarks(shared_data: Path, file: str) -> None:
    """For each type of document that OFAC's XML knows, each value with digits in the remarks comes to a number."""
    labels = [re.escape(each) for each in labels_of_xml(shared_data / "ofac/2021/sdn.xml")]
    form = re.compile(r"(?:alt\. )?(" + "|".join(sorted(labels, key=len, reverse=True)) + r")(?: IMO)?[ :#]+(\S.*)")
    there: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for part in remarks_of(shared_data / file):
        match = form.match(part)
        if match is None or not re.search(r"[0-9]{3}|@|www\.", match[2]) or match[1].startswith(SAY_NO_NUMBER):
            continue
        there[match[1]] += 1
        remarks = read_remarks(part)
        lost[match[1]] += not (remarks.numbers or remarks.bics) or bool(remarks.unknown_labels)
    assert sum(there.values()) > 300
    # Prose behind the word: a passport issued somewhere, without its number.
    assert {label for label, count in lost.items() if count} <= {"Passport"}
    assert lost["Passport"] <= 2


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_no_label_is_unknown(shared_data: Path, file: str) -> None:
    """What looks like a number under a label is under a label of the table."""
    unknown = {label for part in remarks_of(shared_data / file) for label in read_remarks(part).unknown_labels}
    assert not unknown


@pytest.mark.slow
def test_xml_and_csv_say_the_same(shared_data: Path) -> None:
    """The entries that stood on both lists of 2021 have the same numbers, but for those that changed in between."""
    (rows,) = ofac_csv.read(shared_data / "ofac/2021")
    (records,) = ofac_sdn_xml.read(shared_data / "ofac/2021/sdn.xml")
    by_uid = {entity.uid: entity for entity in records.entities}
    pairs = [(entity, by_uid[entity.uid]) for entity in rows.entities if entity.uid in by_uid]
    differ = [a.uid for a, b in pairs if set(a.identifiers) != set(b.identifiers) or set(a.bics) != set(b.bics)]
    assert len(pairs) > 8000
    assert len(differ) <= 5  # the XML is four months older than the CSV


@pytest.mark.parametrize("label", [pattern for pattern, _ in LABELS if re.fullmatch(r"[\w .#/&-]+", pattern)])
def test_each_plain_label_is_its_own(label: str) -> None:
    """A label of the table reads as the kind of its row and not as an earlier one's."""
    kind = dict(LABELS)[label]
    assert labelled(f"alt. {label} 12345678 (Iran)") == (kind, "12345678 (Iran)")


@pytest.mark.parametrize("label", SAY_NO_NUMBER)
def test_what_says_no_number_is_no_unknown_label(label: str) -> None:
    """Dates, orders and models are read as no number, however many digits they have."""
    assert under_unknown_label(f"{label} 20260331 (Iran)") is None
    assert labelled(f"{label} 20260331 (Iran)") is None
