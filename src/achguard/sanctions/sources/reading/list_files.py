"""The list files among what somebody names: files themselves, and folders that hold some."""

from collections.abc import Collection, Iterable
from pathlib import Path

from achguard.errors import ListFormatError


def list_files(files_or_folders: Iterable[str | Path], suffixes: Collection[str], to_give: str) -> tuple[Path, ...]:
    """Give the files that were named, and those with a suffix in the folders that were named, each once.

    `to_give` says what to give instead. Raises ListFormatError where nothing was named, and for a folder without a
    list file.
    """
    files: list[Path] = []
    for each in files_or_folders:
        path = Path(each)
        if not path.is_dir():
            files.append(path)
            continue
        inside = files_in(path, suffixes)
        if not inside:
            raise ListFormatError(f"{path}: holds no list file ({', '.join(suffixes)}); give {to_give}")
        files.extend(inside)
    if not files:
        raise ListFormatError(f"no list file given; give {to_give}, or their folder")
    return tuple(dict.fromkeys(files))


def files_in(folder: Path, suffixes: Collection[str]) -> list[Path]:
    """Give the files of a folder with one of these suffixes, by name; nothing of its subfolders."""
    return sorted(item for item in folder.iterdir() if item.suffix.lower() in suffixes and item.is_file())
