"""The golden exchanges that come with the package, and how an answer differs from what its document promises.

Reads package data and compares JSON; sends nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal, cast

from kinora.dialects.base import Call, Dialect
from kinora.dialects.wire import Json

FOLDER = resources.files("kinora.dialects") / "golden"
File = Literal["requests", "refusals", "replies"]
Kind = Literal["status", "missing", "extra", "type", "words", "body"]
_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it should be. place: where in the answer, "" for all of it."""

    kind: Kind
    place: str
    expected: str
    found: str


def entries(dialect: str, file: File) -> list[dict[str, Any]]:
    """What a dialect's file holds; a file that is missing holds nothing."""
    path = FOLDER / dialect / f"{file}.json"
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.is_file() else []
    return found


def submit_call(dialect: Dialect, entry: Mapping[str, Any]) -> Call:
    """The submit that an entry describes: by its `url`, or by the names of its `path`."""
    url = entry.get("url") or submit_url(dialect, entry.get("path", {}))
    query, headers = entry.get("query", {}), entry.get("headers", {})
    return Call(url=url, query=query, headers=headers, body=json.dumps(entry["body"]).encode())


def submit_url(dialect: Dialect, path: Mapping[str, str]) -> str:
    """The first submit path with these names, filled in. Raises LookupError."""
    for route in dialect.routes:
        url = route.path.replace(":path}", "}")
        if route.operation == "submit" and url.count("{") == len(path) and all(f"{{{name}}}" in url for name in path):
            return url.format(**path)
    raise LookupError(f"{dialect.name} has no submit path with {sorted(path)}")


def differences(value: object, schema: Json, document: Json, place: str = "") -> Iterator[Difference]:
    """How a JSON value differs from a schema of an OpenAPI document: what is missing, too much or of another type."""
    schema = _meant(schema, document)
    choices = cast("list[Json]", schema.get("anyOf") or schema.get("oneOf") or [])
    if choices:
        yield from min((list(differences(value, choice, document, place)) for choice in choices), key=len)
        return
    words = schema.get("enum", [schema["const"]] if "const" in schema else None)
    kind = schema.get("type")
    if kind is not None and not _is(value, cast("str", kind)):
        yield Difference("type", place, str(kind), _named(value))
    elif isinstance(words, list) and value not in words:
        yield Difference("words", place, " or ".join(map(str, words)), str(value))
    elif isinstance(value, dict):
        yield from _in_object(value, schema, document, place)
    elif isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from differences(item, cast("Json", schema["items"]), document, f"{place}[{index}]")


def _in_object(value: Json, schema: Json, document: Json, place: str) -> Iterator[Difference]:
    properties = cast("dict[str, Json]", schema.get("properties", {}))
    others = schema.get("additionalProperties")
    for name in cast("list[str]", schema.get("required", [])):
        if name not in value:
            yield Difference("missing", _at(place, name), "a value", "nothing")
    for name, inner in value.items():
        if name in properties:
            yield from differences(inner, properties[name], document, _at(place, name))
        elif isinstance(others, dict):
            yield from differences(inner, others, document, _at(place, name))
        elif properties and not others:
            yield Difference("extra", _at(place, name), "nothing", _named(inner))


def _meant(schema: Json, document: Json) -> Json:
    """The schema that a reference leads to."""
    while "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        schema = cast("Any", document)["components"]["schemas"][name]
    return schema


def _is(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES.get(kind, (object,)))


def _named(value: object) -> str:
    return next((name for name in _TYPES if _is(value, name)), type(value).__name__)


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
