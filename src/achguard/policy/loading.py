"""Policies as TOML: the presets that ship, and a file laid over one of them."""

import codecs
import os
import tomllib
from functools import cache
from importlib import resources
from typing import Final

from achguard.errors import ConfigurationError
from achguard.model.given_path import path_of, shown_path
from achguard.model.masking import quoted
from achguard.policy.vocabulary import LANGUAGES, instead

PRESETS: Final = (
    *("us-domestic", "nacha-file", "mississippi-dor", "iat-capable"),
    *("new-mexico-trd-refund", "texas-payee", "virginia-tax", "wisconsin-dor", "pennsylvania-dor", "alabama-dor"),
    "minnesota-dor",
    *("certify-once", "refund-to-or-through", "accepts-ach-credit-iat", "efile-indicator", "eft-mandated-business"),
)
"""The policies that ship: for apps, for agencies, and shapes to write one's own from."""

Table = dict[str, object]

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a file begins that some editors save as Unicode."""

_OF_A_FILE_ALONE: Final = ("languages", "confirmed_by", "confirmed_on", "review_by")
"""What a preset says of itself: a file that extends it says it for itself, or not at all."""


def named(name: object) -> str:
    """Say which preset or language was probably meant, as a clause; nothing where none is near."""
    return instead(name, PRESETS + LANGUAGES).partition("; there are")[0]


def preset_table(name: str) -> Table:
    """Give the whole table of a preset, with the stock texts."""
    table = tomllib.loads(shipped("presets", name))
    base = table.pop("extends", None)
    return laid_over(_inherited(base), table) if base else _with_stock_texts(table)


@cache
def shipped(folder: str, name: str) -> str:
    """Give the text of a TOML file that ships: of a preset, or of a language."""
    return (resources.files("achguard.policy") / folder / f"{name}.toml").read_text(encoding="utf-8")


def laid_over(base: Table, changes: Table) -> Table:
    """Lay tables over tables; a list or a plain value replaces what was there."""
    result = dict(base)
    for key, value in changes.items():
        below = result.get(key)
        result[key] = laid_over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return result


def read_policy(path: str | os.PathLike[str]) -> str:
    """Read the text of a policy file; raises `ConfigurationError` where it can't be read."""
    try:
        content = path_of(path, ConfigurationError).read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"policy file {shown_path(path)} can't be read: {error.strerror or 'it is no file'}"
            f"{f'; the preset of that name is Policy.preset({str(path)!r})' if str(path) in PRESETS else ''}"
        ) from None
    if content.startswith(_UTF_16):
        raise ConfigurationError(f"policy file {path} is not TOML, which is UTF-8: it is UTF-16; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # What it could not read begins behind a byte order mark.
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        raise ConfigurationError(
            f"policy file {path}, line {line}: is not TOML, which is UTF-8; save the file as UTF-8 (the byte "
            f"0x{byte:02X} is {bytes((byte,)).decode('latin-1')!r} in Latin-1)"
        ) from None


def tables_of(text: str, *, where: str) -> tuple[Table, Table]:
    """Give what a policy's text lies over, and what it says itself; raises `ConfigurationError` for what is neither."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{where} is not TOML: {error}") from None
    except ValueError:  # Python reads no whole number of thousands of digits
        raise ConfigurationError(f"{where} holds a number that is too long to be one") from None
    except RecursionError:
        raise ConfigurationError(f"{where} is not a policy: its tables are nested too deeply") from None
    base = table.pop("extends", None)
    if base is not None and base not in PRESETS:
        raise ConfigurationError(f"{where} extends {quoted(base)!r}; there are only {', '.join(PRESETS)}{named(base)}")
    if "alternatives" in table and isinstance(language := table.get("language"), str):
        table.setdefault("written_in", language)
    return (_inherited(base) if base else _with_stock_texts({})), table


def _inherited(preset: str) -> Table:
    return {key: value for key, value in preset_table(preset).items() if key not in _OF_A_FILE_ALONE}


def _with_stock_texts(table: Table) -> Table:
    stock: Table = {language: tomllib.loads(shipped("texts", language)) for language in LANGUAGES}
    return laid_over({"texts": stock}, table)
