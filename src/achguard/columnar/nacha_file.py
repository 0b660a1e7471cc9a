"""Decides a whole Nacha file: one decision for each of its entries, and what is wrong with the file beside them."""

import os
from collections.abc import Iterator
from typing import BinaryIO

from achguard.columnar.nacha_entries import EntryDecision, decide_entries
from achguard.errors import ConfigurationError
from achguard.guard import Guard
from achguard.nacha.checks.problems import Problem, Profile
from achguard.nacha.reader import NachaFile, read


class DecidedFile:
    """A Nacha file and the guard that decides it: loop over it for one `EntryDecision` per entry, in the file's order.

    Immutable. Each loop decides the entries again, as they are read, so that memory does not grow with the file.
    """

    __slots__ = ("file", "guard")

    file: NachaFile
    """The file, with its headers, batches, entries and totals."""
    guard: Guard
    """The guard that decides."""

    def __init__(self, file: NachaFile, guard: Guard) -> None:
        self.file = file
        self.guard = guard

    def __repr__(self) -> str:
        return f"DecidedFile({self.file!r}, {self.guard!r})"

    def __iter__(self) -> Iterator[EntryDecision]:
        """Yield one decision for each entry, broken ones too."""
        return decide_entries(self.file, self.guard)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with the file, by line.

        What is wrong with an entry, or with its batch, is in the entry's decision too. What is wrong with the file
        itself, such as a file control that does not add up, is only here.
        """
        return self.file.problems

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are errors; with one of them the file can't be sent as it is, whatever was decided."""
        return self.file.errors


def decide_file(
    file: NachaFile | str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO,
    guard: Guard,
    *,
    profile: Profile | str | None = None,
) -> DecidedFile:
    """Decide a Nacha file: every entry, with its problems and with how wide the fields of its names are.

    `file` is what `achguard.nacha.read` takes, a path, bytes or a binary stream, or the `NachaFile` that it gave. What
    is not yet read is read by the layouts of the guard's day, and under `profile` (`operator` where none is given).

    The guard's policy says which problems weigh otherwise than under the profile; a file that was read without it is
    looked at again.

    An entry that can't be read as a payment is a `Hold`; nothing that a file contains raises. Raises `InputError` for
    what can't be read or is not text, and `ConfigurationError` for an unknown profile, for one beside a file that was
    read already, and for a guard that is none.
    """
    if not isinstance(guard, Guard):
        raise ConfigurationError("decide_file needs a Guard to decide with: decide_file(file, guard)")
    weighing = guard.policy.nacha.weighing
    if isinstance(file, NachaFile):
        if profile is not None:
            raise ConfigurationError(
                f"the file was read under the profile {file.profile.value}; give the profile to read(...), "
                "or a path to decide_file(...)"
            )
        return DecidedFile(file.weighed(weighing), guard)
    chosen = Profile.OPERATOR if profile is None else profile
    return DecidedFile(read(file, profile=chosen, as_of=guard.as_of, weighing=weighing), guard)
