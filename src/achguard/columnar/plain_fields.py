"""What is plain, field by field: values of which no rule says anything that it does not say of any other such value.

This is the one place for it. Columns come from a Nacha file's records or from a table; `said_of_plain` has the reason
for each rule why plain values leave it silent, or make it say the same.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from achguard.columnar.plain_lines import PlainLines
from achguard.directory.entry import RecordType
from achguard.directory.known_foreign import known_foreign
from achguard.first_use import cached_property
from achguard.guard import Guard
from achguard.identifiers import party_number, phone, routing_number
from achguard.identifiers.contact import contacts_in_line
from achguard.identifiers.routing_number import RoutingNumber
from achguard.law.governments import government_named, may_be_government
from achguard.law.same_day_limits import LIMITS
from achguard.model.payment import Payment
from achguard.names.disguise import encoded
from achguard.names.readable import is_readable
from achguard.names.readings import readings
from achguard.rules.context import KnownParties
from achguard.rules.payment.amount_out_of_range import HIGHEST, LOWEST
from achguard.rules.reading.codes_in_text import bics_of
from achguard.sanctions.listed.lookup import MIN_CHARACTERS

if TYPE_CHECKING:
    from achguard.sanctions.hit import Hit
    from achguard.sanctions.many_names.search import BatchSearch
    from achguard.sanctions.screener import Candidates

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

ABSENT: Final = -1
"""The code of a row that has nothing in a field."""

_ACCOUNT: Final = re.compile(r"(?=0*[1-9])[0-9]{1,17}", re.ASCII).fullmatch
_NUMBER: Final = re.compile(r"(?=0*[1-9])[0-9]{1,15}|[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{2}-[0-9]{7}", re.ASCII).fullmatch
_NAME: Final = re.compile(r"(?=[^A-Za-z]*[A-Za-z])[A-Za-z .,&'-]{1,100}", re.ASCII).fullmatch
_is_words: Final = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)+", re.ASCII).fullmatch
_LONG_AS_BICS: Final = frozenset({8, 11})
"""Letters of a word that has the form of a BIC."""
_PHONE: Final = re.compile(r"(?:\+?1)?[2-9][0-9]{2}[2-9][0-9]{6}", re.ASCII).fullmatch
_CENTS: Final = 100
_LOWEST: Final = int(LOWEST * _CENTS)
_HIGHEST: Final = int(HIGHEST * _CENTS)
_SAME_DAY_SAFE: Final = int(min(limit.dollars for limit in LIMITS)) * _CENTS
_NAMES_KEPT: Final = 200_000  # about 40 MB; a file's names repeat from batch to batch, not for ever
_NUMBERS_KEPT: Final = 50_000
_LOOKED_UP: Final = 2_000  # more than that are compared with all numbers of the list, which take half a second to read


class Texts(NamedTuple):
    """What rows have in one field: each text once or more often, and which one each row has."""

    values: Sequence[str]
    codes: Places
    """Place in the values, or `ABSENT` [rows]."""


class Person(NamedTuple):
    """What is known of a party besides its name, which says how much a name that is met counts."""

    kind: str | None = None
    date_of_birth: dt.date | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Varying:
    """What rows have in the fields in which plain ones may differ; `texts` by the path of the field."""

    texts: Mapping[str, Texts]
    name_width: int | None = None
    """How wide the field is that the names were cut off by."""
    person: Callable[[int], Person | None] | None = None
    """Gives what is known of a row's receiver besides the name; None for a row where it can't be read."""


def plain_amounts(cents: npt.NDArray[np.int64], same_day: Flags | bool, *, zero_is_right: bool = False) -> Flags:  # noqa: FBT001
    """Say which amounts can go as any entry [rows]; `zero_is_right` where it is proven that zero has its reason.

    Some SEC codes have a lower limit, which a table's rows are held to elsewhere, and which the reader of files proves.
    """
    lowest = 0 if zero_is_right else _LOWEST
    plain: Flags = (cents >= lowest) & (cents <= np.where(same_day, _SAME_DAY_SAFE, _HIGHEST))
    return plain


class PlainFields:
    """What one guard takes for plain; it remembers what it looked at, so have one for all batches. For one thread."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._lists = guard.lists
        self._min_score = guard.policy.screening.min_score
        self._lines = PlainLines(guard.lists, self._min_score)
        self._ordinary: dict[str, bool] = {}
        self._bics: dict[str, bool] = {}
        self._screened: set[str] = set()
        self._hiding: set[str] = set()
        self._candidates: dict[str, Candidates] = {}
        self._search: BatchSearch | None = None
        self._looked_up = 0
        self._told = False
        """Whether names were screened for rows that tell more of a party than its name."""
        self._width: int | None = None
        """How wide the field is that they were cut off by."""
        self._is_too_low = False
        """Whether the score is so low that names are better screened one by one."""

    def plain(self, rows: Varying, plain: Flags) -> Flags:
        """Say which of the rows that are plain so far have plain values in every field [rows]."""
        for path, test in self._tests.items():
            if (texts := rows.texts.get(path)) is not None:
                plain &= self._has_plain(texts, plain, test)
        names = rows.texts[NAME]
        plain &= self._has_plain(names, plain, _are_names)
        return self._with_unlisted_names(rows, names, plain)

    @cached_property
    def _tests(self) -> "Mapping[str, Callable[[list[str]], list[bool]]]":
        """What says of the values of a field which are plain, the quickest first."""
        lines = dict.fromkeys(LINES, self._are_lines)
        return {
            "receiver.account.account_number": lambda values: [_ACCOUNT(value) is not None for value in values],
            "receiver.account.routing_number": self._are_ordinary,
            "receiver.phone": self._are_phones,
            "receiver.identifiers": self._are_numbers,
            **lines,
        }

    @staticmethod
    def _has_plain(texts: Texts, asked: Flags, test: Callable[[list[str]], list[bool]]) -> Flags:
        """Say which rows have nothing or a plain value in a field; of rows that are not asked about nothing is said."""
        wanted = np.zeros(len(texts.values) + 1, np.bool_)
        wanted[texts.codes[asked]] = True  # the last one is that of the absent
        is_plain = np.zeros(len(wanted), np.bool_)
        is_plain[ABSENT] = True
        places = np.flatnonzero(wanted[:-1])
        is_plain[places] = test([texts.values[place] for place in places.tolist()])
        return is_plain[texts.codes]

    def _are_ordinary(self, numbers: list[str]) -> list[bool]:
        """Say which routing numbers are a payor's and current, so that no rule speaks of them."""
        for number in {*numbers} - self._ordinary.keys():
            if len(self._ordinary) >= _NUMBERS_KEPT:
                self._ordinary.clear()
            self._ordinary[number] = _is_ordinary(number, self._guard)
        return [self._ordinary.get(number, False) for number in numbers]

    def _are_phones(self, phones: list[str]) -> list[bool]:
        """Say which telephone numbers are of the United States, and nobody's on a list."""
        return [_PHONE(value) is not None and self._is_plain_phone(value) for value in phones]

    def _is_plain_phone(self, value: str) -> bool:
        listed = self._lists is not None and self._lists.find_identifier(value, "phone")
        return not listed and phone.country_of(value) == "US"

    def _are_numbers(self, numbers: list[str]) -> list[bool]:
        """Say which numbers are digits, or written as a US tax number is, and no listed entity's."""
        formed = [number for number in numbers if _NUMBER(number)]
        listed = self._listed_numbers({*formed})
        plain = {
            number
            for number in formed
            if number not in listed and ("-" not in number or party_number.foreign_country_of(number) is None)
        }
        return [number in plain for number in numbers]

    def _listed_numbers(self, numbers: set[str]) -> set[str]:
        """Give the numbers that are a listed entity's, whatever they are said to be."""
        lists = self._lists
        if lists is None:
            return set()
        self._looked_up += len(numbers)
        if self._looked_up > _LOOKED_UP:
            return {number for number in numbers if number.replace("-", "") in self._all_listed_numbers}
        return {number for number in numbers if lists.find_identifier(number)}

    @cached_property
    def _all_listed_numbers(self) -> frozenset[str]:
        """The digits of listed entities' numbers; what is everybody's among them a rule lets go."""
        entities = self._lists.screened_entities if self._lists is not None else ()
        values = (number.value for entity in entities for number in entity.identifiers)
        return frozenset(
            value for value in values if len(value) >= MIN_CHARACTERS and value.isascii() and value.isdigit()
        )

    def _are_lines(self, lines: list[str]) -> list[bool]:
        return [*map(self._lines.is_plain, lines)]

    def _with_unlisted_names(self, rows: Varying, names: Texts, plain: Flags) -> Flags:
        """Take the rows out whose name meets a list, or hides what it is; each distinct name is looked at once.

        What else is known of a party is weighed where a name may meet somebody.
        """
        # Those of rows that are not plain, too: `known` has what was found for the decisions that such rows get alone.
        values = {value for value in names.values if _NAME(value)}
        self._look_at(values, rows.name_width, told=rows.person is not None)
        odd = np.array([value in self._hiding or value in self._candidates for value in names.values] + [False])
        for place in np.flatnonzero(plain & odd[names.codes]).tolist():
            name = names.values[names.codes[place]]
            person = Person() if rows.person is None else rows.person(place)
            plain[place] = name not in self._hiding and not self._is_met(name, person, rows.name_width)
        return plain

    def _is_met(self, name: str, person: Person | None, width: int | None) -> bool:
        if person is None or self._lists is None:
            return True
        return bool(
            self._lists.screener().weighed(
                name,
                self._candidates[name],
                **person._asdict(),
                cut_at=width,
                min_score=self._min_score,
                as_of=self._guard.today(),
            )
        )

    def known(self, payments: Iterable[Payment]) -> KnownParties:
        """Give what the lists say of payments' receivers, of those whose names were looked at with the last rows."""
        lists = self._lists
        known: dict[tuple[object, ...], tuple[Hit, ...]] = {}
        if lists is None or self._is_too_low:
            return known
        screener, width, as_of = lists.screener(), self._width, self._guard.today()
        for party in (payment.receiver for payment in payments):
            told = party.date_of_birth, party.address.country
            if party.name not in self._screened or (told != (None, None) and not self._told):
                continue
            key = party.name, party.kind, *told, width
            if party.name not in self._candidates:
                known[key] = ()
            elif key not in known:
                known[key] = screener.weighed(
                    party.name,
                    self._candidates[party.name],
                    kind=party.kind,
                    date_of_birth=party.date_of_birth,
                    country=party.address.country,
                    cut_at=width,
                    min_score=self._min_score,
                    as_of=as_of,
                )
        return known

    def _look_at(self, names: set[str], width: int | None, *, told: bool) -> None:
        """Look at the names that were not seen before. All of a batch go in one go, which takes less time each."""
        if len(self._screened) > _NAMES_KEPT or told is not self._told or width != self._width:
            self._told, self._width = told, width
            self._screened.clear()
            self._candidates.clear()
            self._hiding.clear()
        new = [*(names - self._screened)]
        self._screened.update(new)
        if new and self._lists is not None:
            screener = self._lists.screener()
            if self._search is None:
                self._search = screener.batch_search()
            found = screener.candidates(new, cut_at=width, min_score=self._min_score, search=self._search, told=told)
            self._is_too_low = found is None
            if found is None:
                self._hiding.update(new)
            else:
                self._candidates.update(found)
        # A name that hides or can't be read is for the rules, whether there is a list or not.
        self._hiding.update(name for name in new if self._may_hide(name))

    def _may_hide(self, name: str) -> bool:
        """Say whether a name of letters and usual marks may be an encoded one, one of escapes alone, or a state's.

        Or hold a website, or the BIC of a listed bank.
        """
        if _is_words(name):  # most names are, and have one blank between two words
            words = name.split(" ")
            return (may_be_government(name.upper()) and _is_government(name)) or any(
                self._is_listed_bic(word) for word in words if len(word) in _LONG_AS_BICS
            )
        return (
            encoded(name) is not None
            or ("&" in name and not is_readable(name))
            or _is_government(name)
            or bool(contacts_in_line(name))
            or self._is_listed_bic(name)
        )

    def _is_listed_bic(self, text: str) -> bool:
        """Say whether a text holds the BIC of a listed bank."""
        lists = self._lists
        if lists is None:
            return False
        if text not in self._bics:
            if len(self._bics) >= _NUMBERS_KEPT:
                self._bics.clear()
            self._bics[text] = any(lists.find_bic(code.institution) for code in bics_of(text))
        return self._bics[text]


NAME: Final = "receiver.name"
HOME_LINES: Final = tuple(f"receiver.address.{part}" for part in ("street", "city", "state", "postal_code"))
"""Lines of an address, which are plain where its country is the United States: then no place is looked for in them."""
MEMO: Final = "remittance"
LINES: Final = (MEMO, *HOME_LINES)
BY_FIELD: Final = frozenset(
    {
        "receiver.account.account_number",
        "receiver.account.routing_number",
        "receiver.phone",
        "receiver.identifiers",
        NAME,
        *LINES,
    }
)
"""Fields of text in which plain rows may differ."""


def _are_names(names: list[str]) -> list[bool]:
    """Say which names are letters and usual marks."""
    return [_NAME(name) is not None for name in names]


def _is_government(name: str) -> bool:
    """Say whether any party that a name may be read as is the government of an embargoed country, on any day."""
    return any(government_named(reading.text) for reading in readings(name))


def _is_ordinary(number: str, guard: Guard) -> bool:
    """Say whether a routing number is a payor's and current, so that no rule speaks of it."""
    parsed = routing_number.parse(number)
    if not isinstance(parsed, RoutingNumber) or not parsed.is_payors or number != parsed.text:
        return False
    if guard.directory is None:
        return known_foreign(number) is None
    entry = guard.directory.find(number)
    return entry is not None and entry.record_type is RecordType.CURRENT and not entry.is_foreign
