"""A listed person is met in a line whatever language spelt the name."""

from achguard.sanctions.listed.entity import ListedEntity, ListedName
from achguard.sanctions.screener import Screener


def test_another_spelling_of_a_person_in_a_line() -> None:
    """A line with the Swedish spelling of a Russian name meets the English one, and a part of it does not."""
    name = ListedName("ZORBAYEV, Yuri Khazimuratovich", "primary", "primary")
    screener = Screener([ListedEntity("1", "made-up", "individual", (name,))])
    assert screener.screen_text("DONATION FROM JURIJ CHAZIMURATOVITJ ZORBAJEV IN MEMORY OF MOM")
    assert not screener.screen_text("DONATION FROM JURIJ ZORBAJEV IN MEMORY OF MOM")
