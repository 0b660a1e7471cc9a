"""Trace numbers in any order: what is said of whole runs is what is said of their entries one by one.

Twins compared: `proof` with `checks`, through `survey` with and without a proof.
"""

import datetime as dt
import random

import pytest

from achguard.nacha import survey as survey_module
from achguard.nacha.bytes.lines import LineReader
from achguard.nacha.checks.problems import Profile, Severity, Weighing, codes_by_name
from achguard.nacha.proof import chunk_proof as chunk_proof_module
from achguard.nacha.survey import Survey, survey
from nacha_changes import valid

DAY = dt.date(2026, 11, 23)
ROUNDS = 120
COPIES = 6
OTHERS = (b"11100002", b"09100002")
WEIGHED = (
    *("trace-number-odfi", "trace-number-order", "check-digit", "unknown-transaction-code"),
    *("blank-mandatory-field", "field-without-digits", "reject-code", "amount-without-digits"),
)
NO_NUMBERS = (b"NO TRACE NUMBER", b"0" * 15, b" " * 15, b"REJ0A0120000003", b"REJ0B7770000003", b"rej0a0120000003")


def entries_of(data: bytes) -> tuple[list[bytes], list[list[bytes]], list[bytes]]:
    """Cut a file of one batch into what is before its entries, the entries with their addenda, and what is behind."""
    lines = data.splitlines()
    entries: list[list[bytes]] = []
    for line in lines:
        if line[:1] == b"6":
            entries.append([line])
        elif line[:1] == b"7":
            entries[-1].append(line)
    first = next(at for at, line in enumerate(lines) if line[:1] == b"6")
    return lines[:first], entries, lines[first + sum(map(len, entries)) :]


def under(entry: list[bytes], trace: bytes) -> list[bytes]:
    """Write an entry and its addenda under a trace number."""
    head, *addenda = entry
    old = head[79:]
    return [
        head[:79] + trace,
        *(part[:79] + trace if part[79:] == old else part[:87] + trace[8:] for part in addenda),
    ]


def looked_at_twice(data: bytes, weighing: Weighing, monkeypatch: pytest.MonkeyPatch) -> tuple[Survey, Survey, int]:
    """Look at a file with and without a proof; say as well how many lines the first way looked at one by one."""
    fed = 0
    feed = survey_module.Structure.feed

    def counted(self: survey_module.Structure, *arguments: object) -> object:
        nonlocal fed
        fed += 1
        return feed(self, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(survey_module, "_MIN_LINES_TO_PROVE", 1)
        patch.setattr(chunk_proof_module, "FEWEST", 1)
        patch.setattr(survey_module.Structure, "feed", counted)
        proven = survey(LineReader(data), Profile.STRICT, DAY, weighing)
    with monkeypatch.context() as patch:
        patch.setattr(survey_module, "proof_of", lambda _: None)
        return proven, survey(LineReader(data), Profile.STRICT, DAY, weighing), fed


@pytest.mark.parametrize("base", ["ppd_mixed", "ctx_addenda", "ppd_return", "cie", "pos", "iat_outbound"])
def test_whatever_the_order_the_same_is_said(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers that stand twice, fall, rise, are another bank's or none, beside wrong check digits, however weighed."""
    rng = random.Random(base)
    head, entries, tail = entries_of(valid(base))
    own = entries[0][0][79:87]
    for _ in range(ROUNDS):
        prefixes = rng.choice(((own,), (own,), (own, own, *OTHERS), OTHERS[:1]))
        most, odd = rng.choice((3, 12, 60)), rng.choice((0.02, 0.3))
        made: list[bytes] = []
        for place, entry in enumerate(entries * COPIES):
            number = place + 1 if rng.random() < 0.4 else rng.randrange(1, most)
            trace = b"%s%07d" % (rng.choice(prefixes), number)
            written = under(entry, rng.choice(NO_NUMBERS) if rng.random() < odd else trace)
            if base == "ppd_return" and rng.random() < 0.4:  # one that goes forward among those that come back
                written = [written[0][:1] + b"27" + written[0][3:78] + b"0" + written[0][79:]]
            if rng.random() < 0.1:
                written[0] = written[0][:11] + b"%d" % rng.randrange(10) + written[0][12:]
            if rng.random() < 0.1:
                written[0] = written[0][:30] + rng.choice((b"O", b" ")) + written[0][31:]
            made += written
        changes = {codes_by_name()[name]: rng.choice(tuple(Severity)) for name in WEIGHED}
        data = b"\n".join([*head, *made, *tail, b""])
        proven, looked_at, _ = looked_at_twice(data, Weighing(changes), monkeypatch)
        assert proven.problems == looked_at.problems
        assert proven.places == looked_at.places


@pytest.mark.parametrize("base", ["ppd_mixed", "ppd_return", "cie", "pos", "iat_outbound"])
@pytest.mark.parametrize("order", ["backwards", "all the same", "in swapped pairs", "zeros"])
@pytest.mark.parametrize("prefix", [None, OTHERS[0]], ids=["the ODFI's", "another bank's"])
def test_few_are_looked_at_whatever_the_order(
    base: str, order: str, prefix: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every trace number is out of order, or another bank's, whole runs are passed by all the same."""
    head, entries, tail = entries_of(valid(base))
    made: list[bytes] = []
    for place, entry in enumerate(entries * 40):
        number = {"backwards": 9000 - place, "all the same": 7}.get(order, place + 2 * (place % 2 == 0))
        trace = b"%s%07d" % (prefix or entry[0][79:87], number)
        made += under(entry, b"0" * 15 if order == "zeros" else trace)
    proven, looked_at, fed = looked_at_twice(b"\n".join([*head, *made, *tail, b""]), Weighing(), monkeypatch)
    assert proven == looked_at
    assert any(problem.type.name == "trace-number-order" for problem in proven.problems)
    if base != "iat_outbound" or order != "zeros":  # an IAT with a problem of its own is looked at alone
        assert fed < len(made) / 10 + len(head) + len(tail)


def test_each_entry_of_another_bank_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many banks' trace numbers a batch has, its entries are read in columns a few times and no more."""
    head, entries, tail = entries_of(valid("ppd_mixed"))
    made = [part for place in range(60) for part in under(entries[0], b"%08d%07d" % (11100000 + place, place + 1))]
    read = 0
    in_context = chunk_proof_module.ChunkProof._in_context

    def counted(self: chunk_proof_module.ChunkProof, *arguments: object) -> object:
        nonlocal read
        read += 1
        return in_context(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(chunk_proof_module.ChunkProof, "_in_context", counted)
    proven, looked_at, _ = looked_at_twice(b"\n".join([*head, *made, *tail, b""]), Weighing(), monkeypatch)
    assert proven == looked_at
    assert 1 < read < 10
