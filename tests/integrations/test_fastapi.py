"""The router and its parts in a real FastAPI app, served by uvicorn and asked over a socket."""

import datetime as dt
import http.client
import json
import logging
import socket
from typing import Annotated, Any

import pytest
from fastapi import Body, Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, TypeAdapter

from achguard import Decision, ForPayor, Guard, Payment, Snapshot
from achguard.integrations.fastapi import (
    Checked,
    accept_language,
    add_exception_handlers,
    checking,
    payment_body,
    router,
)
from factories import Json, domestic_web_debit, merged
from web_server import Serve

DAY = dt.date(2026, 11, 23)
TYPED = "40917733551"


@pytest.fixture(scope="module")
def guard() -> Guard:
    """Give a guard with the sample list."""
    return Guard(lists=Snapshot.sample(published=DAY), as_of=DAY)


def asked(port: int, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
    """Ask a server and give the status and the JSON that it answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    sent = {"Content-Type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    connection.request(method, path, content, sent)
    answer = connection.getresponse()
    read = answer.read()
    connection.close()
    return answer.status, json.loads(read)


def app_of(guard: Guard, **options: Any) -> FastAPI:
    """Make the app of the documentation: the router under a prefix."""
    app = FastAPI()
    app.include_router(router(guard, **options), prefix="/achguard")
    return app


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"foreign_funds": {"account_abroad": "not_asked"}},
        {"receiver": {"account": {"iban": "DE89370400440532013000"}}},
        {"receiver": {"name": "MALIK TARENTOV ZORBAN"}},
        {"remittance": [f"INVOICE {number}" for number in range(300)]},
    ],
)
def test_the_router_gives_the_decision_of_the_guard(guard: Guard, serve: Serve, changes: Json) -> None:
    """Each outcome comes over the wire as the guard gives it, a long payment's too."""
    sent = merged(domestic_web_debit(), changes)
    status, answer = asked(serve(app_of(guard)), "POST", "/achguard/decide", sent)
    decision = guard.decide(Payment.model_validate(sent))
    assert (status, answer) == (200, decision.model_dump(mode="json"))
    assert TypeAdapter[Any](Decision).validate_python(answer) == decision


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b"", 400, "body: is not JSON"),
        (b"{", 400, "body: is not JSON"),
        (b'{"amount": NaN}', 400, "body: holds NaN"),
        (b'{"id": "a", "id": "b"}', 400, "body: holds the field id twice"),
        (b"\xff\xfe{", 400, "body: is not UTF-8 text from byte 1 on"),
        (b"[" * 100_000, 400, "body: is nested too deeply"),
        (b'{"amount": ' + b"9" * 10_000 + b"}", 400, "body: holds a number with too many digits"),
        (b"[]", 422, "body: should be an object with the fields of a payment"),
        (b"{}", 422, "direction: is required"),
        (b'{"direction": "debit", "colour": "' + TYPED.encode() + b'"}', 422, "body: has a member that is not a field"),
    ],
)
def test_what_is_no_payment_is_refused_in_words(
    guard: Guard, serve: Serve, body: bytes, status: int, says: str
) -> None:
    """The answer says where and what, in the shape of a row that is no payment, and nothing of what was sent."""
    got, answer = asked(serve(app_of(guard)), "POST", "/achguard/decide", body)
    assert got == status
    assert answer["detail"]["outcome"] == "invalid"
    assert any(error.startswith(says) for error in answer["detail"]["errors"]), answer
    assert TYPED not in json.dumps(answer)


def test_a_wrong_value_is_not_echoed(guard: Guard, serve: Serve) -> None:
    """An account number in a field that takes none, and a name that no field has, stay with the sender."""
    sent = {**domestic_web_debit(), "amount": TYPED + "99999", "currency": TYPED, TYPED: "x"}
    status, answer = asked(serve(app_of(guard)), "POST", "/achguard/decide", sent)
    assert status == 422
    assert TYPED not in json.dumps(answer)
    assert {error.partition(":")[0] for error in answer["detail"]["errors"]} >= {"amount", "currency"}


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data"])
def test_only_json_is_read(guard: Guard, serve: Serve, kind: str) -> None:
    """A form on somebody's page can't send a payment: another content type is refused."""
    status, answer = asked(serve(app_of(guard)), "POST", "/achguard/decide", domestic_web_debit(), Content_Type=kind)
    assert status == 415
    assert "Content-Type: application/json" in answer["detail"]["errors"][0]


def raw(port: int, request: bytes, *more: bytes) -> bytes:
    """Send bytes over a socket as they are and give all that comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        try:
            for part in more:
                connection.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass
        received = b""
        try:
            while part := connection.recv(65536):
                received += part
        except ConnectionResetError:
            pass
        return received


HEAD = b"POST /achguard/decide HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


def test_a_body_that_says_that_it_is_too_large_is_not_waited_for(guard: Guard, serve: Serve) -> None:
    """A length above the limit is refused before any of the body is there, and the connection is closed."""
    answer = raw(serve(app_of(guard, most_body_bytes=1000)), HEAD + b"Content-Length: 1001\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in answer.lower()
    assert b"body: is larger than 1,000 bytes" in answer


def test_a_body_in_chunks_is_bounded_as_well(guard: Guard, serve: Serve) -> None:
    """A body without a length is refused once more than the limit has come, long before its end."""
    chunk = b"400\r\n" + b" " * 1024 + b"\r\n"
    port = serve(app_of(guard, most_body_bytes=1000))
    answer = raw(port, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", chunk)
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_body_of_just_the_limit_is_taken(guard: Guard, serve: Serve) -> None:
    """The limit itself is allowed, with a length and in chunks; a byte more is not."""
    body = json.dumps(domestic_web_debit()).encode()
    port = serve(app_of(guard, most_body_bytes=len(body)))
    assert asked(port, "POST", "/achguard/decide", body)[0] == 200
    assert asked(port, "POST", "/achguard/decide", body + b" ")[0] == 413
    chunked = HEAD + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    assert raw(port, chunked).startswith(b"HTTP/1.1 200 ")


def test_a_connection_that_ends_early_leaves_the_server_well(
    guard: Guard, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    """Half a body and a closed connection are no error of the server's, and the next request is served."""
    port = serve(app_of(guard))
    with caplog.at_level(logging.ERROR):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(HEAD + b'Content-Length: 500\r\n\r\n{"id": ')
        assert asked(port, "GET", "/achguard/health")[0] == 200
    assert caplog.records == []


def test_a_name_is_screened(guard: Guard, serve: Serve) -> None:
    """A listed name gives its hits as the snapshot does, and an ordinary one none."""
    port = serve(app_of(guard))
    status, answer = asked(port, "POST", "/achguard/screen", {"name": "Malik Zorban", "date_of_birth": "1961-03-14"})
    assert status == 200
    assert guard.lists is not None
    (hit,) = guard.lists.screen("Malik Zorban", date_of_birth="1961-03-14", as_of=DAY)
    assert answer == {"hits": [hit.as_dict()], "not_evaluated": []}
    assert asked(port, "POST", "/achguard/screen", {"name": "JANE Q PUBLIC"})[1] == {"hits": [], "not_evaluated": []}


def test_a_birth_date_is_judged_on_the_day_of_the_guard(guard: Guard, serve: Serve) -> None:
    """A date of birth that is still to come on that day counts for nothing, as in a decision."""
    port = serve(app_of(Guard(lists=guard.lists, as_of="1961-01-01")))
    _, answer = asked(port, "POST", "/achguard/screen", {"name": "Malik Zorban", "date_of_birth": "1961-03-14"})
    assert [hit["agrees"] for hit in answer["hits"]] == [[]]


def test_no_hit_says_whether_anybody_looked(guard: Guard, serve: Serve) -> None:
    """A name that can't be read, lists that are too old, and none at all are told beside the hits."""
    assert asked(serve(app_of(guard)), "POST", "/achguard/screen", {"name": "..."})[1] == {
        "hits": [],
        "not_evaluated": ["name can't be read"],
    }
    name = {"name": "MALIK TARENTOV ZORBAN"}
    old = Guard(lists=guard.lists, as_of="2026-12-24")
    stale = asked(serve(app_of(old)), "POST", "/achguard/screen", name)[1]
    assert len(stale["hits"]) == 1
    assert stale["not_evaluated"] == ["list sample-sdn is 31 days old; the policy allows 7"]
    assert asked(serve(app_of(Guard())), "POST", "/achguard/screen", name)[1] == {
        "hits": [],
        "not_evaluated": ["no sanctions list loaded"],
    }


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "name: is required"),
        ({"name": "X", "date_of_birth": TYPED}, "date_of_birth: should be a date as YYYY-MM-DD"),
        ({"name": 7}, "name: should be a text"),
        ({"name": "X" * 501}, "name: is too long"),
        ({"name": "X", TYPED: TYPED}, "body: is not asked for"),
        ([TYPED], "body: should be an object"),
    ],
)
def test_what_is_no_name_to_screen_is_refused(guard: Guard, serve: Serve, body: Any, says: str) -> None:
    """The answer says what is wrong, with none of it."""
    status, answer = asked(serve(app_of(guard)), "POST", "/achguard/screen", body)
    assert (status, answer["detail"]["errors"]) == (422, [says])


def test_the_state_of_the_lists_is_told(guard: Guard, serve: Serve) -> None:
    """Day, policy, each list with its age, and why all is held where it is."""
    port = serve(app_of(Guard(lists=guard.lists, as_of="2026-12-24")))
    status, answer = asked(port, "GET", "/achguard/lists")
    assert status == 200
    assert answer["as_of"] == "2026-12-24"
    assert answer["policy"] == guard.policy.version.model_dump()
    assert [(each["version"]["list"], each["age_days"]) for each in answer["lists"]] == [("sample-sdn", 31)]
    assert answer["max_list_age_days"] == 7
    assert answer["not_evaluated"] == ["list sample-sdn is 31 days old; the policy allows 7"]
    assert asked(port, "GET", "/achguard/health") == (
        503,
        {"status": "holding", "not_evaluated": answer["not_evaluated"]},
    )
    assert asked(serve(app_of(guard)), "GET", "/achguard/health") == (200, {"status": "ok", "not_evaluated": []})


def test_a_path_that_is_none_is_not_echoed(guard: Guard, serve: Serve) -> None:
    """Made as the page says, an app answers a slash too many as any wrong path, and sends nobody on with the query."""
    app = FastAPI(redirect_slashes=False)
    app.include_router(router(guard), prefix="/achguard")
    connection = http.client.HTTPConnection("127.0.0.1", serve(app), timeout=30)
    for path in (f"/achguard/decide/?x={TYPED}", f"/achguard/{TYPED}", f"/achguard/health/?{TYPED}"):
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == 404
        assert TYPED not in answer.read().decode() + str(answer.headers)
    connection.close()


def test_who_may_call_is_asked_before_the_body_is_read(guard: Guard, serve: Serve) -> None:
    """A dependency of the app's own guards every route, and nobody sends a body to it without a key."""

    def key(x_key: Annotated[str, Header()] = "") -> None:
        if x_key != "right":
            raise HTTPException(401)

    app = FastAPI()
    app.include_router(router(guard), dependencies=[Depends(key)])
    port = serve(app)
    for method, path in (("POST", "/decide"), ("POST", "/screen"), ("GET", "/lists"), ("GET", "/health")):
        assert asked(port, method, path, {})[0] == 401
    assert asked(port, "POST", "/decide", b"{")[0] == 401
    assert asked(port, "POST", "/decide", domestic_web_debit(), X_Key="right")[0] == 200


def test_openapi_knows_the_payment_and_the_four_outcomes(guard: Guard, serve: Serve) -> None:
    """A client can be generated: the body is a payment, the answer is one of four by its outcome."""
    _, document = asked(serve(app_of(guard)), "GET", "/openapi.json")
    route = document["paths"]["/achguard/decide"]["post"]
    body = route["requestBody"]["content"]["application/json"]["schema"]
    assert body["properties"].keys() == Payment.model_fields.keys()
    assert body["properties"]["originator"]["properties"]["account"]["anyOf"][0]["properties"]["iban"]
    assert set(route["responses"]) == {"200", "400", "413", "415", "422"}
    answer = route["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer["discriminator"]["propertyName"] == "outcome"
    assert {*answer["discriminator"]["mapping"]} == {"accept", "ask", "redirect", "hold"}
    assert len(answer["oneOf"]) == 4

    def references(part: Any) -> list[str]:
        if isinstance(part, list):
            return [found for each in part for found in references(each)]
        if not isinstance(part, dict):
            return []
        return [part["$ref"]] if isinstance(part.get("$ref"), str) else references([*part.values()])

    schemas = document["components"]["schemas"]
    assert {each.removeprefix("#/components/schemas/") for each in references(document)} <= schemas.keys()


def test_openapi_names_the_header_that_is_read(guard: Guard, serve: Serve) -> None:
    """A client that is made of the document can say the payor's language, where the app takes it and only there."""

    def parameters(app: FastAPI, path: str) -> list[tuple[str, str, bool]]:
        _, document = asked(serve(app), "GET", "/openapi.json")
        route = document["paths"][path]["post"]
        return [(each["name"], each["in"], each["required"]) for each in route.get("parameters", [])]

    header = [("Accept-Language", "header", False)]
    assert parameters(app_of(guard, language=accept_language), "/achguard/decide") == header
    assert parameters(app_of(guard), "/achguard/decide") == []
    app = FastAPI()
    check = checking(guard, language=accept_language)

    @app.post("/pay", openapi_extra=payment_body(language=accept_language))
    async def pay(checked: Annotated[Checked, Depends(check)]) -> ForPayor:
        return checked.decision.for_payor()

    assert parameters(app, "/pay") == header


class Order(BaseModel):
    """What an app's own page sends."""

    account_number: int
    answers: dict[str, str] = {}


def checkout(guard: Guard) -> FastAPI:
    """Make an app of somebody's own: the dependency, the response model, and errors without an echo."""
    app = FastAPI()
    add_exception_handlers(app)

    @app.post("/pay", openapi_extra=payment_body())
    async def pay(checked: Annotated[Checked, Depends(checking(guard, most_body_bytes=5000))]) -> ForPayor:
        return checked.decision.for_payor()

    @app.post("/order")
    async def order(order: Order) -> dict[str, str]:
        return {"got": str(order.account_number)}

    @app.post("/form")
    async def form(typed: Annotated[dict[str, str], Body()]) -> ForPayor:
        return guard.decide(Payment.model_validate({**domestic_web_debit(), **typed})).for_payor()

    @app.post("/mistake")
    async def mistake() -> int:
        return Order.model_validate({"account_number": TYPED + "x"}).account_number

    @app.post("/answer")
    async def answer(answers: Annotated[dict[str, str], Body()]) -> ForPayor:
        payment = Payment.model_validate(merged(domestic_web_debit(), {"foreign_funds": None}))
        return guard.decide(payment.answered(guard.decide(payment), answers)).for_payor()

    return app


def test_the_dependency_gives_payment_and_decision(guard: Guard, serve: Serve) -> None:
    """A page's own route answers with what a payor may see, and a hold does not tell of the list."""
    port = serve(checkout(guard))
    held = merged(domestic_web_debit(), {"receiver": {"name": "MALIK TARENTOV ZORBAN"}})
    status, answer = asked(port, "POST", "/pay", held)
    assert (status, answer["outcome"]) == (200, "hold")
    assert answer.keys() == {"outcome", "message", "questions", "alternatives"}
    assert "SAN" not in json.dumps(answer)
    assert asked(port, "POST", "/pay", b"x" * 5001)[0] == 413
    assert asked(port, "POST", "/pay", {})[0] == 422


def test_errors_of_a_route_of_ones_own_hold_no_input(guard: Guard, serve: Serve) -> None:
    """With the handlers, neither a wrong body nor an answer that nobody asked for comes back."""
    port = serve(checkout(guard))
    status, answer = asked(port, "POST", "/order", {"account_number": f"x{TYPED}", "answers": [TYPED]})
    assert status == 422
    assert [entry["loc"] for entry in answer["detail"]] == [["body", "account_number"], ["body", "answers"]]
    assert all(entry.keys() == {"type", "loc", "msg"} for entry in answer["detail"])
    assert TYPED not in json.dumps(answer)
    status, answer = asked(port, "POST", "/answer", {"amount": TYPED, "foreign_funds.account_abroad": TYPED})
    assert status == 422
    assert {entry["loc"][1] for entry in answer["detail"]} == {"amount", "foreign_funds.account_abroad"}
    assert TYPED not in json.dumps(answer)
    no = dict.fromkeys(["foreign_funds.account_abroad", "foreign_funds.funded_from_abroad"], "no")
    assert asked(port, "POST", "/answer", no)[1]["outcome"] == "accept"


def test_a_payment_made_in_a_route_is_told_and_a_mistake_is_not(guard: Guard, serve: Serve) -> None:
    """What a payor typed and no payment takes is the payor's to mend; another model's error stays the server's own."""
    port = serve(checkout(guard))
    status, answer = asked(port, "POST", "/form", {"currency": TYPED, TYPED: "x"})
    assert status == 422
    assert [entry["loc"] for entry in answer["detail"]] == [["currency"], ["********551"]]
    assert TYPED not in json.dumps(answer)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/mistake")
    failed = connection.getresponse()
    assert failed.status == 500
    assert TYPED.encode() not in failed.read()
    connection.close()


ASKED = {**domestic_web_debit(), "foreign_funds": {"account_abroad": "not_asked"}}
IN_SPANISH, IN_ENGLISH = "Necesitamos un poco más", "We need a little more"


@pytest.mark.parametrize(
    ("header", "begins"),
    [
        ("es", IN_SPANISH),
        ("es-MX,es;q=0.9,en-US;q=0.8,en;q=0.7", IN_SPANISH),
        ("en-US,en;q=0.9,es;q=0.8", IN_ENGLISH),
        ("en;q=0.5, ES ; q=0.8", IN_SPANISH),
        ("fr, es;q=0.1", IN_SPANISH),
        ("es;q=0, en", IN_ENGLISH),
        ("es;q=0", IN_ENGLISH),
        ("fr-CA, de;q=0.9", IN_ENGLISH),
        ("*", IN_ENGLISH),
        ("", IN_ENGLISH),
        ("es;q=2, \u00a0;;, q=1", IN_ENGLISH),
        ("es;q=99999999999, en;q=nan", IN_ENGLISH),
        ("x" * 9_000, IN_ENGLISH),
        ("-".join(["es"] * 1_000), IN_ENGLISH),
        ("fr," * 1_000 + "es", IN_ENGLISH),
        ("../../etc/passwd", IN_ENGLISH),
    ],
)
def test_the_payors_language_comes_in(guard: Guard, serve: Serve, header: str, begins: str) -> None:
    """What a browser wants most of what the policy speaks is spoken, and anything else gives the policy's own."""
    answer = asked(
        serve(app_of(guard, language=accept_language)),
        *("POST", "/achguard/decide", ASKED),
        Accept_Language=header.encode("latin-1", "ignore").decode("latin-1"),
    )
    assert (answer[0], answer[1]["payor_message"][: len(begins)]) == (200, begins)
    assert answer[1]["outcome"] == "ask"


def test_nobodys_language_is_taken_where_the_app_did_not_say_so(guard: Guard, serve: Serve) -> None:
    """Without `language` the header changes nothing."""
    status, answer = asked(serve(app_of(guard)), "POST", "/achguard/decide", ASKED, Accept_Language="es")
    assert (status, answer["payor_message"][: len(IN_ENGLISH)]) == (200, IN_ENGLISH)


@pytest.mark.parametrize(("languages", "begins"), [(("en",), IN_ENGLISH), (("en", "es"), IN_SPANISH)])
def test_only_a_language_that_the_policy_lists_is_spoken(
    guard: Guard, serve: Serve, languages: tuple[str, ...], begins: str
) -> None:
    """A policy that lists its languages speaks those, whatever else has texts."""
    policy = guard.policy.model_copy(update={"languages": languages})
    other = Guard(policy, guard.lists, as_of=DAY)
    status, answer = asked(
        serve(app_of(other, language=accept_language)), "POST", "/achguard/decide", ASKED, Accept_Language="es"
    )
    assert (status, answer["payor_message"][: len(begins)]) == (200, begins)


def test_the_language_may_come_from_elsewhere(guard: Guard, serve: Serve) -> None:
    """An app's own way gives it, to the dependency too; a language that nobody speaks is no error."""
    app = app_of(guard, language=lambda request: request.query_params.get("lang"))
    check = checking(guard, language=lambda request: request.headers.get("x-language"))

    @app.post("/pay")
    async def pay(checked: Annotated[Checked, Depends(check)]) -> ForPayor:
        return checked.decision.for_payor()

    port = serve(app)
    long = {**ASKED, "remittance": [f"INVOICE {number}" for number in range(300)]}
    for path, body, header, begins in (
        ("/achguard/decide?lang=es_MX", ASKED, "", IN_SPANISH),
        ("/achguard/decide?lang=es", long, "", IN_SPANISH),
        ("/achguard/decide?lang=tlh", ASKED, "", IN_ENGLISH),
        ("/achguard/decide", ASKED, "es", IN_ENGLISH),
        ("/pay", ASKED, "es", IN_SPANISH),
        ("/pay", ASKED, "fr", IN_ENGLISH),
    ):
        status, answer = asked(port, "POST", path, body, X_Language=header)
        message = answer.get("payor_message") or answer["message"]
        assert (status, message[: len(begins)]) == (200, begins), path
