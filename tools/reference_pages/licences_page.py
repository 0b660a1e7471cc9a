"""The page of licences: what achguard ships of others, and what it installs, by the metadata of what is installed."""

import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from reference_pages.markdown import code, generated, table

ROOT = Path(__file__).resolve().parents[2]
NOT_FOR_USERS = frozenset({"dev", "docs", "release"})
"""Extras that only those need who work on achguard."""
_PYTHON = {
    "python_version": "3.13",
    "python_full_version": "3.13.0",
    "sys_platform": "linux",
    "platform_system": "Linux",
}
"""Where conditions on a dependency are looked at, so that the page is the same wherever it is made."""
_OPENING = """\
# Licences

achguard is licensed under the [Apache License 2.0](https://www.apache.org/licenses/LICENSE-2.0). Some tables that it
ships are made from data of others and stay under their licences; the files `NOTICE` and `LICENSES/` come with every
wheel. This page is made from what the installed packages say of themselves. It is not legal advice.

## What ships with achguard
"""
_INSTALLED = """\
## What is installed with it

Ordinary dependencies, each in a package of its own that you can replace. Those under the LGPL are used as they are and
are not part of achguard's files. `make sbom` writes the same as a CycloneDX document, with versions.
"""
_SHIPPED = (
    (
        "`countries.tsv`, `currencies.tsv`",
        "ISO 3166-1 and ISO 4217 by pycountry and Debian's iso-codes",
        "LGPL-2.1-only",
    ),
    ("`look_alikes.tsv`", "letters chosen from the Unicode Consortium's confusables.txt", "Unicode-3.0"),
    (
        "`english_words.txt`",
        "SCOWL (Spell Checker Oriented Word Lists), sizes 10 to 40",
        "permissive, `LICENSES/LicenseRef-SCOWL.txt`",
    ),
    ("`common_words.tsv`, `rarity.toml`, `embargoes.toml`", "lists and texts of the US government", "public domain"),
)
_CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
}
"""Classifiers of packages whose metadata has no expression of a licence."""


def page() -> str:
    """Give the page; raises ValueError for a dependency that is not installed or says nothing of its licence."""
    parts = [_OPENING, table(["data", "made from", "licence"], _SHIPPED), _INSTALLED]
    told: set[str] = set()
    for extra, needed in asked_for().items():
        names = sorted(set(_closure(needed)) - told)
        told.update(names)
        title = f"With the extra {code(extra)}" if extra else "Always"
        parts += [f"### {title}\n", table(["package", "licence"], ([name, licence_of(name)] for name in names))]
    return generated("\n".join(parts), "pyproject.toml and the metadata of installed packages")


def asked_for() -> dict[str, list[str]]:
    """Give what users may install: the dependencies under an empty name, then those of each extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {name: lines for name, lines in project["optional-dependencies"].items() if name not in NOT_FOR_USERS}
    return {"": project["dependencies"], **extras}


def _closure(needed: list[str], extra: str = "") -> Iterator[str]:
    """Give every package that these requirements bring along, each as often as it is met."""
    waiting = [(Requirement(line), extra) for line in needed]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement, of_extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker is not None and not requirement.marker.evaluate({**_PYTHON, "extra": of_extra}):
            continue
        if name == "achguard" or (key := (name, frozenset(requirement.extras))) in seen:
            continue
        seen.add(key)
        yield name
        lines = _metadata(name).get_all("Requires-Dist") or []
        waiting += [(Requirement(line), each) for line in lines for each in ("", *sorted(requirement.extras))]


def licence_of(name: str) -> str:
    """Give a package's licence as an SPDX expression, as it says itself; raises ValueError where it says nothing."""
    told = _metadata(name)
    if expression := told.get_all("License-Expression"):
        return str(expression[0])
    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or [] if "License ::" in line]
    known = [_CLASSIFIED[each] for each in classified if each in _CLASSIFIED]
    if known:
        return " OR ".join(known)
    short = [line for line in told.get_all("License") or [] if line and "\n" not in line]
    if short:
        return str(short[0])
    raise ValueError(f"{name} does not say in its metadata under which licence it is; look, and say it in this module")


def _metadata(name: str) -> PackageMetadata:
    try:
        return metadata(name)
    except PackageNotFoundError as error:
        raise ValueError(
            f"{name} is not installed, and its licence can't be read; install what the extras ask for"
        ) from error
