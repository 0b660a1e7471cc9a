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


@pytest.mark.parametrize("hidden", ["\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u3164", "\0"])
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


@pytest.mark.parametrize(
    "name",
    [
        "\u202eCILBUP ENAJ",
        "JANE \u202eCILBUP\u202c",
        "JANE PUBLIC\u202e",
        "\u202dمحمد علی",  # letters of a script from right to left, shown from left to right
        "\u2067CILBUP ENAJ\u2069",
        "\u202bJANE PUBLIC\u202c",
    ],
)
def test_a_mark_that_turns_letters_around_hides_them(name: str) -> None:
    """An override wherever it stands, and a mark for text from right to left where no letter runs that way."""
    found = obfuscation(name)
    assert found is not None
    assert found.kind is ObfuscationKind.TURNED
    assert found.char == f"U+{ord(name[found.at]):04X}"
    assert "turns the letters" in str(found)


@pytest.mark.parametrize(
    "name", ["SkFORSBQVUJMSUM=", "SkFORSBQVUJMSUM", "4a414e45205055424c4943", "0x4A414E45205055424C4943"]
)
def test_an_encoded_name_is_hidden(name: str) -> None:
    """A name in base64 or in hexadecimal digits is one that only a program reads."""
    found = obfuscation(name)
    assert found is not None
    assert found.kind is ObfuscationKind.ENCODED
    assert "encode" in str(found)


@pytest.mark.parametrize(
    "name",
    [
        "\u2068Jane Public\u2069",
        "\u202aJane Public\u202c",
        "\u2067דוד כהן\u2069",
        "\u202e",
        "JANEPUBLICSMITHSON",
        "R@D",
        "SMITH &amp; SONS",
    ],
)
def test_marks_that_turn_nothing_are_in_order(name: str) -> None:
    """Isolates that a template puts around a name, and what is read through, hide nothing."""
    assert obfuscation(name) is None


@pytest.mark.parametrize("name", ["ꓙANE", "Jꓮne", "PUBꓡIC", "J\u15c5NE", "JAN\u2d39", "\u2ca2UBLIC", "PU\U000102a1LIC"])
def test_letters_of_a_look_alike_script_inside_a_latin_word_hide_it(name: str) -> None:
    """Lisu letters look like Latin capitals and are of a script of their own."""
    found = obfuscation(name)
    assert found is not None
    assert found.kind is ObfuscationKind.MIXED_SCRIPT


@pytest.mark.parametrize("junk", [None, "\ud800", "３", "٣", "3²", "😀" * 10_000, "а" * 10_000])
def test_junk_gives_a_value(junk: str) -> None:
    """What is no name is not obfuscated."""
    assert obfuscation(junk) is None


@given(st.text(st.characters(), max_size=40))
def test_never_raises_and_points_into_the_text(text: str) -> None:
    """Any text gives None or a place inside it."""
    found = obfuscation(text)
    assert found is None or 0 <= found.at < len(text)
