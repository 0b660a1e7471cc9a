"""A map suggested from a header that is not ours, for a person to look at."""

import json
import os
from collections.abc import Collection, Iterator, Mapping

from achguard.errors import InputError
from achguard.intake.fields import resolve
from achguard.intake.separator import cells_of, likely_separator
from achguard.intake.sniff import refuse_other_formats
from achguard.intake.source import opened
from achguard.intake.written_forms import forms_of_amount, forms_of_date

# What headings of payroll, payables and bank exports are called, letters and digits alone.
_CALLED = {
    # NAME1, BANKN and their like are fields of SAP. Its SHKZG is the side of a ledger, which is not our direction.
    "id": (
        "lifnr",
        "id",
        "empno",
        "empid",
        "employeeid",
        "employeenumber",
        "vendorid",
        "reference",
        "paymentid",
        "invoice",
    ),
    "direction": ("direction", "debitcredit", "dc", "drcr", "crdr"),
    "amount": (
        "amount",
        "amt",
        "netpay",
        "netamount",
        "paymentamount",
        "total",
        "net",
        "depositamount",
        "checkamount",
        "dmbtr",
        "wrbtr",
        "betrag",
    ),
    "currency": ("currency", "ccy", "cur", "waers", "währung"),
    "effective_date": (
        "effectivedate",
        "paydate",
        "paymentdate",
        "duedate",
        "valuedate",
        "date",
        "checkdate",
        "zaldt",
        "datum",
    ),
    "sec_code": ("seccode", "sec", "standardentryclass"),
    "originator.name": ("originator", "originatorname", "companyname", "company", "payer", "payername"),
    "receiver.name": (
        *("name", "employeename", "employee", "payee", "payeename", "vendorname", "vendor", "receiver"),
        *(
            "receivername",
            "customername",
            "customer",
            "beneficiary",
            "beneficiaryname",
            "accountholder",
            "name1",
            "kunde",
        ),
    ),
    "receiver.account.routing_number": (
        *("bankaba", "aba", "abanumber", "abano", "routing", "routingnumber", "routingno", "rtn", "bankrouting"),
        *("transitnumber", "transitrouting", "bankroutingnumber", "transitabano", "bankl"),
    ),
    "receiver.account.account_number": (
        *("account", "accountnumber", "accountno", "acct", "acctno", "acctnumber", "bankaccount", "bankacct"),
        *("bankaccountnumber", "bankaccountno", "bankacctno", "bankn"),
    ),
    "receiver.account.type": ("accounttype", "accttype", "bankaccounttype"),
    "receiver.account.iban": ("iban",),
    "receiver.account.bic": ("bic", "swift", "swiftcode"),
    "receiver.account.bank.name": ("bank", "bankname"),
    "receiver.account.bank.branch_country": ("bankcountry", "branchcountry", "banks"),
    "receiver.address.street": ("street", "address", "address1", "addressline1", "stras"),
    "receiver.address.city": ("city", "town", "ort01"),
    "receiver.address.state": ("state", "province"),
    "receiver.address.postal_code": ("zip", "zipcode", "postalcode", "postcode", "pstlz"),
    "receiver.address.country": ("country", "countrycode", "land1"),
    "receiver.date_of_birth": ("dob", "dateofbirth", "birthdate"),
    "receiver.phone": ("phone", "telephone", "mobile"),
}
_FIELDS = {called: name for name, headings in _CALLED.items() for called in headings}
_WORDS = {
    "direction": {"D": "debit", "DR": "debit", "C": "credit", "CR": "credit"},
    "receiver.account.type": {"C": "checking", "S": "savings"},
}
_PARTS_OF_A_NAME = ("firstname", "middlename", "lastname")
_DATES = {"effective_date", "receiver.date_of_birth"}
_LOOKED_AT = 65536  # a header and one row
_REQUIRED = {
    "direction": "credit",  # wages and bills; a person looks at it
    "amount": "125.00",
    "originator.name": "YOUR COMPANY",
    "receiver.name": "THEIR NAME",
}


def suggested_map(path: str | os.PathLike[str], *, encoding: str = "utf-8") -> str:
    """Give a map in TOML for the header of a CSV file; raises `InputError` for an input without a header."""
    with opened(path, encoding=encoding) as source:
        first = source.first_line()
        refuse_other_formats(source.name, first)
        header = first.decode("utf-8", "replace").rstrip("\r\n")
        if "\ufffd" in header:
            raise InputError(
                f"{source.name}: the header is not UTF-8 text; say its encoding, such as --encoding latin-1"
            )
        separator = likely_separator(header)
        headings = cells_of(header, separator)
        if len(headings) < 2 or header.lstrip()[:1] in {"{", "["} or "\0" in header:  # noqa: PLR2004  one column is no table
            raise InputError(f"{source.name} has no header of columns to suggest a map for")
        second = source.head(_LOOKED_AT).decode("utf-8", "replace").partition("\n")[2].partition("\n")[0]
        cells = dict(zip(headings, cells_of(second.rstrip("\r"), separator), strict=False))
    return "\n".join(_lines(headings, cells)) + "\n"


def _lines(headings: list[str], cells: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a map; the cells of the first row tell the forms of its amounts and dates."""
    fields: dict[str, str] = {}
    for heading in headings:
        name = heading if resolve(heading) else _FIELDS.get(_letters(heading))
        if name and name not in fields.values():
            fields.setdefault(heading, name)
    parts = [] if "receiver.name" in fields.values() else _parts_of_a_name(headings)
    yield "# A suggestion: look at every line."
    if rest := [heading for heading in headings if heading not in fields and heading not in parts]:
        yield "# Not understood, so read past; a country, a bank or a name among them belongs below."
        yield f"ignore = [{', '.join(map(_text, dict.fromkeys(rest)))}]"
    yield ""
    yield "[columns]"
    for heading, name in fields.items():
        yield f"{_text(heading)} = {_text(name)}"
    if parts:
        yield ""
        yield "[joined]"
        yield f'"receiver.name" = [{", ".join(map(_text, parts))}]'
    if forms := [*_forms(fields, cells)]:
        yield ""
        yield "[forms]"
        yield from forms
    given = {*fields.values(), *(["receiver.name"] if parts else [])}
    yield from _words(given)
    yield ""
    yield "[constants]"
    for name, example in _REQUIRED.items():
        if name not in given:
            yield f"# {_text(name)} = {_text(example)}  # required: fill in and take away the first #"


def _words(given: Collection[str]) -> Iterator[str]:
    for name, words in _WORDS.items():
        if name in given:
            yield ""
            yield f"[values.{_text(name)}]"
            yield from (f"{theirs} = {_text(ours)}" for theirs, ours in words.items())


def _letters(heading: str) -> str:
    return "".join(each for each in heading.casefold() if each.isalnum())


def _parts_of_a_name(headings: list[str]) -> list[str]:
    """Give the headings of a first, a middle and a last name in this order; nothing where one of the outer is missing.

    A name that is cut off at its first part would be screened as such.
    """
    found = [next((each for each in headings if _letters(each).endswith(part)), None) for part in _PARTS_OF_A_NAME]
    return [each for each in found if each is not None] if found[0] is not None and found[-1] is not None else []


def _forms(fields: Mapping[str, str], cells: Mapping[str, str]) -> Iterator[str]:
    for heading, name in fields.items():
        cell = cells.get(heading, "")
        if name == "amount" and (forms := forms_of_amount(cell)):
            unsure = f"  # or {forms[1]}: look at the table" if len(forms) > 1 else ""
            yield f"{_text(name)} = {_text(forms[0])}{unsure}"
        if name in _DATES and (forms := forms_of_date(cell)):
            either = f"  # or {forms[1]}: look at the table" if len(forms) > 1 else ""
            yield f"{_text(name)} = {_text(forms[0])}{either}"


def _text(text: str) -> str:
    """Write a string of TOML; JSON's escapes are TOML's, and what can't be seen is written as one."""
    return "".join(
        each if each.isprintable() else json.dumps(each)[1:-1] for each in json.dumps(text, ensure_ascii=False)
    ).replace("\x7f", "\\u007f")
