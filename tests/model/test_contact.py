"""Where a payor can turn to."""

import pytest
from pydantic import ValidationError

from achguard.model.contact import Contact


@pytest.mark.parametrize("phone", ["+1 601 555 0100", "(601) 555-0100", "601.555.0100", "+16015550100 x 12"])
@pytest.mark.parametrize("url", ["https://pay.example.gov", "https://pay.example.gov:8443/contact?topic=ach#form"])
def test_a_contact_is_kept_as_it_is_written(phone: str, url: str) -> None:
    """A telephone number in any usual spelling, a page by https, an address of several lines."""
    given = {"phone": phone, "url": url, "address": "State Tax Agency\nPO Box 1\nJackson MS 39201"}
    assert Contact.model_validate(given).model_dump(mode="json") == given


def test_what_there_is_none_of_is_left_out() -> None:
    """The JSON of a contact has no empty ways."""
    assert Contact(phone="601 555 0100").model_dump() == {"phone": "601 555 0100"}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"phone": None},
        {"phone": "call us"},
        {"phone": "601"},
        {"phone": "601 555 0100\n"},
        {"phone": "\u0661\u0662\u0663 555 0100"},
        {"phone": "1" * 60},
        {"url": "http://pay.example.gov"},
        {"url": "javascript:alert(1)"},
        {"url": "https://"},
        {"url": "https://user:secret@pay.example.gov"},
        {"url": "https://pay.example.gov/a b"},
        {"url": "https://pay.example.gov\n"},
        {"url": 'https://pay.example.gov/"><script>'},
        {"url": "https://pay.example.gov/" + "x" * 300},
        {"address": ""},
        {"address": "One\n\nTwo"},
        {"address": "One\tTwo"},
        {"address": "x" * 501},
        {"fax": "601 555 0100"},
    ],
)
def test_what_is_no_contact_is_refused(given: dict[str, object]) -> None:
    """Nothing without a way, nothing that a browser runs, no credentials, no control characters, nothing too long."""
    with pytest.raises(ValidationError):
        Contact.model_validate(given)
