"""The files that achguard itself is made of: their digest, which dates decisions and indexes, and the version.

Files are reached through the import system, so that a zip archive and an installation without sources serve, too.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import CodeType, FunctionType

_PYC_HEADER = 16  # magic, flags, and the time and size or the hash of the source (PEP 552)
_CACHES = "__pycache__"


@cache
def version() -> str:
    """Give the version of the installed distribution; `unknown` where only the files are there."""
    try:
        return metadata.version("achguard")
    except metadata.PackageNotFoundError:
        return "unknown"


@cache
def folders() -> tuple[str, ...]:
    """Name the package's folders and files, whatever they are."""
    return tuple(sorted({_stem(each.name) for each in files("achguard").iterdir() if each.name != _CACHES}))


@cache
def digest_of(folder: str) -> str:
    """Digest a folder of the package with everything below it, or a single module by its name without an ending.

    Modules count by their source, or by their code where no source is installed.
    """
    digest = sha256()
    for path, content in sorted(_contents(files("achguard"), folder)):
        digest.update(b"%s\n%d\n%s" % (path.encode(), len(content), content))
    return digest.hexdigest()


def _contents(there: Traversable, only: str = "", above: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield each file below a folder with its path; of a module that is there twice the source."""
    named = {each.name: each for each in there.iterdir() if each.name != _CACHES}
    for name, each in named.items():
        if only and _stem(name) != only:
            continue
        path = f"{above}{name}"
        if each.is_dir():
            yield from _contents(each, above=f"{path}/")
        elif not name.endswith(".pyc"):
            yield path, each.read_bytes()
        elif f"{_stem(name)}.py" not in named:
            yield path, each.read_bytes()[_PYC_HEADER:]


def _stem(name: str) -> str:
    return name.removesuffix(".pyc").removesuffix(".py")


def module_content(of: type) -> bytes:
    """Give the bytes of the module that a class comes from, or those of its code where no file holds it."""
    spec = getattr(sys.modules.get(of.__module__), "__spec__", None)
    read = getattr(getattr(spec, "loader", None), "get_data", None)
    if read is not None and spec is not None and spec.origin is not None:
        try:
            content: bytes = read(spec.origin)
        except OSError:  # the file is gone, or was never one
            pass
        else:
            return content[_PYC_HEADER:] if spec.origin.endswith(".pyc") else content
    functions = [vars(of)[name] for name in sorted(vars(of)) if isinstance(vars(of)[name], FunctionType)]
    return "\n".join(line for each in functions for line in _code_lines(each.__code__)).encode(errors="replace")


def _code_lines(code: CodeType) -> Iterator[str]:
    yield f"{code.co_name} {code.co_code.hex()} {code.co_names}"
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _code_lines(constant)
        elif isinstance(constant, frozenset):  # its order is another in each process
            yield repr(sorted(map(repr, constant)))
        else:
            yield repr(constant)


@contextmanager
def as_folder(there: Traversable) -> Iterator[Path]:
    """Give a folder of the package as a path; out of a zip archive as a copy for as long as it is used."""
    if isinstance(there, Path):
        yield there
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as copy:
        for each in there.iterdir():
            Path(copy, each.name).write_bytes(each.read_bytes())
        yield Path(copy)
