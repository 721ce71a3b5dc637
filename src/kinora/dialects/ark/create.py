"""Asking for a clip, both ways: the body of a create request ↔ a spec [2.1]."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from kinora.dialects.ark.content import Content, decode_content, encode_content
from kinora.dialects.ark.suffix import parted
from kinora.dialects.ark.wire import PRIORITIES, SAFETY_IDENTIFIER_CHARACTERS, SERVICE_TIERS, VOCABULARY, Create
from kinora.dialects.base import json_body, json_reply, no_such_model, refuse_unsaid
from kinora.dialects.webhook import is_web_url
from kinora.dialects.wire import Json, given, read
from kinora.spec.errors import InvalidRequest, Problem
from kinora.spec.video import Shape, VideoSpec

NO_WORD = "has no word in this dialect"
UNSAID = {
    "size.width": f"{NO_WORD}: give a ratio and a tier",
    "size.height": f"{NO_WORD}: give a ratio and a tier",
    **dict.fromkeys(("count", "enhance_prompt", "safety_check", "public", "route"), NO_WORD),
    **{
        f"references.{kind}[].{word}": NO_WORD
        for kind in ("images", "videos", "audios")
        for word in ("strength", "order")
    },
    "start_seconds": f"{NO_WORD}: a time to be made in has",
    "webhook_events": f"{NO_WORD}: it tells of every change",
}
_UNREAD = "?"  # stands for a prompt that is not known


class ModelNames(Protocol):
    """The models by their words on the wire."""

    def id_of(self, word: str) -> str | None: ...
    def name_of(self, id: str) -> str: ...
    def known(self) -> tuple[str, ...]: ...


def decode_create(body: bytes, names: ModelNames) -> VideoSpec:
    """What a request asks for. Raises InvalidRequest with all that is wrong."""
    asked, problems = read(Create, json_body(body), VOCABULARY)
    content = decode_content(asked.content or ())
    suffix = parted(content.prompt or "")
    beside = {name: value for name, value in suffix.said.items() if getattr(asked, name) is None}
    asked = asked.model_copy(update=beside)
    problems += (*_own_problems(asked), *content.problems)
    if not asked.content and not any(problem.field.startswith("references") for problem in problems):
        problems += (Problem(field="content", rule="required"),)
    model = names.id_of(asked.model or "")
    if not asked.model and not any(problem.field == "model" for problem in problems):
        raise InvalidRequest((Problem(field="model", rule="required"), *problems))
    if model is None:
        raise no_such_model(names.known(), problems)
    ignored = (*asked.unknown, *content.unknown, *suffix.ignored, *_without_meaning(asked))
    spec = _spec(asked, content, model, None if content.prompt is None else suffix.prompt)
    spec = replace(spec, ignored=ignored, echo=tuple(_echo(asked, written=names.name_of(model))))
    if problems:
        raise InvalidRequest(problems, partial=_half_read(spec, content, asked))
    return spec


def _half_read(spec: VideoSpec, content: Content, asked: Create) -> VideoSpec:
    """What else can be checked of a faulty request. Nobody is to miss what could not be read, or what the draft has."""
    is_open = content.problems or not asked.content or spec.based_on is not None
    return replace(spec, prompt=_UNREAD) if spec.prompt is None and is_open else spec


def _spec(asked: Create, content: Content, model: str, prompt: str | None) -> VideoSpec:
    ratio, tier = asked.ratio or None, (asked.resolution or "").lower() or None
    return VideoSpec(
        model=model,
        prompt=prompt,
        size=Shape(None if ratio is None else str(VOCABULARY.meaning("size.ratio", ratio) or ratio), tier),
        seconds=None if asked.duration == -1 else asked.duration,
        frames=asked.frames,
        seed=None if asked.seed == -1 else asked.seed,
        sound=asked.generate_audio,
        camera_fixed=asked.camera_fixed,
        watermark=asked.watermark,
        start_frame=content.start_frame,
        end_frame=content.end_frame,
        references=content.references,
        return_last_frame=asked.return_last_frame,
        draft=asked.draft,
        based_on=content.based_on,
        priority=SERVICE_TIERS.get(asked.service_tier or ""),
        expires_seconds=asked.execution_expires_after,
        webhook_url=asked.callback_url or None,
    )


def _own_problems(asked: Create) -> Iterator[Problem]:
    """What is wrong with fields that only this dialect has."""
    if asked.callback_url and not is_web_url(asked.callback_url):
        yield Problem(field="webhook_url", rule="type", allowed=("an http(s) URL",))
    if asked.priority is not None and asked.priority not in PRIORITIES:
        yield Problem(field="echo.priority", rule="range", allowed=(PRIORITIES[0], PRIORITIES[-1]))
    if len(asked.safety_identifier or "") > SAFETY_IDENTIFIER_CHARACTERS:
        yield Problem(field="safety_identifier", rule="length", allowed=(0, SAFETY_IDENTIFIER_CHARACTERS))


def _without_meaning(asked: Create) -> Iterator[str]:
    """Fields that were read and change nothing here."""
    if asked.priority:
        yield "priority"
    if asked.tools:
        yield "tools"
    if asked.omni_reference_task_type not in {None, "auto"}:
        yield "omni_reference_task_type"


def _echo(asked: Create, *, written: str) -> Iterator[tuple[str, str]]:
    """Words that a task repeats. written: the model's name where a request leaves it open."""
    if asked.model is not None and asked.model != written:
        yield "model", asked.model
    if asked.priority is not None:
        yield "priority", str(asked.priority)
    if asked.tools:
        yield "tools", json.dumps([{"type": tool.type} for tool in asked.tools])
    if asked.safety_identifier:
        yield "safety_identifier", asked.safety_identifier
    if asked.output_format is not None:
        yield "output_format", asked.output_format


# The way back ---------------------------------------------------------------------------------------------------------


def encode_create(spec: VideoSpec, names: ModelNames) -> bytes:
    """The body that asks for what a spec says. Raises InvalidRequest for what has no words."""
    refuse_unsaid(spec, UNSAID)
    if spec.prompt is not None and parted(spec.prompt).prompt != spec.prompt:
        detail = "must not end in --name value, which this dialect takes for parameters"
        raise InvalidRequest((Problem(field="prompt", rule="unsupported", detail=detail),))
    shape = spec.size if isinstance(spec.size, Shape) else Shape(tier=spec.size.tier)
    body: Json = {
        "model": names.name_of(spec.model),
        "content": encode_content(spec) or [{"type": "text"}],
        "callback_url": spec.webhook_url,
        "return_last_frame": spec.return_last_frame,
        "service_tier": None if spec.priority is None else VOCABULARY.value("priority", spec.priority),
        "execution_expires_after": spec.expires_seconds,
        "generate_audio": spec.sound,
        "draft": spec.draft,
        "camera_fixed": spec.camera_fixed,
        "watermark": spec.watermark,
        "seed": spec.seed,
        "resolution": shape.tier,
        "ratio": None if shape.ratio is None else VOCABULARY.value("size.ratio", shape.ratio),
        "duration": spec.seconds,
        "frames": spec.frames,
    }
    return json_reply(given(body)).body


def family_of(word: str) -> str | None:
    """The family in a Seedance model's name, whoever's prefix and whatever date it has: `2-0-mini` [1]."""
    named = re.fullmatch(r"(?:doubao-|dreamina-|bytedance/)?seedance-([a-z0-9]+(?:[.-][a-z0-9]+)*?)(?:-\d{6})?", word)
    return named[1].replace(".", "-") if named else None
