"""What is wrong with the form of a file, in sentences: root causes, each with what follows from it."""

from collections.abc import Iterator

from achguard.cli.failure import say
from achguard.cli.results import Problems
from achguard.intake.file_problems import FileProblem

_FOLLOWING_AT_MOST = 5


def sentences(problems: Problems) -> Iterator[tuple[FileProblem, str]]:
    """Yield each root problem with what is folded under it, and how many more there are."""
    for problem in problems.found:
        yield problem, following(problem)


def following(problem: FileProblem) -> str:
    """Say what follows from a problem; empty where nothing does."""
    shown = ", ".join(problem.follows[:_FOLLOWING_AT_MOST])
    more = len(problem.follows) - _FOLLOWING_AT_MOST
    return (f"{shown} and {more:,} more follow from it" if more > 0 else f"{shown} follow from it") if shown else ""


def say_problems(problems: Problems) -> None:
    """Say the problems of a file on stderr, a line each."""
    for problem, follows in sentences(problems):
        say(f"{problems.file}: {problem.text}" + (f" ({follows})" if follows else ""))
    if problems.more:
        say(f"{problems.file}: and {problems.more:,} more problems")
