"""What a policy says of problems of Nacha files: severities per code and origin, and what an error leads to."""

import pickle
from pathlib import Path

import pytest

from achguard.columnar.nacha_file import decide_file
from achguard.errors import ConfigurationError
from achguard.guard import Guard
from achguard.nacha import Weighing, problem_types, read
from achguard.nacha.checks.problems import Severity
from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from nacha_changes import put, valid
from nacha_edits import DAY, edited

FOREIGN_TRACE = {"base": "PPD", "set": {"second.entry.trace_number": "111111110000002"}}


def policy(tmp_path: Path, text: str) -> Policy:
    """Read a policy for files that says something more."""
    path = tmp_path / "policy.toml"
    path.write_text(f'extends = "nacha-file"\nname = "bank"\n{text}\n', encoding="utf-8")
    return Policy.load(path)


def outcomes(data: bytes, chosen: Policy) -> list[str]:
    """Decide a file by a policy."""
    by = Guard(policy=chosen, lists=Snapshot.sample(published=DAY), as_of=DAY)
    return [each.decision.outcome.value for each in decide_file(data, by)]


def test_a_severity_of_the_policy_goes_before_the_profile(tmp_path: Path) -> None:
    """A bank that agreed on other trace numbers has its batch accepted, and the note stays in the decision."""
    data = edited(FOREIGN_TRACE)
    assert outcomes(data, policy(tmp_path, "")) == ["hold", "hold"]
    agreed = policy(tmp_path, '[nacha.severities]\nNAC077 = "warning"')
    assert outcomes(data, agreed) == ["accept", "accept"]
    assert outcomes(data.replace(b"\n", b"\r\n"), agreed) == ["accept", "accept"]


def test_a_warning_may_be_made_an_error(tmp_path: Path) -> None:
    """Who wants the control to repeat the company's number holds the batch where it does not."""
    data = put(valid("ppd_mixed"), 8, 45, "9")
    assert outcomes(data, policy(tmp_path, ""))[0] == "accept"
    assert outcomes(data, policy(tmp_path, '[nacha.severities]\nNAC105 = "error"'))[:4] == ["hold"] * 4


def test_an_origin_has_severities_of_its_own(tmp_path: Path) -> None:
    """They hold for files of that immediate origin alone, before those of all."""
    data = edited(FOREIGN_TRACE)
    mine = policy(tmp_path, '[nacha.origins."065300279".severities]\nNAC077 = "warning"')
    assert outcomes(data, mine) == ["accept", "accept"]
    others = policy(tmp_path, '[nacha.origins."061000146".severities]\nNAC077 = "warning"')
    assert outcomes(data, others) == ["hold", "hold"]
    both = policy(
        tmp_path,
        '[nacha.severities]\nNAC077 = "warning"\n[nacha.origins."065300279".severities]\nNAC077 = "error"',
    )
    assert outcomes(data, both) == ["hold", "hold"]


def test_two_files_in_one_weigh_by_their_own_origins(tmp_path: Path) -> None:
    """The second header's origin holds from there on."""
    data = edited(FOREIGN_TRACE)
    other = put(data, 1, 14, " 061000146")
    mine = policy(tmp_path, '[nacha.origins."065300279".severities]\nNAC077 = "warning"')
    assert outcomes(data + other, mine) == ["accept", "accept", "hold", "hold"]
    assert outcomes(other + data, mine) == ["hold", "hold", "accept", "accept"]


def test_an_error_may_lead_to_an_ask(tmp_path: Path) -> None:
    """An entry that is read and screened is asked about; one with a listed name is held all the same."""
    asking = policy(tmp_path, '[nacha]\nerrors = "ask"')
    assert outcomes(edited(FOREIGN_TRACE), asking) == ["ask", "ask"]
    named = {**FOREIGN_TRACE, "values": {"individual_name": "MALIK TARENTOV ZORBAN"}}
    assert outcomes(edited(named), asking) == ["hold", "ask"]


@pytest.mark.parametrize(
    "case",
    [
        {"base": "PPD", "set": {"entry.amount": "00000ABC00"}},
        {"base": "PPD", "set": {"entry.transaction_code": "20"}},
        {"base": "IAT", "set": {"addenda_14.branch_country": "ZZ"}},
        {"base": "PPD", "set": {"batch_control.total_credit": "000000000001"}},
    ],
    ids=["amount", "transaction code", "branch country", "batch total"],
)
def test_what_hides_a_field_is_held_under_any_policy(case: dict[str, object], tmp_path: Path) -> None:
    """Nobody is asked about an entry of which something could not be looked at, or may be missing."""
    assert outcomes(edited(case), policy(tmp_path, '[nacha]\nerrors = "ask"'))[0] == "hold"


@pytest.mark.parametrize("code", [code for code, row in problem_types().items() if not row.lowered])
def test_what_hides_a_field_is_never_lowered(code: str, tmp_path: Path) -> None:
    """A policy that makes a warning of it is refused, for all files and for one origin."""
    assert problem_types()[code].operator is Severity.ERROR
    for table in ("nacha.severities", 'nacha.origins."065300279".severities'):
        with pytest.raises(ConfigurationError, match=f"{code} stays an error"):
            policy(tmp_path, f'[{table}]\n{code} = "warning"')
    assert policy(tmp_path, f'[nacha.severities]\n{code} = "error"')


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[nacha.severities]\nNAC777 = "warning"', "'NAC777' is no problem of a Nacha file; did you mean 'NAC077'?"),
        ('[nacha.severities]\nNAC077 = "off"', "'off' is not known; there are error, warning"),
        ('[nacha]\nerrors = "accept"', "'accept' is not known; there are hold, ask"),
        ('[nacha.origins." 0653".severities]\nNAC077 = "warning"', "up to ten characters, without the blanks"),
        ("[nacha]\nseverites = 1", "did you mean 'severities'?"),
    ],
)
def test_what_can_not_be_meant_is_refused(text: str, says: str, tmp_path: Path) -> None:
    """The sentence says where, what, and the nearest right word."""
    with pytest.raises(ConfigurationError) as refused:
        policy(tmp_path, text)
    assert says in str(refused.value)


def test_a_file_that_was_read_before_is_weighed_by_the_guard(tmp_path: Path) -> None:
    """It is looked at again where the policy differs, and its problems are those of the decisions."""
    file = read(edited(FOREIGN_TRACE), as_of=DAY)
    assert file.errors
    agreed = policy(tmp_path, '[nacha.severities]\nNAC077 = "warning"')
    decided = decide_file(file, Guard(policy=agreed, lists=Snapshot.sample(published=DAY), as_of=DAY))
    assert (decided.errors, len(decided.problems)) == ((), 1)
    assert file.weighed(Weighing()) is file


def test_severities_are_part_of_the_policy(tmp_path: Path) -> None:
    """A policy with other severities has another digest, and can be pickled."""
    plain, other = policy(tmp_path, ""), policy(tmp_path, '[nacha.severities]\nNAC077 = "warning"')
    assert plain.version.digest == policy(tmp_path, "[nacha]").version.digest != other.version.digest
    assert pickle.loads(pickle.dumps(other)) == other  # noqa: S301  our own bytes
