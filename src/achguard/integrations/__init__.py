"""achguard inside other libraries: FastAPI, Django, Spark, and models of your own; each loads its own library alone."""

from importlib.util import find_spec

from achguard.errors import MissingExtraError


def needs(library: str, *, extra: str) -> None:
    """Make sure of a library; raises `MissingExtraError`, which names the extra that brings it, where there is none."""
    if find_spec(library) is None:
        raise MissingExtraError(
            f"achguard.integrations.{extra} needs {library}, which is not installed; "
            f'run: pip install "achguard[{extra}]"'
        )
