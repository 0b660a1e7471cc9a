"""A name that a machine reads otherwise than a person does is noticed; a foreign name is just a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.names import obfuscation
from achguard.names.obfuscation import ObfuscationKind


@pytest.mark.parametrize(
    "name",
    [
        "Kоstrubitsky",  # a Cyrillic o
        "JΟHN SMITH",  # a Greek Omicron
        "Vlаdimir Putin",
        "ՏMITH",  # an Armenian letter
    ],
)
def test_two_scripts_in_one_word_hide_it(name: str) -> None:
    """Letters of two scripts inside one word are an obfuscation, with the place of the first odd one."""
    found = obfuscation(name)
    assert found is not None
    assert found.kind is ObfuscationKind.MIXED_SCRIPT
    assert found.char == f"U+{ord(name[found.at]):04X}"
    assert "two scripts" in str(found)


@pytest.mark.parametrize("hidden", ["\u200b", "\u200d", "\u2060", "\u00ad", "\u202e", "\ufeff", "\u3164", "\0"])
def test_an_invisible_character_inside_a_name_hides_it(hidden: str) -> None:
    """What takes no room has no business between two letters of a Latin name."""
    found = obfuscation(f"SAD{hidden}DAM HUSSEIN")
    assert found is not None
    assert found.kind is ObfuscationKind.INVISIBLE
    assert found.at == 3
    assert "invisible" in str(found)


@pytest.mark.parametrize(
    "name",
    [
        "JANE Q PUBLIC",
        "José Ñáñez",
        "Jose\u0301 Nu\u0303nez",
        "Владимир Путин",
        "Ivan Петров",  # a word in each script
        "محمد علی",
        "می\u200cخواهم",  # Persian needs the non-joiner
        "क्\u200dष",  # Devanagari needs the joiner
        "東京タワー",
        "山田ひろし",
        "김 철수",
        "ＡＣＭＥ",
        "5 µm Ltd",
        "1ª Calle Nº 4",
        "Henry Ⅷ",
        "\ufeffJOHN SMITH\u200b",  # marks at the ends
        "\u202bمحمد\u202c \u200fعلی",  # direction marks around Arabic words
        "👨\u200d👩\u200d👧 FAMILY",
        "",
        "\u200b",
    ],
)
def test_a_name_in_any_script_is_in_order(name: str) -> None:
    """Another script, accents, needed joiners, and marks at the ends hide nothing."""
    assert obfuscation(name) is None


@pytest.mark.parametrize("junk", [None, "\ud800", "３", "٣", "3²", "😀" * 10_000, "а" * 10_000])
def test_junk_gives_a_value(junk: str) -> None:
    """What is no name is not obfuscated."""
    assert obfuscation(junk) is None


@given(st.text(st.characters(), max_size=40))
def test_never_raises_and_points_into_the_text(text: str) -> None:
    """Any text gives None or a place inside it."""
    found = obfuscation(text)
    assert found is None or 0 <= found.at < len(text)
