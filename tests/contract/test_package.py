"""What is released is looked at before it is handed out: the tool sees what lacks and what is astray."""

import sys
from pathlib import Path

import pytest

from package import IN_THE_WHEEL, TrialError, look_into_wheel, run, size_of

WHOLE = [name if name.startswith("achguard/") else f"achguard-1.0.dist-info/{name}" for name in IN_THE_WHEEL]


def test_a_whole_wheel_passes() -> None:
    """A wheel with data, presets, the marker of types and the licences is as it must be."""
    look_into_wheel(WHOLE)


@pytest.mark.parametrize("lacking", IN_THE_WHEEL)
def test_a_wheel_that_lacks_a_file_is_refused(lacking: str) -> None:
    """Each file that users or the licences need is missed by name."""
    with pytest.raises(TrialError, match=f"the wheel lacks {lacking}"):
        look_into_wheel([name for name in WHOLE if not name.endswith(lacking)])


@pytest.mark.parametrize("astray", ["tests/factories.py", "tools/generate.py", "conftest.py"])
def test_a_wheel_that_holds_more_than_the_library_is_refused(astray: str) -> None:
    """A test or a tool in the wheel would land beside everybody's packages."""
    with pytest.raises(TrialError, match=f"not of the library: {astray}"):
        look_into_wheel([*WHOLE, astray])


def test_a_command_that_fails_is_told_with_what_it_printed(tmp_path: Path) -> None:
    """Another exit code than the expected one stops the trial and shows what was said; the expected one does not."""
    fails = (sys.executable, "-c", "print('what is wrong'); raise SystemExit(3)")
    with pytest.raises(TrialError, match="exits with 3, not 0:\nwhat is wrong"):
        run(*fails, cwd=tmp_path)
    assert run(*fails, cwd=tmp_path, expected=3) == "what is wrong\n"


def test_the_size_of_a_folder_is_that_of_its_files(tmp_path: Path) -> None:
    """Files in folders count, however deep they lie."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "one").write_bytes(b"12345")
    (tmp_path / "two").write_bytes(b"123")
    assert size_of(tmp_path) == 8
    assert size_of(tmp_path / "two") == 3
