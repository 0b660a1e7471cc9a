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
        ("C.U.R.P. ABCD740517HCHCXR09 (Mexico) issued 1968", "national_id", "ABCD740517HCHCXR09", "Mexico"),
        ("alt. R.F.C. ABC-100224-773 (Mexico)", "tax_id", "ABC-100224-773", "Mexico"),
        ("RFC ABCD590612AD1 (Mexico)", "tax_id", "ABCD590612AD1", "Mexico"),
        ("C.U.I.T. 30-00000000-2 (Argentina)", "tax_id", "30-00000000-2", "Argentina"),
        ("BIK (RU) 044525000", "other", "044525000", None),
        ("RTN 05019000000000 (Honduras)", "tax_id", "05019000000000", "Honduras"),
        ("Credencial electoral 101900000000 (Mexico)", "national_id", "101900000000", "Mexico"),
        ("MSB Registration Number M00000067 (Canada)", "registration", "M00000067", "Canada"),
        ("British National Overseas Passport 750200000 (United Kingdom)", "passport", "750200000", "United Kingdom"),
        ("Registration Number 4900000 (Delaware) (United States)", "registration", "4900000", "United States"),
        ("Tarjeta Profesional 186700 (Abogado) (Colombia)", "national_id", "186700", "Colombia"),
        ("CNP (Personal Numerical Code) 7460300000000 (Romania)", "national_id", "7460300000000", "Romania"),
        ("DigitalCurrency Address - BCH qq3vlash", "wallet", "qq3vlash", None),
        ("Vessel Registration Identification 9990001", "imo", "9990001", None),
        ("Italian Fiscal Code: ABCDEF68D03Z352N", "tax_id", "ABCDEF68D03Z352N", None),
        ("Website www.ostvar.example", "website", "www.ostvar.example", None),
        ("alt. Email Address info@ostvar.example", "email", "info@ostvar.example", None),
        ("http://www.ostvar.example (website)", "website", "http://www.ostvar.example", None),
        ("info@ostvar.example", "email", "info@ostvar.example", None),
        ("Alt. Fax: 982188700000", "phone", "982188700000", None),
        ("Telephone No. (218) (0)214770000", "phone", "(218) (0)214770000", None),
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


@pytest.mark.parametrize(
    "remark",
    [
        "Linked To: BANK SEPAH",
        "Gender Male",
        "all offices worldwide",
        "Organization Established Date 17 Dec 2016",
        "Executive Order 13662 Directive Determination - Subject to Directive 4",
        "Aircraft Model IL76-TD",
        "Vessel Year of Build 1999",
        "POB Ostvar 12345 (Iran)",
        "Commander of the 555th Regiment (Syria)",
        "arrested 30 Sep 2002",
        "named in UNSCR 1483",
        "U.S.A. Passport issued 21 Jun 1992 in Amman, Jordan",
    ],
)
def test_what_identifies_nobody_is_left_out(remark: str) -> None:
    """Links to others, dates, orders, models and prose are no numbers of the entry, and no unknown labels."""
    remarks = read_remarks(f"{remark}.")
    assert (remarks.numbers, remarks.weak_names, remarks.bics, remarks.unknown_labels) == ((), (), (), ())


@pytest.mark.parametrize(
    ("remark", "label", "value", "country"),
    [
        ("Fishing Boat Permit 77881204 (Iran)", "Fishing Boat Permit", "77881204", "Iran"),
        ("alt. Guild Card No. G-778812", "Guild Card No.", "G-778812", None),
        ("Q0018061/104, issued 12 September 1993", "", "Q0018061/104", None),
    ],
)
def test_a_number_under_an_unknown_label_is_kept_and_told(
    remark: str, label: str, value: str, country: str | None
) -> None:
    """A label that the table lacks hides no number: it is kept as any kind, and the label is told."""
    remarks = read_remarks(f"Gender Male; {remark}.")
    assert [(each.type, each.value, each.country) for each in remarks.numbers] == [("other", value, country)]
    assert remarks.unknown_labels == ((label,) if label else ())


def test_a_repr_shows_no_number_and_no_birth() -> None:
    """Confidential facts stay out of logs."""
    remarks = read_remarks("DOB 14 Mar 1961; Passport X0000001 (Iran).")
    assert "1961" not in repr(remarks)
    assert "X0000001" not in repr(remarks.numbers)


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    """Remarks of any text give a value."""
    assert read_remarks(text).weak_names is not None
