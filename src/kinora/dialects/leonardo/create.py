"""POST /v2/generations, both ways: what every model of this vendor is asked with, and the receipt [2, 6]."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, assert_never

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Reply, json_answer, json_body, json_reply, no_such_model, refuse_unsaid
from kinora.dialects.leonardo.guidances import Guidances, encode_guidances
from kinora.dialects.leonardo.words import UNSAID, V2, WORDS, tier_of, unread
from kinora.dialects.wire import Flag, Json, Text, Whole, Wire, given, read
from kinora.spec.errors import EngineFailed, InvalidRequest, Problem
from kinora.spec.outcome import JobView
from kinora.spec.video import Pixels, Shape, Size, VideoSpec

PATH = f"{V2}/generations"

# Older clients still send these: accepted and ignored [2.1]. Anything else unknown is refused by name.
LEGACY = frozenset({"style_ids", "negative_prompt", "enable_audio", "audio", "resolution"})


class Parameters(Wire):
    """`parameters` of a create request."""

    model_config = ConfigDict(json_schema_extra={"required": ["prompt"]})

    prompt: Text | None = None
    quantity: Whole | None = Field(None, description="1, and nothing else.")
    duration: Whole | None = Field(None, description="Seconds.")
    width: Whole | None = Field(None, description="Pixels. 0 beside a height of 0 follows the start frame.")
    height: Whole | None = Field(None, description="Pixels.")
    mode: Text | None = Field(None, description="The tier where no side is given: RESOLUTION_480, _720 or _1080.")
    motion_has_audio: Flag | None = None
    seed: Whole | None = Field(None, description="-1 draws one.")
    prompt_enhance: Literal["ON", "OFF"] | None = None
    guidances: Guidances | None = None


class Create(Wire):
    """The body of a create request."""

    model_config = ConfigDict(json_schema_extra={"required": ["model", "parameters"]})

    model: Text | None = None
    public: Flag | None = None
    parameters: Parameters | None = None


class Cost(TypedDict):
    """What a generation costs, as a decimal in a text."""

    amount: str
    unit: Literal["CREDITS", "DOLLARS"]


class Receipt(TypedDict):
    """A generation that was taken in."""

    apiCreditCost: int | None
    generationId: str
    cost: Cost


class Created(TypedDict):
    """The answer to a create request."""

    generate: Receipt


def decode(call: Call, names: Names, *, lenient: bool) -> VideoSpec:
    """Read a create request. lenient: whether parameters that nobody knows are ignored."""
    create, problems = read(Create, _unwrapped(json_body(call.body)), WORDS)
    asked = create.parameters or Parameters()
    guided = asked.guidances or Guidances()
    strangers = () if lenient else _strangers(asked, guided)
    problems += tuple(Problem(field=path, rule="unsupported") for path in strangers)
    model = names.id_of(create.model or "")
    if model is None:
        raise no_such_model(names.known(), problems)
    spec = VideoSpec(
        model=model,
        prompt=asked.prompt,
        size=decode_size(asked.width, asked.height, asked.mode),
        seconds=asked.duration,
        count=asked.quantity,
        seed=None if asked.seed == -1 else asked.seed,
        sound=asked.motion_has_audio,
        enhance_prompt=None if asked.prompt_enhance is None else asked.prompt_enhance == "ON",
        public=create.public,
        start_frame=guided.start,
        end_frame=guided.end,
        references=guided.references(),
        ignored=(*(path for path in unread(create) if path not in strangers), *guided.overruled),
    )
    if problems:
        raise InvalidRequest(problems, partial=spec)
    return spec


def encode(spec: VideoSpec, names: Names) -> Call:
    """The same request as the vendor's client. Raises InvalidRequest for what has no words."""
    follows_frame = isinstance(spec.size, Shape) and spec.size.ratio == "auto"  # which 0 x 0 says
    refuse_unsaid(replace(spec, size=Shape()) if follows_frame else spec, UNSAID)
    enhance = spec.enhance_prompt
    asked: Json = {
        "prompt": spec.prompt,
        "quantity": spec.count,
        "duration": spec.seconds,
        **_encode_size(spec.size),
        "motion_has_audio": spec.sound,
        "seed": spec.seed,
        "prompt_enhance": None if enhance is None else WORDS.value("enhance_prompt", enhance),
        "guidances": encode_guidances(spec),
    }
    body: Json = {"model": names.name_of(spec.model), "public": spec.public, "parameters": given(asked)}
    return Call(method="POST", url=PATH, body=json_reply(given(body)).body)


def receipt(job: JobView) -> Receipt:
    """What a creator holds in hand: the generation's id and its price."""
    return {
        "apiCreditCost": None,  # nobody is billed in credits here
        "generationId": str(job.id),
        "cost": {"amount": f"{job.plan.usd:.4f}", "unit": "DOLLARS"},
    }


def encode_created(job: JobView) -> Reply:
    """The answer to a create request."""
    created: Created = {"generate": receipt(job)}
    return json_reply(created)


def decode_created(reply: Reply) -> str:
    """The generation's id. Raises EngineFailed for an answer without one."""
    match json_answer(reply):
        case {"generate": {"generationId": str(id)}} if id:
            return id
        case _:
            raise EngineFailed("The vendor's answer names no generation.")


def decode_size(width: int | None, height: int | None, mode: str | None) -> Size:
    """Sides win over the tier; 0 x 0 follows the start frame; a single 0 is a side not given [6.4]."""
    tier = tier_of(mode)
    if width == 0 and height == 0:
        return Shape("auto", tier)
    return Pixels(width or None, height or None, tier) if width or height else Shape(None, tier)


def _encode_size(size: Size) -> Json:
    tier = None if size.tier is None else WORDS.value("size.tier", size.tier)
    match size:
        case Pixels(width=width, height=height):
            return {"width": width, "height": height, "mode": tier}
        case Shape(ratio=ratio):
            return {"width": 0, "height": 0, "mode": tier} if ratio == "auto" else {"mode": tier}
        case _:
            assert_never(size)


def _unwrapped(body: Json) -> Json:
    """The request itself: one of the vendor's pages shows its sample inside a `request` [2.1]."""
    inner = body.get("request")
    return inner if "model" not in body and isinstance(inner, dict) else body


def _strangers(asked: Parameters, guided: Guidances) -> tuple[str, ...]:
    """The parameters and guidances that nobody knows, old ones aside."""
    parameters = (f"parameters.{name}" for name in asked.unknown if name not in LEGACY)
    return tuple(sorted({*parameters, *(f"parameters.guidances.{name}" for name in guided.unknown)}))
