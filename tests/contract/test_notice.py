"""What comes from others is named, with its licence, in what is shipped."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "achguard" / "_data"
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Words of a table's header that say where it comes from, and the licence that this brings along.
LICENCES = {"pycountry": "LGPL-2.1-only", "Unicode Consortium": "Unicode-3.0", "SCOWL": "LicenseRef-SCOWL"}


@pytest.mark.parametrize("source", LICENCES)
def test_a_table_from_others_is_in_the_notice_under_its_licence(source: str) -> None:
    """Each table whose header names such a source is named, and the licence's text is there."""
    tables = [path.name for path in sorted(DATA.glob("*.t*")) if source in path.read_text(encoding="utf-8")[:800]]
    assert tables
    assert [name for name in tables if f"_data/{name}" not in NOTICE] == []
    assert (ROOT / "LICENSES" / f"{LICENCES[source]}.txt").read_text(encoding="utf-8").strip()
    assert LICENCES[source] in PROJECT["license"]


def test_every_dependency_is_in_the_notice() -> None:
    """Whoever installs achguard can see what else comes with it, and on which terms."""
    needed = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["cli"]]
    assert [line for line in needed if line.partition(">=")[0] not in NOTICE] == []


def test_the_notice_is_shipped() -> None:
    """License files go into the wheel and the source distribution."""
    assert PROJECT["license-files"] == ["LICENSE", "NOTICE", "LICENSES/*"]
