"""Changelog fragments: a file for each change in `changelog.d/`, put into CHANGELOG.md at a release.

Two people who add a line to one file meet in a merge; two who add a file each do not. `--check` says which fragments
can't be assembled; a version, such as `0.2.0`, assembles them under it and takes them away.
"""

import argparse
import datetime as dt
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = {
    "decisions": "Decisions",
    "added": "Added",
    "changed": "Changed",
    "fixed": "Fixed",
    "privacy": "Privacy",
    "limits": "Limits",
    "removed": "Removed",
}
"""What a fragment's name ends in, before `.md`, and its heading, in the changelog's order."""

_NAME = re.compile(rf"[a-z0-9]+(?:-[a-z0-9]+)*\.(?P<section>{'|'.join(SECTIONS)})\.md")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_RELEASE = re.compile(r"^## (?P<version>\d+\.\d+\.\d+) \((?P<day>[^)]*)\)$", re.MULTILINE)
_SECTION = re.compile(r"^### (?P<title>.*)$", re.MULTILINE)
_LONGEST = 120


def fragments(folder: Path) -> dict[str, str]:
    """Give the text of each fragment by its file name, in order; the folder's README is none."""
    return {
        path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.name != "README.md"
    }


def faults_in(name: str, text: str) -> list[str]:
    """Give a sentence for each thing that keeps a fragment out of the changelog."""
    if not _NAME.fullmatch(name):
        return [f"{name}: a fragment is called what-it-is-about.SECTION.md, with SECTION one of {', '.join(SECTIONS)}"]
    lines = text.splitlines()
    faults = [
        f"{name}:{number}: an item starts with '- ', and its other lines with two spaces"
        for number, line in enumerate(lines, 1)
        if not line.startswith(("- ", "  "))
    ]
    faults += [
        f"{name}:{number}: {len(line)} characters, more than {_LONGEST}"
        for number, line in enumerate(lines, 1)
        if len(line) > _LONGEST
    ]
    if not text.startswith("- ") or not text.endswith((".\n", ":\n")):
        faults.append(f"{name}: it is one or more items of whole sentences, the last with a full stop and a line end")
    return faults


def assembled(changelog: str, texts: Mapping[str, str], version: str, day: dt.date) -> str:
    """Put fragments under a version, which stands above all others, dated: in its sections, behind what is there.

    Raises ValueError for a version that was released before.
    """
    newest = _RELEASE.search(changelog)
    if any(each["version"] == version and each["day"] != "unreleased" for each in _RELEASE.finditer(changelog)):
        raise ValueError(f"{version} is in the changelog already, with its day; choose the next version")
    start = newest.start() if newest else len(changelog)
    end, sections = start, dict[str, str]()
    if newest and newest["day"] == "unreleased":
        older = _RELEASE.search(changelog, newest.end())
        end = older.start() if older else len(changelog)
        sections = _sections_of(changelog[newest.end() : end])
    for name, text in texts.items():
        found = _NAME.fullmatch(name)
        title = SECTIONS[found["section"]] if found else name
        sections[title] = "\n".join(filter(None, (sections.get(title, ""), text.rstrip("\n"))))
    order = [*SECTIONS.values(), *(title for title in sections if title not in SECTIONS.values())]
    parts = [f"### {title}\n\n{sections[title]}" for title in order if title in sections]
    release = "\n\n".join((f"## {version} ({day})", *parts)) + "\n"
    rest = changelog[end:]
    return changelog[:start] + release + (f"\n{rest}" if rest else "")


def _sections_of(release: str) -> dict[str, str]:
    found = list(_SECTION.finditer(release))
    ends = [each.start() for each in found[1:]] + [len(release)]
    return {each["title"]: release[each.end() : end].strip("\n") for each, end in zip(found, ends, strict=True)}


def main(arguments: Iterable[str], root: Path = ROOT) -> int:
    """Check the fragments, or assemble them under a version; 1 for a fault in one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true", help="say which fragments can't be assembled")
    what.add_argument("version", nargs="?", help="assemble them under this version, such as 0.2.0")
    chosen = parser.parse_args(list(arguments))
    folder, changelog = root / "changelog.d", root / "CHANGELOG.md"
    texts = fragments(folder)
    faults = [fault for name, text in texts.items() for fault in faults_in(name, text)]
    if not chosen.check and not _VERSION.fullmatch(chosen.version):
        faults.append(f"{chosen.version} is no version such as 0.2.0")
    if faults:
        print(*faults, sep="\n")
        return 1
    if chosen.check:
        print(f"{len(texts)} changelog fragments, each as it must be")
        return 0
    day = dt.datetime.now(tz=dt.UTC).date()
    try:
        text = assembled(changelog.read_text(encoding="utf-8"), texts, chosen.version, day)
    except ValueError as error:
        print(error)
        return 1
    changelog.write_text(text, encoding="utf-8")
    for name in texts:
        (folder / name).unlink()
    print(f"CHANGELOG.md has {chosen.version} with {len(texts)} fragments")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
