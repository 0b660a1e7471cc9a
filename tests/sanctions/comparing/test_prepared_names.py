"""Names are prepared for comparison: which words tell, in what order, what a field may have cut off."""

import numpy as np
import pytest

from achguard.sanctions.comparing.prepared_names import (
    FURTHER_SHARE,
    MAX_WORDS,
    are_cut,
    bones_of,
    family_words,
    is_cut,
    prepare_as_person,
    prepare_listed,
    prepare_query,
    without_slip,
)
from achguard.sanctions.comparing.words import weight


@pytest.mark.parametrize(
    ("name", "count"),
    [("ZORBAN, Malik", 1), ("BEN KHOURANI, Samrullah", 2), ("ZORBAN Malik", 0), ("ZORBAN,", 0), (", Malik", 0)],
)
def test_a_comma_parts_the_family_name(name: str, count: int) -> None:
    """The words before the comma are the family name, where something stands behind it."""
    assert family_words(name) == count


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("VOROBYANOV S.A.", "VOROBYANOV S A"),
        ("N.V. Andriyanov", "N V ANDRIYANOV"),
        ("PAO, Yun Lang", "PAO YUN LANG"),
        ("Yun Lang PAO", "YUN LANG PAO"),
        ("MR AO DEV", "MR AO DEV"),
        ("REP ZORBAN", "REP ZORBAN"),
        ("A B C D E PAO", "A B C D E PAO"),
        ("A B C D E F PAO", None),  # more words than a person has
        ("ZORBAN COMPANY", None),  # nobody is called so
        ("OAK TRADING S.A.", None),  # a word of organizations
        ("OAK LLC PAO", None),  # a legal form that is plainly one
        ("PAO", None),
        ("MALIK ZORBAN", None),
        ("", None),
    ],
)
def test_a_legal_form_may_be_a_part_of_a_persons_name(name: str, words: str | None) -> None:
    """Initials and family names that spell a form are read as they are, too, where nothing else speaks of a firm."""
    query = prepare_as_person(name)
    assert (None if query is None else " ".join(query.words)) == words


def test_a_listed_name_is_read_in_both_orders() -> None:
    """The list's order and the natural one, each as one run of letters and as its consonants."""
    form = prepare_listed("ZORBAN, Malik", individual=True)
    assert (form.words, form.whole, form.natural) == (("ZORBAN", "MALIK"), "ZORBANMALIK", "MALIKZORBAN")
    assert form.bones == ("ZRBNMLK", "MLKZRBN")
    organization = prepare_listed("ZORBAN, Malik", individual=False)
    assert organization.whole == organization.natural


@pytest.mark.parametrize(
    ("name", "individual", "telling"),
    [
        ("ZORBAN, Malik", True, ("ZORBAN",)),
        ("QUIXALTENGO VARGUEZ, Anselmo", True, ("QUIXALTENGO",)),
        ("BEN KHOURANI, Samrullah", True, ("KHOURANI",)),
        ("ABD RAHMAN, Samrullah", True, ("ABD", "RAHMAN")),
        ("ABDUL RAHMAN, Samrullah", True, ("ABDUL", "RAHMAN")),
        ("ABU ZORBAN, Samrullah", True, ("ABU", "ZORBAN")),
        ("BIN ZORBAN, Samrullah", True, ("BIN", "ZORBAN")),
        ("IBN ZORBAN, Samrullah", True, ("IBN", "ZORBAN")),
        ("Malik Zorban", True, ()),
        ("QUENTARA TRADING COMPANY LLC", False, ("QUENTARA",)),
        ("QUENTARA XULINTAR SERVICES", False, ("QUENTARA", "XULINTAR")),
    ],
)
def test_which_words_tell(name: str, individual: bool, telling: tuple[str, ...]) -> None:  # noqa: FBT001 -- a column
    """A family name's first word that says something tells, and an organization's rarest words do."""
    form = prepare_listed(name, individual=individual)
    assert tuple(form.words[at] for at in form.telling) == telling


@pytest.mark.parametrize("form", ["LIMITED", "COMPANY", "CORPORATION", "INCORPORATED", "LIABILITY"])
def test_a_slip_in_a_legal_form_is_no_rare_name(form: str) -> None:
    """A letter lost, changed or doubled is read as the form; two letters are not."""
    assert {without_slip(form[:3] + form[4:]), without_slip(form[:2] + "X" + form[3:]), without_slip(form + "X")} == {
        form
    }
    assert without_slip("XX" + form[2:]) != form


@pytest.mark.parametrize("cut_at", [None, 0, 16, 22, 50])
def test_a_batch_knows_what_is_cut_as_one_name_does(cut_at: int | None) -> None:
    """Lengths in an array are cut off where one length is: at the width, one before it, or longer than it."""
    lengths = range(60)
    assert are_cut(np.array(lengths), cut_at).tolist() == [is_cut(length, cut_at) for length in lengths]


def test_widths_of_fields() -> None:
    """Where nobody says how wide a field is, the widths of ACH name fields count, each with a blank lost or not."""
    assert [length for length in range(60) if is_cut(length, None)] == [21, 22, 34, 35]
    assert [length for length in range(60) if is_cut(length, 16)] == [*range(15, 60)]
    assert not any(is_cut(length, 0) for length in range(60))


def test_consonants_of_what_was_written_without_vowels() -> None:
    """A name with hardly a vowel has bones; one with vowels, with digits for letters, or a short one, has none."""
    assert bones_of(["MLK", "ZRBN"], "MLKZRBN") == "MLKZRBN"
    assert bones_of(["MALIK", "ZORBAN"], "MALIKZORBAN") == ""
    assert bones_of(["MLK", "12345"], "MLK12345") == ""
    assert bones_of(["ZRBNM"], "ZRBNM") == ""


def test_padding_hides_no_name() -> None:
    """Of more words than are compared only those that say something are, each once."""
    assert prepare_query("THE " * MAX_WORDS + "MALIK MALIK ZORBAN").words == ("MALIK", "ZORBAN")
    assert (
        len(prepare_query(" ".join(f"ZORB{letter}{other}" for letter in "ABCDEFG" for other in "KLMNPQR")).words) == 40
    )


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("ZORBAN TULVIC, Malvok Prenik Dusgar", 2, 0),
        ("Malvok Prenik Dusgar Tulvic Zorban", 0, 4),
        ("ZORBAN, Malvok bin Prenik bin Dusgar Tulvic", 1, 0),
    ],
)
def test_the_further_names_of_a_long_one_say_no_more_than_a_part(name: str, given: int, family: int) -> None:
    """A given and a family name, which many give alone, say more than all other names of a person together."""
    weights = prepare_listed(name, individual=True).weights
    telling = [each for each in weights if each > 0.1]
    kept = weights[given] + weights[family]
    assert sum(telling) - kept == pytest.approx(FURTHER_SHARE * kept)


@pytest.mark.parametrize("name", ["ZORBAN, Malvok Prenik", "RODRIGUEZ GARCIA, Jose Luis"])
def test_a_short_or_a_usual_name_keeps_its_weights(name: str) -> None:
    """Three words need all, and many people are called by a usual given and a usual family name."""
    form = prepare_listed(name, individual=True)
    assert form.weights == tuple(map(weight, form.words))


def test_an_organizations_words_keep_their_weights() -> None:
    """An organization has no fathers."""
    form = prepare_listed("Malvok Prenik Dusgar Tulvic Zorban", individual=False)
    assert form.weights == tuple(map(weight, form.words))
