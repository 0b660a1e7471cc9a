"""Proving: what is passed by without a look has no problem, and what has none is mostly passed by.

Twins compared: `proof` (columns) with `checks` (records one by one), through `survey` with and without a proof.
`checks/test_running_totals.py` and `checks/test_trace_numbers.py` compare the same two on controls and trace numbers,
and `tests/columnar/test_odd_among_plain.py` the decisions that follow.
"""

import datetime as dt
import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from achguard.identifiers.routing_number import check_digit_of
from achguard.model.payment import SecCode
from achguard.nacha import survey as survey_module
from achguard.nacha.bytes.lines import Chunk, LineReader
from achguard.nacha.checks.problems import Profile
from achguard.nacha.checks.proven_run import ProvenRun
from achguard.nacha.layouts.codes import COUNTED_ADDENDA, TERMINAL_ADDENDA, TRANSACTION_CODES
from achguard.nacha.layouts.entry_layouts import ENTRY_LAYOUTS
from achguard.nacha.layouts.layout import LAYOUTS
from achguard.nacha.proof import chunk_proof as chunk_proof_module
from achguard.nacha.proof.chunk_proof import PROVEN, ChunkProof
from achguard.nacha.records.structure import BatchHead, batch_head
from achguard.nacha.survey import Survey, survey
from nacha_changes import VALID, put, valid
from nacha_edits import edited

EDITS = tomllib.loads((Path(__file__).parents[1] / "checks" / "appendix_two.toml").read_text(encoding="utf-8"))["edit"]
DAY = dt.date(2026, 11, 23)
CHANGES = 400
CHARACTERS = b"0123456789ABCXYZ *\\-az\x00\xe9"
READ_ALIKE = (
    *("record_type", "transaction_code", "rdfi_identification", "check_digit", "amount", "trace_number"),
    *("addenda_indicator",),
)
BASES = {path.stem: path.read_bytes() for path in VALID}

FORWARD = [path.stem for path in VALID if not ({"return", "change"} & {*path.stem.split("_")})]
"""Files whose entries go forward."""


def batches(data: bytes) -> Iterator[tuple[Chunk, int, BatchHead]]:
    """Yield each batch of a file: the chunk, the place of its header, and what that says."""
    chunk = LineReader(data).chunk(0, 1)
    assert chunk is not None
    for place in range(len(chunk)):
        line = chunk.line(place)
        if line.text[0] == "5":
            yield chunk, place, batch_head(line, line, 0)


def look(data: bytes) -> Survey:
    """Look at a file as `read` does, however small it is."""
    return survey(LineReader(data), Profile.STRICT, DAY)


class CountedProof(ChunkProof):
    """A proof that counts the entries that are passed by because of it."""

    passed_by = 0

    def run(
        self, start: int, head: BatchHead, last_trace: str, other_prefixes: tuple[str, ...] = ()
    ) -> ProvenRun | None:
        """Count what is proven."""
        found = super().run(start, head, last_trace, other_prefixes)
        self.passed_by += 0 if found is None else found.entries
        return found


def counted(chunk: Chunk, proofs: list[CountedProof]) -> CountedProof | None:
    """Prove a chunk as `survey` does, and keep the proof to be asked how much it passed by."""
    if not chunk.stride:
        return None
    proofs.append(CountedProof(chunk))
    return proofs[-1]


@pytest.fixture(autouse=True)
def _prove_small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey_module, "_MIN_LINES_TO_PROVE", 1)
    monkeypatch.setattr(chunk_proof_module, "FEWEST", 1)


@pytest.mark.parametrize("name", BASES)
def test_proving_finds_what_looking_finds(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under one changed byte each, a file gives the same problems and totals with and without proving; most is proven.

    Of a file whose entries can be proven, half of them are passed by, over all changes.
    """
    rng = random.Random(name)
    data = BASES[name]
    proofs: list[CountedProof] = []
    entries = 0
    for _ in range(CHANGES):
        changed = bytearray(data)
        changed[rng.randrange(len(data))] = rng.choice(CHARACTERS)
        with monkeypatch.context() as patch:
            patch.setattr(survey_module, "proof_of", lambda chunk: counted(chunk, proofs))
            proven = look(bytes(changed))
        entries += sum(place.entries for place in proven.places)
        with monkeypatch.context() as patch:
            patch.setattr(survey_module, "proof_of", lambda _: None)
            looked_at = look(bytes(changed))
        assert proven.problems == looked_at.problems
        assert proven.places == looked_at.places
    passed_by = sum(proof.passed_by for proof in proofs)
    if name in FORWARD and not any(head.is_adv for _, _, head in batches(data)):
        assert passed_by > entries / 2


def test_the_corpus_has_every_sec_code() -> None:
    """An SEC code of which no file has a forward batch is named: its entries would be compared with nothing."""
    found = {head.sec_code for name in FORWARD for _, _, head in batches(BASES[name])}
    # A notification of change is no forward entry, and all that COR is for.
    found |= {head.sec_code for _, _, head in batches(BASES["cor_change"])}
    assert set(SecCode) - found == set()


@pytest.mark.parametrize("name", FORWARD)
def test_right_entries_are_proven(name: str) -> None:
    """All forward entries of a batch are passed by, but for those of an operator's advices."""
    for chunk, place, head in batches(BASES[name]):
        run = ChunkProof(chunk).run(place + 1, head, "")
        if head.is_adv:
            assert run is None
            continue
        assert run is not None
        control = chunk.line(run.end).text
        assert control[0] == "8"
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


def test_changes_of_iats_are_looked_at_one_by_one() -> None:
    """Notifications of change about IATs are never passed by."""
    chunk = LineReader(valid("iat_change")).chunk(0, 1)
    assert chunk is not None
    assert ChunkProof(chunk).run(2, batch_head(chunk.line(1), chunk.line(1), 0), "") is None


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("cor_change", "98"),
        ("ppd_return", "99"),
        ("contested_return", "contested"),
        ("dishonored_return", "dishonored"),
        ("iat_return", "99"),
    ],
)
def test_what_comes_back_alike_is_passed_by(name: str, category: str) -> None:
    """A run of returns or notifications of change says what they are, so that a batch that mixes them is told."""
    for chunk, place, head in batches(BASES[name]):
        run = ChunkProof(chunk).run(place + 1, head, "")
        assert run is not None
        assert run.category == category


@pytest.mark.slow
@pytest.mark.parametrize("name", BASES)
def test_what_is_said_of_one_holds_for_all_that_are_alike(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among many entries that are alike, one of which is changed, all problems are found; most are not looked at.

    Columns of one record are filled with another character, or with those of another record, so that every field is
    once blank, zeros, letters, and right but another.
    """
    rng = random.Random(name)
    data = multiplied(BASES[name], 8)
    assert any(head.sec_code is not None for _, _, head in batches(data))
    proofs: list[CountedProof] = []
    entries = 0
    for _ in range(CHANGES):
        changed = bytearray(data)
        start, width = rng.randrange(94), rng.choice((1, 2, 3, 6, 8, 15, 22))
        line = rng.randrange(len(data) // 95)
        place = slice(line * 95 + start, line * 95 + min(start + width, 94))
        other = rng.randrange(len(data) // 95) * 95
        filled = bytes([rng.choice(CHARACTERS)]) * (place.stop - place.start)
        changed[place] = rng.choice((filled, data[other + start : other + min(start + width, 94)]))
        with monkeypatch.context() as patch:
            patch.setattr(survey_module, "proof_of", lambda chunk: counted(chunk, proofs))
            proven = look(bytes(changed))
        entries += sum(place.entries for place in proven.places)
        with monkeypatch.context() as patch:
            patch.setattr(survey_module, "proof_of", lambda _: None)
            looked_at = look(bytes(changed))
        assert proven.problems == looked_at.problems
        assert proven.places == looked_at.places
    if all(not head.is_iat and not head.is_adv for _, _, head in batches(data)):
        assert sum(proof.passed_by for proof in proofs) > entries / 2


def multiplied(data: bytes, times: int) -> bytes:
    """Write each entry of a file several times, under trace numbers that ascend."""
    lines = data.splitlines()
    made: list[bytes] = []
    entry: list[bytes] = []
    number = 0
    for line in (*lines, b"9"):
        if entry and line[:1] != b"7":
            for _ in range(times):
                number += 1
                head = entry[0][:-7] + b"%07d" % number
                made.append(head)
                for part in entry[1:]:
                    own = part[:-15] + head[-15:] if part[79:94] == entry[0][79:94] else part[:-7] + head[-7:]
                    made.append(own if part[87:94] == entry[0][87:94] else part)
            entry = []
        if line[:1] == b"6" or (entry and line[:1] == b"7"):
            entry.append(line)
        else:
            made.append(line)
    return b"\n".join([*made[:-1], b""])


@pytest.mark.parametrize("sec_code", sorted(SecCode))
def test_what_can_be_proven_is_laid_out_so(sec_code: SecCode) -> None:
    """An SEC code can be proven where its entries have the columns that the proof reads, and addenda 05 or an IAT's."""
    key = ENTRY_LAYOUTS[sec_code]
    carries_others = sec_code in TERMINAL_ADDENDA or sec_code is SecCode.COR
    standing_alike = all(
        LAYOUTS[key][name].columns == LAYOUTS["entry"][name].columns for name in READ_ALIKE if name in LAYOUTS[key]
    )
    otherwise = {"adv_entry", "cie_entry", "shr_entry"}
    assert (sec_code in PROVEN) is (key not in otherwise and not carries_others)
    if sec_code in PROVEN:
        assert standing_alike
        assert ("addenda_count" in LAYOUTS[key]) is (sec_code in COUNTED_ADDENDA or sec_code is SecCode.IAT)


@pytest.mark.parametrize("key", sorted({ENTRY_LAYOUTS[sec_code] for sec_code in PROVEN}))
@pytest.mark.parametrize("name", READ_ALIKE)
def test_what_is_read_alike_stands_alike(key: str, name: str) -> None:
    """A field that the proof reads of all entries at once stands on the same columns in each layout that it proves."""
    assert LAYOUTS[key][name].columns == LAYOUTS["entry"][name].columns


@pytest.mark.parametrize("sec_code", sorted(SecCode))
def test_only_known_forms_are_proven(sec_code: SecCode) -> None:
    """Under the SEC code of an operator's advices nothing is passed by, however right it looks."""
    base = "iat_outbound" if sec_code is SecCode.IAT else "ppd_mixed"
    data = valid(base) if sec_code is SecCode.IAT else put(valid(base), 2, 51, sec_code.value)
    chunk, place, head = next(batches(data))
    assert head.sec_code is sec_code
    passed_by = ChunkProof(chunk).run(place + 1, replace(head, service_class="200"), "") is not None
    assert passed_by <= (sec_code is not SecCode.ADV)
    assert passed_by or sec_code not in {SecCode.PPD, SecCode.CCD, SecCode.WEB, SecCode.IAT}


@pytest.mark.parametrize("case", EDITS, ids=lambda case: case["edit"])
def test_an_edit_of_the_operators_is_never_proven_right(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """What an operator rejects is found with proving as without, in the midst of entries that are right."""
    data = edited(case)
    proven = look(data)
    monkeypatch.setattr(survey_module, "proof_of", lambda _: None)
    assert proven == look(data)


def _put(line: bytes, column: int, text: bytes) -> bytes:
    return line[: column - 1] + text + line[column - 1 + len(text) :]


def _other_routing(line: bytes, prefix: bytes) -> bytes:
    eight = prefix + line[5:11]
    return _put(line, 4, eight + check_digit_of(eight.decode()).encode())


MANY = ("ppd_mixed", "ctx_addenda", "web_hidden_iban", "ppd_return", "cie", "pos", "cor_change", "iat_outbound")
LETTERS = ("É", "ÄÖ", "\xa0", "×", "Ł", "€", "\x85", "1÷")
BESIDE = "a letter across fields or beside"
TWO_BYTES = "an accented letter in two bytes"
ODD_MIX = "one thing after the other"
ODD: dict[str, Callable[[bytes, int], bytes]] = {
    "an accented letter": lambda line, _: _put(line, 55, "JOSÉ".encode("latin-1")),
    TWO_BYTES: lambda line, _: _put(line, 55, "JOSÉ".encode()),
    "letters of all kinds": lambda line, at: _put(line, 55, LETTERS[at % 8].encode()),
    "bytes of all kinds": lambda line, at: _put(line, 55 + at % 9, bytes([0x80 + at * 5 % 128])),
    "a letter across fields": lambda line, _: _put(line, 54, "É".encode()),
    BESIDE: lambda line, at: _put(line, 51, "ÉA1É".encode() if at % 2 else b"1" + "ÉÉ".encode() + b"A"),
    "a name of signs": lambda line, at: _put(line, 55, ("¿" * (22 - at % 2)).encode("latin-1").ljust(22)),
    "a tab": lambda line, _: _put(line, 60, b"\t"),
    "a tab in a field for later use": lambda line, _: _put(line, 77, b"\t"),
    "small letters": lambda line, _: _put(line, 55, b"jane q. public"),
    "a wrong check digit": lambda line, _: _put(line, 12, b"%d" % ((line[11] - 47) % 10)),
    "a prefix that there is not": lambda line, _: _other_routing(line, b"99"),
    "zeros for a routing number": lambda line, _: _put(line, 4, b"0" * 9),
    "no account number": lambda line, _: _put(line, 13, b" " * 17),
    "no amount": lambda line, _: _put(line, 30, b"0" * 10),
    "an addenda indicator of seven": lambda line, _: _put(line, 79, b"7"),
    "zeros for a trace number": lambda line, _: _put(line, 80, b"0" * 15),
    "no trace number": lambda line, _: _put(line, 80, b" " * 15),
    "a letter in the trace number": lambda line, _: _put(line, 90, b"O"),
    "a code of what was rejected": lambda line, at: _put(line, 80, b"REJ0%04d" % (at % 3)),
    "a small code of what was rejected": lambda line, at: _put(line, 80, b"rej0a%03d" % (at % 3)),
    "a letter in the amount": lambda line, _: _put(line, 35, b"O"),
    "a blank amount": lambda line, _: _put(line, 30, b" " * 10),
    ODD_MIX: lambda line, at: [*ODD.values()][at % (len(ODD) - 1)](line, at),
}
"""What is wrong with each entry of a file, by its kind."""

OF_TRACE_NUMBERS = frozenset({kind for kind in ODD if kind.endswith(("trace number", "rejected"))})
"""Kinds that change a trace number."""

OF_ADDENDA = {"ppd_mixed": 1 / 3, "ctx_addenda": 1, "iat_outbound": 1}
"""The share of entries with addenda in files of which few entries are looked at."""

ELSEWHERE = {("ctx_addenda", TWO_BYTES), ("iat_outbound", "no amount")}
"""Kinds that are wrong beyond one field there: across the number of addenda, or beside the foreign amount."""

SAID_BY_THE_WAY = frozenset(
    {
        "letters of all kinds",
        "bytes of all kinds",
        "a letter across fields",
        BESIDE,
        ODD_MIX,
        "a small code of what was rejected",
    }
)
"""Kinds of which some entries are looked at one by one."""


@pytest.mark.parametrize("base", MANY)
@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("counted_in", ["bytes", "characters"])
@pytest.mark.parametrize("kind", ODD)
def test_what_is_wrong_with_each_is_said_of_each(
    base: str, profile: Profile, kind: str, counted_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the same is wrong with each entry, proving says it of each as looking does, and few are looked at."""
    lines = multiplied(BASES[base], 40).splitlines()
    odd = [ODD[kind](line, at) if line[:1] == b"6" else line for at, line in enumerate(lines)]
    data = b"\n".join([*odd, b""])
    if counted_in == "characters":
        data = data.decode("latin-1").replace("¿", "…").replace("Å", "Ł").encode()
    proofs: list[CountedProof] = []
    with monkeypatch.context() as patch:
        patch.setattr(survey_module, "proof_of", lambda chunk: counted(chunk, proofs))
        proven = survey(LineReader(data), profile, DAY)
    with monkeypatch.context() as patch:
        patch.setattr(survey_module, "proof_of", lambda _: None)
        looked_at = survey(LineReader(data), profile, DAY)
    assert proven.problems == looked_at.problems
    assert proven == looked_at
    if base in OF_ADDENDA and kind not in SAID_BY_THE_WAY and (base, kind) not in ELSEWHERE:
        # Addenda say another trace number than the one that is changed.
        share = 0.9 - OF_ADDENDA[base] if kind in OF_TRACE_NUMBERS else 0.9
        assert sum(proof.passed_by for proof in proofs) > sum(place.entries for place in proven.places) * share


NAMES = ("0000000000000000000000", "12345", "---", "[[[[", "@", "`~{|}", "0" * 21 + "A", " " * 21 + "z", "É", "")


@pytest.mark.parametrize("base", ["PPD", "TEL", "ARC", "POP", "RCK", "XCK", "TRC", "ACK", "ATX", "TRX", "CTX", "IAT"])
@pytest.mark.parametrize("name", NAMES)
def test_names_are_read_alike(base: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in an entry's last text field, proving and looking say the same of it."""
    key = "addenda_10.receiver_name" if base == "IAT" else f"{ENTRY_LAYOUTS[SecCode(base)]}."
    if base != "IAT":
        layout = LAYOUTS[ENTRY_LAYOUTS[SecCode(base)]]
        key += "individual_name" if "individual_name" in layout else "item_research_number"
        name = name[: layout[key.split(".")[1]].width]
    data = edited({"base": base, "set": {key: name if len(name) > 1 else name.ljust(2)}})
    proven = look(data)
    monkeypatch.setattr(survey_module, "proof_of", lambda _: None)
    assert proven == look(data)


@pytest.mark.slow
@pytest.mark.parametrize("base", sorted(sec_code.value for sec_code in PROVEN))
@pytest.mark.parametrize("code", sorted(TRANSACTION_CODES))
def test_transaction_codes_are_read_alike(base: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under each SEC code and for amounts around every limit, proving and looking say the same of a code."""
    for cents in (0, 1, 2_499_99, 2_500_00, 25_000_00, 25_000_01):
        data = edited({"base": base, "values": {"transaction_code": code, "amount": cents}})
        with monkeypatch.context() as patch:
            proven = look(data)
            patch.setattr(survey_module, "proof_of", lambda _: None)
            assert proven == look(data), cents


@pytest.mark.parametrize("name", ["3M COMPANY", "(JANE Q PUBLIC)", " " * 21 + "z"])
def test_a_name_may_start_with_anything(name: str) -> None:
    """An entry whose name has its first letter further behind is passed by all the same."""
    chunk, place, head = next(batches(edited({"base": "PPD", "set": {"entry.individual_name": name}})))
    run = ChunkProof(chunk).run(place + 1, head, "")
    assert run is not None
    assert run.entries == 2
