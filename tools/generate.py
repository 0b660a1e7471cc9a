"""Write every generated page, schema and table; with --check, name those that are out of date and write nothing."""

import sys
from collections.abc import Mapping
from pathlib import Path

import generate_countries
import generate_rule_examples
import generate_test_cases
from reference_pages import (
    api_page,
    appendix_two_page,
    architecture_drawing,
    cli_page,
    corpus_page,
    decision_drawing,
    hiding_places,
    licences_page,
    policy_pages,
    problems_page,
    report_picture,
    rule_pages,
    schema_page,
    security_page,
    values_page,
)
from reference_pages.json_schemas import schemas
from reference_pages.markdown import as_json

ROOT = Path(__file__).resolve().parents[1]
RULE_PAGES = Path("docs/reference/rules")
POLICY_PAGES = Path("docs/reference/policies")


def files() -> dict[Path, str]:
    """Give the text of every generated file, by its path below the root of the repository."""
    made = {RULE_PAGES / name: text for name, text in rule_pages.pages().items()}
    made |= {POLICY_PAGES / name: text for name, text in policy_pages.pages().items()}
    made |= {Path("docs/schemas") / name: as_json(schema) + "\n" for name, schema in schemas().items()}
    for name, page in (
        ("api", api_page),
        ("cli", cli_page),
        ("licences", licences_page),
        ("schemas", schema_page),
        ("security", security_page),
    ):
        made[Path(f"docs/reference/{name}.md")] = page.page()
    made[hiding_places.PAGE] = hiding_places.page((ROOT / hiding_places.PAGE).read_text(encoding="utf-8"))
    made[Path("docs/reference/test-values.md")] = values_page.page()
    made[Path("docs/reference/problems.md")] = problems_page.page()
    made[Path("docs/reference/nacha-corpus.md")] = corpus_page.page()
    made[Path("docs/reference/appendix-two.md")] = appendix_two_page.page()
    made[Path("docs/reference/nacha-layouts.md")] = problems_page.layouts_page()
    for drawn in (architecture_drawing, decision_drawing, report_picture):
        made |= {Path("docs/assets") / name: text for name, text in drawn.drawings().items()}
    for table in (generate_countries, generate_rule_examples, generate_test_cases):
        made[table.TARGET.resolve().relative_to(ROOT)] = table.text()
    return {path: text.rstrip() + "\n" for path, text in made.items()}


def stale(root: Path, made: Mapping[Path, str]) -> list[Path]:
    """Name the files that differ from what is made, are missing, or belong to a rule that is gone."""
    differing = [path for path, text in made.items() if _read(root / path) != text]
    return sorted([*differing, *_surplus(root, made)])


def write(root: Path, made: Mapping[Path, str]) -> list[Path]:
    """Write what is out of date, remove what is surplus, and name both."""
    changed = stale(root, made)
    for path in changed:
        if path in made:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(made[path], encoding="utf-8", newline="\n")
        else:
            (root / path).unlink()
    return changed


def _surplus(root: Path, made: Mapping[Path, str]) -> list[Path]:
    folders = (root / RULE_PAGES, root / POLICY_PAGES)
    pages = (page.relative_to(root) for folder in folders for page in folder.glob("*.md"))
    return [page for page in pages if page not in made]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def main() -> int:
    """Write or check, and say which files were concerned."""
    made = files()
    if "--check" in sys.argv[1:]:
        old = stale(ROOT, made)
        for path in old:
            print(f"{path.as_posix()} is out of date; run `make docs`")
        print(f"{len(made)} generated files looked at, {len(old)} out of date")
        return 1 if old else 0
    for path in write(ROOT, made):
        print(f"{'wrote' if path in made else 'removed'} {path.as_posix()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
