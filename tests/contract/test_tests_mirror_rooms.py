"""The tests of a room lie where the room lies, and each module that judges names or postings has a test of its own."""

from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
SOURCE = TESTS.parent / "src" / "achguard"
NO_ROOMS = frozenset({"samples", "__pycache__"})

JUDGES = (
    *("sanctions/comparing/" + name for name in ("compare", "words", "prepared_names", "letter_strings", "evidence")),
    *("sanctions/comparing/rarity", "sanctions/index/postings", "sanctions/index/key_table"),
    *("sanctions/index/name_index", "sanctions/index/checksums", "sanctions/one_name/inside_search"),
    *("sanctions/one_name/text_search", "sanctions/many_names/search", "sanctions/listed/lookup"),
    *("sanctions/listed/list_dates", "sanctions/updating/update", "sanctions/stored/confirmation"),
    *("nacha/checks/checker", "nacha/checks/running_totals", "nacha/checks/trace_numbers", "nacha/checks/problems"),
    *("nacha/proof/chunk_proof", "nacha/bytes/lines", "nacha/writing/writer", "nacha/records/returns"),
    *("law/embargo", "law/iat_definition", "law/settlement_day", "rules/reading/iat_completeness"),
)


@pytest.mark.skipif(not SOURCE.is_dir(), reason="the sources are not beside the tests")
@pytest.mark.parametrize("room", ["sanctions", "nacha", "law"])
def test_a_folder_of_tests_is_that_of_a_room(room: str) -> None:
    """Below these rooms no folder of tests lacks its folder of modules."""
    folders = [each.relative_to(TESTS) for each in (TESTS / room).rglob("*") if each.is_dir()]
    lost = [str(each) for each in folders if not NO_ROOMS & {*each.parts} and not (SOURCE / each).is_dir()]
    assert lost == []


@pytest.mark.skipif(not SOURCE.is_dir(), reason="the sources are not beside the tests")
@pytest.mark.parametrize("module", JUDGES)
def test_what_judges_has_a_test_beside_it(module: str) -> None:
    """A module that judges has `test_` and its name at the same place below the tests, and it is still there itself."""
    path = Path(module)
    assert (SOURCE / f"{module}.py").is_file()
    assert (TESTS / path.parent / f"test_{path.name}.py").is_file()
