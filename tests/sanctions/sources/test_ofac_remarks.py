"""The remarks of an entry hold what the columns have no room for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.sanctions.sources.ofac_remarks import read_date, read_remarks


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("14 Mar 1961", "1961-03-14"),
        ("Mar 1961", "1961-03"),
        ("1961", "1961"),
        ("circa 1961", "1961"),
        ("circa 02 Feb 1961", "1961"),
        ("1961 to 1963", "1961/1963"),
        ("01 Jan 1961 to 31 Dec 1963", "1961/1963"),
        ("circa 1979-1982", "1979/1982"),
        ("99 Mar 1961", "1961-03"),
        ("unknown", None),
        ("", None),
    ],
)
def test_dates_of_birth_in_iso_form(text: str, date: str | None) -> None:
    """As much of a date as OFAC knows, in ISO form; a range is one of years."""
    assert read_date(text) == date


def test_weak_names_of_each_kind() -> None:
    """Quoted also, formerly and now known as are weak names, apostrophes inside them included."""
    weak = read_remarks("DOB 1951; a.k.a. 'AL QA'IDA'; f.k.a. 'ANA I'; n.k.a. 'NEW'.").weak_names
    assert [(name.text, name.kind, name.quality) for name in weak] == [
        ("AL QA'IDA", "aka", "weak"),
        ("ANA I", "fka", "weak"),
        ("NEW", "nka", "weak"),
    ]


@pytest.mark.parametrize(
    ("remark", "kind", "value", "country"),
    [
        ("Passport A10472263 (Malaysia) issued 02 Feb 2015 expires 01 Feb 2020", "passport", "A10472263", "Malaysia"),
        ("alt. Passport D000000483, Diplomatic (Syria)", "passport", "D000000483", "Syria"),
        ("Tax ID No. AABA 670850 Y", "tax_id", "AABA 670850 Y", None),
        ("National ID No. 216040 (Yemen)", "national_id", "216040", "Yemen"),
        ("Cedula No. 6068015 (Colombia)", "national_id", "6068015", "Colombia"),
        ("NIT # 800018928-0 (Colombia)", "tax_id", "800018928-0", "Colombia"),
        ("Registration Number 02696754 (United Kingdom)", "registration", "02696754", "United Kingdom"),
        ("Vessel Registration Identification IMO 7406784", "imo", "7406784", None),
        ("Identification Number IMO 5342883", "imo", "5342883", None),
        ("Legal Entity Number 253400V1H6ART1UQ0N98 (Russia)", "lei", "253400V1H6ART1UQ0N98", "Russia"),
        ("Digital Currency Address - XBT 12QtD5BFwR", "wallet", "12QtD5BFwR", None),
        ("SSN 900-12-3456 (United States)", "ssn", "900-12-3456", "United States"),
        ("US FEIN 000920529 (United States)", "ein", "000920529", "United States"),
        ("MMSI 572469210", "other", "572469210", None),
        ("Aircraft Tail Number EP-MMH", "other", "EP-MMH", None),
    ],
)
def test_numbers_by_their_labels(remark: str, kind: str, value: str, country: str | None) -> None:
    """A labelled number is read with its kind and the country that gave it out, without dates of issue."""
    (number,) = read_remarks(f"Gender Male; {remark}.").numbers
    assert (number.type, number.value, number.country) == (kind, value, country)


def test_bics_have_eleven_characters() -> None:
    """Eight characters are the head office's."""
    assert read_remarks("SWIFT/BIC BMJIIRTH; alt. SWIFT/BIC MELIDEHHXXX.").bics == ("BMJIIRTHXXX", "MELIDEHHXXX")


def test_nationality_and_citizenship() -> None:
    """Both are countries of the entry."""
    assert read_remarks("nationality Korea, North; alt. citizen Iran.").countries == ("Korea, North", "Iran")


def test_what_identifies_nobody_is_left_out() -> None:
    """Telephone numbers, links to others and prose are no numbers of the entry."""
    remarks = read_remarks("Phone Number 982188526300; Linked To: BANK SEPAH; Gender Male; all offices worldwide.")
    assert (remarks.numbers, remarks.weak_names, remarks.bics) == ((), (), ())


def test_a_repr_shows_no_number_and_no_birth() -> None:
    """Confidential facts stay out of logs."""
    remarks = read_remarks("DOB 14 Mar 1961; Passport X0000001 (Iran).")
    assert "1961" not in repr(remarks)
    assert "X0000001" not in repr(remarks.numbers)


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    """Remarks of any text give a value."""
    assert read_remarks(text).weak_names is not None
