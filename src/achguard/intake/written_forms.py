"""Other ways to write amounts and dates, each by an example or a pattern that a map names."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

_BLANKS = " \t\n\r\f\v"


def _amount(grouped: str, point: str) -> Callable[[str], str | None]:
    """Read an amount whose thousands may be grouped; a dollar sign may stand before it."""
    whole = rf"(?:[0-9]{{1,3}}(?:{re.escape(grouped)}[0-9]{{3}})+|[0-9]+)"
    written = re.compile(rf"(?:\$\s*)?({whole})(?:{re.escape(point)}([0-9]+))?", re.ASCII)

    def read(cell: str) -> str | None:
        found = written.fullmatch(cell.strip(_BLANKS))
        if found is None:
            return None
        return found[1].replace(grouped, "") + (f".{found[2]}" if found[2] else "")

    return read


def _date(pattern: str) -> Callable[[str], str | None]:
    """Read a date, whether it is a day of the calendar or not."""
    written = re.compile(pattern, re.ASCII)

    def read(cell: str) -> str | None:
        found = written.fullmatch(cell.strip())
        return f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}" if found else None

    return read


_Y, _M, _D = "(?P<y>[0-9]{4})", "(?P<m>[0-9]{1,2})", "(?P<d>[0-9]{1,2})"

FORMS: Mapping[str, Callable[[str], str | None]] = {
    "1,234.56": _amount(",", "."),
    "1.234,56": _amount(".", ","),
    "MM/DD/YYYY": _date(f"{_M}/{_D}/{_Y}"),
    "DD/MM/YYYY": _date(f"{_D}/{_M}/{_Y}"),
    "DD.MM.YYYY": _date(rf"{_D}\.{_M}\.{_Y}"),
    "YYYYMMDD": _date("(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
}
"""Each form with what turns a cell into the way that fields are written; None for a cell that is not in the form.

A year of two digits has no form: in a date of birth nobody can say which century it means.
"""


def forms_of_amount(cell: str) -> tuple[str, ...]:
    """Give the forms that an amount may be in; none where the field takes it as it is written.

    Both are given for `1,234` alone, which may be a thousand or one and a bit.
    """
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", cell.strip(), re.ASCII):
        return ()
    return tuple(name for name in ("1,234.56", "1.234,56") if FORMS[name](cell) is not None)


def forms_of_date(cell: str) -> tuple[str, ...]:
    """Give the forms in which a cell is a day of the calendar; none for a date in ISO."""
    read = {name: FORMS[name](cell) for name in FORMS if is_of_dates(name)}
    return tuple(name for name, day in read.items() if day is not None and is_day(day))


def is_of_dates(form: str) -> bool:
    """Say whether a form is one of dates."""
    return form.isupper()


def is_day(written: str) -> bool:
    """Say whether there is a day that is written as YYYY-MM-DD."""
    try:
        dt.date.fromisoformat(written)
    except ValueError:
        return False
    return True
