"""A long name that cannot reach a score is passed over, and no other."""

import random

import pytest

from achguard.sanctions.comparing.compare import compare
from achguard.sanctions.comparing.most_met import may_reach, words_may_reach
from achguard.sanctions.comparing.prepared_names import ListedForm, prepare_listed, prepare_query
from achguard.sanctions.listed.entity import ListedEntity, ListedName
from achguard.sanctions.screener import Screener
from achguard.sanctions.snapshot import Snapshot

REPEATED = ("AL", "CO", "MALIK", "A B", "TIM KOVANT", "BANK OF", "AL MALIK", "ABU AL", "CO LTD", "S A", "OF THE")


def forms(sample: Snapshot) -> list[ListedForm]:
    """Prepare every name of the fictional list."""
    return [
        prepare_listed(name.text, individual=entity.kind == "individual")
        for entity in sample.entities
        for name in entity.names
    ]


def test_what_is_passed_over_scores_less_than_is_asked_for(sample: Snapshot) -> None:
    """Of long names made of listed words, said again or run together, none that reaches a score is passed over."""
    rng = random.Random(13)
    listed = forms(sample)
    passed = 0
    for _ in range(150):
        form = rng.choice(listed)
        words = [*form.spelt, *rng.choices([*form.spelt, "AL", "DE", "INC", "REF", "M"], k=rng.randrange(2, 9))]
        if rng.random() < 0.5:
            rng.shuffle(words)
        at = rng.randrange(len(words))
        words[at : at + 2] = ["".join(words[at : at + 2])] if rng.random() < 0.3 else words[at : at + 2]
        query = prepare_query(" ".join(words))
        for other in [*rng.sample(listed, 12), form]:
            least = rng.choice((0.5, 0.6, 0.7, 0.8))
            if not may_reach(query, other, least):
                passed += 1
                assert compare(query, other).score < least
            if not words_may_reach(query, other, least):
                assert not compare(query, other).score >= least or compare(query, other).way != "words"
    assert passed > 100


@pytest.mark.parametrize("words", REPEATED)
def test_a_word_said_again_and_again_is_passed_over(sample: Snapshot, words: str) -> None:
    """Forty words of which a listed name can have two or three need no comparing."""
    query = prepare_query(" ".join((words.split() * 38)[:38]))
    assert not any(words_may_reach(query, form, 0.8) for form in forms(sample) if len(form.words) < 6)


def test_neighbours_that_make_a_listed_word_may_be_as_many_as_make_it() -> None:
    """TIM KO VANT is one listed word, so three screened words may be met by it."""
    form = prepare_listed("TIMKOVANT, Orvella", individual=True)
    query = prepare_query("TIM KO VANT OR VELLA")
    assert words_may_reach(query, form, 0.8)
    assert compare(query, form).score > 0.8


@pytest.mark.parametrize("words", REPEATED)
@pytest.mark.parametrize("count", [3, 5, 8, 12, 38])
def test_a_name_that_repeats_words_finds_what_comparing_with_all_names_finds(words: str, count: int) -> None:
    """Where the same word is said again the index loses no name, one at a time and many at once."""
    texts = (
        "AL AL ALI, Al",
        "AL CO LTD",
        "CO CO CO LTD",
        "MALIK, Malik Malik",
        "BANK OF THE BANK OF",
        "A B A B",
        "TIMKOVANT",
    )
    names = [ListedName(text, "primary", "primary") for text in texts]
    screener = Screener(
        [
            ListedEntity(
                uid=str(at),
                list="x",
                kind="organization" if "CO" in name.text or "BANK" in name.text else "individual",
                names=(name,),
            )
            for at, name in enumerate(names)
        ]
    )
    said = " ".join((words.split() * count)[:count])
    query = prepare_query(said)
    reached = {
        str(at)
        for at, name in enumerate(names)
        if compare(query, prepare_listed(name.text, individual="CO" not in name.text and "BANK" not in name.text)).score
        >= 0.7
    }
    found = screener.screen(said, min_score=0.7)
    assert reached <= {hit.uid for hit in found}
    many = screener.screen_many([said, *(f"{said} X{at}" for at in range(70))], min_score=0.7)
    assert many[0] == found
