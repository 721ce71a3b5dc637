"""Models as the vendor tells of them: name, one version, and a schema of the input made from an offer's limits."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

from typing_extensions import TypedDict

from kinora.catalogue.load import Names
from kinora.catalogue.model import Offer
from kinora.dialects.base import Call, Reply, json_reply
from kinora.dialects.operations import Asker
from kinora.dialects.replicate.wire import HIDDEN, HOUSE, MODELS, VOCABULARY
from kinora.dialects.wire import Json
from kinora.spec.errors import NotFound, Rule

SOME_TIME = "1970-01-01T00:00:00Z"  # nobody knows when a version was made, and the clients need a time
_FILE: Json = {"type": "string", "format": "uri"}
_PROPERTIES: Mapping[str, tuple[Json, str]] = {
    "prompt": ({"type": "string"}, "What is to be seen. References are called [Image1], [Video1], [Audio1]."),
    "start_frame": (_FILE, "The first frame."),
    "end_frame": (_FILE, "The last frame."),
    "references.images": ({"type": "array", "items": _FILE}, "Pictures that guide the clip."),
    "references.videos": ({"type": "array", "items": _FILE}, "Videos that guide the clip."),
    "references.audios": ({"type": "array", "items": _FILE}, "Sounds that guide the clip."),
    "seconds": ({"type": "integer"}, "Seconds; -1 leaves it to the model."),
    "size.tier": ({"type": "string"}, "How large."),
    "size.ratio": ({"type": "string"}, "Width to height; adaptive follows the first frame."),
    "sound": ({"type": "boolean"}, "Whether the clip has sound."),
    "camera_fixed": ({"type": "boolean"}, "Whether the camera stands still."),
    "seed": ({"type": "integer"}, "The same number makes the same clip."),
}
"""By spec field, in the order in which a form shows them."""


class Version(TypedDict):
    """The one version of a model."""

    id: str
    created_at: str
    cog_version: str
    openapi_schema: Json


class Versions(TypedDict):
    """Every version of a model: one."""

    previous: str | None
    next: str | None
    results: list[Version]


class ModelAnswer(TypedDict):
    """A model. What is null or 0 is not known here."""

    url: str
    owner: str
    name: str
    description: str | None
    visibility: Literal["public", "private"]
    github_url: str | None
    paper_url: str | None
    license_url: str | None
    run_count: int
    cover_image_url: str | None
    default_example: None
    latest_version: Version


def model_name(names: Names, id: str) -> str:
    """What a model is called here, always as `owner/name`."""
    name = names.name_of(id)
    return name if "/" in name else f"{HOUSE}/{name}"


def model_id(names: Names, name: str) -> str | None:
    """The catalogue id behind `owner/name`; None when there is none."""
    return names.id_of(name) or names.id_of(name.removeprefix(f"{HOUSE}/"))


def told(call: Call, asker: Asker, names: Names) -> Reply:
    """The model that the path names, its versions, or one of them. Raises NotFound."""
    word = f"{call.path['owner']}/{call.path['name']}"
    id = model_id(names, word)
    offer = next((offer for offer in asker.offers if offer.id == id), None)
    if id is None or offer is None:
        raise NotFound("model", word)
    name = model_name(names, id)
    version = version_of(name, offer)
    if "version" in call.path:
        if call.path["version"] not in {version["id"], HIDDEN}:
            raise NotFound("version", call.path["version"])
        return json_reply(version)
    if call.url.endswith("/versions"):
        versions: Versions = {"previous": None, "next": None, "results": [version]}
        return json_reply(versions)
    return json_reply(model_answer(name, offer, call.base))


def version_id(name: str) -> str:
    """The id of a model's version: made of its name, so that it stays the same."""
    return sha256(name.encode()).hexdigest()


def named_versions(names: Names) -> Mapping[str, str]:
    """The names of all models by their versions' ids."""
    called = (model_name(names, names.id_of(name) or name) for name in names.known())
    return {version_id(name): name for name in called}


def version_of(name: str, offer: Offer) -> Version:
    """The version of a model, with the schema of its input."""
    schemas = {"Input": _input(offer), "Output": {"type": "string", "format": "uri", "title": "Output"}}
    document: Json = {
        "openapi": "3.0.2",
        "info": {"title": offer.model.title, "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    return {"id": version_id(name), "created_at": SOME_TIME, "cog_version": "0.0.0", "openapi_schema": document}


def model_answer(name: str, offer: Offer, base: str) -> ModelAnswer:
    """A model. name: as `owner/name`."""
    owner, _, short = name.partition("/")
    return {
        "url": f"{base}{MODELS}/{name}",
        "owner": owner,
        "name": short,
        "description": f"{offer.model.title} by {offer.model.maker}",
        "visibility": "public",
        "github_url": None,
        "paper_url": None,
        "license_url": None,
        "run_count": 0,
        "cover_image_url": None,
        "default_example": None,
        "latest_version": version_of(name, offer),
    }


def _input(offer: Offer) -> Json:
    limits = {(limit.field, limit.rule): limit.allowed for limit in offer.limits if limit.key == limit.field}
    properties: dict[str, Json] = {}
    for field, (kind, about) in _PROPERTIES.items():
        if (field, "unsupported") in limits:
            continue
        name = VOCABULARY.field(field).removeprefix("input.")
        schema: Json = {**kind, "title": name.replace("_", " ").capitalize(), "description": about}
        for rule, (least, most) in _BOUNDS.items():
            if bounds := limits.get((field, rule)):
                schema |= {least: bounds[0], most: bounds[1]}
        if (field, "one_of") in limits:
            values = limits[field, "one_of"]
            words = [VOCABULARY.value(field, item) if isinstance(item, str) else item for item in values]
            schema["enum"] = [-1, *words] if field == "seconds" else words
        default = offer.default(field)
        if default is not None:
            schema["default"] = VOCABULARY.value(field, default) if isinstance(default, str) else default
        properties[name] = {**schema, "x-order": len(properties)}
    return {"type": "object", "title": "Input", "required": ["prompt"], "properties": properties}


_BOUNDS: Mapping[Rule, tuple[str, str]] = {
    "range": ("minimum", "maximum"),
    "length": ("minLength", "maxLength"),
    "count": ("minItems", "maxItems"),
}
