"""ByteDance's Ark (BytePlus ModelArk), both ways: tasks under one path, with everything in a list called `content`.

Here the operations stand side by side; what they say is in the files of this folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar, Literal, get_args
from uuid import UUID

from kinora.catalogue.model import VARIANT
from kinora.catalogue.names import Names
from kinora.dialects.ark.create import UNSAID, decode_create, encode_create, family_of
from kinora.dialects.ark.errors import decode_error, encode_error
from kinora.dialects.ark.task import answered, decode_task, encode_task
from kinora.dialects.ark.wire import (
    ID,
    SERVICE_TIERS,
    VOCABULARY,
    Create,
    Created,
    Deleted,
    Filter,
    Refusal,
    Task,
    Tasks,
)
from kinora.dialects.base import Call, Occasion, Reply, Route, bearer, job_id, json_reply
from kinora.dialects.operations import Found, Meter, Page, State
from kinora.dialects.webhook import Hook, HookTerms, Stamp, signatures
from kinora.dialects.wire import Vocabulary
from kinora.spec.errors import EngineFailed, InvalidRequest, KinoraError, NotAllowed, NotFound, Problem
from kinora.spec.outcome import Cancelled, JobView, Outcome, Queued, Running
from kinora.spec.video import VideoSpec

TASKS = "/contents/generations/tasks"
ROOTS = ("/api/v3", "/v3", "/v1", "")  # the vendor's own first; clients of other gateways know the rest [1]
CLIENT_ID = "x-client-request-id"
LARGEST_PAGE = 500
_STATES: tuple[State, ...] = get_args(State)


def _routes(root: str) -> Iterator[Route]:
    path = root + TASKS
    yield Route("submit", "POST", path, about="Create a task", body=Create, reply=Created)
    yield Route("list", "GET", path, about="List tasks", query=Filter, reply=Tasks)
    yield Route("status", "GET", f"{path}/{{id}}", about="Read a task", reply=Task)
    yield Route("delete", "DELETE", f"{path}/{{id}}", about="Cancel or remove a task", reply=Deleted)


class Ark:
    """Ark as server and as client."""

    name: ClassVar[str] = "ark"
    title: ClassVar[str] = "ByteDance Ark"
    permanent_links: ClassVar[bool] = False
    vocabulary: ClassVar[Vocabulary] = VOCABULARY
    routes: ClassVar[tuple[Route, ...]] = tuple(route for root in ROOTS for route in _routes(root))
    unsaid: ClassVar[Mapping[str, str]] = UNSAID
    silent: ClassVar[frozenset[str]] = frozenset({"progress", "poster_url", "asset_id", "usd"})
    refusal: ClassVar[object] = Refusal
    profiles: ClassVar[Mapping[str, str]] = {}
    # One attempt and three more, each with 5 s to answer; "cancelled" is not among what the vendor tells of [2.6].
    hook: ClassVar[HookTerms] = HookTerms(
        sources=("request",),
        states=("running", "succeeded", "failed"),
        waits=(5.0, 30.0, 300.0),
        timeout_seconds=5.0,
    )

    def __init__(self, names: Names, profiles: frozenset[str] = frozenset()) -> None:
        self._names = names
        self._families = {family_of(name): names.id_of(name) for name in names.known()}

    def credential(self, headers: Mapping[str, str]) -> str | None:
        """`Authorization: Bearer <key>` [1]."""
        return bearer(headers)

    def encode_credential(self, key: str) -> Mapping[str, str]:
        return {"authorization": f"Bearer {key}"}

    def encode_id(self, job_id: UUID) -> str:
        return f"{ID}{job_id}"

    def decode_id(self, call: Call) -> UUID:
        return job_id(call.path["id"], prefix=ID)

    # Models ----------------------------------------------------------------------------------------------------------

    def id_of(self, word: str) -> str | None:
        """The model that a word means: a name, or any spelling of its family. An endpoint's id has to be a name."""
        family = family_of(word)
        return self._names.id_of(word) or (self._families.get(family) if family else None)

    def name_of(self, id: str) -> str:
        return self._names.name_of(id)

    def known(self) -> tuple[str, ...]:
        return self._names.known()

    # Create and read -------------------------------------------------------------------------------------------------

    def decode_submit(self, call: Call) -> VideoSpec:
        return decode_create(call.body, self)

    def encode_submit(self, spec: VideoSpec) -> Call:
        return Call(method="POST", url=ROOTS[0] + TASKS, body=encode_create(spec, self))

    def encode_submitted(self, job: JobView) -> Reply:
        return json_reply(Created(id=self.encode_id(job.id)))

    def decode_submitted(self, reply: Reply) -> str:
        id = answered(reply).get("id")
        if not isinstance(id, str) or not id:
            raise EngineFailed("The vendor's answer holds no id of a task.")
        return id

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        return Call(method="GET", url=f"{ROOTS[0]}{TASKS}/{id}", path={"id": id})

    def encode_status(self, job: JobView) -> Reply:
        return json_reply(encode_task(job, self._names))

    def decode_status(self, reply: Reply) -> Outcome:
        return decode_task(reply)

    # List ------------------------------------------------------------------------------------------------------------

    def decode_page(self, call: Call) -> Page:
        """The filters have dots in their names; a value may be repeated, or hold commas [2.3]."""
        query, problems = call.query, list[Problem]()
        number, size = (_counted(query, name, usual, problems) for name, usual in (("page_num", 1), ("page_size", 20)))
        states, models, ids = (_words(query, f"filter.{name}") for name in ("status", "model", "task_ids"))
        tier = query.get("filter.service_tier") or None
        if any(state not in _STATES for state in states):
            problems.append(Problem(field="filter.status", rule="one_of", allowed=_STATES))
        if tier is not None and tier not in SERVICE_TIERS:
            problems.append(Problem(field="filter.service_tier", rule="one_of", allowed=tuple(SERVICE_TIERS)))
        if problems:
            raise InvalidRequest(tuple(problems))
        return Page(
            limit=size,
            offset=(number - 1) * size,
            models=self._models(models) if models else None,
            states=tuple(state for state in _STATES if state in states) or None,
            ids=tuple(_known_ids(ids)) if ids else None,
            priority=None if tier is None else SERVICE_TIERS[tier],
        )

    def _models(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The models that words mean, without the variants of them; a word that nobody knows fits no task."""
        return tuple({id.partition(VARIANT)[0]: None for id in map(self.id_of, words) if id is not None})

    def encode_list(self, found: Found, call: Call) -> Reply:
        return json_reply(Tasks(items=[encode_task(job, self._names) for job in found.jobs], total=found.total))

    # Delete ----------------------------------------------------------------------------------------------------------

    def removal(self, job: JobView) -> Literal["cancel", "delete"]:
        """A task that waits is cancelled, a finished one forgotten; the rest is refused [2.4]."""
        match job.outcome:
            case Queued():
                return "cancel"
            case Running():
                raise NotAllowed("The task is running and can't be deleted.")
            case Cancelled():
                raise NotAllowed("The task is cancelled and can't be deleted.")
            case _:
                return "delete"

    def encode_deleted(self, job: JobView) -> Reply:
        return json_reply(Deleted())

    # Webhooks --------------------------------------------------------------------------------------------------------

    def encode_webhook(self, job: JobView, hook: Hook) -> bytes:
        """The answer to a poll [2.6]."""
        return self.encode_status(job).body

    def webhook_headers(self, body: bytes, stamp: Stamp) -> Mapping[str, str]:
        """The vendor signs nothing. Beside that, signatures as in the Standard Webhooks, under names of our own."""
        id, at = f"msg_{stamp.id.hex}", str(stamp.at)
        headers = {
            "content-type": "application/json",
            "user-agent": "kinora",
            "x-kinora-delivery-id": id,
            "x-kinora-timestamp": at,
        }
        if stamp.secret is None:
            return headers
        return headers | {"x-kinora-signature": signatures(f"{id}.{at}.".encode() + body, stamp.secret)}

    # Errors, and the last word ---------------------------------------------------------------------------------------

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        return encode_error(error, occasion)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        return decode_error(reply)

    def finished(self, reply: Reply, call: Call, meter: Meter) -> Reply:
        """With the client's own id of its request, which its SDK looks for in the answer [1]."""
        if (own := call.headers.get(CLIENT_ID)) is None:
            return reply
        return replace(reply, headers={**reply.headers, CLIENT_ID: own})


def _counted(query: Mapping[str, str], name: str, usual: int, problems: list[Problem]) -> int:
    """A number of a page, or its size; what is wrong with it is added to the problems."""
    text = query.get(name) or str(usual)
    if text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= LARGEST_PAGE:
        return int(text)
    problems.append(Problem(field=name, rule="range", allowed=(1, LARGEST_PAGE)))
    return usual


def _words(query: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in query.get(name, "").split(",") if word.strip())


def _known_ids(words: tuple[str, ...]) -> Iterator[UUID]:
    """The ids that can be anybody's; what is none fits no task."""
    for word in words:
        try:
            yield job_id(word, prefix=ID)
        except NotFound:
            continue
