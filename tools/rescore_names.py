"""Score the pinned names anew and print what changes; `tests/corpus/names/README.md` says when that is allowed."""

import csv
from pathlib import Path

from achguard.sanctions.comparing.compare import compare
from achguard.sanctions.comparing.prepared_names import prepare_listed, prepare_query

CASES = Path(__file__).resolve().parent.parent / "tests" / "corpus" / "names" / "cases.csv"


def rescored(row: dict[str, str]) -> dict[str, str]:
    """Give a row with the score that its names get, and the way of reading them that gives it."""
    query = prepare_query(row["query"], int(row["cut_at"]) if row["cut_at"] else None)
    kind = row["kind"]
    found = compare(query, prepare_listed(row["listed_name"], individual=kind == "individual", ship=kind == "vessel"))
    return {**row, "score": f"{found.score:.3f}", "way": found.way}


def main() -> None:
    """Rewrite the table, and print each row whose score or way is another."""
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scored = [rescored(row) for row in rows]
    for old, new in zip(rows, scored, strict=True):
        if old != new:
            print(f"{old['score']} {old['way']} -> {new['score']} {new['way']}: {new['query']} | {new['listed_name']}")
    with CASES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(scored)


if __name__ == "__main__":
    main()
