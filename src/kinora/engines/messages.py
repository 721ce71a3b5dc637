"""What the process that wants a clip and the process that renders it say to each other: one JSON text a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from kinora.engines.base import Inputs, Sketch
from kinora.engines.rendering import Rendered
from kinora.spec.outcome import Progress
from kinora.spec.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to render. engine: the class by its import path, "module:Class"."""

    engine: str
    plan: Plan
    inputs: Inputs
    kind: Literal["render"] = "render"

    @property
    def folder(self) -> Path:
        """Where the order's files go, its log among them."""
        return self.inputs.output.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchOrder:
    """A contact sheet to draw at `sheet`, a PNG."""

    engine: str
    plan: Plan
    sheet: Path
    kind: Literal["sketch"] = "sketch"

    @property
    def folder(self) -> Path:
        """Where the order's files go, its log among them."""
        return self.sheet.parent


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
class Sketched:
    """The sheet is drawn."""

    sketch: Sketch
    kind: Literal["sketch"] = "sketch"


@dataclass(frozen=True, slots=True)
class Refused:
    """The engine can't render this: a JobError's code and message."""

    code: str
    message: str
    kind: Literal["error"] = "error"


AnyOrder = Order | SketchOrder
Message = Underway | Done | Sketched | Refused

_ORDER: TypeAdapter[AnyOrder] = TypeAdapter(AnyOrder)
_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


def write_order(order: AnyOrder) -> bytes:
    """An order as one line."""
    return _ORDER.dump_json(order) + b"\n"


def read_order(line: bytes) -> AnyOrder:
    """The order in a line."""
    return _ORDER.validate_json(line)


def write_message(message: Message) -> bytes:
    """A message as one line."""
    return _MESSAGE.dump_json(message) + b"\n"


def read_message(line: bytes) -> Message:
    """The message in a line. Raises ValueError (pydantic's) for anything else."""
    return _MESSAGE.validate_json(line)
