"""Whether a payment is coded as an IAT: by its SEC code, or by what only an IAT's records carry."""

from achguard.model.payment import IatDetails, Payment, SecCode
from achguard.rules.gate import AnyOf, In, NonEmpty

_DETAILS = tuple(NonEmpty(f"iat.{field}") for field in IatDetails.model_fields)

IS_CODED = AnyOf((In("sec_code", (SecCode.IAT.value,)), *_DETAILS))
"""The gate of every rule on how an entry is coded."""


def has_iat_details(payment: Payment) -> bool:
    """Say whether any field of the IAT coding is filled."""
    return payment.iat is not None and any(filled.admits(payment) for filled in _DETAILS)


def is_coded_as_iat(payment: Payment) -> bool:
    """Say whether the payment came as an IAT or is meant as one."""
    return IS_CODED.admits(payment)
