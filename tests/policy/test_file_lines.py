"""The lines of a policy's keys, so that a mistake is named where it is."""

import tomllib

import pytest

from achguard.policy.file_lines import Place, line_at, lines_of

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
        (("alternatives", 1, "conditions", 0), 17),
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
