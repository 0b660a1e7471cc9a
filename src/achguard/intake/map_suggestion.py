"""A map suggested from a header that is not ours, for a person to look at."""

import json
import os
import re
from collections.abc import Iterator

from achguard.errors import InputError
from achguard.intake.fields import resolve
from achguard.intake.separator import cells_of, likely_separator
from achguard.intake.source import opened

# What headings of payroll, payables and bank exports are called, letters and digits alone (their vendors' own samples).
_CALLED = {
    "id": ("id", "empno", "empid", "employeeid", "employeenumber", "vendorid", "reference", "paymentid", "invoice"),
    "direction": ("direction", "debitcredit", "dc", "drcr", "crdr"),
    "amount": ("amount", "amt", "netpay", "netamount", "paymentamount", "total", "net"),
    "currency": ("currency", "ccy", "cur"),
    "effective_date": ("effectivedate", "paydate", "paymentdate", "duedate", "valuedate", "date"),
    "sec_code": ("seccode", "sec", "standardentryclass"),
    "originator.name": ("originator", "originatorname", "companyname", "company", "payer", "payername"),
    "receiver.name": (
        *("name", "employeename", "employee", "payee", "payeename", "vendorname", "vendor", "receiver"),
        *("receivername", "customername", "customer", "beneficiary", "beneficiaryname", "accountholder"),
    ),
    "receiver.account.routing_number": (
        *("bankaba", "aba", "abanumber", "abano", "routing", "routingnumber", "routingno", "rtn", "bankrouting"),
        *("transitnumber", "transitrouting", "bankroutingnumber"),
    ),
    "receiver.account.account_number": (
        *("account", "accountnumber", "accountno", "acct", "acctno", "acctnumber", "bankaccount", "bankacct"),
        *("bankaccountnumber", "bankaccountno", "bankacctno"),
    ),
    "receiver.account.type": ("accounttype", "accttype", "bankaccounttype"),
    "receiver.account.iban": ("iban",),
    "receiver.account.bic": ("bic", "swift", "swiftcode"),
    "receiver.account.bank.name": ("bank", "bankname"),
    "receiver.account.bank.branch_country": ("bankcountry", "branchcountry"),
    "receiver.address.street": ("street", "address", "address1", "addressline1"),
    "receiver.address.city": ("city", "town"),
    "receiver.address.state": ("state", "province"),
    "receiver.address.postal_code": ("zip", "zipcode", "postalcode", "postcode"),
    "receiver.address.country": ("country", "countrycode"),
    "receiver.date_of_birth": ("dob", "dateofbirth", "birthdate"),
    "receiver.phone": ("phone", "telephone", "mobile"),
}
_FIELDS = {called: name for name, headings in _CALLED.items() for called in headings}
_WORDS = {
    "direction": {"D": "debit", "DR": "debit", "C": "credit", "CR": "credit"},
    "receiver.account.type": {"C": "checking", "S": "savings"},
}
_REQUIRED = {
    "direction": "credit",  # wages and bills; a person looks at it
    "amount": "125.00",
    "originator.name": "YOUR COMPANY",
    "receiver.name": "THEIR NAME",
}


def suggested_map(path: str | os.PathLike[str], *, encoding: str = "utf-8") -> str:
    """Give a map in TOML for the header of a CSV file; raises `InputError` for an input without a header."""
    with opened(path, encoding=encoding) as source:
        header = source.first_line().decode("utf-8", "replace").rstrip("\r\n")
        headings = cells_of(header, likely_separator(header))
        if len(headings) < 2 or header.lstrip()[:1] in {"{", "["} or "\0" in header:  # noqa: PLR2004  one column is no table
            raise InputError(f"{source.name} has no header of columns to suggest a map for")
    return "\n".join(_lines([heading for heading in headings if heading])) + "\n"


def _lines(headings: list[str]) -> Iterator[str]:
    fields: dict[str, str] = {}
    for heading in headings:
        name = heading if resolve(heading) else _FIELDS.get(re.sub(r"[^a-z0-9]", "", heading.casefold()))
        if name and name not in fields.values():
            fields.setdefault(heading, name)
    yield "# A suggestion: look at every line."
    if rest := [heading for heading in headings if heading not in fields]:
        yield "# Not understood, so read past; a country, a bank or a name among them belongs below."
        yield f"ignore = [{', '.join(map(_text, dict.fromkeys(rest)))}]"
    yield ""
    yield "[columns]"
    for heading, name in fields.items():
        yield f"{_text(heading)} = {_text(name)}"
    for name, words in _WORDS.items():
        if name in fields.values():
            yield ""
            yield f"[values.{_text(name)}]"
            yield from (f"{theirs} = {_text(ours)}" for theirs, ours in words.items())
    yield ""
    yield "[constants]"
    for name, example in _REQUIRED.items():
        if name not in fields.values():
            yield f"# {_text(name)} = {_text(example)}  # required: fill in and take away the first #"


def _text(text: str) -> str:
    """Write a string of TOML; JSON's escapes are TOML's."""
    return json.dumps(text).replace("\x7f", "\\u007f")
