"""A form of what a decision asks: one field for each question, a payor's agreement to a statement among them."""

from collections.abc import Iterable, Mapping
from typing import Final

from django import forms

from achguard.model.decision import Question

_MOST_CHARACTERS: Final = 500  # a name has no more in a payment, and nothing that is asked for is longer
_OF_AN_ACCOUNT: Final = ".account."


class QuestionsForm(forms.Form):  # type: ignore[misc]  # Django has no types
    """The questions of a decision as fields, each under the place that it asks of, such as `certification`.

    `form = QuestionsForm(decision.for_payor().questions, request.POST)`; once it is valid,
    `payment.answered(decision, form.answers)` takes what was said. A policy's statement is the label of a box for the
    name of whoever agrees to it. A question that nobody can answer in a box has no field.
    """

    def __init__(
        self, questions: Iterable[Question], data: Mapping[str, object] | None = None, **options: object
    ) -> None:
        super().__init__(data, **options)
        for question in questions:
            if question.input is not None:
                self.fields[question.at] = _field(question)

    @property
    def answers(self) -> dict[str, object]:
        """What was answered, by the place of each question; nothing before the form is valid."""
        return dict(self.cleaned_data) if self.is_valid() else {}


class _HiddenText(forms.CharField):  # type: ignore[misc]
    def prepare_value(self, value: object) -> None:
        """Write no number into a page: a form that is shown again has the box empty."""


def _field(question: Question) -> forms.Field:
    if question.input == "choice":
        choices = [(choice.value, choice.label) for choice in question.choices]
        return forms.ChoiceField(label=question.prompt, choices=choices, widget=forms.RadioSelect)
    if question.input == "date":
        return forms.DateField(label=question.prompt, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    kind = _HiddenText if _OF_AN_ACCOUNT in question.at else forms.CharField
    return kind(label=question.prompt, max_length=_MOST_CHARACTERS, widget=forms.TextInput({"autocomplete": "off"}))
