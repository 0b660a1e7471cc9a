"""achguard inside other libraries: FastAPI, Django, and models of one's own; each loads its library and no other."""

from importlib.util import find_spec

from achguard.errors import MissingExtraError


def needs(library: str, *, extra: str) -> None:
    """Make sure of a library; raises `MissingExtraError`, which names the extra that brings it, where there is none."""
    if find_spec(library) is None:
        raise MissingExtraError(
            f"achguard.integrations.{extra} needs {library}, which is not installed; "
            f'run: pip install "achguard[{extra}]"'
        )
