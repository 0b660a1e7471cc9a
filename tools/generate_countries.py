"""Write _data/countries.tsv: ISO 3166-1 from pycountry, Kosovo, and the spellings that OFAC's files use."""

import sys
from importlib.metadata import version
from pathlib import Path

import pycountry

TARGET = Path(__file__).parents[1] / "src" / "achguard" / "_data" / "countries.tsv"

HEADER = """\
# ISO 3166-1 country codes with the names that payments and sanctions lists use for them.
# Publisher: ISO 3166-1 through pycountry {version}; XK (user-assigned, Kosovo) and the spellings of the OFAC address
#   files (add.csv, "Country" column) added by hand in the tool.
# Tool: tools/generate_countries.py. Generated; change the tool, not this file.
# Columns: alpha-2, alpha-3, name, other names separated by "|".
"""

# Spellings seen in OFAC's add.csv of 2024 and 2026 or usual in plain English that pycountry does not carry.
OTHER_SPELLINGS = {
    "AE": ["UAE"],
    "AX": ["Aland Islands"],
    "BA": ["Bosnia"],
    "BL": ["Saint Barthelemy"],
    "BN": ["Brunei"],
    "BO": ["Bolivia"],
    "BS": ["Bahamas, The", "The Bahamas"],
    "CD": ["Congo, Democratic Republic of the", "Democratic Republic of the Congo", "DR Congo", "Congo-Kinshasa"],
    "CG": ["Congo, Republic of the", "Republic of the Congo", "Congo-Brazzaville"],
    "CI": ["Cote d Ivoire", "Cote d'Ivoire", "Ivory Coast"],
    "CN": ["Region: China", "Mainland China", "PRC"],
    "CV": ["Cape Verde"],
    "CW": ["Curacao"],
    "CZ": ["Czech Republic"],
    "FK": ["Falkland Islands"],
    "FM": ["Micronesia", "Federated States of Micronesia"],
    "GB": ["Great Britain", "UK", "England", "Scotland", "Wales", "Northern Ireland"],
    "GM": ["The Gambia", "Gambia, The"],
    "IM": ["Man, Isle of"],
    "IR": ["Iran"],
    "KP": ["Korea, North", "North Korea", "DPRK"],
    "KR": ["Korea, South", "South Korea", "Republic of Korea", "Korea"],
    "LA": ["Laos"],
    "MD": ["Moldova"],
    "MK": ["North Macedonia, The Republic of", "Macedonia"],
    "ML": ["Region: Northern Mali"],
    "MM": ["Burma"],
    "MO": ["Macau"],
    "MP": ["Northern Mariana Islands, The"],
    "NL": ["Holland", "The Netherlands"],
    "PS": [
        "Palestinian",
        "Palestine",
        "Palestinian Territories",
        "West Bank",
        "Gaza",
        "Region: Gaza",
        "Region: North Gaza",
        "Region: Northern Gaza",
        "Region: West Bank",
    ],
    "RE": ["Reunion"],
    "RU": ["Russia", "Region: Russia"],
    "SD": ["Region: Kafia Kingi"],
    "ST": ["Sao Tome and Principe"],
    "SY": ["Syria"],
    "SZ": ["Swaziland"],
    "TL": ["East Timor"],
    "TR": ["Turkey", "Turkiye"],
    "TW": ["Taiwan"],
    "TZ": ["Tanzania"],
    "UA": ["Region: Crimea"],
    "US": ["USA", "U.S.", "U.S.A.", "United States of America", "America"],
    "VA": ["Vatican City", "Vatican"],
    "VE": ["Venezuela"],
    "VG": ["Virgin Islands, British", "British Virgin Islands"],
    "VI": ["Virgin Islands, U.S.", "US Virgin Islands", "U.S. Virgin Islands", "Virgin Islands"],
    "VN": ["Vietnam", "Viet Nam"],
}


def rows() -> list[tuple[str, str, str, str]]:
    """Return one row per country: alpha-2, alpha-3, name, other names joined with "|", sorted by alpha-2."""
    found = []
    for country in pycountry.countries:
        name = getattr(country, "common_name", country.name)
        names = (country.name, getattr(country, "official_name", country.name))
        others = {*names, *OTHER_SPELLINGS.get(country.alpha_2, [])}
        found.append((country.alpha_2, country.alpha_3, name, "|".join(sorted(others - {name}))))
    found.append(("XK", "XKX", "Kosovo", "Republic of Kosovo"))
    return sorted(found)


def text() -> str:
    """Return the whole file."""
    lines = ["\t".join(row) for row in rows()]
    return HEADER.format(version=version("pycountry")) + "\n".join(lines) + "\n"


def main() -> int:
    """Write the table, or with --check say whether it is up to date."""
    if "--check" in sys.argv[1:]:
        current = TARGET.read_text(encoding="utf-8") == text()
        print(f"{TARGET.name}: {'up to date' if current else 'run tools/generate_countries.py'}")
        return 0 if current else 1
    TARGET.write_text(text(), encoding="utf-8")
    print(f"wrote {TARGET.name}: {len(rows())} countries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
