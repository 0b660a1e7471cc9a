"""How much of a confidential value a person may see: little, and never more than a third of it."""

import re

MASK = "*"
SHOWN_AT_MOST = 4  # card and bank statements show the last four characters; design.md "Masking" fixes it

# A token that mixes letters and digits is masked whole from five digits on: the shortest IBAN has eleven
# characters behind its check digits, and the shortest account numbers that US banks print have five digits.
_ACCOUNT_LIKE_DIGITS = 5
_ROUTING_NUMBER = 9
_BIC = 11
_DIGIT_RUN = re.compile(r"\d(?:[ .\-\u2010-\u2015\u200b-\u200d]{0,2}\d){4,}")
_TOKEN = re.compile(r"[^\W_]+")
_IBAN_START = re.compile(r"[^\W\d_]{2}\d")


def mask_number(value: str) -> str:
    """Mask an account number, tax id or similar, keeping at most its last four characters and at most a third."""
    shown = min(SHOWN_AT_MOST, len(value) // 3)
    return MASK * (len(value) - shown) + value[len(value) - shown :]


def mask_iban(value: str) -> str:
    """Mask an IBAN, keeping its country and at most its last four characters, at most a third of it in all."""
    shown = min(SHOWN_AT_MOST, len(value) // 3 - 2)
    if shown < 0 or not _IBAN_START.match(value):
        return mask_number(value)
    return value[:2] + MASK * (len(value) - 2 - shown) + value[len(value) - shown :]


def mask_code(value: str) -> str:
    """Show a public code such as a routing number or a BIC, and mask what is longer: it is an account number astray."""
    public = len(value) <= _ROUTING_NUMBER or (len(value) <= _BIC and not any(map(str.isdigit, value[:4])))
    return value if public else mask_iban(value)


def mask_all(value: str) -> str:
    """Mask a value of which no part may be seen, such as a date of birth."""
    return MASK * len(value)


def mask_text(text: str) -> str:
    """Mask IBANs and account-like runs of digits inside a name or a remittance line; the words stay."""
    masked = _TOKEN.sub(_mask_token, text)
    return _DIGIT_RUN.sub(lambda run: mask_number(run.group()), masked)


def _mask_token(match: re.Match[str]) -> str:
    token = match.group()
    if sum(map(str.isdigit, token)) < _ACCOUNT_LIKE_DIGITS:
        return token
    return mask_iban(token)
