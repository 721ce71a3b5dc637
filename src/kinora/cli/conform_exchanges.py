"""The exchanges of `kinora conform`: what is sent, and what its answer is held against. Knows no dialect by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlencode
from uuid import uuid4

import httpx

from kinora.catalogue.load import Catalogue
from kinora.dialects.base import Call, Dialect, Reply, Route, json_answer
from kinora.dialects.exchanges import Difference, differences, entries, submit_call
from kinora.dialects.openapi import document, template
from kinora.dialects.samples import least, placed
from kinora.dialects.wire import Json
from kinora.spec.errors import InvalidRequest, KinoraError, NotFound
from kinora.spec.video import VideoSpec

Found = list[Difference] | None
"""How an answer differs; None where nothing was sent."""
WRONG_KEY = "no-such-key"
_OWN_FILES = ("start_frame", "end_frame", "references", "based_on")
_READS = frozenset({"list", "answer", "files"})


@dataclass(frozen=True)
class Server:
    """The server that is asked, through one dialect and with one key."""

    client: httpx.Client
    dialect: Dialect
    key: str
    catalogue: Catalogue = field(default_factory=Catalogue.shipped)

    def ask(self, call: Call, *, key: str | None = None) -> Reply:
        """What it answers. key: another one than the caller's; "" for none."""
        key = self.key if key is None else key
        headers = dict(self.dialect.encode_credential(key)) if key else {}
        if call.body:
            headers["content-type"] = "application/json"
        url = call.url + (f"?{urlencode(call.query)}" if call.query else "")
        answer = self.client.request(call.method, url, headers={**headers, **call.headers}, content=call.body or None)
        return Reply(status=answer.status_code, body=answer.content, headers=dict(answer.headers))

    def usual(self) -> VideoSpec:
        """The least request for the first model."""
        return least(self.dialect, self.catalogue.offers(self.dialect.name)[0])


def exchanges(server: Server, *, spend: bool) -> Iterator[tuple[str, Found]]:
    """Each exchange by its title, with the differences that it showed."""
    offers = server.catalogue.offers(server.dialect.name)
    said = document(server.dialect, version="", server_url=str(server.client.base_url), offers=offers)
    for entry in entries(server.dialect.name, "refusals"):
        yield f"refusal: {entry['title']}", _refusal(server, entry, said)
    yield from _errors(server, said)
    for route in server.dialect.routes:
        if route.method == "GET" and route.operation in _READS:
            yield f"read: {route.path}", _read(server, route, said)
    for entry in entries(server.dialect.name, "requests"):
        yield (
            f"submit: {entry['title']}",
            _submit(server, entry, said) if spend and _is_anyones(entry["spec"]) else None,
        )


def _is_anyones(spec: Mapping[str, Any]) -> bool:
    """Whether any server could take it: it names no file of somebody's, and no provider."""
    return not any(name in spec for name in _OWN_FILES) and spec.get("route", "auto") == "auto"


def _refusal(server: Server, entry: dict[str, Any], said: Json) -> list[Difference]:
    call = submit_call(server.dialect, entry)
    reply = server.ask(call)
    found = _form(reply, call, said, server.dialect)
    if "status" in entry and reply.status != entry["status"]:
        found.append(Difference("status", "", str(entry["status"]), str(reply.status)))
    return [*found, *_words(server.dialect, reply, entry["says"])]


def _words(dialect: Dialect, reply: Reply, says: list[str]) -> Iterator[Difference]:
    """The problems that a client reads from a refusal, against those that should be told."""
    error = dialect.decode_error(reply)
    if error is None:
        yield Difference("words", "", "a refusal", f"{reply.status}")
        return
    problems = error.problems if isinstance(error, InvalidRequest) else ()
    told = [problem.sentence(dialect.vocabulary) for problem in problems] or [error.message]
    for sentence in sorted(set(says) - set(told)):
        yield Difference("words", "", sentence, "-")
    for sentence in sorted(set(told) - set(says)):
        yield Difference("words", "", "-", sentence)


def _errors(server: Server, said: Json) -> Iterator[tuple[str, Found]]:
    """What a client can bring about by itself, against the error that the golden files hold."""
    dialect, spec = server.dialect, server.usual()
    submit, poll = dialect.encode_submit(spec), dialect.encode_poll(dialect.encode_id(uuid4()), spec)
    broken = Call(method=submit.method, url=submit.url, query=submit.query, body=b"[]")
    held = {entry["error"]: entry for entry in entries(dialect.name, "replies") if "error" in entry}
    asked = {"unauthorized": (poll, WRONG_KEY), "no key": (poll, ""), "unknown id": (poll, None)}
    for name, (call, key) in {**asked, "malformed": (broken, None)}.items():
        if name in held:
            reply = server.ask(call, key=key)
            yield f"error: {name}", _error(dialect, reply, held[name], _form(reply, call, said, dialect))


def _error(dialect: Dialect, reply: Reply, entry: Mapping[str, Any], found: list[Difference]) -> list[Difference]:
    """The status, and the kind of error that a client reads from it."""
    if reply.status != entry["status"]:
        return [*found, Difference("status", "", str(entry["status"]), str(reply.status))]
    meant = _kind(dialect, Reply(status=entry["status"], body=_text(entry["reply"]), headers=reply.headers))
    told = _kind(dialect, reply)
    return found if meant == told else [*found, Difference("words", "", meant, told)]


def _kind(dialect: Dialect, reply: Reply) -> str:
    try:
        error = dialect.decode_error(reply)
        return type(error).__name__ if error is not None else dialect.decode_status(reply).state
    except NotFound:
        return NotFound.__name__
    except (KinoraError, LookupError, TypeError, ValueError) as error:
        return type(error).__name__


def _text(body: object) -> bytes:
    return b"" if body is None else json.dumps(body).encode()


def _read(server: Server, route: Route, said: Json) -> Found:
    """A list or a table. What a path wants to know beside the model's name is the server's own."""
    known = dict(server.dialect.encode_submit(server.usual()).path)
    known |= server.dialect.encode_poll("", server.usual()).path
    names = set(re.findall(r"\{(\w+)", route.path))
    if not names <= {name for name, value in known.items() if value}:
        return None
    call = Call(method="GET", url=template(route.path).format(**known))
    return _form(server.ask(call, key="" if route.public else None), call, said, server.dialect, status=route.status)


def _submit(server: Server, entry: dict[str, Any], said: Json) -> list[Difference]:
    """A video, asked for and looked at once."""
    call = submit_call(server.dialect, entry)
    reply = server.ask(call)
    error = server.dialect.decode_error(reply)
    if error is not None:
        return [Difference("words", "", "a job", f"{reply.status}: {error.message}")]
    found = _form(reply, call, said, server.dialect)
    if _route(server.dialect, call) != _route(server.dialect, server.dialect.encode_submit(server.usual())):
        return found  # a path that only older clients know: the dialect's own client reads no id there
    spec = VideoSpec(model=entry["spec"]["model"], prompt=entry["spec"].get("prompt"))
    try:
        poll = server.dialect.encode_poll(server.dialect.decode_submitted(reply), spec)
    except (KinoraError, LookupError, TypeError, ValueError) as error:
        return [*found, Difference("body", "", "a job's id", str(error))]
    return [*found, *_form(server.ask(poll), poll, said, server.dialect)]


def _route(dialect: Dialect, call: Call) -> Route:
    return next(one for one in dialect.routes if one.method == call.method and placed(one.path, call.url) is not None)


def _form(reply: Reply, call: Call, said: Json, dialect: Dialect, *, status: int | None = None) -> list[Difference]:
    """An answer against what the document says of its path and status."""
    route = _route(dialect, call)
    responses = cast("Any", said)["paths"][template(route.path)][route.method.lower()]["responses"]
    if status is not None and reply.status != status:
        return [Difference("status", "", str(status), str(reply.status))]
    if str(reply.status) not in responses:
        return [Difference("status", "", ", ".join(responses), str(reply.status))]
    schema = responses[str(reply.status)].get("content", {}).get("application/json", {}).get("schema")
    if schema is None:
        return []
    value = json_answer(reply)
    if value is None:
        return [Difference("body", "", "JSON", reply.headers.get("content-type", "nothing"))]
    return list(differences(value, schema, said))
