"""Whether a credit comes in: the bank of a payor abroad, or with money from abroad, sends it to a payee at home."""

from achguard.identifiers.country import in_us_jurisdiction
from achguard.model.party import Party, PartyKind
from achguard.model.payment import Answer, Direction, Payment


def comes_in(payment: Payment) -> bool:
    """Say whether a payment is a credit that another sends to an agency, as far as the payment itself can tell.

    Everything of the payee is then in the United States, and what makes it international is the payor's. A credit that
    goes out, such as a refund to an account abroad, is the other way round.
    """
    return (
        payment.direction is Direction.CREDIT
        and _is_received_at_home(payment)
        and (_is_abroad(payment.originator) or payment.foreign_funds.funded_from_abroad is Answer.YES)
    )


def _is_received_at_home(payment: Payment) -> bool:
    payee, answers = payment.receiver, payment.foreign_funds
    destination = payment.iat.destination_country if payment.iat else None
    return (
        payee.kind is not PartyKind.INDIVIDUAL
        and in_us_jurisdiction(_branch(payee))
        and in_us_jurisdiction(payee.address.country)
        and (not destination or in_us_jurisdiction(destination))
        and answers.forwarded_abroad is not Answer.YES
    )


def _is_abroad(payor: Party) -> bool:
    return any(country and not in_us_jurisdiction(country) for country in (_branch(payor), payor.address.country))


def _branch(party: Party) -> str | None:
    bank = party.account.bank if party.account else None
    return bank.branch_country if bank else None
