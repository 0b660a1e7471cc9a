"""Whether a name holds anything that can be compared with a list."""

from achguard.names.fold import fold


def is_readable(name: str) -> bool:
    """Whether at least one letter or digit is left of a name once it is folded.

    A name of blanks, marks or emoji alone cannot be screened, which is not the same as having found nothing.
    """
    return bool(fold(name))
