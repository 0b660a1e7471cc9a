"""A name meets its listed entity however it is written, says why, and other people's names do not."""

import json

import pytest

from achguard.sanctions.hit import DEFAULT_MIN_SCORE
from achguard.sanctions.index import name_index as index
from achguard.sanctions.listed.entity import EntityKind, ListedEntity, ListedName, Quality
from achguard.sanctions.screener import MAX_HITS, Screener
from achguard.sanctions.snapshot import Snapshot

ORDER = ["primary", "strong", "weak"]
JUNK = [None, 7, "", "３", "٣", "3²", "\0", "\ud800", "😀", "A" * 10_000, "AB " * 5_000, "\u200b"]


@pytest.mark.parametrize(
    ("name", "uid"),
    [
        ("Malik Tarentov Zorban", "900001"),
        ("ZORBAN MALIK", "900001"),
        ("ZORBAN, MALIK", "900001"),
        ("MR. MALIK ZORBAN", "900001"),
        ("Málik Zórban", "900001"),
        ("Malik Zоrban", "900001"),  # a Cyrillic o
        ("Ma\u200blik Zorban", "900001"),
        ("MALIKTARENTOVZORBAN", "900001"),
        ("ZORBANMALIKTARENTOV", "900001"),
        ("Malik Tarentov Zorbna", "900001"),  # two letters swapped
        ("Malik Tarentov Sorban", "900001"),
        ("Mlk Trntv Zrbn", "900001"),
        ("M. Tarentov Zorban", "900001"),
        ("Fathim Mutlaq Nasreddin al Durazhi", "900004"),
        ("FATIM MUTLAK ALDURAJI", "900004"),
        ("Yevstafy Prohorovich Volkhovenko", "900008"),
        ("Quentara Maritime Trading", "900002"),
        ("QUENTARA MARITIME TRADING CO., L.L.C.", "900002"),
        ("QUENTARA MARITIME TRADING COMPNAY LIMTED", "900002"),
        ("Quentara Maritirne Trading", "900002"),  # scanned
        ("OOO Krasnovetluga", "900023"),
        ("KRASNOVETLUGA LLC", "900023"),
        ("Industrias Metalurgicas del Zapotal SA de CV", "900025"),
        ("SHANDONG QINGYUELONG PRECISION BEARING COMPANY LIMITED", "900029"),
        ("Хванбо Чхоль Рён", None),
        ("Волховенко Евстафи", "900008"),
        ("مالك ترنتوف زربان", "900001"),
        ("فاطم مطلق الدراجي", "900004"),
        ("Veldoria Nordbank", "900003"),
        ("MALIK TARENTOV ZORBAN 123 456 789", "900001"),
        ("BANK OF NORTHERN VELDOR", "900003"),
    ],
)
def test_a_changed_name_meets_its_entity(sample: Snapshot, name: str, uid: str | None) -> None:
    """Order, titles, accents, look-alikes, spaces, errors, vowels, initials, legal forms and scripts do not hide it."""
    hits = sample.screen(name)
    assert [hit.uid for hit in hits[:1]] == ([uid] if uid else [])
    assert all(DEFAULT_MIN_SCORE <= hit.score <= 1 for hit in hits)


@pytest.mark.parametrize(
    "name",
    [
        "JANE Q PUBLIC",
        "JOHN SMITH",
        "MARIA GARCIA",
        "MOHAMMED ALI",
        "Malik Johnson",
        "ZORBAN",  # one word of two
        "BANK OF THE SOUTH",
        "ACME TRADING COMPANY LLC",
        "TRADING COMPANY LLC",
        "BANK OF THE NORTH",
        "NORTHERN BANK",
        "BANK OF NORTHERN",
        "123456789",
        "MR DR LLC",
        "THE",
    ],
)
def test_another_name_does_not(sample: Snapshot, name: str) -> None:
    """One shared word, or words that many names share, are no hit."""
    assert sample.screen(name) == ()


def test_every_listed_name_finds_its_entity(sample: Snapshot) -> None:
    """Each name of each entry meets its own entry at the top, with its own quality or a better one."""
    for entity in sample.entities:
        for name in entity.names:
            hit = next(hit for hit in sample.screen(name.text) if hit.uid == entity.uid)
            assert hit.score == 1.0
            assert ORDER.index(hit.alias_quality) <= ORDER.index(name.quality)


def test_a_hit_says_whom_it_met_and_why(sample: Snapshot) -> None:
    """A hit carries the name that met, its entry, its programs and an explanation, and is plain JSON."""
    (hit,) = sample.screen("FALCONER")
    assert (hit.uid, hit.list, hit.listed_name, hit.primary_name) == (
        "900001",
        "sample-sdn",
        "THE FALCONER",
        "ZORBAN, Malik Tarentov",
    )
    assert hit.alias_quality == "weak"
    assert hit.programs == ("SAMPLE-A", "SAMPLE-B")
    assert "FALCONER" in hit.explanation
    assert "weak alias" in hit.explanation
    assert json.loads(json.dumps(hit.as_dict()))["programs"] == ["SAMPLE-A", "SAMPLE-B"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("MALIK ZORBEN TARENTOV", "ZORBEN for ZORBAN"),
        ("M TARENTOV ZORBAN", "M for MALIK (initial)"),
        ("MALIK TARENTOV ZORBEN JUNIOROV", "only in the screened name: JUNIOROV"),
        ("MALIK TARENTOV ZORBAN JUNIOROV", "the listed name in full, beside other words"),
        ("HELIODORO ORTIGALES MONDRAVON", "same words: HELIODORO ORTIGALES MONDRAVON"),
        ("MALIKTARENTOVZORBAN", "run of letters"),
        ("MLK TRNTV ZRBN", "without its vowels"),
        ("MALIK TARENTOV SORBAN", "SORBAN for ZORBAN (one letter differs)"),
    ],
)
def test_the_explanation_names_the_words(sample: Snapshot, name: str, says: str) -> None:
    """A person can check a hit word by word."""
    assert says in sample.screen(name, min_score=0.7)[0].explanation


def test_words_that_are_joined_are_explained_as_they_are_spelt() -> None:
    """KRAY INVEST BANK is KRAYINVESTBANK, with no word of its own left over though INVEST is short for INVESTMENT."""
    name = ListedName("OJSC KRAYINVESTBANK", "primary", "primary")
    screener = Screener([ListedEntity(uid="1", list="x", kind="organization", names=(name,))])
    (hit,) = screener.screen("KRAY INVEST BANK")
    assert "KRAY INVEST BANK for KRAYINVESTBANK (where words are joined or parted)" in hit.explanation
    assert "only in the screened name" not in hit.explanation


def test_a_name_that_its_field_cut_off_meets(sample: Snapshot) -> None:
    """A name as wide as an ACH field is compared with listed names cut as short, in either order."""
    full = "QUIXALTENGO VARGUEZ ANSELMO TEODULFO"
    for name in (full[:22], full[:35], "ANSELMO TEODULFO QUIXALTENGO VARGUEZ"[:22]):
        hit = sample.screen(name)[0]
        assert (hit.uid, hit.truncated) == ("900011", True) or hit.score > 0.9
    hit = sample.screen("MUZHAFFAROV ARSL", cut_at=16)[0]
    assert (hit.uid, hit.truncated) == ("900007", True)
    assert "begins as the listed name does, and may have been cut off by its field" in hit.explanation


def test_a_name_that_fills_no_field_is_not_taken_as_cut(sample: Snapshot) -> None:
    """The beginning of a name is no hit where nothing can have cut it."""
    assert sample.screen("BANK OF NORTH", cut_at=35) == ()


@pytest.mark.parametrize(
    ("name", "score"),
    [("ZORBAN MALIK TARENTOV", 1.0), ("MALIK TARENTOV ZORBAN", 1.0), ("TARENTOV MALIK ZORBAN", 0.995)],
)
def test_a_perfect_score_is_for_the_same_name(sample: Snapshot, name: str, score: float) -> None:
    """The list's order and the natural one are the same name; any other order of its words is a little less."""
    assert sample.screen(name)[0].score == score


def test_among_namesakes_the_one_of_which_more_agrees_comes_first() -> None:
    """Two entries of one name rank by the date of birth, also where both scores are as high as can be."""
    names = (ListedName("DRELLIN, Osko", "primary", "primary"),)
    births = {"2": ("1971-02-03",), "1": (), "3": ("1973-06-01",)}
    twins = [
        ListedEntity(uid=uid, list="t", kind="individual", names=names, dates_of_birth=births[uid]) for uid in births
    ]
    found = Screener(twins).screen("Osko Drellin", date_of_birth="1971-02-03")
    assert [(hit.uid, hit.score) for hit in found] == [("2", 1.0), ("1", 1.0), ("3", 1.0)]


def test_min_score_moves_the_threshold(sample: Snapshot) -> None:
    """A lower threshold shows more, a higher one less, and the default is between them."""
    assert sample.screen("ZORBAN", min_score=0.5)[0].uid == "900001"
    assert sample.screen("MALIK ZORBEN TARENTOV", min_score=0.99) == ()
    low = sample.screen("MALIK ZORBAN", min_score=0.3)
    assert [hit.score for hit in low] == sorted((hit.score for hit in low), reverse=True)
    assert len({hit.uid for hit in low}) == len(low)


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_junk_is_no_hit(sample: Snapshot, junk: str) -> None:
    """What is no name meets nobody and raises nothing, whatever else is said of it."""
    assert sample.screen(junk, kind=junk, date_of_birth=junk, country=junk) == ()
    assert sample.screen_many([junk]) == [()]
    assert sample.screen_text(junk) == ()
    assert sample.find_identifier(junk) == ()
    assert sample.find_bic(junk) == ()


def test_what_is_told_may_be_junk(sample: Snapshot) -> None:
    """A kind, a date or a country that is none counts for nothing, also where it can't be remembered."""
    expected = sample.screen("MALIK ZORBAN")
    for junk in ([], {}, 7, "nowhere"):
        assert sample.screen("MALIK ZORBAN", date_of_birth=junk) == expected  # type: ignore[arg-type]


def test_an_empty_snapshot_meets_nobody() -> None:
    """Without entries nothing is found."""
    empty = Snapshot((), (), ("sample", (), ()))
    assert empty.screen("MALIK ZORBAN") == ()
    assert empty.screen_text("MALIK ZORBAN") == ()
    assert len(empty) == 0


def test_the_memory_of_compared_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Screening more distinct words than are remembered gives the same hits."""
    monkeypatch.setattr(index, "_REMEMBERED", 3)
    snapshot = Snapshot.sample()
    for name in ("ONE TWO THREE", "FOUR FIVE SIX", "MALIK ZORBAN"):
        snapshot.screen(name)
    assert snapshot.screen("MALIK ZORBAN")[0].uid == "900001"


def entity(uid: str, *names: tuple[str, Quality], kind: EntityKind = "individual") -> ListedEntity:
    """Make a listed entity of names with their quality."""
    return ListedEntity(uid, "t", kind, tuple(ListedName(text, quality, "aka") for text, quality in names))


def test_a_weak_alias_hides_no_other_name_of_its_entity() -> None:
    """The weak spelling meets best, and the strong name close to it is what the hit is of."""
    listed = entity("1", ("QUORVAX HERO LTD", "primary"), ("QUORVAX HERO", "weak"), kind="organization")
    (hit,) = Screener([listed]).screen("QUORVAX HERO")
    assert (hit.alias_quality, hit.listed_name) == ("primary", "QUORVAX HERO LTD")


def test_weak_aliases_push_nobody_out_of_the_hits() -> None:
    """A field that names more weak aliases than there are hits still meets the strong name beside them."""
    one = "BCDFGHJKLMNPQRSTVWXZ"
    weak = [f"{a}ORVAK {b}ILZAN" for a in one for b in one[:4]][: MAX_HITS + 5]
    listed = [entity(str(at), (f"UNMENTIONED {at}", "primary"), (name, "weak")) for at, name in enumerate(weak)]
    listed.append(entity("s", ("ZORBAN, Malik Tarentov", "primary")))
    hits = Screener(listed).screen("/".join([*weak, "MALIK TARENTOV ZORBAN"]))
    assert len(hits) == MAX_HITS
    assert "s" in {hit.uid for hit in hits}


@pytest.mark.parametrize(
    "field",
    [
        "MALIK TARENTOV ZORBAN2024",
        "4471MALIK TARENTOV ZORBAN",
        "MALIK MALIK TARENTOV TARENTOV ZORBAN ZORBAN",
        "JANE PUBLIC \U0001f17c\U0001f170\U0001f17b\U0001f178\U0001f17a TARENTOV ZORBAN",
        "\U0001f1f2\U0001f1e6\U0001f1f1\U0001f1ee\U0001f1f0 TARENTOV ZORBAN",
    ],
)
def test_a_number_or_a_picture_in_a_name_hides_nobody(sample: Snapshot, field: str) -> None:
    """Figures run together with it, words said twice, and letters in boxes; alone and in a batch."""
    assert [hit.uid for hit in sample.screen(field)] == ["900001"]
    many = sample.screen_many([field, *(f"JANE ROE {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 3)])
    assert many[0] == sample.screen(field)


FORMS_OF_PEOPLE = (
    ("VOROBYANOV, Stanislav Anatolyevich", "VOROBYANOV S.A."),
    ("ANDRIYANOV, Nikolay Valentinovich", "N.V. ANDRIYANOV"),
    ("MORENKOV, Aleksei Sergeyevich", "MORENKOV A S"),
    ("PAO, Yun Lang", "YUN LANG PAO"),
    ("PAO, Yun Lang", "PAO, Yun Lang"),
    ("CIA, Malik Tarentov", "MALIK TARENTOV CIA"),
    ("DEV, Malik Tarentov", "MALIK TARENTOV DEV OR JANE Q PUBLIC"),
)


@pytest.mark.parametrize(("listed", "name"), FORMS_OF_PEOPLE)
def test_a_person_whose_name_spells_a_legal_form_is_found(listed: str, name: str) -> None:
    """Initials and family names that are legal forms hide nobody, alone and in a batch; and they meet no company."""
    people = [
        ListedEntity(str(at), "x", "individual", (ListedName(each, "primary", "primary"),))
        for at, each in enumerate(dict.fromkeys(person for person, _ in FORMS_OF_PEOPLE))
    ]
    firm = ListedEntity("99", "x", "organization", (ListedName("MARIS VOROBYANOV NV", "primary", "primary"),))
    screener = Screener([*people, firm])
    (hit,) = screener.screen(name)
    assert hit.primary_name == listed
    many = [f"OAK NUMBER {at}" for at in range(100)] + [name]
    assert screener.screen_many(many)[-1] == (hit,)


@pytest.mark.parametrize(
    ("listed", "screened"),
    [
        ("AL-ZORBANI, Abd al-Hadi", "ABDELHADI EL ZORBANI"),
        ("AL-ZORBANI, Abdelhadi", "ABDUL HADI AL ZORBANI"),
        ("AL-ZORBANI, Abdulhadi", "ABD EL HADI ZORBANI"),
        ("ZORBANOV, Yevgeny Malvokovich", "JEWGENIJ SORBANOW"),
        ("ZORBANENKO, Tatyana", "TATJANA MALVOKIVNA ZORBANENKO"),
        ("Sultan Malvok Prenik Dusgar Zorbani", "SULTAN ZORBANI"),
        ("ZORBAN, Hussein Omar", "XUSEEN CUMAR ZORBAN"),
    ],
)
def test_a_name_is_found_as_other_languages_and_papers_write_it(listed: str, screened: str) -> None:
    """Romanisations, a servant of God in one word or three, and fathers' names left out or added; alone and in bulk."""
    screener = Screener([entity("1", (listed, "primary"))])
    (hit,) = screener.screen(screened)
    assert [*screener.screen_many([screened])] == [(hit,)]
