"""What misuse of the library raises; what a payment contains never raises."""

from collections.abc import Mapping


class AchGuardError(Exception):
    """Anything that achguard raises on purpose; its text says what, where and what to do, and holds no payment data."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        # An error that was being handled, such as one of reading JSON, holds the text that it was about; Python's own
        # printer of uncaught errors reads this flag alone.
        self.__suppress_context__ = True

    @property
    def __context__(self) -> None:
        """Nothing, for the same reason."""
        return None

    @__context__.setter
    def __context__(self, context: object) -> None:
        pass


class ConfigurationError(AchGuardError):
    """A guard, a policy or a rule set is put together wrongly, such as an unknown preset or rule code."""


class AnswerError(AchGuardError):
    """An answer that can't be taken: to what nobody asked, or one that the question does not allow; holds no answer."""

    def __init__(self, refused: Mapping[str, str]) -> None:
        super().__init__(dict(refused))
        self.refused = dict(refused)
        """Why, in a phrase, by field."""

    def __str__(self) -> str:
        return "; ".join(f"{at or 'the answer'} {why}" for at, why in self.refused.items())


class InputError(AchGuardError):
    """A file of payments can't be read at all, as opposed to holding a row that is not a payment."""


class ListFormatError(AchGuardError):
    """A sanctions list file is not what its publisher issues: missing, cut off, a web page, or other columns."""


class SnapshotError(AchGuardError):
    """A built snapshot is absent, incomplete or changed since it was built."""


class DirectoryFormatError(AchGuardError):
    """A routing directory file is absent or is neither FedACH text nor the Reserve Banks' JSON."""


class RecordError(AchGuardError):
    """A record of decisions or an archive of lists can't be written, read or matched."""


class MissingExtraError(ConfigurationError, ImportError):
    """A part of achguard is imported whose libraries come with an extra that is not installed; its text names it."""
