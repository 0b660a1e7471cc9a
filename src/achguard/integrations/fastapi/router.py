"""A router that gives an app in any language decisions, screening, and the state of the lists."""

import datetime as dt
from typing import Final, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, TypeAdapter
from starlette.concurrency import run_in_threadpool

from achguard.guard import Guard
from achguard.integrations.fastapi.bodies import (
    MOST_BODY_BYTES,
    Refusal,
    body_of,
    object_of,
    payment_body,
    payment_of,
    record_of,
)
from achguard.integrations.fastapi.dependency import decided
from achguard.integrations.fastapi.language import LanguageOf, spoken
from achguard.model.decision import Decision, ListVersion, PolicyVersion
from achguard.model.field_types import BirthDate, MaybeCountry, Name
from achguard.model.party import PartyKind
from achguard.model.record import Record
from achguard.names.readable import is_readable
from achguard.sanctions.hit import Hit


class NameToScreen(Record):
    """A name, and what else is known of the party."""

    name: Name
    """The name as written."""
    kind: PartyKind | None = None
    """Individual or organization; a wrong one hides no hit."""
    date_of_birth: BirthDate = None
    """A date of birth, YYYY-MM-DD."""
    country: MaybeCountry = None
    """A country, ISO alpha-2."""


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Screened(_Answer):
    """What the lists say of a name."""

    hits: tuple[Hit, ...]
    """The listed entities that the name may name, best first, one hit for each."""
    not_evaluated: tuple[str, ...]
    """Why the name was not looked at, or not against current lists; no hit says something only where this is empty."""


class ListState(_Answer):
    """One list, and how old it is."""

    version: ListVersion
    """Which version of which list."""
    age_days: int
    """Its age on the day, in days, as the policy counts it."""


class Lists(_Answer):
    """What decisions rest on today."""

    as_of: dt.date
    """The day."""
    policy: PolicyVersion
    """The policy."""
    max_list_age_days: int
    """How old a list may be, by the policy."""
    lists: tuple[ListState, ...]
    """The lists; empty where there are none."""
    not_evaluated: tuple[str, ...]
    """Why every payment is held today; empty where it is not."""


class Health(_Answer):
    """Whether payments are screened, or all held."""

    status: Literal["ok", "holding"]
    """Holding where no payment can be screened, so that every one is held."""
    not_evaluated: tuple[str, ...]
    """Why; empty where all is well."""


_REFUSALS: Final[dict[int | str, dict[str, object]]] = {
    400: {"model": Refusal, "description": "The body is not JSON, or says a thing twice"},
    413: {"model": Refusal, "description": "The body is too large"},
    415: {"model": Refusal, "description": "The body is said to be something else than JSON"},
    422: {"model": Refusal, "description": "The body has not the shape that is asked for"},
}
_SCREENED: Final = TypeAdapter(Screened)


def _json(content: bytes | str, status: int = 200) -> Response:
    # What is said of a payor is no page for a cache on the way to keep.
    return Response(content, status, {"Cache-Control": "no-store"}, media_type="application/json")


def router(guard: Guard, *, most_body_bytes: int = MOST_BODY_BYTES, language: LanguageOf | None = None) -> APIRouter:
    """Make a router over a guard, which is warmed: `app.include_router(router(guard), prefix="/achguard")`.

    `POST /decide` takes a payment and gives its decision, `POST /screen` takes a name and gives its hits, `GET /lists`
    says what decisions rest on, `GET /health` whether payments are screened (200) or all held (503). A body of more
    than `most_body_bytes` is refused before it is read on, and no answer holds any of a body that was refused.

    `language` is what gives the language of a request to decide, such as `accept_language`, which takes the payor's
    from the header of that name. What `Policy.spoken` does not find in the policy gives the policy's own.

    Who may call is the app's matter: give `dependencies=[Depends(...)]` where the router is included. A decision names
    list matches, so it is for the app's own servers; what a payor may see of one is its `for_payor()`.
    """
    guard.warm()
    made = APIRouter(tags=["achguard"])

    asks = payment_body(language=language)

    @made.post("/decide", response_model=Decision, responses={**_REFUSALS}, openapi_extra=asks, name="decide")
    async def decide(request: Request) -> Response:
        """Decide a payment: accept, ask, redirect or hold."""
        payment = payment_of(await object_of(request, at_most=most_body_bytes))
        return _json((await decided(guard, payment, spoken(guard, request, language))).model_dump_json())

    @made.post(
        "/screen", response_model=Screened, responses={**_REFUSALS}, openapi_extra=body_of(NameToScreen), name="screen"
    )
    async def screen(request: Request) -> Response:
        """Compare a name with the lists, at the policy's score."""
        asked = record_of(NameToScreen, await object_of(request, at_most=most_body_bytes))
        return _json(_SCREENED.dump_json(await run_in_threadpool(_screened, guard, asked)))

    @made.get("/lists", response_model=Lists, name="lists")
    async def lists() -> Response:
        """Say which lists, policy and day decisions rest on."""
        return _json(_lists(guard).model_dump_json())

    @made.get("/health", response_model=Health, responses={503: {"model": Health}}, name="health")
    async def health() -> Response:
        """Say whether payments are screened, or all held."""
        why = guard.why_unscreened()
        state = Health(status="holding" if why else "ok", not_evaluated=why)
        return _json(state.model_dump_json(), 503 if why else 200)

    return made


def _screened(guard: Guard, asked: NameToScreen) -> Screened:
    why = (*guard.why_unscreened(), *(() if is_readable(asked.name) else ("name can't be read",)))
    if guard.lists is None:
        return Screened(hits=(), not_evaluated=why)
    hits = guard.lists.screen(
        asked.name,
        kind=asked.kind,
        date_of_birth=asked.date_of_birth,
        country=asked.country,
        min_score=guard.policy.screening.min_score,
        as_of=guard.today(),
    )
    return Screened(hits=hits, not_evaluated=why)


def _lists(guard: Guard) -> Lists:
    today = guard.today()
    return Lists(
        as_of=today,
        policy=guard.policy.version,
        max_list_age_days=guard.policy.screening.max_list_age_days,
        lists=tuple(
            ListState(version=version, age_days=version.age(today))
            for version in (guard.lists.lists if guard.lists is not None else ())
        ),
        not_evaluated=guard.why_unscreened(),
    )
