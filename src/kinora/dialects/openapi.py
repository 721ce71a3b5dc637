"""A dialect as an OpenAPI 3.1 document, computed from its routes and from what it answers when it is asked.

Knows no dialect by name and types no status: an error's status is the one that the dialect gives it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from kinora.catalogue.model import Offer
from kinora.dialects.base import Call, Dialect, Route
from kinora.dialects.openapi_answers import Answer, answers
from kinora.dialects.samples import JOB, least, placed
from kinora.dialects.wire import Json

JSON = "application/json"
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
REFUSAL = "refusal"
ANY: Json = {}
_COMPONENT = "#/components/schemas/{model}"
_BYTES: Json = {"type": "string", "format": "binary"}
_FILES = ("video/mp4", "image/jpeg", "image/png", "image/webp")
_ABOUT: Mapping[str, str] = {
    "submit": "Make a video",
    "status": "How a job stands",
    "result": "What came of a job",
    "stream": "A job's changes as they happen, as server-sent events",
    "list": "Your jobs",
    "cancel": "Stop a job",
    "delete": "Remove a job",
    "content": "A finished job's video, or a picture of it",
    "upload": "A place to send a file to",
    "store": "Store a file",
    "file": "What is known of a stored file",
    "files": "Your stored files",
    "discard": "Remove a stored file",
    "answer": "What needs no job",
    "proxy": "Any other path, named inside",
}


def document(dialect: Dialect, *, version: str, server_url: str, offers: Sequence[Offer] = ()) -> Json:
    """The whole document. offers: the models as the dialect offers them, for its examples."""
    schemas = _Schemas(dialect)
    scheme = _security(dialect)
    samples = tuple(_samples(dialect, offers))
    paths: dict[str, Json] = {}
    for number, route in enumerate(dialect.routes):
        responses: Json = {
            str(status): _response(route, status, found, schemas)
            for status, found in sorted(answers(dialect, route, offers).items())
        }
        operation: Json = {
            "operationId": f"{route.operation}_{number}",
            "summary": route.about or _ABOUT[route.operation],
            "tags": [route.operation],
            "parameters": [*_path_parameters(route, samples), *schemas.query(route)],
            "responses": responses,
            "security": [] if route.public else [{name: [] for name in scheme}],
        }
        if route.operation == "proxy":
            responses["default"] = {"description": "What the path that is named inside answers."}
        body = _request_body(route, schemas, samples)
        operation |= {"requestBody": body} if body else {}
        paths.setdefault(template(route.path), {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{dialect.title}, as Kinora serves it",
            "version": version,
            "description": f"Every path of {dialect.title}'s video API that this server answers, in its own words.",
        },
        "servers": [{"url": server_url}],
        "paths": paths,
        "components": {"schemas": schemas.components(), "securitySchemes": scheme},
    }


def template(path: str) -> str:
    """A route's path as OpenAPI writes it, which has no word for a name of several segments."""
    return path.replace(":path}", "}")


class _Schemas:
    """The JSON schemas of a dialect's types, each named once."""

    def __init__(self, dialect: Dialect) -> None:
        self._queries: set[str] = set()
        inputs: list[tuple[Any, JsonSchemaMode, TypeAdapter[Any]]] = [
            (REFUSAL, "serialization", TypeAdapter(cast("Any", dialect.refusal)))
        ]
        for number, route in enumerate(dialect.routes):
            for kind, mode in (("query", "validation"), ("body", "validation"), ("reply", "serialization")):
                if getattr(route, kind) is not None:
                    adapter = TypeAdapter(getattr(route, kind))
                    inputs.append(((kind, number), cast("JsonSchemaMode", mode), adapter))
        self._places = {id(route): number for number, route in enumerate(dialect.routes)}
        found, shared = TypeAdapter.json_schemas(inputs, ref_template=_COMPONENT, schema_generator=_Generator)
        self._found = {key: schema for (key, _), schema in found.items()}
        self._components = cast("dict[str, Json]", shared.get("$defs", {}))

    @property
    def refusal(self) -> Json:
        return self._found[REFUSAL]

    def of(self, route: Route, kind: str) -> Json | None:
        """The schema of a route's body or reply."""
        return self._found.get((kind, self._places[id(route)]))

    def query(self, route: Route) -> Iterator[Json]:
        """The parameters in a route's query, each apart."""
        schema = self.of(route, "query")
        if schema is None:
            return
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        self._queries.add(name)
        properties = self._components.get(name, schema).get("properties", {})
        for word, inner in cast("dict[str, Json]", properties).items():
            yield {"name": word, "in": "query", "required": False, "schema": _without_null(inner)}

    def components(self) -> Json:
        """What the schemas refer to, but for the queries, which stand apart already."""
        return {name: schema for name, schema in self._components.items() if name not in self._queries}


class _Generator(GenerateJsonSchema):
    """Says nothing of a type that says nothing of itself."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Every field of a request may be left out, which needs no word."""
        said = super().default_schema(schema)
        return {name: value for name, value in said.items() if name != "default" or value is not None}

    def handle_invalid_for_json_schema(self, schema: core_schema.CoreSchema, error_info: str) -> JsonSchemaValue:
        return {}


def _without_null(schema: Json) -> Json:
    """A schema without its null: a parameter is there or it is not."""
    kinds = [kind for kind in cast("list[Json]", schema.get("anyOf", [])) if kind.get("type") != "null"]
    if not kinds:
        return schema
    rest = {name: value for name, value in schema.items() if name not in {"anyOf", "default"}}
    return {**kinds[0], **rest} if len(kinds) == 1 else {"anyOf": kinds, **rest}


# Requests -------------------------------------------------------------------------------------------------------------


def _samples(dialect: Dialect, offers: Iterable[Offer]) -> Iterator[tuple[str, Call]]:
    """The least request for each model, and the poll after it, as the dialect's client sends them."""
    for offer in offers:
        try:
            spec = least(dialect, offer)
        except LookupError:
            continue
        yield offer.id, dialect.encode_submit(spec)
        yield offer.id, dialect.encode_poll(dialect.encode_id(JOB), spec)


def _path_parameters(route: Route, samples: Sequence[tuple[str, Call]]) -> Iterator[Json]:
    values = [found for _, call in samples if (found := placed(route.path, call.url)) is not None]
    for name in re.findall(r"\{(\w+)(?::path)?\}", route.path):
        words = list(dict.fromkeys(found[name] for found in values))
        examples = {"examples": {word: {"value": word} for word in words}} if words else {}
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}, **examples}


def _request_body(route: Route, schemas: _Schemas, samples: Sequence[tuple[str, Call]]) -> Json | None:
    schema = schemas.of(route, "body")
    if schema is None and route.operation == "store":
        return {"content": {"application/octet-stream": {"schema": _BYTES}, FORMS[0]: {"schema": {"type": "object"}}}}
    if schema is None:
        return None
    bodies = {
        model: {"summary": model, "value": body}
        for model, call in samples
        if call.method == route.method and placed(route.path, call.url) is not None
        if (body := _json(call.body)) is not None
    }
    content: Json = {JSON: {"schema": schema, **({"examples": bodies} if bodies else {})}}
    if route.form:
        content |= {form: {"schema": schema} for form in FORMS}
    return {"required": route.operation == "submit", "content": content}


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return None


# Answers --------------------------------------------------------------------------------------------------------------


def _response(route: Route, status: int, found: Sequence[Answer], schemas: _Schemas) -> Json:
    kinds = {kind for kind in found if kind != "nothing"}
    said: list[Json] = []
    if "reply" in kinds:
        said.append(ANY if (reply := schemas.of(route, "reply")) is None else reply)
    if "refusal" in kinds and schemas.refusal not in said:
        said.append(schemas.refusal)
    content: Json = {}
    if said:
        content[JSON] = {"schema": said[0] if len(said) == 1 else {"anyOf": said}}
    if "bytes" in kinds:
        content |= {media: {"schema": _BYTES} for media in _FILES}
    if "events" in kinds:
        content["text/event-stream"] = {"schema": {"type": "string"}}
    about = _ABOUT[route.operation] if "refusal" not in kinds else "Refused"
    if status in _WORDS and kinds <= {"refusal"}:
        about = _WORDS[status]
    return {"description": f"{about}.", **({"content": content} if content else {})}


_WORDS: Mapping[int, str] = {
    400: "What is wrong with the request, all of it",
    401: "No API key, or one that nobody knows",
    402: "There is no money left",
    403: "Not allowed",
    404: "There is no such thing, or it is somebody else's",
    409: "This does not go with the state of the thing",
    413: "The body or the file is too large",
    416: "There is no such part of the file",
    422: "What is wrong with the request, all of it",
    429: "Too many at once: try again later",
    500: "The server's fault",
    503: "The line is full: try again later",
}


def _security(dialect: Dialect) -> dict[str, Json]:
    """The headers that carry a key, learnt from how a client sends one."""
    schemes: dict[str, Json] = {}
    for header, value in dialect.encode_credential("KEY").items():
        if header.lower() == "authorization" and value == "Bearer KEY":
            schemes["bearer"] = {"type": "http", "scheme": "bearer"}
            continue
        form = {} if value == "KEY" else {"description": f"`{value.replace('KEY', '<key>')}`"}
        schemes[header.lower().replace("-", "_")] = {"type": "apiKey", "in": "header", "name": header, **form}
    return schemes
