"""The lines of a policy's keys, so that a mistake is named where it is."""

import tomllib
from collections.abc import Iterator

import pytest

from achguard.policy.file_lines import line_at, lines_of
from achguard.policy.loading import PRESETS, shipped
from achguard.policy.mistakes import Place

TEXT = """\
name = "t" # a comment with key = 1
[rules.IAT903]
weak = "ask"

[contact]
address = \"\"\"
phone = not a key
[no.table]
\"\"\"
phone = '601'
[[alternatives]]
code = "a"
[alternatives.translations.es]
title = "Uno"
[[alternatives]]
code = "b"
conditions = [
  "x = 1",
]
translations.es.title = "Dos"
[texts.en.prompts]
"foreign_funds.account_abroad" = "?"
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("name",), 1),
        (("rules",), 2),
        (("rules", "IAT903"), 2),
        (("rules", "IAT903", "weak"), 3),
        (("contact", "address"), 6),
        (("contact", "phone"), 10),
        (("alternatives", 0, "code"), 12),
        (("alternatives", 0, "translations", "es", "title"), 14),
        (("alternatives", 1), 15),
        (("alternatives", 1, "code"), 16),
        (("alternatives", 1, "conditions"), 17),
        (("alternatives", 1, "conditions", 0), 18),
        (("alternatives", 1, "translations", "es", "title"), 20),
        (("alternatives", 1, "max_amount"), 15),
        (("texts", "en", "messages"), 21),
        (("texts", "en", "prompts", "foreign_funds.account_abroad"), 22),
        (("screening", "min_score"), None),
    ],
)
def test_each_key_has_its_line(place: Place, line: int | None) -> None:
    """A key is on its own line, what is not there on that of the table above it, text in long strings on none."""
    assert tomllib.loads(TEXT)
    assert line_at(lines_of(TEXT), place) == line


@pytest.mark.parametrize("text", ["", "\n\n", "= 1", "[]", "[[", '"a = 1', "a..b = 1", '"""', "[a..b]"])
def test_what_is_no_toml_has_no_lines_and_does_not_raise(text: str) -> None:
    """The text was read as TOML before; whatever it is, nothing is raised."""
    assert isinstance(lines_of(text), dict)


ROWS = """\
alternatives = [
  { code = "a", title = "A" }, # [[ not a header ]]
  { code = "b", translations = { es = { title = "=" } }, conditions = ["x, ] y",
    "z"] },
]
questions = { own = [
  { id = "q", prompt.en = "?" },
] }
contact.'phone' = "1\\" # 2"
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("alternatives", 0, "title"), 2),
        (("alternatives", 1), 3),
        (("alternatives", 1, "translations", "es", "title"), 3),
        (("alternatives", 1, "conditions", 1), 4),
        (("questions", "own", 0, "prompt", "en"), 7),
        (("contact", "phone"), 9),
        (("alternatives", 2), 1),
    ],
)
def test_each_row_of_an_inline_list_has_its_line(place: Place, line: int) -> None:
    """A table in braces stands on a line as one under a header does."""
    assert tomllib.loads(ROWS)
    assert line_at(lines_of(ROWS), place) == line


def test_every_preset_has_a_line_for_each_of_its_places() -> None:
    """No key or row that TOML reads lacks its line, and no line is of something else."""
    for name in PRESETS:
        text = shipped("presets", name)
        assert {*lines_of(text)} == {*places(tomllib.loads(text))}


def places(here: object, above: Place = ()) -> Iterator[Place]:
    """Yield every place of a table that was read."""
    inner = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
    for part, value in inner:
        yield (*above, part)
        yield from places(value, (*above, part))
