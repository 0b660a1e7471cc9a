"""What the X12 820 of a CTX entry adds to the payment: payer and payee, and its segments as lines of remittance."""

from collections.abc import Iterator

from achguard.identifiers.country import is_valid as is_country
from achguard.model.party import Address, Identifier, IdentifierType, Party
from achguard.model.payment import Direction, SecCode
from achguard.nacha.records.record import Record
from achguard.nacha.records.remittance_advice import (
    PARTIES_AT_MOST,
    AdvisedParty,
    RemittanceAdvice,
    remittance_advice,
)
from achguard.nacha.records.structure import BatchHead

_NAME_AT_MOST, _TEXT_AT_MOST, _NUMBER_AT_MOST, _NUMBERS_AT_MOST = 500, 200, 100, 50  # of the payment model
_LINE_AT_MOST, _LINES_AT_MOST = 1_000, 9_999
_NOT_LOOKED_AT = Party(name="")
"""Stands for what is beyond a bound and not read: a party without a name can't be screened, so it holds."""


def remittance_advice_of(addenda: tuple[Record, ...], head: BatchHead) -> RemittanceAdvice | None:
    """Read the X12 in the addenda of a CTX entry; None for any other, and where they hold something else."""
    if head.sec_code is not SecCode.CTX or not all("payment_information" in part.layout for part in addenda):
        return None
    return remittance_advice(part.raw("payment_information") for part in addenda)


def lines_of_advice(advice: RemittanceAdvice) -> tuple[str, ...] | None:
    """Give the segments as lines of remittance; None where not all of it is read, or a payment has no room for it."""
    lines = tuple(_lines(advice)) if advice.is_whole else None
    return lines if lines is not None and len(lines) <= _LINES_AT_MOST else None


def _lines(advice: RemittanceAdvice) -> Iterator[str]:
    """Yield a line for each segment, so that no word is cut in two; a segment beyond a line's bound has several."""
    for segment in advice.segments:
        text = segment.text
        yield from (text[start : start + _LINE_AT_MOST] for start in range(0, len(text), _LINE_AT_MOST))


def with_advised(
    originator: Party, receiver: Party, advice: RemittanceAdvice, direction: Direction
) -> dict[str, object]:
    """Give the parties of a payment with what an advice says of them.

    A payer or payee of the entry's own name, of none, or in place of a blank one, is the entry's party, and adds an
    address and numbers; anybody else is one of the payment's other parties. Of those, one without a letter in its name
    is left out, unless it has an address: then somebody is there who can't be screened. What was not read of the advice
    counts as such a one.
    """
    from achguard.names.readable import is_readable  # loads what folds names

    roles = {"originator": originator, "receiver": receiver}
    payer = "receiver" if direction is Direction.DEBIT else "originator"
    payee = "originator" if direction is Direction.DEBIT else "receiver"
    others: list[Party] = []
    told: set[str] = set()
    found = advice.parties
    for advised in found[:PARTIES_AT_MOST]:
        has_place = any((advised.street, advised.city, advised.state, advised.postal_code, advised.country))
        role = payer if advised.is_payer else payee if advised.is_payee else None
        same = _folded(advised.name) in {_folded(roles[each].name) for each in ([role] if role else roles)}
        is_named = is_readable(advised.name[:_NAME_AT_MOST])
        if role and role not in told and (same or not (is_named and roles[role].name.strip())):
            told.add(role)
            roles[role] = _completed(roles[role], advised)
        elif has_place or (is_named and (advised.numbers or not same)):
            others.append(_completed(_NOT_LOOKED_AT, advised))
    if len(found) > PARTIES_AT_MOST or lines_of_advice(advice) is None:
        others.append(_NOT_LOOKED_AT)
    return {**roles, "other_parties": tuple(others)}


def _folded(name: str) -> str:
    return " ".join(name.upper().split())


def _completed(party: Party, advised: AdvisedParty) -> Party:
    from achguard.names.readable import is_readable  # loads what folds names

    country, name = advised.country.upper(), advised.name[:_NAME_AT_MOST]
    address = Address(
        street=advised.street[:_TEXT_AT_MOST] or None,
        city=advised.city[:_TEXT_AT_MOST] or None,
        state=advised.state[:_TEXT_AT_MOST] or None,
        postal_code=advised.postal_code[:_TEXT_AT_MOST] or None,
        country=country if is_country(country) else None,
    )
    numbers = (
        Identifier(type=IdentifierType(kind), value=number[:_NUMBER_AT_MOST]) for kind, number in advised.numbers
    )
    return party.model_copy(
        update={
            "name": party.name if party.name.strip() or not is_readable(name) else name,
            "address": address,
            "identifiers": (*party.identifiers, *numbers)[:_NUMBERS_AT_MOST],
        }
    )
