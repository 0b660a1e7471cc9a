"""A question of an agency's own: what a rule needs to weigh the answer."""

from dataclasses import dataclass

from achguard.model.finding import Strength
from achguard.model.payment import Answer, Direction


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """One question that a policy adds, without its words."""

    id: str
    """The word by which a payment's answers name it."""
    directions: frozenset[Direction]
    """The payments of which it is asked."""
    weighs: tuple[tuple[Answer, Strength], ...]
    """What each answer weighs; one that is not here weighs nothing."""

    @property
    def at(self) -> str:
        """Give the path of its answer."""
        return f"own_answers[{self.id}].answer"
