"""The page on where a listed party can hide: its tables, made by putting each thing into each field of a payment."""

import copy
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import ValidationError

from achguard import Guard, Payment, Snapshot
from achguard.model.field_paths import models_in, payment_fields
from achguard.model.finding import Strength
from achguard.sanctions.listed.entity import ListedEntity, ListedIdentifier, ListedName
from achguard.sanctions.stored.listing import Listing
from achguard.testing.payment_factory import domestic_web_debit
from reference_pages.markdown import code, table

PAGE: Final = Path("docs/explanation/where-a-listed-party-can-hide.md")
_DAY: Final = dt.date(2026, 11, 23)


class Probe(NamedTuple):
    """Something that may stand in a field."""

    title: str
    text: str


NAMES: Final = (
    Probe("a listed name", "MALIK TARENTOV ZORBAN"),
    Probe("among other words", "REF 12 MALIK TARENTOV ZORBAN TAX"),
    Probe("in disguise", "M4LIK T4RENTOV Z0RB4N"),
)
NUMBERS: Final = (
    Probe("a number with its label", "PASSPORT X0000001"),
    Probe("a number alone", "X0000001"),
    Probe("a wallet", "1SAMPLEADDRESSNOTREAL99ZORBAN"),
    Probe("a bank's BIC", "BNVEDEF1XXX"),
)
CONTACTS: Final = (
    Probe("a website", "ZORBANTRADE.EXAMPLE"),
    Probe("an e-mail address", "MZ@ZORBAN.EXAMPLE"),
    Probe("a telephone", "+98 21 1234567"),
)
ACCOUNTS: Final = (
    Probe("an IBAN abroad", "DE89 3704 0044 0532 0130 00"),
    Probe("one in Iran", "IR580540105180021273113007"),
    Probe("an embargoed place", "SEVASTOPOL"),
    Probe("a blocked government", "GOVERNMENT OF CUBA"),
)
TABLES: Final[Mapping[str, tuple[Probe, ...]]] = {
    "names": NAMES,
    "numbers": NUMBERS,
    "contacts": CONTACTS,
    "accounts": ACCOUNTS,
}

ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "a party's name": ("*.name",),
    "a bank's name": ("*.account.bank.name", "correspondents.name"),
    "remittance": ("remittance",),
    "entry description": ("entry_description",),
    "tax type, certification": ("tax_type", "certification.version", "certification.by"),
    "street, city, state": ("*.address.street", "*.address.city", "*.address.state"),
    "postal code": ("*.address.postal_code",),
    "a party's phone": ("*.phone",),
    "a party's other numbers": ("*.identifiers.value",),
    "account number": ("*.account.account_number",),
    "routing number, BIC, a bank's number": (
        "*.account.routing_number",
        "*.account.bic",
        "*.account.bank.id",
        "correspondents.id",
    ),
    "IBAN": ("*.account.iban",),
    "kind of a bank's number": ("*.account.bank.id_qualifier", "correspondents.id_qualifier"),
    "an IAT's reference and codes": (
        "iat.fx_indicator",
        "iat.fx_reference_indicator",
        "iat.fx_reference",
        "iat.transaction_type",
    ),
    "the payment's own id": ("id",),
}
"""Fields that may hold text, under the words that a reader has for them; those of one row are looked at alike."""

_IN_A_BOX: Final = ("account number", "routing number, BIC, a bank's number", "kind of a bank's number")
_OF_THE_PAYMENT: Final = ("entry description", "tax type, certification")
_TEXT: Final = ("remittance", *_OF_THE_PAYMENT, "street, city, state", "postal code")
_OF_PARTIES: Final = ("a party's phone", "a party's other numbers")
_OF_IAT: Final = ("an IAT's reference and codes",)
_NAMED: Final = ("a party's name", "a bank's name")


class Gap(NamedTuple):
    """What is not looked at, and why."""

    rows: tuple[str, ...]
    probes: tuple[str, ...]
    why: str


GAPS: Final = (
    Gap(
        ("the payment's own id",),
        tuple(probe.title for probes in TABLES.values() for probe in probes),
        "The payment's own id is the app's, and no bank gets it.",
    ),
    Gap(
        (*_IN_A_BOX, "IBAN", *_OF_IAT, "a party's phone"),
        ("a number alone",),
        "In a box for a number, one without a label is the number that the box is for: an account number may have the "
        "digits of somebody's passport.",
    ),
    Gap(
        (*_TEXT, *_IN_A_BOX, "IBAN", *_OF_IAT, "a party's other numbers"),
        ("a telephone",),
        "A telephone number is looked at in its own box, and elsewhere behind a label such as TEL: without one it is "
        "digits like many others.",
    ),
    Gap(
        (*_NAMED, "remittance", *_OF_THE_PAYMENT, "postal code", *_OF_PARTIES, *_IN_A_BOX, *_OF_IAT),
        ("an embargoed place",),
        "A place is looked at in the lines of an address, where a party is; a line of remittance or a name may speak "
        "of any place. The box for a postal code is read as a code.",
    ),
    Gap(
        (*_TEXT, *_OF_PARTIES, *_IN_A_BOX, *_OF_IAT),
        ("a blocked government",),
        "A government is looked at as a party or as a bank. A memo line that speaks of Cuba pays nobody there.",
    ),
    Gap(
        ("tax type, certification",),
        ("an IBAN abroad", "one in Iran"),
        "The tax type and the statement that a payor agrees to are words of the app's own, and name no account. Listed "
        "names and numbers are looked for in them all the same.",
    ),
    Gap(
        ("kind of a bank's number", *_OF_IAT),
        ("an IBAN abroad", "one in Iran"),
        "These codes say what an IAT or a bank's number is, and are for no account; an entry that has them is an IAT "
        "anyway, and its bank is placed by its country.",
    ),
)
"""Every blank cell of the tables."""


def listed() -> Snapshot:
    """Give a list of one invented person, who has every kind of number, and a bank."""
    person = ListedEntity(
        "1",
        "sample-sdn",
        "individual",
        (ListedName("ZORBAN, Malik Tarentov", "primary", "primary"),),
        ("SAMPLE-A",),
        identifiers=(
            ListedIdentifier("passport", "X0000001", "IR"),
            ListedIdentifier("wallet", "1SAMPLEADDRESSNOTREAL99ZORBAN"),
            ListedIdentifier("website", "ZORBANTRADE.EXAMPLE"),
            ListedIdentifier("email", "MZ@ZORBAN.EXAMPLE"),
            ListedIdentifier("phone", "98211234567"),
        ),
    )
    bank = ListedEntity(
        "2",
        "sample-sdn",
        "organization",
        (ListedName("BANK OF NORTHERN VELDORIA", "primary", "primary"),),
        ("SAMPLE-C",),
        bics=("BNVEDEF1XXX",),
    )
    listing = Listing("sample-sdn", _DAY, "argument", 2, f"sha256:{'0' * 64}", partial=False)
    return Snapshot((person, bank), (listing,), ("sample", (), (listing,)))


_REQUIRED: Final[Mapping[str, Mapping[str, object]]] = {"certification": {"version": "1"}}
"""What a part of a payment can't be without, by its field."""


def with_text(path: str, text: str) -> dict[str, object]:
    """Give an ordinary payment with a text at a path."""
    made = copy.deepcopy(domestic_web_debit())
    here: dict[str, object] = made
    *parts, last = path.split(".")
    for part in parts:
        if part in {"identifiers", "correspondents", "other_parties"}:
            inner: dict[str, object] = {"name": "OAK TOOLS"} if part == "other_parties" else {}
            here[part] = [inner]
        else:
            known = here.get(part)
            # An address of one line alone, since the others say where a place is.
            inner = known if isinstance(known, dict) and part != "address" else dict(_REQUIRED.get(part, {}))
            here[part] = inner
        here = inner
    here[last] = [text] if last == "remittance" else text
    return made


def text_fields() -> Iterator[str]:
    """Yield the path of each field of a payment that may hold a name."""
    for path, annotation in payment_fields().items():
        if not any(True for _ in models_in(annotation)) and _is_valid(with_text(path, NAMES[0].text)):
            yield path


def codes_at(guard: Guard, path: str, probe: Probe) -> frozenset[str]:
    """Give the codes of the rules that speak of something at a path, as Markdown: a decisive one is bold."""
    families = ("SAN", "IAT2") if probe in ACCOUNTS else ("SAN",)
    decision = guard.decide(Payment.model_validate(with_text(path, probe.text)))
    found = {_link(gap.code) for gap in decision.not_evaluated if gap.code == "SAN501"}
    for finding in decision.findings:
        if finding.strength is not Strength.WEAK and finding.code.startswith(families):
            link = _link(finding.code)
            found.add(f"**{link}**" if finding.strength is Strength.DECISIVE else link)
    return frozenset(found)


def _link(rule: str) -> str:
    return f"[{rule}](../reference/rules/{rule}.md)"


def cells(probes: Iterable[Probe]) -> dict[tuple[str, str], str]:
    """Give what speaks of each thing in each row; raises ValueError where fields of one row are not looked at alike."""
    guard = Guard(lists=listed(), as_of=_DAY)
    made: dict[tuple[str, str], str] = {}
    for probe in probes:
        for row, paths in ROWS.items():
            seen = {codes_at(guard, path, probe) for each in paths for path in _both(each)}
            if len(seen) > 1:
                raise ValueError(
                    f"{row}: {probe.title} is not found alike in all of its fields: {sorted(map(sorted, seen))}"
                )
            made[row, probe.title] = ", ".join(sorted(seen.pop()))
    return made


def faults(made: Mapping[tuple[str, str], str]) -> list[str]:
    """Name the blank cells that no gap explains, and the explained ones that are not blank."""
    explained = {(row, probe) for gap in GAPS for row in gap.rows for probe in gap.probes}
    blank = {place for place, said in made.items() if not said}
    return [f"not looked at and not explained: {place}" for place in sorted(blank - explained)] + [
        f"explained, though it is looked at: {place}" for place in sorted((explained & made.keys()) - blank)
    ]


def page(written: str) -> str:
    """Give the page with its tables made anew; raises ValueError for a cell that the gaps do not account for."""
    everything: dict[tuple[str, str], str] = {}
    for name, probes in TABLES.items():
        made = cells(probes)
        everything |= made
        rows = [[row, *(made[row, probe.title] or "—" for probe in probes)] for row in ROWS]
        written = _between(written, name, table(["", *(probe.title for probe in probes)], rows))
    if found := faults(everything):
        raise ValueError("; ".join(found))
    gaps = "".join(f"- **{_listed(gap)}.** {gap.why}\n" for gap in GAPS)
    examples = table(
        ("", "put into each field"), ((probe.title, code(probe.text)) for probes in TABLES.values() for probe in probes)
    )
    return _between(_between(written, "gaps", gaps), "probes", examples)


def _listed(gap: Gap) -> str:
    everything = sum(len(probes) for probes in TABLES.values())
    what = "Anything" if len(gap.probes) == everything else " and ".join(gap.probes)
    return f"{what[0].upper()}{what[1:]} in: {', '.join(gap.rows)}"


def _between(text: str, name: str, made: str) -> str:
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, _, rest = text.partition(start)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{PAGE} lacks the comment {start.strip()} or {end}")
    return f"{before}{start}\n{made}\n{end}{after}"


def _both(path: str) -> Iterator[str]:
    if path.startswith("*."):
        yield from (f"{party}.{path[2:]}" for party in ("originator", "receiver", "other_parties"))
    else:
        yield path


def _is_valid(payment: Mapping[str, object]) -> bool:
    try:
        Payment.model_validate(payment)
    except ValidationError:
        return False
    return True
