"""A schema says what each field means, and nothing is read from sources before one is asked for."""

import inspect
from typing import Any

import pytest
from pydantic import ConfigDict, Field, TypeAdapter

from achguard.model.decision import Ask
from achguard.model.described import Described, field_texts
from achguard.model.payment import Payment
from achguard.policy import Policy


class _Above(Described):
    above: str = ""
    """Said of the one above."""
    silent: str = ""
    both: str = ""
    """Said above."""


class _Below(_Above):
    model_config = ConfigDict(title="Below")

    both: str = ""
    """Said below,
    in two lines."""
    own: str = Field(default="", description="Said by the field itself.")
    """Said under it."""


def _descriptions(model: type[Described]) -> dict[str, Any]:
    return {name: field.get("description") for name, field in model.model_json_schema()["properties"].items()}


def test_a_schema_says_what_stands_below_a_field() -> None:
    """A field is described by the text below it where its class has one, the nearest class first, and by itself."""
    assert _descriptions(_Below) == {
        "above": "Said of the one above.",
        "silent": None,
        "both": "Said below,\nin two lines.",
        "own": "Said by the field itself.",
    }


@pytest.mark.parametrize("model", [Payment, Ask])
def test_every_field_that_users_meet_is_described(model: type[Described]) -> None:
    """No field of a payment or a decision is without a description, however deep it is."""
    schema = TypeAdapter(model).json_schema()
    undescribed = [
        f"{name}.{field}"
        for name, part in (("", schema), *schema["$defs"].items())
        for field, said in part.get("properties", {}).items()
        if "description" not in said
    ]
    assert undescribed in ([], ["Ask.outcome"], [".outcome"])


def test_without_a_source_a_schema_is_made_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model whose source is not at hand has a schema without descriptions."""

    def gone(_: object) -> str:
        raise OSError("could not get source code")

    class _Gone(Described):
        __module__ = "nowhere"

        name: str = ""
        """Said."""

    assert _descriptions(_Gone) == {"name": None}
    monkeypatch.setattr(inspect, "getsource", gone)
    assert field_texts(type("Made", (Described,), {"__module__": "achguard.first_use"})) == {}


def test_importing_reads_no_source() -> None:
    """No model makes pydantic look for docstrings while it is imported: that took a third of the time to a guard."""
    for model in (Payment, Ask, Policy):
        assert "use_attribute_docstrings" not in model.model_config
