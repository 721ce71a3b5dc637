"""What a dialect is: a pure, two-way codec between one vendor's HTTP words and Kinora's plain values.

Knows no socket, file, clock or job row. `Call` and `Reply` are the only HTTP there is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal, Protocol
from uuid import UUID

from kinora.dialects.wire import Json, Vocabulary, Wire
from kinora.spec.errors import (
    Busy,
    Internal,
    InvalidRequest,
    KinoraError,
    LinkExpired,
    Malformed,
    NotAllowed,
    NotFound,
    PaymentRequired,
    Problem,
    RateLimited,
    TooLarge,
    Unauthorized,
)
from kinora.spec.outcome import JobView, Outcome
from kinora.spec.video import VideoSpec

Operation = Literal[
    "submit",
    "status",
    "result",
    "stream",
    "list",
    "cancel",
    "delete",
    "content",
    "upload",
    "store",
    "file",
    "files",
    "discard",
    "answer",
    "proxy",
]
"""What a path is for; `operations.py` has what each but the first two asks of a dialect.

upload: a place to send a file to. store: the file itself. file, files, discard: stored files by id, all of them, one
away. answer: what needs no job. proxy: any of the others, named inside.
"""


BODY = "body "  # how the sentence of a Malformed begins


@dataclass(frozen=True, slots=True)
class Route:
    """One path a dialect answers, and what its OpenAPI document says of it.

    path: a template whose names end up in `Call.path`; `{name:path}` stands for one or more segments. about: what it is
    for, in a few words. query, body: models of what it reads. reply: the type of the JSON it answers with under
    `status` (a TypedDict, or a list of one); None where it has no JSON. public: needs no key. form: whether the body
    may also be a form.
    """

    operation: Operation
    method: str
    path: str
    about: str = ""
    query: type[Wire] | None = None
    body: type[Wire] | None = None
    reply: object = None
    status: int = 200
    public: bool = False
    form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An HTTP request, without its credential.

    url: the path with its parameters filled in. path, query: its decoded parameters; one that is repeated in a query
    comes with commas in between. headers: names in lower case. base: the server's address as the caller called it.
    """

    method: str = "POST"
    url: str = ""
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An HTTP answer. body is JSON text unless the status has none."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When and where an error is answered: some vendors put this into the body. at: time of the answer, UTC."""

    operation: Operation
    path: str
    request_id: str
    at: datetime


class Dialect(Protocol):
    """One vendor's HTTP API, as the server of it and as its client.

    unsaid: the spec's fields that the dialect has no words for, each with the reason. silent: what its answers do
    not tell of an Outcome ("running", "code", "poster_url", …). Both are data for the law that decoding undoes
    encoding. permanent_links: whether result links never expire (or live 24 hours).
    """

    name: ClassVar[str]
    title: ClassVar[str]
    routes: ClassVar[tuple[Route, ...]]
    permanent_links: ClassVar[bool]
    unsaid: ClassVar[Mapping[str, str]]
    silent: ClassVar[frozenset[str]]
    vocabulary: ClassVar[Vocabulary]
    refusal: ClassVar[object]
    profiles: ClassVar[Mapping[str, str]]

    def credential(self, headers: Mapping[str, str]) -> str | None: ...
    def encode_credential(self, key: str) -> Mapping[str, str]: ...
    def encode_id(self, job_id: UUID) -> str: ...
    def decode_id(self, call: Call) -> UUID: ...
    def decode_submit(self, call: Call) -> VideoSpec: ...
    def encode_submit(self, spec: VideoSpec) -> Call: ...
    def encode_submitted(self, job: JobView) -> Reply: ...
    def decode_submitted(self, reply: Reply) -> str: ...
    def encode_poll(self, id: str, spec: VideoSpec) -> Call: ...
    def encode_status(self, job: JobView) -> Reply: ...
    def decode_status(self, reply: Reply) -> Outcome: ...
    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply: ...
    def decode_error(self, reply: Reply) -> KinoraError | None: ...


def json_reply(body: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """A Reply that carries JSON, in the compact form that the vendors send."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(
        status=status, body=text, headers={"content-type": "application/json; charset=utf-8", **(headers or {})}
    )


def json_body(body: bytes) -> Json:
    """The JSON object in a body. Raises Malformed when there is none."""
    try:
        value = json.loads(body, parse_constant=_no_constant)
        # Half a surrogate pair or a NUL parses, but no database stores it.
        clean = not _NUL.search(json.dumps(value, ensure_ascii=False).encode())
    except (ValueError, RecursionError) as error:
        raise Malformed(f"is not valid JSON: {error}") from error
    if not isinstance(value, dict):
        raise Malformed("must be a JSON object")
    if not clean:
        raise Malformed("contains a NUL character")
    return value


_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # a NUL as JSON writes it, not a text that spells one


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a JSON number")


def job_id(text: str, *, prefix: str = "") -> UUID:
    """The job id in a path or query. What is no id names no job: raises NotFound."""
    try:
        return UUID(text.removeprefix(prefix))
    except ValueError:
        raise NotFound("job", text) from None


def bearer(headers: Mapping[str, str]) -> str | None:
    """The token of an `Authorization: Bearer …` header; the scheme in any case. None when there is none."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def refuse_unsaid(spec: VideoSpec, unsaid: Mapping[str, str]) -> None:
    """Raise InvalidRequest for every field of a spec that a dialect has no words for: nothing is dropped silently."""
    problems = tuple(
        Problem(field=path, rule="unsupported", detail=why) for path, why in unsaid.items() if _is_said(spec, path)
    )
    if problems:
        raise InvalidRequest(problems)


def no_such_model(known: tuple[str, ...], problems: tuple[Problem, ...]) -> InvalidRequest:
    """The refusal of a model that the dialect does not know, with what else is wrong. known: its own names."""
    others = (problem for problem in problems if problem.field != "model")
    return InvalidRequest((Problem(field="model", rule="one_of", allowed=known), *others))


def _is_said(value: object, path: str) -> bool:
    """Whether a spec says anything at a path; `[]` looks into every item of a list."""
    name, _, rest = path.partition(".")
    value = getattr(value, name.removesuffix("[]"), None)
    if name.endswith("[]") and isinstance(value, tuple):
        return any(_is_said(item, rest) for item in value)
    return _is_said(value, rest) if rest else value is not None and value != ()


def json_answer(reply: Reply) -> object:
    """The JSON in a vendor's answer; None where there is none, as when a proxy speaks in its place."""
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError):
        return None


def error_for(reply: Reply, message: str, *, status: int | None = None) -> KinoraError:
    """The error behind a vendor's HTTP status where its body names no kind. status: where the body overrules it."""
    kinds: tuple[type[KinoraError], ...] = (
        PaymentRequired,
        TooLarge,
        LinkExpired,
        NotAllowed,
        RateLimited,
        Busy,
        Internal,
    )
    status = status or reply.status
    if status == Unauthorized.http_status:
        return Unauthorized(message, missing=message.startswith("Missing"))
    kind = next((kind for kind in kinds if kind.http_status == status), KinoraError)
    error = kind(message)
    seconds = reply.headers.get("retry-after", "")
    error.retry_after_seconds = int(seconds) if re.fullmatch(r"[0-9]{1,6}", seconds) else None
    return error


def refused(message: str, vocabulary: Vocabulary) -> InvalidRequest:
    """The refusal in a bare sentence: ours of a body that is no JSON object, or a vendor's about anything."""
    if message.startswith(BODY):
        return Malformed(message.removeprefix(BODY))
    return InvalidRequest((vocabulary.problem(message),))
