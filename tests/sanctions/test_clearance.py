"""A clearance holds for one name and one entry as it was, until it expires, and says who gave it."""

import dataclasses
import datetime as dt
import hashlib
import json
import pickle
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.errors import ConfigurationError
from achguard.model.finding import Finding, Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context, PaymentScreener
from achguard.rules.reading.party_screen import listed_anywhere
from achguard.rules.rule import rendered
from achguard.rules.sanctions.listed_bic import ListedBic
from achguard.rules.sanctions.listed_party import ListedParty
from achguard.sanctions.clearance import Clearance, Clearances, clearances_in, end, is_restated, record, why_void
from achguard.sanctions.hit import Hit
from achguard.sanctions.listed.entity import ListedName
from achguard.sanctions.listed.entity_row import digest_of
from achguard.sanctions.snapshot import Snapshot
from factories import domestic_web_debit, merged

DAY = dt.date(2026, 11, 23)
FIGURES = str.maketrans("0123456789", "abcdefghij")
SAMPLE = Snapshot.sample(published=dt.date(2026, 11, 20))
NAME = "MALIK ZORBAN"
ENTITY = SAMPLE.entities[0]


def cleared(**changes: object) -> Clearance:
    """Clear the name of the first entry of the sample."""
    given = Clearance.of(
        ENTITY,
        name=NAME,
        by="J. Doe",
        why="born in 1990, lives in Jackson since 2001",
        on=dt.date(2026, 11, 1),
        expires=dt.date(2027, 10, 31),
    )
    return dataclasses.replace(given, **changes)


def hit_of(name: str = NAME, **known: object) -> Hit:
    """Give the hit of a name on the first entry."""
    return next(hit for hit in SAMPLE.screen(name, min_score=0.3, **known) if hit.uid == ENTITY.uid)  # type: ignore[arg-type]


def test_a_clearance_holds_for_its_name_its_entry_and_its_days() -> None:
    """Blanks and capitals do not matter; every other name, entry and day does."""
    clearances = Clearances([cleared()])
    hit = hit_of()
    clearing = clearances.of("  malik   Zorban ", hit, ENTITY, as_of=DAY)
    assert clearing is not None
    assert clearing.holds
    assert clearing.in_words() == (
        "cleared by J. Doe on 2026-11-01 until 2027-10-31: born in 1990, lives in Jackson since 2001"
    )
    assert clearances.of("MALIK T ZORBAN", hit, ENTITY, as_of=DAY) is None
    assert clearances.of(NAME, dataclasses.replace(hit, uid="900002"), ENTITY, as_of=DAY) is None
    assert clearances.of(NAME, dataclasses.replace(hit, list="ofac-sdn"), ENTITY, as_of=DAY) is None


@pytest.mark.parametrize(
    ("as_of", "says"),
    [
        (dt.date(2026, 11, 1), ""),
        (dt.date(2027, 10, 31), ""),
        (dt.date(2026, 10, 31), "it was given later"),
        (dt.date(2027, 11, 1), "it expired after 2027-10-31"),
    ],
)
def test_a_clearance_has_its_days(as_of: dt.date, says: str) -> None:
    """It holds from the day it was given to the day it expires, both included, and says why not otherwise."""
    clearing = Clearances([cleared()]).of(NAME, hit_of(), ENTITY, as_of=as_of)
    assert clearing is not None
    assert (clearing.void or "") == says
    assert clearing.holds is not bool(says)


def test_a_clearance_is_void_once_the_entry_says_something_else() -> None:
    """A new alias may be the customer's; a new number of the same content is not looked at."""
    changed = dataclasses.replace(ENTITY, names=(*ENTITY.names, ListedName("ZORBAN, M.", "strong", "aka")))
    for entity in (changed, None):
        clearing = Clearances([cleared()]).of(NAME, hit_of(), entity, as_of=DAY)
        assert clearing is not None
        assert clearing.in_words() == (
            "the clearance by J. Doe of 2026-11-01 is void: the entry says something else since"
        )


def test_a_date_of_birth_that_agrees_undoes_a_clearance_given_without_it() -> None:
    """Another customer of the same name may be the listed person; who knew of the date can say so."""
    hit = hit_of(date_of_birth="1961-03-14")
    assert "date_of_birth" in hit.agrees
    undone = Clearances([cleared()]).of(NAME, hit, ENTITY, as_of=DAY)
    assert undone is not None
    assert undone.void == "the date of birth agrees, which it was given without"
    known = Clearances([cleared(despite=("date_of_birth",))]).of(NAME, hit, ENTITY, as_of=DAY)
    assert known is not None
    assert known.holds


def test_one_that_holds_outweighs_those_that_do_not() -> None:
    """A hit that was cleared anew is cleared, whichever stands first."""
    old, new = cleared(expires=dt.date(2026, 11, 2)), cleared(on=dt.date(2026, 11, 20), by="R. Roe")
    for order in ([old, new], [new, old]):
        clearing = Clearances(order).of(NAME, hit_of(), ENTITY, as_of=DAY)
        assert clearing is not None
        assert clearing.clearance.by == "R. Roe"


def findings(clearances: Clearances | None, rule: ListedParty | ListedBic, changes: dict[str, object]) -> list[Finding]:
    """Check a payment by a rule under clearances."""
    payment = Payment.model_validate(merged(domestic_web_debit(), changes))
    screener = PaymentScreener(SAMPLE, min_score=None, clearances=clearances, as_of=DAY)
    seen = [rendered(rule, each, unmask=False) for each in rule.check(payment, Context(as_of=DAY, screener=screener))]
    return [each for each in seen if isinstance(each, Finding)]


def test_a_cleared_hit_is_weak_and_says_who_cleared_it() -> None:
    """The finding stays in the decision, as a note; a void clearance leaves it as strong as it was, and says so."""
    party: dict[str, object] = {"receiver": {"name": NAME, "date_of_birth": None}}
    (before,) = findings(None, ListedParty(), party)
    assert before.strength is Strength.STRONG
    (after,) = findings(Clearances([cleared()]), ListedParty(), party)
    assert after.strength is Strength.WEAK
    assert "cleared by J. Doe on 2026-11-01" in after.message
    (masked,) = findings(Clearances([cleared(why="account 4111111111")]), ListedParty(), party)
    assert "4111111111" not in masked.message
    (void,) = findings(Clearances([cleared(expires=dt.date(2026, 11, 2))]), ListedParty(), party)
    assert void.strength is Strength.STRONG
    assert "it expired after 2026-11-02" in void.message


def test_numbers_and_bics_are_never_cleared_by_a_name() -> None:
    """A BIC is exact: it stays decisive, whatever was cleared."""
    bank = next(entity for entity in SAMPLE.entities if entity.bics)
    clearance = Clearance.of(
        bank, name=bank.primary_name, by="J. Doe", why="another bank", on=DAY, expires=dt.date(2027, 1, 1)
    )
    account = {"bic": bank.bics[0], "bank": {"name": bank.primary_name}}
    changes: dict[str, object] = {"receiver": {"account": account}}
    (found,) = findings(Clearances([clearance]), ListedBic(), changes)
    assert found.strength is Strength.DECISIVE
    payment = Payment.model_validate(merged(domestic_web_debit(), changes))
    screener = PaymentScreener(SAMPLE, min_score=None, clearances=Clearances([clearance]), as_of=DAY)
    assert {seen.strength for seen in listed_anywhere(payment, screener, Context(as_of=DAY, screener=screener))} >= {
        Strength.WEAK,
        Strength.DECISIVE,
    }


def test_a_file_is_written_and_read(tmp_path: Path) -> None:
    """What was recorded is read back, what a person wrote beside it stays, and a second one is added."""
    path = tmp_path / "clearances.toml"
    one, two = cleared(), cleared(name='ÅSA "X" \\ 王', despite=("date_of_birth",))
    assert record(path, one) == 1
    path.write_text("# kept by compliance\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert record(path, two) == 2
    assert path.read_text(encoding="utf-8").startswith("# kept by compliance\n")
    read = Clearances.open(path)
    assert set(read) == {one, two}
    assert len(read) == 2
    assert read.digest == Clearances([two, one, one]).digest != Clearances([one]).digest
    assert pickle.loads(pickle.dumps(read)).digest == read.digest  # noqa: S301 -- our own bytes
    assert [item.name for item in tmp_path.iterdir()] == ["clearances.toml"]


WHOLE = f"""
[[clearance]]
name = "A B"
list = "ofac-sdn"
uid = "1"
entity_digest = "{digest_of(ENTITY)}"
by = "J. Doe"
on = 2026-11-01
why = "other"
expires = 2027-11-01
"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[clearance]", "is not TOML"),
        (WHOLE + "\n[[clearance]]\nname = A", "toml, line 13: is not TOML"),
        (WHOLE.replace("2027-11-01", "2027-02-29"), "toml, line 10: is not TOML"),
        (WHOLE + "x = " + "[" * 9_999, "toml: is not TOML"),
        ("x = 1", "something else than .* tables: 'x'"),
        (WHOLE + "\n[[clearance]]\n[[clearence]]", "tables: 'clearence'"),
        (WHOLE + WHOLE.replace('"1"', "1"), "toml, line 12, clearance 2: .*'uid' must be text"),
        (WHOLE.replace(digest_of(ENTITY), "sha256:" + "A" * 64), "'entity_digest' must be"),
        (WHOLE.replace(digest_of(ENTITY), "sha256:" + "g" * 64), "'entity_digest' must be"),
        ("clearance = 1", "something else"),
        ("clearance = [1]", "clearance 1: is not a table"),
        (WHOLE + 'note = "x"', "'note', which does not belong in"),
        (WHOLE.replace('by = "J. Doe"\n', ""), "clearance 1: lacks 'by'"),
        (WHOLE.replace('"J. Doe"', '"  "'), "'by' must be text"),
        (WHOLE.replace('"J. Doe"', "7"), "'by' must be text"),
        (WHOLE.replace('"other"', f'"{"x" * 501}"'), "'why' must be text"),
        (WHOLE.replace('"A B"', '"A\\u200bB"'), "'name' must be text"),
        (WHOLE.replace("sha256:", "md5:"), "'entity_digest' must be"),
        (WHOLE.replace("2027-11-01", '"2027-11-01"'), "must be dates"),
        (WHOLE.replace("2027-11-01", "2027-11-01T00:00:00"), "must be dates"),
        (WHOLE.replace("2027-11-01", "2026-10-01"), "must not be before"),
        (WHOLE + 'despite = ["name"]', "'despite' may hold"),
        (WHOLE + 'despite = "name"', "'despite' may hold"),
        (WHOLE + "despite = [[1]]", "clearance 1: "),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """A clearance that cannot be judged is not passed over, and nothing is added to a file that is none."""
    path = tmp_path / "clearances.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=says):
        Clearances.open(path)
    with pytest.raises(ConfigurationError, match=says):
        record(path, cleared())
    assert path.read_text(encoding="utf-8") == text


def test_a_file_of_windows_keeps_its_line_ends(tmp_path: Path) -> None:
    """A mark of the byte order is passed over; what stands in the file is there to the byte when one is ended."""
    path = tmp_path / "c.toml"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    (read,) = Clearances.open(path)
    assert read.name == "A B"
    end(path, 1, on=dt.date(2026, 12, 1), by="A. Roe", why="a second look")
    assert [line for line in path.read_bytes().splitlines(keepends=True) if not line.startswith(b"ended")] == [
        *WHOLE.replace("\n", "\r\n").encode().splitlines(keepends=True)
    ]


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    """A name in Latin-1 is not UTF-8, and a file is not guessed at."""
    path = tmp_path / "c.toml"
    path.write_bytes(WHOLE.replace("J. Doe", "J. Doé").encode("latin-1"))
    for read in (Clearances.open, lambda at: record(at, cleared())):
        with pytest.raises(ConfigurationError, match="line 7: is not UTF-8"):
            read(path)


def test_files_that_cannot_be_read_or_written_are_told(tmp_path: Path) -> None:
    """A file that is absent, and a folder in place of a file."""
    with pytest.raises(ConfigurationError, match="cannot be read"):
        Clearances.open(tmp_path / "absent.toml")
    with pytest.raises(ConfigurationError, match="cannot be written"):
        record(tmp_path / "no" / "such" / "folder.toml", cleared())


@given(st.text(st.characters(exclude_categories=())))
def test_any_name_may_be_asked_for(name: str) -> None:
    """What a payment holds as a name never raises, and only the cleared name is cleared."""
    clearing = Clearances([cleared()]).of(name, hit_of(), ENTITY, as_of=DAY)
    assert (clearing is not None) == (" ".join(name.split()).upper() == NAME)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=60))
def test_whatever_can_be_cleared_can_be_written(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Every name that a clearance takes is read back as it was."""
    path = tmp_path_factory.mktemp("clearances") / "c.toml"
    record(path, cleared(name=name, why=json.dumps(name).translate(FIGURES)))
    assert [each.name for each in Clearances.open(path)] == [name]


def test_of_ten_clearances_that_are_written_at_once_none_is_lost(tmp_path: Path) -> None:
    """Each process waits for the other; the file keeps its mode and whatever stood there."""
    path = tmp_path / "c.toml"
    path.write_text("# the officer's own words\n", encoding="utf-8")
    path.chmod(0o600)
    names = [f"NAME {number}" for number in range(10)]
    with get_context("spawn").Pool(10) as pool:
        held = pool.starmap(record, [(path, cleared(name=name)) for name in names], chunksize=1)
    assert sorted(held) == [*range(1, 11)]
    assert sorted(each.name for each in Clearances.open(path)) == names
    assert path.read_text(encoding="utf-8").startswith("# the officer's own words\n")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_clearance_goes_into_the_file_that_a_link_names(tmp_path: Path) -> None:
    """A symbolic link stays one, and the file behind it has the clearance."""
    (tmp_path / "real").mkdir()
    link = tmp_path / "c.toml"
    link.symlink_to(tmp_path / "real" / "c.toml")
    assert [record(link, cleared()), record(link, cleared(name="B"))] == [1, 2]
    assert link.is_symlink()
    assert len(Clearances.open(tmp_path / "real" / "c.toml")) == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ended": dt.date(2026, 10, 31), "ended_by": "A", "ended_why": "x"}, "'ended' must be a date"),
        ({"ended": "2026-11-23", "ended_by": "A", "ended_why": "x"}, "'ended' must be a date"),
        ({"ended": DAY, "ended_why": "x"}, "'ended_by' must be text"),
        ({"ended": DAY, "ended_by": "A"}, "'ended_why' must be text"),
        ({"ended": DAY, "ended_by": "A", "ended_why": " "}, "'ended_why' must be text"),
        ({"ended_by": "A"}, "must say when"),
        ({"ended_why": "x"}, "must say when"),
    ],
)
def test_an_end_says_when_who_and_why(changes: dict[str, object], says: str) -> None:
    """A part of it alone is refused, and so is a day before the clearance was given."""
    with pytest.raises(ConfigurationError, match=says):
        cleared(**changes)


def test_an_end_holds_from_its_day_on(tmp_path: Path) -> None:
    """The day before, payments are decided as they were then; other clearances of the file stay."""
    path = tmp_path / "c.toml"
    record(path, cleared())
    record(path, cleared(name="ZORBAN M"))
    assert end(path, 2, on=DAY, by="A. Roe", why="papers") == clearances_in(path)[1]
    one, two = clearances_in(path)
    assert (one.ended, two.ended) == (None, DAY)
    assert why_void(two, ENTITY, DAY) == "it was ended on 2026-11-23"
    assert why_void(two, ENTITY, DAY - dt.timedelta(days=1)) is None
    assert why_void(one, ENTITY, DAY) is None
    assert why_void(one, None, DAY) == "the entry says something else since"


def test_another_address_makes_no_clearance_void() -> None:
    """A changed address or remark is told and the clearance holds; a list that keeps none of them tells nothing."""
    entity = SAMPLE.entity("900001")
    assert entity is not None
    one = cleared()
    assert one.compared_digest is not None
    for changed, told in (
        (entity, False),
        (dataclasses.replace(entity, addresses=("1 Other Street, Lima",)), True),
        (dataclasses.replace(entity, remarks=None), True),
        (dataclasses.replace(entity, addresses=(), places_of_birth=(), remarks=None), False),
    ):
        assert why_void(one, changed, one.on) is None
        assert is_restated(one, changed) is told
        assert not is_restated(dataclasses.replace(one, compared_digest=None), changed)
    bare = dataclasses.replace(entity, addresses=(), places_of_birth=(), remarks=None)
    with_none = Clearance.of(bare, name="MALIK ZORBAN", by="J. Doe", why="seen", on=one.on, expires=one.expires)
    assert with_none.compared_digest is None


@pytest.mark.parametrize("digest", ["sha256:12", "", 7])
def test_a_digest_of_what_was_compared_is_one(digest: object) -> None:
    """A clearance with something else in its place is refused."""
    with pytest.raises(ConfigurationError, match="'compared_digest' must be sha256"):
        dataclasses.replace(cleared(), compared_digest=digest)


def test_a_clearance_that_was_not_ended_has_the_digest_that_it_had() -> None:
    """Decisions of before can be replayed: the parts of an end count only where there is one."""
    said = {
        "despite": (),
        **{name: getattr(cleared(), name) for name in ("name", "list", "uid", "entity_digest", "by", "why")},
        "on": "2026-11-01",
        "expires": "2027-10-31",
    }
    line = json.dumps(said, sort_keys=True)
    assert Clearances([cleared()]).digest == f"sha256:{hashlib.sha256(line.encode()).hexdigest()}"
