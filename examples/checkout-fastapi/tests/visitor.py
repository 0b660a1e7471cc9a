"""A visitor without a browser: fetches pages, keeps cookies, and sends the forms that are on them."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode


@dataclass
class Answer:
    """What the server answered."""

    status: int
    path: str
    headers: http.client.HTTPMessage
    text: str


class _Hidden(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[given["name"] or ""] = given["value"] or ""


def hidden(text: str) -> dict[str, str]:
    """Give the hidden fields of a page's form."""
    parser = _Hidden()
    parser.feed(text)
    return parser.fields


@dataclass
class Visitor:
    """One visitor of a site on this machine."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    """Every answer, those that lead on as well."""

    def get(self, path: str, **headers: str) -> Answer:
        """Fetch a page, where it leads on the next one."""
        return self._asked("GET", path, None, headers)

    def send(self, path: str, /, *, token: bool = True, **fields: str) -> Answer:
        """Send a form to its address, with what the last page hid in it, and fetch where that leads."""
        return self.send_fields(path, (hidden(self.answers[-1].text) if token else {}) | fields)

    def send_fields(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form of any fields."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._asked("POST", path, urlencode(fields).encode(), form)

    def _asked(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        answer = self.ask(method, path, body, headers)
        if answer.status == http.HTTPStatus.SEE_OTHER:
            return self._asked("GET", answer.headers["Location"], None, {})
        return answer

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        """Ask once, and follow nothing."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {"Cookie": cookie, **(headers or {})})
        response = connection.getresponse()
        text = response.read().decode("utf-8")
        connection.close()
        for said in response.headers.get_all("Set-Cookie") or ():
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.answers.append(Answer(response.status, path, response.headers, text))
        return self.answers[-1]
