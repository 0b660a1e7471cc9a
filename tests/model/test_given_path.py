"""A path that is really the content of a file is refused, and never repeated in an error."""

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from achguard import Clearances, Policy, RoutingDirectory, Snapshot, nacha
from achguard.errors import AchGuardError, InputError
from achguard.intake import read as read_rows
from achguard.model.given_path import path_of, shown_path
from achguard.sanctions.updating.update import update
from spelt_secrets import ACCOUNT

RECORD = f"6220653002791{ACCOUNT}      0000012500               JANE Q PUBLIC           0065300270000001"
CONTENTS = (
    RECORD,
    f"101\n{RECORD}\n" * 40,
    f'{{"id": "{ACCOUNT}", "amount": 1}}',
    f'name = "{ACCOUNT}"',
    ACCOUNT,
    ACCOUNT * 400,
    f"{ACCOUNT}\0",
    f"a/{ACCOUNT}/b\n",
    f"{ACCOUNT}\ud800",
)
TAKERS: dict[str, Callable[[str], object]] = {
    "nacha.read": nacha.read,
    "intake.read": lambda given: list(read_rows(given)),
    "Snapshot.open": Snapshot.open,
    "Snapshot.from_files": Snapshot.from_files,
    "Policy.load": Policy.load,
    "RoutingDirectory.open": RoutingDirectory.open,
    "Clearances.open": Clearances.open,
    "update": lambda given: update([given]),
    "Policy.preset": Policy.preset,
}


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing that is taken for a path be there."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("given", CONTENTS, ids=lambda given: repr(given[:12]))
@pytest.mark.parametrize("taker", TAKERS)
def test_content_given_as_a_path_is_not_repeated(taker: str, given: str) -> None:
    """It is misuse, told without what was given: not in the error, and not in one behind it."""
    with pytest.raises(AchGuardError) as caught:
        TAKERS[taker](given)
    assert ACCOUNT not in "".join(traceback.format_exception(caught.value))
    assert ACCOUNT not in repr(caught.value)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("content", [f'[{{"id": "{ACCOUNT}", ', f'{{"{ACCOUNT}": 1', f"{ACCOUNT},direction\n1,2\n"])
def test_a_file_that_cannot_be_read_is_not_repeated_either(content: str, tmp_path: Path) -> None:
    """Readers of JSON, TOML and text keep what they read in their errors, which ours leave behind."""
    file = tmp_path / "input"
    file.write_text(content, encoding="utf-8")
    for taker in ("Policy.load", "RoutingDirectory.open", "Clearances.open", "Snapshot.from_files"):
        with pytest.raises(AchGuardError) as caught:
            TAKERS[taker](str(file))
        assert ACCOUNT not in repr(caught.value)
        assert caught.value.__context__ is None


def test_bytes_that_are_not_utf_8_stay_out_of_the_error(tmp_path: Path) -> None:
    """The decoder's error holds the whole file."""
    file = tmp_path / "input.json"
    file.write_bytes(b'[{"id": "' + ACCOUNT.encode() + b'\xff"}]')
    with pytest.raises(InputError, match="not UTF-8") as caught:
        list(read_rows(file))
    assert caught.value.__context__ is None


def test_a_path_stays_a_path(tmp_path: Path) -> None:
    """What is there is named whole, digits and all; what is not there is named with its long numbers masked."""
    there = tmp_path / "20261125.ach"
    there.touch()
    assert path_of(there, InputError) == path_of(str(there), InputError) == there
    assert shown_path(there) == str(there)
    assert shown_path("missing/20261125.ach") == "missing/********.ach"
    assert shown_path("missing.ach") == "missing.ach"


@pytest.mark.parametrize("given", ["a\nb", "a" * 256, "aa/" * 3000, "a\0b", "\ud800x", "{}"])
def test_what_no_file_is_called_is_not_shown(given: str) -> None:
    """Several lines, too long a name, half a character, braces."""
    assert given not in shown_path(given)


def test_an_error_carries_none_that_was_being_handled() -> None:
    """Whatever is raised while another error is handled leaves it behind."""

    def misuse() -> None:
        try:
            int(f"{ACCOUNT}x")
        except ValueError:
            raise InputError("not a number")  # noqa: B904  the case

    with pytest.raises(InputError) as caught:
        misuse()
    assert caught.value.__context__ is None


@pytest.mark.parametrize("given", [5, 5.5, None, b"lists", ["lists"], object()], ids=lambda given: type(given).__name__)
@pytest.mark.parametrize("taker", ["Snapshot.open", "Snapshot.from_files", "Policy.load", "RoutingDirectory.open"])
def test_what_is_no_path_is_misuse(taker: str, given: object) -> None:
    """A number, nothing, bytes or a list in place of a path is refused in words, by its class alone."""
    with pytest.raises(AchGuardError, match=f"^{type(given).__name__} is no path; give one as text or as a pathlib"):
        TAKERS[taker](given)  # type: ignore[arg-type]  # that it is refused is the point


def test_a_path_is_taken_as_text_or_as_a_path() -> None:
    """Both give the same."""
    assert path_of("lists", InputError) == path_of(Path("lists"), InputError) == Path("lists")
