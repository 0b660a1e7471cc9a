"""Write the case pack, src/achguard/testing/cases.json, from tools/test_values.toml: whole payments with outcomes."""

import json
import tomllib
from pathlib import Path
from typing import Any

from achguard.testing.frozen import DEFAULT_POLICY, FROZEN_DAY
from achguard.testing.payment_factory import domestic_web_debit, laid_over

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "tools" / "test_values.toml"
TARGET = ROOT / "src" / "achguard" / "testing" / "cases.json"
ABOUT = (
    "Payments and what achguard decides of them, under the policy and on the day that are named here, with its "
    "fictional list. Names and numbers are invented. Generated from tools/test_values.toml."
)
_KEYS = {"id", "of", "tags", "why", "with", "outcome", "codes", "directory", "returns", "as_of", "policy"}


def text() -> str:
    """Return the whole file."""
    made = [_case(row) for row in tomllib.loads(SOURCE.read_text(encoding="utf-8"))["case"]]
    pack = {"format": 1, "about": ABOUT, "policy": DEFAULT_POLICY, "as_of": FROZEN_DAY.isoformat(), "cases": made}
    return json.dumps(pack, indent=1, ensure_ascii=True) + "\n"


def _case(row: dict[str, Any]) -> dict[str, Any]:
    """Put a row into the pack: its payment whole, and tags for its outcome, its rules and what it takes.

    Raises ValueError for a key that no row has.
    """
    if strangers := row.keys() - _KEYS:
        raise ValueError(f"{row.get('id')}: {', '.join(sorted(strangers))}")
    rule, codes = row.get("of"), row.get("codes", [])
    tags = {*row["tags"], row["outcome"], *codes, *([rule] if rule else [])}
    tags |= {"look-alike"} if rule and rule not in codes else set()
    tags |= {need for need in ("directory", "returns", "as_of", "policy") if row.get(need)}
    return {
        "id": row["id"],
        "why": row["why"],
        "rule": rule,
        "tags": sorted(tags),
        "outcome": row["outcome"],
        "codes": codes,
        "directory": row.get("directory", False),
        "returns": row.get("returns", []),
        **({"as_of": row["as_of"].isoformat()} if "as_of" in row else {}),
        **({"policy": row["policy"]} if "policy" in row else {}),
        "with": row.get("with", {}),
        "payment": laid_over(domestic_web_debit(), row.get("with", {})) | {"id": row["id"]},
    }
