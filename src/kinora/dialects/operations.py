"""What only some vendors have, a small protocol each: a dialect that lacks an operation has no route for it either.

Values in, values out, as in `base.py`; who calls these is the server's mount, and the client.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, Protocol, runtime_checkable
from uuid import UUID

from kinora.catalogue.model import Offer
from kinora.dialects.base import Call, Reply
from kinora.dialects.webhook import NOBODY, Hook, HookTerms, Stamp
from kinora.spec.media import MediaKind
from kinora.spec.outcome import JobView, Outcome
from kinora.spec.video import Priority, VideoSpec

State = Literal["queued", "running", "succeeded", "failed", "cancelled"]
Variant = Literal["video", "thumbnail", "spritesheet", "last_frame"]
"""What of a finished job is wanted as bytes: the clip, its poster, a sheet of its frames, its last frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of a list is wanted, newest first unless `ascending`.

    models, tier, states, ids: only jobs of these catalogue ids, of this size tier, in these states, of these ids.
    owner: the owner's id where the path names one; the list of anybody else is empty. after: the job behind which the
    part begins, in place of `offset`. priority: only jobs that were put before or behind others so.
    """

    owner: str | None = None
    limit: int = 20
    offset: int = 0
    models: tuple[str, ...] | None = None
    tier: str | None = None
    states: tuple[State, ...] | None = None
    ids: tuple[UUID, ...] | None = None
    after: UUID | None = None
    ascending: bool = False
    priority: Priority | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The part of a list that was asked for. total: how many jobs fit in all. more: whether any come behind these."""

    jobs: tuple[JobView, ...]
    total: int
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place to upload one file to: `fields` go with it as a multipart form to `url`.

    token: the form's field `token`; with it in the query, `PUT url` takes the bare bytes. link: under which the file
    can be read, and named in a request, once it is there.
    """

    id: UUID
    owner: UUID
    suffix: str
    url: str
    fields: Mapping[str, str]
    link: str = ""

    @property
    def token(self) -> str:
        return self.fields["token"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A file that came as the body of a request, or as a part of it. name: what its sender calls it."""

    data: bytes
    name: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A stored file as its owner may see it. Measures are None where the kind has none, and until it is there.

    state: "pending" until its bytes have arrived. link: where it can be read without a key. bytes, seconds: its size
    and length.
    """

    id: UUID
    owner: UUID
    state: Literal["pending", "ready", "failed"]
    suffix: str
    link: str
    created: datetime
    expires: datetime | None = None
    kind: MediaKind | None = None
    media_type: str | None = None
    bytes: int | None = None
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, for answers that need no job: the owner, and what the house may tell them.

    slots: how many of their jobs may run at once; 0 for no limit. secret: what their webhooks are signed with. seal:
    32 bytes that are the installation's own, for the public half of a signature. offers: the models, as this dialect
    offers them. A public question is asked by nobody: id, name and secret are empty then.
    """

    id: UUID = NOBODY
    name: str = ""
    slots: int = 0
    secret: str = ""
    seal: bytes = b""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """How often a key may still submit: `remaining` of `limit` before `reset_seconds` are over. limit 0: no limit."""

    limit: int = 0
    remaining: int = 0
    reset_seconds: int = 0


@runtime_checkable
class Lists(Protocol):
    """A dialect that can list an owner's jobs."""

    def decode_page(self, call: Call) -> Page: ...
    def encode_list(self, found: Found, call: Call) -> Reply: ...


@runtime_checkable
class Families(Protocol):
    """A dialect whose paths name a family of models: a job of another family is not found there."""

    def covers(self, call: Call, job: JobView) -> bool: ...


@runtime_checkable
class Results(Protocol):
    """A dialect that tells of a job's state under one path and of its result under another.

    encode_result: the answer for any state, also "not yet". encode_fetch, decode_result: the client's side.
    """

    def encode_result(self, job: JobView) -> Reply: ...
    def encode_fetch(self, id: str, spec: VideoSpec) -> Call: ...
    def decode_result(self, reply: Reply) -> Outcome: ...


@runtime_checkable
class Contents(Protocol):
    """A dialect that gives a finished job's bytes under its own path, for a key.

    decode_variant: which of them are wanted. encode_content: the client's call for the video.
    """

    def decode_variant(self, call: Call) -> Variant: ...
    def encode_content(self, id: str, spec: VideoSpec) -> Call: ...


@runtime_checkable
class Streams(Protocol):
    """A dialect that tells of every change of a job as server-sent events, until it is finished."""

    def encode_event(self, job: JobView) -> bytes: ...


@runtime_checkable
class Cancels(Protocol):
    """A dialect that can stop a job; the job stays, as cancelled.

    cancels_again: whether to cancel a finished job is answered with the job as it is, and not refused.
    """

    cancels_again: ClassVar[bool]

    def encode_cancelled(self, job: JobView) -> Reply: ...


@runtime_checkable
class Deletes(Protocol):
    """A dialect that can remove a job with its files.

    removal: what a delete means for a job as it is: stop it and keep it as cancelled, or forget it. Raises NotAllowed
    where the vendor refuses.
    """

    def removal(self, job: JobView) -> Literal["cancel", "delete"]: ...
    def encode_deleted(self, job: JobView) -> Reply: ...


@runtime_checkable
class Uploads(Protocol):
    """A dialect that hands out places to upload media to. decode_upload: the file's suffix with its dot, or ""."""

    def decode_upload(self, call: Call) -> str: ...
    def encode_upload(self, slot: Slot, call: Call) -> Reply: ...


@runtime_checkable
class Stores(Protocol):
    """A dialect that takes a file in a request of its own."""

    def decode_file(self, call: Call) -> Blob: ...
    def encode_file(self, file: FileView, call: Call) -> Reply: ...


@runtime_checkable
class Files(Protocol):
    """A dialect that tells of stored files by their id (operation "file"), and removes them ("discard")."""

    def decode_file_id(self, call: Call) -> UUID: ...
    def encode_file(self, file: FileView, call: Call) -> Reply: ...
    def encode_discarded(self, file: FileView, call: Call) -> Reply: ...


@runtime_checkable
class FileLists(Protocol):
    """A dialect that lists an owner's uploads, newest first."""

    def encode_files(self, files: Sequence[FileView], call: Call) -> Reply: ...


@runtime_checkable
class Answers(Protocol):
    """A dialect that answers some questions from its tables, the models on offer and who asks: operation "answer"."""

    def answer(self, call: Call, asker: Asker) -> Reply: ...


@runtime_checkable
class Proxies(Protocol):
    """A dialect whose clients may send each call to one path, naming the true one: `decode_proxied` gives that path,
    with its query, as this server has it.
    """

    def decode_proxied(self, call: Call) -> str: ...


@runtime_checkable
class Finishes(Protocol):
    """A dialect with headers that depend on the request, or on the caller's limits: the last word on every answer."""

    def finished(self, reply: Reply, call: Call, meter: Meter) -> Reply: ...


@runtime_checkable
class Places(Protocol):
    """A dialect that tells how many jobs go before a queued one: `JobView.ahead` is filled in for it."""

    tells_place: ClassVar[bool]


@runtime_checkable
class Notifies(Protocol):
    """A dialect that tells of a job by itself.

    The body is encoded once, when the job changes, and sent as it is at every attempt; the headers are made anew for
    each.
    """

    hook: ClassVar[HookTerms]

    def encode_webhook(self, job: JobView, hook: Hook) -> bytes: ...
    def webhook_headers(self, body: bytes, stamp: Stamp) -> Mapping[str, str]: ...
