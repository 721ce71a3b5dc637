"""The models on offer as AI/ML API lists them, with its filters. Answers come from offers alone, for anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from kinora.catalogue.model import Offer
from kinora.dialects.base import Call, Reply, json_reply
from kinora.dialects.wire import Json, Text, Wire
from kinora.spec.errors import NotFound

PARTS = ("pricing", "modalities", "capabilities")


class Filters(Wire):
    """The query of the list: one word or several apart by commas, of which any may fit; all that is said must fit."""

    id: Text | None = None
    type: Text | None = None
    capabilities: Text | None = None
    output_modalities: Text | None = None
    tags: Text | None = None
    include: Text | None = None
    details: Text | None = None


class Info(TypedDict):
    """Who made a model and what it is called."""

    name: str
    developer: str
    description: str


class Modalities(TypedDict):
    """What goes in and what comes out."""

    input: list[str]
    output: list[str]


class ModelEntry(TypedDict):
    """A model. pricing is null: nothing is charged by the model here."""

    id: str
    aliases: list[str]
    type: Literal["video"]
    info: Info
    tags: list[str]
    pricing: NotRequired[None]
    modalities: NotRequired[Modalities]
    capabilities: NotRequired[list[str]]


class ModelList(TypedDict):
    """Every model that fits."""

    object: Literal["list"]
    data: list[ModelEntry]


class OneModel(TypedDict):
    """One model, with all that is told of any."""

    object: Literal["model"]
    data: ModelEntry


def listed(call: Call, offers: Iterable[Offer]) -> Reply:
    """The models that fit the query, with the parts that it asks for."""
    fitting = [offer for offer in offers if _fits(offer, call.query)]
    answer: ModelList = {"object": "list", "data": [_entry(offer, _parts(call.query)) for offer in fitting]}
    return _tagged(answer, call)


def told(call: Call, offers: Iterable[Offer]) -> Reply:
    """The model that the path names. Raises NotFound."""
    name = call.path["id"].lower()
    found = next((offer for offer in offers if name in _names(offer)), None)
    if found is None:
        raise NotFound("model", call.path["id"])
    answer: OneModel = {"object": "model", "data": _entry(found, frozenset(PARTS))}
    return _tagged(answer, call)


def _tagged(answer: object, call: Call) -> Reply:
    reply = json_reply(answer)
    tag = f'"{sha256(reply.body).hexdigest()[:32]}"'
    known = {word.strip().removeprefix("W/") for word in call.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Reply(status=304, headers={"etag": tag})
    return Reply(body=reply.body, headers={**reply.headers, "etag": tag})


def _words(query: Mapping[str, str], name: str) -> set[str]:
    return {word.strip().lower() for word in query.get(name, "").split(",") if word.strip()}


def _parts(query: Mapping[str, str]) -> frozenset[str]:
    asked = _words(query, "include")
    return frozenset(PARTS) if "all" in asked or query.get("details") in {"true", "1"} else frozenset(asked & {*PARTS})


def _fits(offer: Offer, query: Mapping[str, str]) -> bool:
    """Whether a model has one of the words of every filter."""
    has: Mapping[str, set[str]] = {
        "id": _names(offer),
        "type": {"video"},
        "capabilities": set(_capabilities(offer)),
        "output_modalities": {"video"},
        "tags": set(_tags(offer)),
    }
    return all(not (wanted := _words(query, name)) or wanted & words for name, words in has.items())


def _names(offer: Offer) -> set[str]:
    return {name.lower() for name in offer.names}


def _tags(offer: Offer) -> list[str]:
    return ["video", offer.model.maker.lower(), *(_capabilities(offer))]


def _entry(offer: Offer, parts: frozenset[str]) -> ModelEntry:
    title, maker = offer.model.title, offer.model.maker
    entry: ModelEntry = {
        "id": offer.names[0],
        "aliases": list(offer.names[1:]),
        "type": "video",
        "info": {"name": title, "developer": maker, "description": f"{title} by {maker}: makes a clip."},
        "tags": _tags(offer),
    }
    if "pricing" in parts:
        entry["pricing"] = None
    if "modalities" in parts:
        entry["modalities"] = {"input": _inputs(offer), "output": ["video"]}
    if "capabilities" in parts:
        entry["capabilities"] = _capabilities(offer)
    return entry


def _inputs(offer: Offer) -> list[str]:
    fields = {
        "image": ("start_frame", "references.images"),
        "video": ("references.videos",),
        "audio": ("references.audios",),
    }
    return ["text", *(kind for kind, paths in fields.items() if any(_takes(offer, path) for path in paths))]


def _capabilities(offer: Offer) -> list[str]:
    needs_picture = any((limit.field, limit.rule) == ("start_frame", "required") for limit in offer.limits)
    references = any(_takes(offer, f"references.{kind}") for kind in ("images", "videos", "audios"))
    found: Json = {
        "text-to-video": not needs_picture,
        "image-to-video": _takes(offer, "start_frame"),
        "reference-to-video": references,
    }
    return [name for name, has in found.items() if has]


def _takes(offer: Offer, field: str) -> bool:
    return not any((limit.key, limit.rule) == (field, "unsupported") for limit in offer.limits)
