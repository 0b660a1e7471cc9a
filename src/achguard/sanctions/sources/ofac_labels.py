"""The labels of OFAC's numbers: one table for the remarks of its CSV files and the documents of its XML files.

Source: the remarks of the SDN files of 2021-07, 2024-01 and 2024-05, of the consolidated list of 2024, the document
types of sdn.xml of 2021-03 and the feature types of sdn_advanced.xml of 2026-03. OFAC makes the remarks out of the
labels of its XML. It writes some labels in two ways, with and without points, `#`, a colon or a blank.
"""

import re
from typing import Final

_REGISTERED: Final = (
    r"Company Number IMO",
    r"(?:MSB |Public |Business |Commercial |Military |Property )?Registr(?:ation|y) (?:Number|ID|Document #)",
    r"Registration Certificate Number",
    r"(?:UK )?Company (?:Number|ID)",
    r"Unified Social Credit Code \(USCC\)",
    r"United Social Credit Code Certificate \(USCCC\)",
    r"(?:Government ?Gazette|Chamber of Commerce|Central Registration System) Number",
    r"Economic Register Number(?: \(CBLS\))?",
    r"(?:Business|Enterprise|Branch Unit|LE|Certificate of Incorporation|File|Organization) Number",
    r"(?:Folio Mercantil|Matricula Mercantil|C\.R\.|Registered Charity|Istanbul Chamber of Comm\.) No\.?",
    r"Romanian C\.R\.",
    r"Russian State Individual Business Registration Number Pattern \(OGRNIP\)",
    r"Dubai Chamber of Commerce Membership No\.",
    r"Afghan Money Service Provider License Number",
    r"(?:Trade |Tourism |Pilot )?License(?: Number| No\.)?",
    r"C\.I\.N\.",
    r"RSIN",
)
_NATIONAL: Final = (
    r"(?:\w+ )?National (?:Foreign )?ID(?: Card| Number| No\.)?",
    r"(?:Cedula|Residency|Identification|Turkish Identification|Personal ID|Birth Certificate) (?:No\.|Number)",
    r"(?:\w+ )?Personal ID(?: Card)?(?: No\.)?",
    r"(?:D\.N\.I\.|Kenyan ID No\.|Citizen's Card Number|Refugee ID Card|Stateless Person ID Card|UAE Identification)",
    r"C\.?U\.?R\.?P\.?",
    r"(?:C\.U\.I\.P\.|C\.U\.I\.|I\.F\.E\.|N\.I\.E\.)",
    r"(?:Credencial electoral|Electoral Registry No\.|Numero de Identidad|Cartilla de Servicio Militar Nacional)",
    r"(?:CNP \(Personal Numerical Code\)|Romanian Permanent Resident(?: CAN)?)",
    r"(?:Public Security and )?Immigration No\.",
    r"(?:Driver's License No\.|Seafarer's Identification Document|Tarjeta Profesional)",
)
_TAXED: Final = (
    r"Tax ID No\.",
    r"V\.A\.T\. Number",
    r"(?:NIT|RUC|RIF)",
    r"(?:R\.F\.C\.|RFC|RTN|C\.U\.I\.T\.|C\.I\.F\.|N\.I\.F\.)",
    r"(?:Italian )?Fiscal Code",
    r"Paraguayan tax identification number",
    r"Romanian Tax Registration",
    r"Numero Unico de Identificacao Tributaria \(NUIT\)",
)
_OTHER: Final = (
    r"(?:MMSI|D-U-N-S Number|Organization Code|BIK \(RU\)|ISIN|MICEX Code|VisaNumberID|Trademark number)",
    r"(?:SRE )?Permit (?:Number|No\.)",
    r"(?:Previous )?Aircraft Tail Number",
    r"Aircraft (?:Manufacturer's Serial Number \(MSN\)|Serial Identification|Mode S Transponder Code)",
    r"Aircraft Construction Number \(also called L/N or S/N or F/N\)",
    r"Other Vessel Call Sign",
    r"Serial No\.",
    r"Temporary suspension of deportation No\.",
)

# A label that holds the words of a later row stands before it: "Vessel Registration Identification IMO".
_KINDS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "imo",
        (
            r"Vessel Registration Identification(?: IMO)?",
            r"International Maritime Organization No\.",
            r"Identification Number IMO",
        ),
    ),
    ("wallet", (r"Digital ?Currency Address - [A-Z0-9]+",)),
    ("lei", (r"Legal Entity Number",)),
    ("ssn", (r"SSN",)),
    ("ein", (r"US FEIN",)),
    (
        "passport",
        (
            r"(?:Diplomatic |Stateless Person |British National Overseas )?Passport(?: No\.| #)?",
            r"Travel Document Number",
        ),
    ),
    ("tax_id", _TAXED),
    ("national_id", _NATIONAL),
    ("registration", _REGISTERED),
    ("other", _OTHER),
    ("email", (r"(?:Email Address|E-?mail)",)),
    ("website", (r"Website",)),
    ("phone", (r"(?:Tele)?phone(?: Number| No\.)?", r"Fax(?: Number| No\.)?")),
)
LABELS: Final[tuple[tuple[str, str], ...]] = tuple((label, kind) for kind, labels in _KINDS for label in labels)
"""Each label as a regular expression, and the kind of its number."""

SAY_NO_NUMBER: Final = (
    "Additional Sanctions Information",
    "Aircraft Manufacture Date",
    "Aircraft Model",
    "Aircraft Operator",
    "CAATSA Section",
    "Chinese Commercial Code",  # the characters of a name, four digits each
    "Effective Date",
    "Equity Ticker",  # of four or five characters, given out again
    "Executive Order",
    "Former Vessel Flag",
    "Gender",
    "IFCA Determination",
    "Linked To:",
    "Listing Date",
    "Nationality of Registration",
    "Organization Established Date",
    "Organization Type:",
    "Other Vessel Flag",
    "Other Vessel Type",
    "POB",
    "Purchase/Sales For Divestment Date",
    "Secondary sanctions risk:",
    "Target Type",
    "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:",
    "UN/LOCODE",  # a port
    "Vessel Year of Build",
)
"""Labels whose values identify nobody, though some have digits."""

_NUMBER: Final = re.compile(
    r"(?:alt\. )?(?:"
    + "|".join(f"(?P<label{i}>{label})" for i, (label, _) in enumerate(LABELS))
    + r")(?: #)?:?\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_UNKNOWN: Final = re.compile(r"(?:alt\. )?(?:(?P<label>[A-Z][\w .'/#&()-]*?):?\s+)?(?P<rest>\S*\d.*)", re.IGNORECASE)
_SILENT: Final = re.compile(r"(?:alt\. )?(?:" + "|".join(map(re.escape, SAY_NO_NUMBER)) + ")", re.IGNORECASE)


def labelled(fact: str) -> tuple[str, str] | None:
    """Split a fact such as `Passport A123 (Iran)` into the kind of its number and what follows the label, or None."""
    match = _NUMBER.match(fact)
    if match is None:
        return None
    kind = next(
        LABELS[int(group.removeprefix("label"))][1]
        for group, value in match.groupdict().items()
        if value and group != "rest"
    )
    return kind, match["rest"]


def under_unknown_label(fact: str) -> tuple[str, str] | None:
    """Split a fact that may be a number under a label which the table lacks into its label and the rest, or None."""
    if _SILENT.match(fact):
        return None
    match = _UNKNOWN.fullmatch(fact)
    return (match["label"] or "", match["rest"]) if match else None
