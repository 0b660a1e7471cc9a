"""A rule's gate in words: which payments the rule looks at."""

from collections.abc import Callable, Collection, Iterable

from achguard.rules.gate import AllOf, Always, AnyOf, Empty, Gate, In, Matches, NonEmpty, NotIn, Outside
from reference_pages.markdown import code

_SIDES = ("originator.", "receiver.")


def in_words(gate: Gate) -> str:
    """Give a sentence, or a sentence and a list, as Markdown."""
    if isinstance(gate, Always):
        return "The rule looks at every payment."
    if isinstance(gate, AnyOf):
        phrases = _phrases(gate.gates)
        if len(phrases) > 1:
            return "The rule looks at a payment with at least one of these:\n\n" + "".join(f"- {p}\n" for p in phrases)
        return f"The rule looks at a payment with {phrases[0]}."
    return f"The rule looks at a payment with {_phrase(gate)}."


def _phrases(gates: Iterable[Gate]) -> list[str]:
    """Give one phrase per kind of gate: gates that differ only in their path are told together."""
    together: dict[Callable[[str], str] | str, list[str]] = {}
    sayings: dict[object, Callable[[str], str]] = {}
    for gate in gates:
        path = getattr(gate, "path", None)
        if path is None:
            together.setdefault(_phrase(gate), [])
            continue
        key = (type(gate), str({name: getattr(gate, name) for name in gate.__slots__ if name != "path"}))  # type: ignore[attr-defined]
        saying = sayings.setdefault(key, _saying(gate))
        together.setdefault(saying, []).append(path)
    return [saying if isinstance(saying, str) else saying(_places(paths)) for saying, paths in together.items()]


def _phrase(gate: Gate) -> str:
    if isinstance(gate, AllOf):
        return ", and with ".join(_phrase(part) for part in gate.gates)
    if isinstance(gate, AnyOf):
        return ", or ".join(_phrases(gate.gates))
    if isinstance(gate, Always):
        return "anything in it"
    return _saying(gate)(_places([gate.path]))  # type: ignore[attr-defined]


def _saying(gate: Gate) -> Callable[[str], str]:
    match gate:
        case NonEmpty():
            return lambda places: f"something in {places}"
        case Empty():
            return lambda places: f"nothing in {places}"
        case In(values=values):
            return lambda places: f"{_values(values)} in {places}"
        case NotIn(values=values):
            return lambda places: f"something other than {_values(values)} in {places}"
        case Outside(lowest=lowest, highest=highest):
            return lambda places: f"less than {lowest:,} or more than {highest:,} in {places}"
        case Matches(pattern=pattern):
            return lambda places: f"text that matches `{pattern}` in {places}"
        case _:
            raise TypeError(f"say in words what the gate {type(gate).__name__} admits")


def _places(paths: list[str]) -> str:
    """Name the paths; one that both parties have is told once."""
    tails = [path.partition(".")[2] for path in paths if path.startswith(_SIDES)]
    both = list(dict.fromkeys(tail for tail in tails if tails.count(tail) == len(_SIDES)))
    others = [path for path in paths if not (path.startswith(_SIDES) and path.partition(".")[2] in both)]
    told = [f"{_joined(list(map(code, both)))} of either party"] if both else []
    return ", or in ".join(told + ([_joined(list(map(code, others)))] if others else []))


def _values(values: Collection[str | bool]) -> str:
    return _joined([code(str(value).lower() if isinstance(value, bool) else value) for value in sorted(values)])


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"
