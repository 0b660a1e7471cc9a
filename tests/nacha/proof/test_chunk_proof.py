"""Proving: what is passed by without a look has no problem, and what has none is mostly passed by.

Twins compared: `proof` (columns) with `checks` (records one by one), through `survey` with and without a proof.
`checks/test_running_totals.py` and `checks/test_trace_numbers.py` compare the same two on controls and trace numbers,
and `tests/columnar/test_odd_among_plain.py` the decisions that follow.
"""

import datetime as dt
import random
from dataclasses import replace

import pytest

from achguard.model.payment import SecCode
from achguard.nacha import survey as survey_module
from achguard.nacha.bytes.lines import LineReader
from achguard.nacha.checks.problems import Profile
from achguard.nacha.proof.chunk_proof import ChunkProof
from achguard.nacha.records.structure import batch_head, entry_layout
from achguard.nacha.survey import Survey, survey
from nacha_changes import VALID, put, valid

DAY = dt.date(2026, 11, 23)
CHANGES = 400
CHARACTERS = b"0123456789ABCXYZ *\\-az\x00\xe9"
BASES = {path.stem: path.read_bytes() for path in VALID}


def look(data: bytes) -> Survey:
    """Look at a file as `read` does, however small it is."""
    return survey(LineReader(data), Profile.STRICT, DAY)


@pytest.fixture(autouse=True)
def _prove_small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey_module, "_MIN_LINES_TO_PROVE", 1)


@pytest.mark.parametrize("name", BASES)
def test_proving_finds_what_looking_finds(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under one changed byte each, a file gives the same problems and totals with and without proving."""
    rng = random.Random(name)
    data = BASES[name]
    for _ in range(CHANGES):
        changed = bytearray(data)
        changed[rng.randrange(len(data))] = rng.choice(CHARACTERS)
        proven = look(bytes(changed))
        with monkeypatch.context() as patch:
            patch.setattr(survey_module, "proof_of", lambda _: None)
            looked_at = look(bytes(changed))
        assert proven.problems == looked_at.problems
        assert proven.places == looked_at.places


@pytest.mark.parametrize("name", ["ppd_mixed", "ctx_addenda", "iat_outbound", "web_hidden_iban"])
def test_right_entries_are_proven(name: str) -> None:
    """Forward entries of the usual SEC codes are passed by from the first to the last line of their batch."""
    lines = LineReader(valid(name))
    chunk = lines.chunk(0, 1)
    assert chunk is not None
    head = batch_head(chunk.line(1), chunk.line(1), 0)
    run = ChunkProof(chunk).run(2, head, "")
    assert run is not None
    assert chunk.line(run.end).text[0] == "8"
    control = chunk.line(run.end).text
    assert (run.lines, run.hash_sum % 10**10) == (int(control[4:10]), int(control[10:20]))
    assert (run.debit, run.credit) == (int(control[20:32]), int(control[32:44]))


def test_a_run_starts_above_the_trace_number_before() -> None:
    """Entries behind a higher trace number are not proven, because their order is wrong."""
    chunk = LineReader(valid("ppd_mixed")).chunk(0, 1)
    assert chunk is not None
    head = batch_head(chunk.line(1), chunk.line(1), 0)
    assert ChunkProof(chunk).run(2, head, "065300270000009") is None
    assert ChunkProof(chunk).run(2, head, "not a trace") is None


@pytest.mark.parametrize("indicator", ["FF", "ff", "Ff", "FV", "VF", "XX"])
def test_however_the_exchange_is_written_the_same_amounts_are_missed(
    indicator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A foreign amount that differs from the entry's is named with proving as without, in small letters too."""
    data = put(put(valid("iat_outbound"), 2, 21, indicator), 4, 24, "7")
    proven = look(data)
    monkeypatch.setattr(survey_module, "proof_of", lambda _: None)
    assert proven == look(data)
    assert ("fx-amounts" in {problem.type.name for problem in proven.problems}) is (indicator.upper() == "FF")


@pytest.mark.parametrize("name", ["adv", "pos", "shr", "cie", "cor_change", "ppd_return", "iat_return"])
def test_rare_forms_are_looked_at_one_by_one(name: str) -> None:
    """Returns, changes and the forms of a few SEC codes are never passed by."""
    chunk = LineReader(valid(name)).chunk(0, 1)
    assert chunk is not None
    assert ChunkProof(chunk).run(2, batch_head(chunk.line(1), chunk.line(1), 0), "") is None


@pytest.mark.parametrize("sec_code", sorted(SecCode))
def test_only_known_forms_are_proven(sec_code: SecCode) -> None:
    """Under an SEC code whose entries are laid out otherwise nothing is passed by, however right it looks."""
    base = "iat_outbound" if sec_code is SecCode.IAT else "ppd_mixed"
    data = valid(base) if sec_code is SecCode.IAT else put(valid(base), 2, 51, sec_code.value)
    chunk = LineReader(data).chunk(0, 1)
    assert chunk is not None
    head = batch_head(chunk.line(1), chunk.line(1), 0)
    assert head.sec_code is sec_code
    provable = ChunkProof(chunk).run(2, replace(head, service_class="200"), "") is not None
    usual = entry_layout(head, ()) in {"entry", "iat_entry"} and sec_code not in {SecCode.COR, SecCode.POS}
    assert provable <= usual
    assert provable or sec_code not in {SecCode.PPD, SecCode.CCD, SecCode.WEB, SecCode.IAT}
