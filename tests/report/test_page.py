"""The page holds what was decided and nothing that a payment wrote is obeyed by whoever opens it."""

import datetime as dt
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from shlex import split

import pytest

from achguard.cli.formats.writer import no_entry
from achguard.model.finding import NotEvaluated, Strength
from achguard.report.page import MOST_SHOWN, page
from achguard.report.reported import ReportedPayment
from achguard.sanctions.listed.entity import ListedIdentifier
from factories import Json
from report.made import ENDLESS, HOSTILE, LISTS, OF_ALL_KINDS, TURNED, report_of, reported, written


class Elements(HTMLParser):
    """Gives the elements of a page, and the text in it, as a browser takes them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element."""
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        """Take a text."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """All text, with one blank between words."""
        return " ".join("".join(self.words).split())


def test_a_hold_stands_beside_the_entry_that_it_met() -> None:
    """The name and the entry's names, number, list, day, programs, kind and countries are there."""
    text = Elements(written(OF_ALL_KINDS[0])).text
    for said in (
        "MALIK ZORBAN",
        "ZORBAN, Malik Tarentov",
        "ZARBAN, Malek Tarantov",
        "THE FALCONER (aka, weak)",
        "sample-sdn 900001, list of 2026-11-20",
        "SAMPLE-A, SAMPLE-B",
        "Commander",
        "Iran",
        "Date of birth agrees",
        "Country disagrees",
        "ZORBAN for ZORBANI (one letter differs)",
        "ordinary US people's names score",
    ):
        assert said in text, said


def test_the_words_that_met_are_marked_on_both_sides() -> None:
    """Marked are the words of the payment's name and those of the listed one, and no other."""
    marks = re.findall("<mark>(.*?)</mark>", written(OF_ALL_KINDS[0]))
    assert marks[:4] == ["MALIK", "ZORBAN", "ZORBANI", "Malik"]
    assert "Tarentov" not in marks


def test_nothing_that_a_payment_says_becomes_an_element() -> None:
    """A name with a script and an image, one that turns the writing around and an endless one are words of the page."""
    plain = Elements(written({"id": "h", "receiver": {"name": "MALIK TARENTOV ZORBAN"}}))
    changes: tuple[Json, ...] = tuple(
        {"id": name, "entry_description": name[:10], "receiver": {"name": name, "address": {"street": name[:50]}}}
        for name in (HOSTILE[:140], TURNED, ENDLESS[:140])
    )
    made = written(*changes)
    hostile = Elements(made)
    assert hostile.tags.count("script") == plain.tags.count("script") == 1
    assert "img" not in hostile.tags
    assert not any(name.startswith("on") for name in hostile.attributes)
    assert "<script>document.title" in hostile.text
    assert "\u202e" not in made
    assert "\\u202eVOTNERAT" in hostile.text


def test_a_name_of_ten_thousand_characters_is_cut_and_says_so() -> None:
    """What a file without columns has in its place for a name fills no page."""
    (one,) = reported({"id": "h-1", "receiver": {"name": "MALIK TARENTOV ZORBAN"}})
    long = replace(one, payor=ENDLESS, parties=(replace(one.parties[0], name=ENDLESS),))
    made = "".join(page(report_of([long]), lambda name, uid: LISTS.entity(uid, name)))
    assert "(10,000 characters)" in made
    assert "Q" * 301 not in made


def test_numbers_and_birth_dates_are_masked_until_they_are_asked_for() -> None:
    """An account number in a name, both sides' passport and birth date show only where the run shows values."""
    change: Json = {
        "id": "h-1",
        "receiver": {
            "name": "MALIK TARENTOV ZORBAN 4417992188",
            "date_of_birth": "1961-03-14",
            "identifiers": [{"type": "passport", "value": "X0000001"}],
        },
    }
    secrets = ("4417992188", "1961-03-14", "X0000001")
    assert not [each for each in secrets if each in written(change)]
    assert [each for each in secrets if each in written(change, unmask=True)] == [*secrets]


def test_addresses_birthplaces_and_remarks_stand_beside_the_payor() -> None:
    """What its publisher says of an entry is in the table, its dates and numbers masked unless values are shown."""
    change: Json = {"receiver": {"name": "MALIK TARENTOV ZORBAN", "address": {"city": "JACKSON", "country": "US"}}}
    masked, shown = written(change), written(change, unmask=True)
    for said in ("Tehran, Iran", "Ostvar, Iran", "Gender Male"):
        assert said in masked
        assert said in shown
    assert "14 Mar 1961" in shown
    assert "02 Feb 2015" in shown
    for hidden in ("14 Mar 1961", "02 Feb 2015", "X0000001"):
        assert hidden not in masked


def test_long_remarks_are_folded() -> None:
    """Remarks of more than a few lines are opened by who wants them; short ones stand there."""
    long = written({"receiver": {"name": "GHIYATH MUNZIR TARABISHLI"}})
    assert re.search(r"<details><summary>\d+ remarks</summary>.{0,99}", long, re.DOTALL)
    assert "INVENTED COMPANY NUMBER 17 OF THE SAMPLE LIST" in long
    assert "remarks</summary>" not in written({"receiver": {"name": "MALIK TARENTOV ZORBAN"}})


@pytest.mark.parametrize("remark", ["<script>alert(1)</script>", "Q" * 9_978, "safe \u202e turned"])
def test_what_a_publisher_wrote_is_escaped_and_ends(remark: str) -> None:
    """Markup in a remark is text, a bidi control is written out, and an endless remark says how long it is."""
    entity = LISTS.entity("900001")
    assert entity is not None
    hostile = replace(entity, remarks=remark, addresses=(remark,), places_of_birth=(remark,))
    made = "".join(page(report_of(reported(OF_ALL_KINDS[0])), lambda _list, _uid: hostile))
    assert "<script>alert(1)" not in made
    assert "\u202e" not in made
    assert "Q" * 4_001 not in made


def command_of(page: str) -> str:
    """Give the one command of a page, as it is copied."""
    (command,) = re.findall('<pre class="command"[^>]*>(.*?)</pre>', page)
    return unescape(re.sub("<[^>]*>", "", command))


def test_a_clearance_can_be_copied_where_the_name_is_known() -> None:
    """The command has the name as it was screened, quoted for a shell; a masked name could not be cleared."""
    made = written({"receiver": {"name": "MALIK O'ZORBAN TARENTOV"}}, lists_at="my lists", clearances_at="c.toml")
    words = split(command_of(made))
    assert words[:8] == [
        *("achguard", "clear", "--name", "MALIK O'ZORBAN TARENTOV", "--list", "sample-sdn", "--uid", "900001")
    ]
    assert words[-4:] == ["--file", "c.toml", "--lists", "my lists"]
    masked = written({"receiver": {"name": "MALIK TARENTOV ZORBAN 4417992188"}})
    assert "THE NAME AS IT WAS SCREENED" in command_of(masked)
    number = written(OF_ALL_KINDS[1])
    assert '<pre class="command"' not in number


def test_what_holds_and_meets_best_is_read_first() -> None:
    """Of the hits of one payment a listed number comes first, then the better score, and what is weak comes last."""
    (found,) = reported(
        {
            "originator": {"name": "QUENTARA SHIPPING"},
            "receiver": {"name": "MALIK ZORBAN", "identifiers": [{"type": "passport", "value": "X0000001"}]},
        }
    )
    weak = next(each for each in found.findings if each.at == "originator.name")
    weak = weak.model_copy(update={"strength": Strength.WEAK})
    name = next(each for each in found.findings if each.at == "receiver.name")
    number = next(each for each in found.findings if each.number is not None)
    assert name.hit is not None
    better = name.model_copy(update={"hit": name.hit.model_copy(update={"score": 0.99, "uid": "900007"})})
    made = report_of((replace(found, findings=(weak, name, better, number)),))
    heads = re.findall(r"<h4>(.*?) meets .*?</h4>", "".join(page(made, no_entry)))
    scores = re.findall(r"<h4>.* with a score of (.*?)</h4>", "".join(page(made, no_entry)))
    assert heads == [
        "Receiver, identifiers 1, value",
        "Receiver&#39;s name",
        "Receiver&#39;s name",
        "Originator&#39;s name",
    ]
    assert scores[:2] == ["0.99", f"{name.hit.score:.2f}"]


def test_a_payment_without_a_name_is_told_from_one_that_could_not_be_read() -> None:
    """What holds it is the gap about sanctions, and not what else could not be looked at."""
    (blank,) = reported({"receiver": {"name": "  "}})
    gap = NotEvaluated(code="ACH101", at=None, reason="no routing number given")
    blank = replace(blank, findings=(), not_evaluated=(gap, *blank.not_evaluated))
    unread = ReportedPayment("day.ach, line 7", "t-1", blank.outcome, (), blank.not_evaluated)
    text = Elements("".join(page(report_of((blank, unread)), no_entry))).text
    assert text.count("no name given") == 2
    assert text.count("a payment that could not be read") == 2
    assert text.count("SAN501 no name is given") == 2
    assert "ACH101" not in text
    assert "no routing number given" not in text


def test_an_address_for_everybody_to_visit_is_shown() -> None:
    """Of an entry's numbers its website alone is read in full; a telephone number is not."""
    entity = LISTS.entity("900001")
    assert entity is not None
    found = (
        ListedIdentifier("website", "OSTVAR.EXAMPLE", None),
        ListedIdentifier("phone", "15550100200", None),
    )
    entity = replace(entity, identifiers=found)
    text = Elements("".join(page(report_of(reported(OF_ALL_KINDS[0])), lambda _list, _uid: entity))).text
    assert "OSTVAR.EXAMPLE" in text
    assert "15550100200" not in text


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"accept": 2}, "Every payment was accepted."),
        ({"accept": 2, "invalid": 1}, "Every payment was accepted, but for rows that are no payments."),
        ({"invalid": 1}, "No row is a payment."),
        ({"accept": 2, "hold": 1}, "1 payment is held and not shown one by one"),
        ({"accept": 2, "ask": 3}, "3 payments are asked about or redirected"),
    ],
)
def test_nobody_reads_that_all_is_well_where_holds_are_left_out(counts: dict[str, int], said: str) -> None:
    """A run that shows no hold and no question still says that there are some."""
    text = Elements("".join(page(replace(report_of(()), counts=counts), no_entry))).text
    assert said in text
    assert ("Every payment was accepted" in text) == said.startswith("Every")


@pytest.mark.parametrize(("day", "age"), [(20, "0 days"), (21, "1 day"), (22, "2 days")])
def test_the_age_of_a_list_is_in_days(day: int, age: str) -> None:
    """One day is one day."""
    made = replace(report_of(()), as_of=dt.date(2026, 11, day))
    assert f"<td>{age}</td>" in "".join(page(made, no_entry))


def test_a_run_of_many_holds_shows_the_first_and_counts_the_rest() -> None:
    """Each hold that is shown has a link to it; how many more there are stands below the table."""
    (one,) = reported({"id": "h-1", "receiver": {"name": "PAT SAMPLE", "address": {"country": "IR"}}})
    made = report_of([one] * MOST_SHOWN)
    text = "".join(page(replace(made, counts={"hold": MOST_SHOWN + 234}), no_entry))
    links = {*re.findall('href="#(hold-[0-9]+)"', text)}
    assert links == {*re.findall('id="(hold-[0-9]+)"', text)}
    assert len(links) == MOST_SHOWN
    assert "<p>234 more payments are held" in text


def test_an_entry_that_is_gone_is_told_as_far_as_the_finding_knows_it() -> None:
    """A page made when the list has another entry, or none, still says name, number, list and programs."""
    text = Elements("".join(page(report_of(reported(OF_ALL_KINDS[0])), no_entry))).text
    for said in ("sample-sdn 900001", "ZORBANI, Malik", "SAMPLE-A, SAMPLE-B"):
        assert said in text


@pytest.mark.parametrize("troubles", [(), ("list sample-sdn is 40 days old",)])
def test_what_is_wrong_with_lists_comes_first(troubles: tuple[str, ...]) -> None:
    """Where lists could not be used, the page says so above everything that follows from it."""
    text = written(troubles=troubles)
    assert ("The lists could not be used" in text) == bool(troubles)
    assert text.find("The lists could not be used") < text.index('id="main"')


def test_the_same_report_is_the_same_page() -> None:
    """A page that is made again is the page that was: no clock, no order of chance."""
    assert written(*OF_ALL_KINDS) == written(*OF_ALL_KINDS)
