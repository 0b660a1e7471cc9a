"""The guard of tests: its list and its day stay, and the options are those of the marker."""

import datetime as dt
import pickle
import re
from pathlib import Path

import pytest

from achguard.errors import ConfigurationError
from achguard.model.decision import Outcome
from achguard.policy import Policy
from achguard.testing import FROZEN_DAY, guard, lists, payment

# Of the list as of 0.1.0. Whoever changes the list changes what users' tests expect: that is a new major version.
LIST = "sha256:705e8bc8eebbd5efcf1e9f989af7a724f1538d66d331019ca45671d43685c1d4"


def test_the_list_stays_as_it_is() -> None:
    """Not one byte of the fictional list changes within a major version."""
    (listed,) = lists().lists
    assert (listed.list, listed.entries, listed.sha256, listed.published) == ("sample-sdn", 41, LIST, FROZEN_DAY)


def test_the_day_is_one_on_which_banks_work() -> None:
    """The frozen day is that of the first version, a Wednesday."""
    assert dt.date(2026, 11, 25) == FROZEN_DAY
    assert FROZEN_DAY.isoweekday() == 3


@pytest.mark.parametrize("name", ["INVENTED, Olga", "OLGA INVENTED"])
def test_names_are_listed_beside_those_of_the_list(name: str) -> None:
    """A name of one's own is held under its list, the fictional ones are still held, and others pass."""
    decider = guard(names=[name])
    assert decider.decide(payment(name="Olga Invented")).outcome is Outcome.HOLD
    assert decider.decide(payment(name="MALIK TARENTOV ZORBAN")).outcome is Outcome.HOLD
    assert decider.decide(payment()).outcome is Outcome.ACCEPT
    assert [version.list for version in decider.decide(payment()).basis.lists] == ["sample-names", "sample-sdn"]
    assert guard().decide(payment(name="Olga Invented")).outcome is Outcome.ACCEPT


@pytest.mark.parametrize("day", ["2028-04-01", dt.date(2024, 5, 6)])
def test_another_day_brings_its_law_and_no_stale_list(day: str | dt.date) -> None:
    """A day long gone or far ahead is decided by its own law, with the list of that day."""
    decision = guard(as_of=day).decide(payment())
    assert (decision.outcome, str(decision.basis.as_of)) == (Outcome.ACCEPT, str(day))


def test_policy_is_a_preset_a_file_or_a_policy(tmp_path: Path) -> None:
    """Each way to name a policy gives that one, in the language that is asked for."""
    file = tmp_path / "own.toml"
    file.write_text('extends = "us-domestic"\nname = "own"\ntitle = "t"\nsource = "s"\n')
    for given, name in (("iat-capable", "iat-capable"), (str(file), "own"), (file, "own")):
        assert guard(policy=given).policy.name == name
    assert guard(policy=Policy.preset("nacha-file"), language="es").policy.language == "es"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"as_of": "tomorrow"}, "as_of is a date such as 2026-11-25, not 'tomorrow'"),
        ({"as_of": "2026-13-01"}, "as_of is a date such as 2026-11-25, not '2026-13-01'"),
        ({"as_of": "123456789"}, "as_of is a date such as 2026-11-25, not '******789'"),
        ({"as_of": 20261125}, "as_of is a date"),
        ({"returns": ["R99"]}, "returns are a list of earlier returns"),
        ({"returns": [{"code": "R99"}]}, "returns: R99 is no return or change code; near it are R39, R69, R90"),
        ({"returns": [{"code": "R85"}, {"code": "C99"}]}, "returns: C99 is no return or change code; near it are C09"),
        ({"as_of": dt.datetime(2026, 11, 25, tzinfo=dt.UTC)}, "as_of is a date"),
        ({"policy": "us-domestik"}, "did you mean 'us-domestic'"),
        ({"policy": "absent.toml"}, "absent.toml can't be read"),
        ({"language": "fr"}, "no texts in"),
        ({"names": "OLGA INVENTED"}, "names are a list"),
        ({"names": ["123"]}, "can't be listed"),
        ({"names": [7]}, "can't be listed"),
    ],
)
def test_what_no_option_can_be_is_refused(options: dict[str, object], says: str) -> None:
    """A wrong option says what is right, in one sentence of our own."""
    with pytest.raises(ConfigurationError, match=re.escape(says)):
        guard(**options)  # type: ignore[arg-type]


def test_a_guard_with_names_goes_to_another_process_and_decides_alike() -> None:
    """A pickled guard comes back with its names."""
    decider = guard(names=["OLGA INVENTED"])
    held = payment(name="OLGA INVENTED")
    assert pickle.loads(pickle.dumps(decider)).decide(held) == decider.decide(held)  # noqa: S301  our own bytes
