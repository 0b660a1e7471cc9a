"""`achguard screen`: compare names with sanctions lists."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from achguard.cli.arguments import country_code, day, lists_of
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.lists_table import local_day
from achguard.cli.names import Named, names_of, portions
from achguard.cli.page import Page, Style, page_of
from achguard.cli.progress import counting
from achguard.cli.sink import as_utf_8, sink
from achguard.cli.stopping import Stopped, stopping
from achguard.errors import ConfigurationError
from achguard.model.inert_text import inert_json, visible
from achguard.model.masking import mask_text
from achguard.names.readable import is_readable
from achguard.policy import Policy
from achguard.sanctions.hit import DEFAULT_MIN_SCORE

if TYPE_CHECKING:
    from achguard.sanctions.assessment import Assessed
    from achguard.sanctions.hit import Hit
    from achguard.sanctions.listed.entity import Entry
    from achguard.sanctions.snapshot import Snapshot

_INDENT = 8
_ANSWERED = _INDENT + len("1 unknown ")
_NAME_AT_MOST = 120
_NEAREST = 5
_NEAR = 0.4  # what scores less shares one word or a few letters, and says nothing


class ScreenFormat(StrEnum):
    """A format of `achguard screen`."""

    TEXT = "text"
    """For people."""
    JSONL = "jsonl"
    """A name a line with its hits."""


class Kind(StrEnum):
    """What a payment's party is."""

    INDIVIDUAL = "individual"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class About:
    """What is known of whoever is named, beside the name."""

    date_of_birth: dt.date | None = field(repr=False)
    country: str | None
    kind: str | None
    as_of: dt.date | None
    """The day on which a date of birth must be one."""

    @property
    def says_anything(self) -> bool:
        """Whether anything beside the name is known."""
        return any(each is not None for each in (self.date_of_birth, self.country, self.kind))


@dataclass(frozen=True, slots=True)
class Screened:
    """What is to be shown of one name."""

    named: Named
    """The name, masked as it is to be shown."""
    hits: "tuple[Hit, ...]"
    scores: tuple[int, ...] | None
    """The scores of OFAC's search tool, one for each hit, where they are asked for."""
    nearest: "tuple[Hit, ...] | None"
    """The nearest entries that are no hits, where they are asked for."""
    checklists: "dict[Entry, tuple[Assessed, ...]] | None"
    """OFAC's questions about each hit, where they are asked for."""
    readable: bool
    least: float
    """The score from which a name is a hit."""


@told
def screen(  # noqa: PLR0913  each argument is an option
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Names, each one argument.")] = None,
    *,
    file: Annotated[
        str | None, typer.Option("--names", metavar="FILE", help="A name a line, in UTF-8; - is stdin.")
    ] = None,
    lists: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="A built snapshot, or a folder of official list files as downloaded."),
    ] = None,
    format: Annotated[ScreenFormat, typer.Option(help="How to write the hits.")] = ScreenFormat.TEXT,  # noqa: A002  the option's name
    min_score: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="The score from which a name is a hit.")
    ] = None,
    ofac_score: Annotated[
        bool,
        typer.Option("--ofac-score", help="Show the score of OFAC's public search tool too, as rebuilt by achguard."),
    ] = False,
    date_of_birth: Annotated[
        dt.date | None,
        typer.Option(parser=day, metavar="DATE", help="The day of birth of whoever is named; needs exactly one name."),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            parser=country_code,
            metavar="COUNTRY",
            help="The country of whoever is named, such as DE; needs exactly one name.",
        ),
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="What whoever is named is; needs exactly one name.")] = None,
    as_of: Annotated[
        dt.date | None,
        typer.Option(parser=day, metavar="DATE", help="The day by which list ages are counted; today if not given."),
    ] = None,
    why_not: Annotated[
        bool,
        typer.Option("--why-not", help="Show the nearest entries below the score, too, and what keeps them there."),
    ] = False,
    checklist: Annotated[
        bool, typer.Option("--checklist", help="Answer OFAC's questions about each hit, as far as the data do.")
    ] = False,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show long numbers in the names in full.")] = False,
) -> ExitCode:
    """Compare names with sanctions lists.

    Every hit is for a person to judge. Exits with 0 when there is no hit, and with 1 for a hit or a name that can't be
    read.
    """
    if not names and file is None:
        raise ConfigurationError("give a name, or a file of names with --names")
    about = About(date_of_birth, country, kind, as_of)
    if about.says_anything and (file is not None or len(names or ()) != 1):
        raise ConfigurationError("--date-of-birth, --country and --kind are about one person; give exactly one name")
    snapshot, why_none = lists_of(lists)
    if snapshot is None:
        say(f"{why_none}; nobody was screened")
        return ExitCode.LISTS
    code = ExitCode.ACCEPTED
    with sink(None) as stream:
        page = page_of(stream)
        if format is ScreenFormat.JSONL:
            as_utf_8(stream)
        number = 0
        with stopping() as whole, counting("Names screened:", stream) as one_more:
            try:
                for named, hits in _screened(snapshot, names_of(names or (), file), min_score, about):
                    readable = is_readable(named.name)
                    if hits or not readable:
                        code = ExitCode.NOT_ALL_ACCEPTED
                    shown = Screened(
                        named if unmask else Named(named.number, mask_text(named.name)),
                        hits,
                        _ofac_scores(named, hits) if ofac_score else None,
                        _nearest(snapshot, named, hits, about) if why_not and readable else None,
                        _checklists(snapshot, named, hits, about) if checklist else None,
                        readable=readable,
                        least=DEFAULT_MIN_SCORE if min_score is None else min_score,
                    )
                    with whole:
                        if format is ScreenFormat.JSONL:
                            _write_row(stream, shown)
                        else:
                            stream.write("\n".join(_lines(page, snapshot, shown)) + "\n")
                        number = named.number
                        one_more()
            except Stopped as stopped:
                stopped.how_far = f" after name {number:,}" if number else " before the first name"
                raise
    return max(code, _stale(snapshot, as_of or local_day()))


def _screened(
    snapshot: "Snapshot", names: Iterator[Named], min_score: float | None, about: About
) -> "Iterator[tuple[Named, tuple[Hit, ...]]]":
    if about.says_anything:
        for named in names:
            yield named, _screened_alone(snapshot, named, min_score, about)
        return
    for portion in portions(names):
        yield from zip(
            portion, snapshot.screen_many([named.name for named in portion], min_score=min_score), strict=True
        )


def _screened_alone(snapshot: "Snapshot", named: Named, min_score: float | None, about: About) -> "tuple[Hit, ...]":
    """Screen one name with what is told of the party beside it."""
    return snapshot.screen(
        named.name,
        kind=about.kind,
        date_of_birth=about.date_of_birth,
        country=about.country,
        min_score=min_score,
        as_of=about.as_of,
    )


def _nearest(snapshot: "Snapshot", named: Named, hits: "tuple[Hit, ...]", about: About) -> "tuple[Hit, ...]":
    """Give the entries that come nearest of those that are no hits."""
    met = {hit.entry for hit in hits}
    found = _screened_alone(snapshot, named, _NEAR, about)
    return tuple(hit for hit in found if hit.entry not in met)[:_NEAREST]


def _checklists(
    snapshot: "Snapshot", named: Named, hits: "tuple[Hit, ...]", about: About
) -> "dict[Entry, tuple[Assessed, ...]]":
    """Answer OFAC's questions about each hit."""
    from achguard.sanctions.assessment import Told, assess

    told = Told(about.kind, about.date_of_birth, about.country)
    entities = ((hit, snapshot.entity(hit.uid, hit.list)) for hit in hits)
    return {hit.entry: assess(named.name, hit, entity, told) for hit, entity in entities if entity is not None}


def _ofac_scores(named: Named, hits: "tuple[Hit, ...]") -> tuple[int, ...]:
    """Give the score of OFAC's search tool for each hit's listed name."""
    from achguard.sanctions.ofac_score import ofac_score

    return tuple(ofac_score(named.name, hit.listed_name) for hit in hits)


def _stale(snapshot: "Snapshot", today: dt.date) -> ExitCode:
    """Say which lists are older than the default policy allows."""
    allowed = Policy.preset("us-domestic").screening.max_list_age_days
    code = ExitCode.ACCEPTED
    for version in snapshot.lists:
        if (age := version.age(today)) > allowed:
            say(f"list {version.list} is {age:,} days old; get the current one (more than {allowed} days are too many)")
            code = ExitCode.LISTS
    return code


def _write_row(stream: TextIO, shown: Screened) -> None:
    found = [hit.as_dict() for hit in shown.hits]
    for one, score in zip(found, shown.scores or (), strict=False):
        one["ofac_score"] = score
    for one, hit in zip(found, shown.hits, strict=True):
        if shown.checklists is not None:
            one["checklist"] = [each.as_dict() for each in shown.checklists[hit.entry]]
    row: dict[str, object] = {"n": shown.named.number, "name": shown.named.name, "hits": found}
    if shown.nearest is not None:
        row["nearest"] = [hit.as_dict() for hit in shown.nearest]
    if not shown.readable:
        row["not_screened"] = "name can't be read"
    # Lone surrogates come in as arguments that are not UTF-8; escapes are the only way to write them.
    stream.write(inert_json(json.dumps(row, ensure_ascii=not _writable(shown.named.name))) + "\n")


def _writable(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _lines(page: Page, snapshot: "Snapshot", shown: Screened) -> Iterator[str]:
    hits = shown.hits
    name = visible(shown.named.name[:_NAME_AT_MOST])
    if not shown.readable:
        yield page.behind("NOT SCREENED", f"{name}: it can't be read", lead_style=Style.RED)
        return
    if hits:
        yield from _hit_lines(page, snapshot, name, shown)
    else:
        yield page.behind("no hit", name, lead_style=Style.GREEN, style=Style.BOLD)
    if shown.nearest is not None:
        yield from _nearest_lines(page, shown.nearest, shown.least)


def _nearest_lines(page: Page, nearest: "tuple[Hit, ...]", least: float) -> Iterator[str]:
    yield page.hung(
        "near",
        "the nearest entries below the score" if nearest else f"nothing that scores {_NEAR:.2f} or more",
        indent=_INDENT,
        label_style=Style.DIM,
    )
    for hit in nearest:
        yield page.hung(f"{hit.score:.2f}", visible(_met(hit, None)), indent=_INDENT, label_style=Style.PLAIN)
        below = f"{max(least - hit.score, 0.0):.2f} below a hit"
        for line in (_entry(hit), f"{below}: {hit.explanation}"):
            yield page.hung("", visible(line), indent=_INDENT, label_style=Style.PLAIN, style=Style.DIM)


def _hit_lines(page: Page, snapshot: "Snapshot", name: str, shown: Screened) -> Iterator[str]:
    hits, scores = shown.hits, shown.scores
    parties = snapshot.by_party(hits)
    count = f"{len(hits):,} {'hit' if len(hits) == 1 else 'hits'}"
    if len(parties) < len(hits):
        count += f" on {len(parties):,} {'party' if len(parties) == 1 else 'parties'}"
    yield page.behind(count, name, lead_style=Style.RED, style=Style.BOLD)
    second = dict(zip(hits, scores, strict=True)) if scores is not None else {}
    for hit, *others in parties:
        yield page.hung(f"{hit.score:.2f}", visible(_met(hit, second.get(hit))), indent=_INDENT, label_style=Style.BOLD)
        met = {each.entry for each in (hit, *others)}
        more = [each for each in snapshot.same_party(hit.uid, hit.list) if each not in met]
        for line in (
            _entry(hit),
            hit.explanation,
            *(f"the same party: {_entry(each)}, {each.score:.2f}, {_met(each, second.get(each))}" for each in others),
            *([f"the same party by another name: {', '.join(map(str, more))}"] if more else []),
        ):
            yield page.hung("", visible(line), indent=_INDENT, label_style=Style.PLAIN, style=Style.DIM)
        if shown.checklists is not None:
            for each in (hit, *others):
                yield from _checklist_lines(page, each, shown.checklists[each.entry])


def _checklist_lines(page: Page, hit: "Hit", checklist: "tuple[Assessed, ...]") -> Iterator[str]:
    yield page.hung("", f"OFAC's questions (FAQ 5) about {hit.entry}:", indent=_INDENT, label_style=Style.PLAIN)
    for number, each in enumerate(checklist, 1):
        label = f"{'':{_INDENT - 2}}{number} {each.answer}"
        said = visible(f"{each.because}: {each.follows}")
        yield page.hung(label, each.question, indent=_ANSWERED, label_style=Style.BOLD)
        yield page.hung("", said, indent=_ANSWERED, label_style=Style.PLAIN, style=Style.DIM)


def _met(hit: "Hit", score: int | None) -> str:
    quality = "" if hit.alias_quality == "primary" else f", {hit.alias_quality} alias of {hit.primary_name}"
    return f"{hit.listed_name}{quality}" + ("" if score is None else f"; OFAC score {score}")


def _entry(hit: "Hit") -> str:
    return f"{hit.entry} ({', '.join(hit.programs)})" if hit.programs else str(hit.entry)
