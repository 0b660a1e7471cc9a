"""The postings say which listed names have a word, neighbours that make one, or a stretch of letters: all of them."""

import numpy as np
import pytest

from achguard.names.words import one_spelling
from achguard.sanctions.comparing.compare import runs_of
from achguard.sanctions.comparing.letter_strings import stretches_of_listed
from achguard.sanctions.comparing.prepared_names import ListedForm, prepare_listed
from achguard.sanctions.index.postings import Postings, pair_keys
from achguard.sanctions.snapshot import Snapshot

FORMS = [
    prepare_listed(name.text, individual=entity.kind == "individual")
    for entity in Snapshot.sample().entities
    for name in entity.names
]


@pytest.fixture(scope="module")
def postings() -> Postings:
    """Return the postings of the sample list's names."""
    return Postings(Postings.build(FORMS))


def holding(word: str) -> list[int]:
    """Give the places of the names that have a word, by looking at each."""
    return [at for at, form in enumerate(FORMS) if word in form.words]


def test_every_word_gives_its_names(postings: Postings) -> None:
    """The names of a word are those that have it, ascending and once each, and are counted so."""
    for word, at in postings.words.ids.items():
        assert postings.names(at) == holding(word) != []
        assert postings.count(at) == len(holding(word))
    assert {*postings.words.ids} == {word for form in FORMS for word in form.words}


def test_the_lightest_name_of_each_word(postings: Postings) -> None:
    """For each word it is known what the name says that says least of those that have it."""
    for word, at in postings.words.ids.items():
        assert postings.lightest[at] == pytest.approx(min(sum(FORMS[name].weights) for name in holding(word)))
    assert len(Postings(Postings.build([])).lightest) == 0


def test_neighbours_give_their_names(postings: Postings) -> None:
    """Whatever neighbours of a listed name are written as one word, that word gives the name."""
    made = 0
    for at, form in enumerate(FORMS):
        for _, _, joined in runs_of(form.spelt):
            made += 1
            assert at in postings.joined(joined)
            assert at in postings.joined(one_spelling(joined))
    assert made > 50
    assert list(postings.joined("NOTAWORDOFANYNAME")) == []


def test_stretches_give_their_names(postings: Postings) -> None:
    """Each stretch of the letters or consonants of a listed name, in either order, gives that name under its kind."""
    for at, form in enumerate(FORMS):
        for run, bones in zip((form.whole, form.natural), form.bones, strict=True):
            asked = [*stretches_of_listed(run, bones, len(form.words))]
            found = [*postings.sharing(asked)]
            assert [kind for kind, _ in found] == [kind for kind, _, _ in asked]
            assert all(at in names for _, names in found)


def test_pairs_of_words_give_their_names(postings: Postings) -> None:
    """Two words of one name give that name, in whichever order they are asked for."""
    for at, form in enumerate(FORMS):
        ids = np.array([postings.words.ids[word] for word in form.words], dtype=np.int64)
        firsts, seconds = ids[:-1], ids[1:]
        keys = pair_keys(firsts, seconds)
        assert keys.tolist() == pair_keys(seconds, firsts).tolist()
        assert all(at in postings.pairs.get(int(key)) for key in keys)


def test_pairs_of_words_have_keys_of_their_own() -> None:
    """Of all pairs of sixty words no two have one key."""
    firsts, seconds = np.array([(one, other) for one in range(60) for other in range(one)], dtype=np.int64).T
    assert len({*pair_keys(firsts, seconds).tolist()}) == 60 * 59 // 2


def test_names_are_as_they_were_prepared(postings: Postings) -> None:
    """What all words of a name say together is kept with it."""
    forms: list[ListedForm] = FORMS
    assert postings.name_weights == pytest.approx([sum(form.weights) for form in forms])
