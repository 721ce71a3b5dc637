"""What the process that wants a clip and the process that renders it say to each other: one JSON text a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from kinora.engines.base import Inputs
from kinora.engines.rendering import Rendered
from kinora.spec.outcome import Progress
from kinora.spec.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to render. engine: the class by its import path, "module:Class"."""

    engine: str
    plan: Plan
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class Underway:
    """How far the engine is."""

    progress: Progress
    kind: Literal["progress"] = "progress"


@dataclass(frozen=True, slots=True)
class Done:
    """The clip is written and verified."""

    rendered: Rendered
    kind: Literal["clip"] = "clip"


@dataclass(frozen=True, slots=True)
class Refused:
    """The engine can't render this: a JobError's code and message."""

    code: str
    message: str
    kind: Literal["error"] = "error"


Message = Underway | Done | Refused

_ORDER = TypeAdapter(Order)
_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


def write_order(order: Order) -> bytes:
    """An order as one line."""
    return _ORDER.dump_json(order) + b"\n"


def read_order(line: bytes) -> Order:
    """The order in a line."""
    return _ORDER.validate_json(line)


def write_message(message: Message) -> bytes:
    """A message as one line."""
    return _MESSAGE.dump_json(message) + b"\n"


def read_message(line: bytes) -> Message:
    """The message in a line. Raises ValueError (pydantic's) for anything else."""
    return _MESSAGE.validate_json(line)
