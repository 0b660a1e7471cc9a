"""Where the publishers of lists offer them: a table, each of whose addresses can be given otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urljoin, urlsplit

from achguard.errors import ConfigurationError
from achguard.model.masking import quoted
from achguard.sanctions.updating.transport import check_address

DEFAULT_LISTS: Final = ("ofac-sdn", "ofac-cons")
"""What is fetched where nothing else is asked for and nothing is installed."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a list."""

    file: str
    """The name it is kept under."""
    urls: tuple[str, ...]
    """Addresses to try, one after the other."""
    optional: bool = False
    """Whether the list is whole without it."""


@dataclass(frozen=True, slots=True)
class ListSource:
    """A list, and where its publisher offers it."""

    name: str
    """What the command line calls it."""
    title: str
    gives: str
    """Short name of the list that its files hold, or the beginning of the names where they hold several."""
    files: tuple[SourceFile, ...]
    at_least: int
    """Entries below which what came is not this list."""

    def holds(self, list_name: str) -> bool:
        """Say whether a list of this short name comes from this source."""
        return list_name == self.gives or list_name.startswith(f"{self.gives}-")

    def elsewhere(self, urls: Iterable[str]) -> "ListSource":
        """Give the source with other addresses: one for each file, or a folder (`/` at its end) with all of them.

        A mirror may hold another edition, so the least number of entries is one. Raises ConfigurationError for what is
        no address.
        """
        files: list[SourceFile] = []
        for number, url in enumerate(urls):
            check_address(url)
            if urlsplit(url).path.endswith("/"):
                # Publishers and mirrors differ in the letters' case.
                files += [
                    SourceFile(each.file, (urljoin(url, each.file), urljoin(url, each.file.upper())), each.optional)
                    for each in self.files
                ]
            else:
                files.append(SourceFile(f"{number}-{self.name}{_suffix(url)}", (url,)))
        return ListSource(self.name, self.title, self.gives, tuple(files), 1)


@cache
def sources() -> Mapping[str, ListSource]:
    """Give every source by its name, in the table's order."""
    import tomllib
    from importlib.resources import files

    table = tomllib.loads(files("achguard").joinpath("_data", "list_sources.toml").read_text(encoding="utf-8"))
    return {
        row["name"]: ListSource(
            row["name"],
            row["title"],
            row["gives"],
            tuple(SourceFile(each["file"], tuple(each["urls"]), each.get("optional", False)) for each in row["files"]),
            row["at_least"],
        )
        for row in table["source"]
    }


def source_of(name: str) -> ListSource:
    """Give the source of a list. Raises ConfigurationError for a name that no source has."""
    try:
        return sources()[name]
    except KeyError:
        raise ConfigurationError(
            f"{quoted(name)!r} is not a list that can be fetched; choose from {', '.join(sources())}"
        ) from None


def _suffix(url: str) -> str:
    name = urlsplit(url).path.rpartition("/")[2].lower()
    return next((suffix for suffix in (".xml", ".json", ".jsonl") if name.endswith(suffix)), ".csv")
