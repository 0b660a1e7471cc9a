"""Mutated files: a short run of what `make fuzz` reads, and the accounting that it relies on."""

import pytest

import fuzz_nacha

FILES = 400
OTHER_INPUTS = (b"", b"\x00" * 5000, bytes(range(256)) * 40, b"PK\x03\x04" + b"\x00" * 99, b"\n" * 3000, b"6" * 9400)


@pytest.mark.slow
def test_every_line_and_entry_of_mutated_files_is_accounted_for() -> None:
    """Nothing raises or hangs, whatever a few bytes or lines of a good file are changed to."""
    entries, failures = fuzz_nacha.try_files(range(FILES))
    assert failures == []
    assert entries > FILES


def test_every_mutation_is_among_the_first_files() -> None:
    """A short run is a fair part of the long one: most of its files differ from each other and from the good ones."""
    files = {fuzz_nacha.mutant(number) for number in range(FILES)}
    assert len(files - set(fuzz_nacha.seeds())) > FILES * 0.9


@pytest.mark.parametrize("number", [0, 1, 199_999])
def test_a_file_is_the_same_every_time(number: int) -> None:
    """A failure can be made again from its number."""
    assert fuzz_nacha.mutant(number) == fuzz_nacha.mutant(number)


@pytest.mark.parametrize("file", fuzz_nacha.seeds())
def test_the_good_files_have_no_errors(file: bytes) -> None:
    """Mutations start from files that a bank would take."""
    assert fuzz_nacha.read(file).errors == ()


@pytest.mark.parametrize("file", OTHER_INPUTS)
def test_what_is_no_text_is_refused_or_accounted_for(file: bytes) -> None:
    """Nothing else than the one error for an input that can't be read comes out of it."""
    assert fuzz_nacha.account_for(file) >= 0


def test_a_line_that_is_nowhere_is_seen() -> None:
    """The accounting itself notices what is missing."""
    file = fuzz_nacha.seeds()[0]
    nacha = fuzz_nacha.read(file)
    with pytest.raises(fuzz_nacha.LostError, match="line 1 is nowhere"):
        fuzz_nacha._each_line_once(nacha, file, [])
    header = nacha.headers[0].line
    with pytest.raises(fuzz_nacha.LostError, match="two places"):
        fuzz_nacha._each_line_once(nacha, file, [header, header])
