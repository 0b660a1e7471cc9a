"""The index finds exactly what comparing with every listed name finds, however it is stored.

Twins compared: the index and `one_name` with `comparing.compare`, through brute force over every listed name;
`WordIndex` with `comparing.words.similarity`; on the whole list also `many_names` with `one_name`.
"""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sanctions.edited_names import edited

from achguard.sanctions.comparing.compare import compare
from achguard.sanctions.comparing.prepared_names import ListedForm, prepare_query
from achguard.sanctions.comparing.words import VOWELS, similarity
from achguard.sanctions.hit import DEFAULT_MIN_SCORE
from achguard.sanctions.index.letter_bits import letters_of
from achguard.sanctions.index.name_index import NameIndex
from achguard.sanctions.listed.entity import ListedEntity, ListedName
from achguard.sanctions.one_name import search
from achguard.sanctions.one_name.search import NameSearch
from achguard.sanctions.screener import Screener
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored.index_file import FORMAT, pack, unpack

LISTS = Path(__file__).parents[4] / "shared" / "data" / "ofac" / "2024"
ROUNDS = 3
MANY = 150
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def small() -> NameIndex:
    """Return the index of the sample list."""
    return NameIndex(NameIndex.build(Snapshot.sample().entities))


def brute_force(index: NameIndex, forms: list[ListedForm], name: str, least: float) -> dict[int, float]:
    """Compare a name with every listed name, and each of its words with every listed word."""
    query = prepare_query(name)
    alike = [
        {other: value for other in index.postings.words.words if (value := similarity(word, other))}
        for word in query.words
    ]
    scores = {at: compare(query, form, alike).score for at, form in enumerate(forms)}
    return {at: score for at, score in scores.items() if score >= least}


def by_index(index: NameIndex, name: str, least: float) -> dict[int, float]:
    """Return the same by the index."""
    return {at: found.score for at, found, _ in NameSearch(index).search_one(name, None, least) if found.score >= least}


@QUICK
@given(chance=st.randoms(use_true_random=False), least=st.sampled_from([DEFAULT_MIN_SCORE, 0.6, 0.9]))
def test_the_index_loses_nothing_of_the_sample(small: NameIndex, chance: random.Random, least: float) -> None:
    """Whatever is done to a listed name, the index finds what brute force finds, with the same scores."""
    forms = [small.form(at) for at in range(len(small))]
    name = edited(chance, " ".join(chance.choice(forms).words))
    assert by_index(small, name, least) == brute_force(small, forms, name, least)


def test_few_listed_names_are_compared(small: NameIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all pairs of a changed name and a listed one, the index leaves nine tenths out without comparing them."""
    compared: list[object] = []
    monkeypatch.setattr(search, "compare", lambda *given: (compared.append(given), compare(*given))[1])
    forms = [small.form(at) for at in range(len(small))]
    chance = random.Random(7)
    names = [edited(chance, " ".join(form.words)) for form in forms]
    found = sum(len(by_index(small, name, DEFAULT_MIN_SCORE)) for name in names)
    assert found > len(names) / 2
    assert found <= len(compared) < len(names) * len(forms) / 10


@pytest.mark.slow
@pytest.mark.skipif(not LISTS.is_dir(), reason="the real lists are not here")
def test_nobody_is_lost_on_the_whole_list() -> None:
    """On OFAC's list of 2024 the index finds what brute force finds, and a batch what each name finds by itself."""
    entities = Snapshot.from_files(LISTS).entities
    arrays = NameIndex.build(entities)
    index = NameIndex(arrays)
    forms = [index.form(at) for at in range(len(index))]
    chance = random.Random(2024)
    names = [edited(chance, " ".join(chance.choice(forms).words)) for _ in range(MANY)]
    found = 0
    for name in names[:ROUNDS]:
        expected = brute_force(index, forms, name, DEFAULT_MIN_SCORE)
        assert by_index(index, name, DEFAULT_MIN_SCORE) == expected, name
        found += len(expected)
    assert found >= ROUNDS // 2
    screener = Screener(entities, arrays)
    assert screener.screen_many(names) == [*map(screener.screen, names)]


@QUICK
@given(word=st.one_of(st.text("ABCDEHIKLMNORSTUYZ0", max_size=12), st.sampled_from(["RNALIK", "ZRBN", "77", "A" * 60])))
def test_listed_words_are_found_by_likeness(small: NameIndex, word: str) -> None:
    """The words that a word may be are exactly those to which it has a similarity."""
    words = small.postings.words
    expected = {at: value for at, other in enumerate(words.words) if (value := similarity(word, other))}
    assert words.alike(word) == expected


def test_arrays_survive_the_way_to_a_file() -> None:
    """Packed and unpacked arrays are the same, the same entities give the same bytes, and what is none gives None."""
    entities = Snapshot.sample().entities
    arrays = NameIndex.build(entities)
    content = pack(arrays)
    assert content == pack(NameIndex.build(tuple(entities)))
    again = unpack(content)
    assert again is not None
    assert arrays.keys() == again.keys()
    assert all((arrays[name] == again[name]).all() and arrays[name].dtype == again[name].dtype for name in arrays)
    assert pack(again) == content
    for junk in (
        b"",
        b"\n",
        b"{}\n",
        b"[1]\n",
        b"\xff\n",
        content.replace(FORMAT.encode(), b"achguard name index 0", 1),
    ):
        assert unpack(junk) is None


def test_a_built_snapshot_gives_the_same_hits(tmp_path: Path, sample: Snapshot) -> None:
    """Hits from mapped files are those from memory, field by field."""
    built = sample.build(tmp_path / "built")
    for name in ("MALIK ZORBAN", "QUENTARA MARITIME TRADING", "MLK TRNTV ZRBN", "FALCONER", "JANE Q PUBLIC"):
        assert built.screen(name) == sample.screen(name)
    text = "INVOICE 7 FOR QUENTARA MARITIME TRADING COMPANY LLC"
    assert built.screen_text(text) == sample.screen_text(text) != ()


def test_a_form_knows_that_it_is_a_ships() -> None:
    """The name of a ship or an aircraft is prepared as one, that of a person or an organization is not."""
    kinds = ("individual", "organization", "vessel", "aircraft")
    index = NameIndex(
        NameIndex.build(
            [
                ListedEntity(str(at), "made-up", kind, (ListedName("QUIXOLT, Star", "primary", "primary"),))
                for at, kind in enumerate(kinds)
            ]
        )
    )
    assert [index.form(at).is_ship for at in range(4)] == [False, False, True, True]
    assert [index.is_individual(at) for at in range(4)] == [True, False, False, False]


def test_vowels_behind_the_first_letter_are_counted(small: NameIndex) -> None:
    """Each listed word has its own number of them, the first and the last word too."""
    words = small.postings.words
    expected = [sum(letter in VOWELS for letter in word[1:]) for word in words.words]
    assert len(set(expected)) > 1
    assert words.inner_vowels.tolist() == expected


def test_an_index_of_nobody_has_no_vowels() -> None:
    """An index without a name has words, and vowels, of nothing."""
    assert NameIndex(NameIndex.build(())).postings.words.inner_vowels.tolist() == []


def test_names_know_the_letters_that_they_have(small: NameIndex) -> None:
    """The bits of a name's letters are those of its run, and of no neighbour's."""
    expected = [letters_of([*small.runs(at)[0]]) for at in range(len(small))]
    assert small.run_masks.tolist() == expected


def test_a_longer_word_with_the_ending_is_known(small: NameIndex) -> None:
    """Every listed word's ending is one, and the word itself is longer than no word of its own."""
    words = small.postings.words
    for word in words.words:
        longer = any(other != word and other.endswith(word) for other in words.words)
        assert words.has_longer_ending(word) is longer
        assert words.has_longer_ending(word[1:]) or not word[1:]


def test_individuals_are_told_apart_for_all_names_at_once(small: NameIndex) -> None:
    """What is said of all names is what is said of each."""
    expected = [*map(small.is_individual, range(len(small)))]
    assert {True, False} == set(expected)
    assert small.are_individuals.tolist() == expected
