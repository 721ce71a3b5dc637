"""Reading a vendor's JSON: pydantic models that report every type problem at once and still give what could be read."""

from __future__ import annotations

import base64
import binascii
import itertools
import re
from collections.abc import Callable, Mapping
from typing import Annotated, TypeVar
from urllib.parse import quote
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictBool, StrictStr, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails

from kinora.spec.errors import InvalidRequest, Problem, Rule, Scalar
from kinora.spec.media import Inline, MediaKind, MediaRef, Upload, Url

Json = dict[str, object]
Text = StrictStr
Flag = StrictBool
ASSET = "asset://"


class Wire(BaseModel):
    """A JSON object of a vendor. Every field is optional here: what is required is the catalogue's to say."""

    model_config = ConfigDict(extra="allow", frozen=True)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names that were sent and are not in the model; a null counts as not sent."""
        return tuple(name for name, value in (self.model_extra or {}).items() if value is not None)


def _whole(value: object) -> object:
    """Whole numbers may come as 8 or 8.0, never as true or "8"."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or int_or_none(value) is None:
        raise ValueError("must be a whole number")
    return int(value)


def int_or_none(value: float) -> int | None:
    """A number as a whole one, or None when it has a fraction or is infinite."""
    return int(value) if abs(value) < 1e300 and value == int(value) else None


def _whole_or_text(value: object) -> object:
    """Whole numbers that clients also send as text: "5" is what the vendor's own sample posts."""
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,12}\s*", value):
        return int(value)
    return _whole(value)


Whole = Annotated[int, BeforeValidator(_whole)]
WholeOrText = Annotated[
    int,
    BeforeValidator(_whole_or_text),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\s*-?[0-9]{1,12}\s*$"}]}),
]

_REASONS: Mapping[str, tuple[Rule, str]] = {
    "missing": ("required", "is required"),
    "string_type": ("type", "must be a text"),
    "bool_type": ("type", "must be true or false"),
    "list_type": ("type", "must be a list"),
    "tuple_type": ("type", "must be a list"),
    "model_type": ("type", "must be an object"),
    "model_attributes_type": ("type", "must be an object"),
    "dict_type": ("type", "must be an object"),
    "uuid_type": ("type", "must be an id (a UUID)"),
    "uuid_parsing": ("type", "must be an id (a UUID)"),
}


def _problem(error: ErrorDetails, field: str) -> Problem:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "literal_error":
        listed = str(context["expected"]).replace(" or ", ", ").replace("'", "")
        return Problem(field=field, rule="one_of", detail=f"must be one of: {listed}")
    if kind in {"too_long", "too_short"}:
        bound = f"most {context['max_length']}" if kind == "too_long" else f"least {context['min_length']}"
        return Problem(
            field=field, rule="count", detail=f"must have at {bound} item{'' if bound.endswith(' 1') else 's'}"
        )
    if kind == "greater_than_equal":
        return Problem(field=field, rule="range", detail=f"must be at least {context['ge']}")
    if kind == "value_error":
        return Problem(field=field, rule="type", detail=str(context["error"]))
    rule, reason = _REASONS.get(kind, ("type", f"is not usable: {error['msg'].lower()}"))
    return Problem(field=field, rule=rule, detail=reason)


def _path(location: tuple[int | str, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).removeprefix(".")


def _drop(data: Json, location: tuple[int | str, ...]) -> bool:
    """Drop the faulty value and say whether it was there. An item takes its whole list along: no index shifts."""
    names = list(itertools.takewhile(lambda part: isinstance(part, str), location))
    holder: object = data
    for name in names[:-1]:
        holder = holder.get(name) if isinstance(holder, dict) else None
    return isinstance(holder, dict) and holder.pop(names[-1], None) is not None


def _without_echoes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without "too short" for lists whose items are faulty: pydantic counts only the good ones."""
    faulty = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in faulty]


W = TypeVar("W", bound=Wire)


def read(wire: type[W], data: Json, vocabulary: Vocabulary) -> tuple[W, tuple[Problem, ...]]:
    """Read a JSON object: what could be read, and every type problem with its field in the spec's words.

    data: is used up; what can't be read is taken out of it.
    """
    problems: dict[str, Problem] = {}
    while True:
        try:
            return wire.model_validate(data), tuple(problems.values())
        except ValidationError as error:
            details = _without_echoes(error.errors(include_url=False, include_input=False))
            for detail in details:
                field = vocabulary.spec_field(_path(detail["loc"]))
                problems.setdefault(field, _problem(detail, field))
            dropped = [_drop(data, detail["loc"]) for detail in details]
            data = data if any(dropped) else {}


class Vocabulary:
    """One table of names, read in both directions: spec field path ↔ wire field path, spec value ↔ wire value.

    `[]` in a path stands for any index. What the table does not know is the same in both languages; what lies below
    a known path keeps its tail. also: further wire paths that mean a spec field but are never written.
    """

    def __init__(
        self,
        fields: Mapping[str, str],
        values: Mapping[str, Mapping[Scalar, str]] | None = None,
        also: Mapping[str, str] | None = None,
    ) -> None:
        reverse = {re.sub(r"\[\d+\]", "[]", wire): spec for spec, wire in fields.items()}
        self._to_wire = _Paths(fields)
        self._to_spec = _Paths({**(also or {}), **reverse})
        self._wires = tuple(fields.values())
        self._words = values or {}
        self._meanings = {field: {word: value for value, word in words.items()} for field, words in self._words.items()}

    def field(self, path: str) -> str:
        """A spec field path as the wire spells it."""
        return self._to_wire.translated(path)

    def spec_field(self, path: str) -> str:
        """A wire field path as the spec spells it."""
        return self._to_spec.translated(path)

    def value(self, path: str, value: Scalar) -> str:
        """A spec value as the wire spells it."""
        return self._words.get(path, {}).get(value, str(value))

    def meaning(self, path: str, word: str | None) -> Scalar | None:
        """A wire value as the spec spells it; None when the table does not know it."""
        return None if word is None else self._meanings[path].get(word)

    def problem(self, sentence: str) -> Problem:
        """The Problem behind a sentence "<wire field> <reason>", as a vendor's error words it."""
        known = (wire for wire in self._wires if sentence.startswith(f"{wire} "))
        field = max(known, key=len, default=sentence.partition(" ")[0])
        return Problem(field=self.spec_field(field), rule="unusable", detail=sentence[len(field) :].strip())


class _Paths:
    """Field paths of one language as those of another, the longest known beginning first."""

    def __init__(self, table: Mapping[str, str]) -> None:
        longest_first = sorted(table.items(), key=lambda pair: -len(pair[0]))
        self._patterns = [
            (re.compile(re.escape(known).replace(r"\[\]", r"\[(\d+)\]") + r"(?=$|[.\[])"), target)
            for known, target in longest_first
        ]

    def translated(self, path: str) -> str:
        for pattern, target in self._patterns:
            match = pattern.match(path)
            if match is not None:
                indices = iter(match.groups())
                first, *rest = target.split("[]")
                return first + "".join(f"[{next(indices, '0')}]{part}" for part in rest) + path[match.end() :]
        return path


def media_from_text(text: str) -> MediaRef:
    """Media as http(s) URL, `asset://<id>`, data URI or raw base64. Raises ValueError with the reason."""
    text = text.strip()
    if re.match(r"https?://[^/\s]", text, re.IGNORECASE):
        return Url(text)
    if text.startswith(ASSET):
        return Upload(_asset_id(text.removeprefix(ASSET)))
    if text.startswith("data:"):
        head, _, text = text.partition(",")
        if not head.endswith(";base64"):
            raise ValueError("must be a data URI with base64 content")
    try:
        data = base64.b64decode(re.sub(r"\s+", "", text), validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not data:
        raise ValueError("must be an http(s) URL, a data URI or base64")
    return Inline(data)


def _asset_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError(f"must be {ASSET} and an id (a UUID)") from None


def url_from_text(text: str) -> MediaRef:
    """Media by URL (or `asset://<id>`) alone. Raises ValueError with the reason."""
    media = media_from_text(text) if re.match(rf"https?://|{ASSET}", text.strip(), re.IGNORECASE) else None
    if media is None:
        raise ValueError("must be an http(s) URL")
    return media


def media_to_text(media: MediaRef, field: str, *, assets: bool = True, inline: bool = True) -> str:
    """The opposite of `media_from_text`. Raises InvalidRequest where the dialect can't name such media.

    assets, inline: whether it can name uploads, and hold the file itself.
    """
    match media:
        case Url(url=url):
            return url
        case Inline(data=data) if inline:
            return base64.b64encode(data).decode()
        case Upload(id=id) if assets:
            return f"{ASSET}{id}"
        case _:
            words = "a URL or the file itself" if inline else "a URL"
            raise InvalidRequest((Problem(field=field, rule="unsupported", detail=f"must be {words}"),))


_BEGINNINGS = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"ID3", "audio/mpeg"),
)
_USUAL_TYPES: Mapping[MediaKind, str] = {"image": "image/png", "video": "video/mp4", "audio": "audio/mpeg"}


def media_type(data: bytes, kind: MediaKind, usual: str | None = None) -> str:
    """What a file's first bytes say that it is; `usual`, or the kind's commonest, where they say nothing."""
    if data[:4] == b"RIFF":
        return "image/webp" if data[8:12] == b"WEBP" else "audio/wav"
    return next((name for start, name in _BEGINNINGS if data.startswith(start)), usual or _USUAL_TYPES[kind])


def data_uri(data: bytes, kind: MediaKind) -> str:
    """A file as a data URI."""
    return typed_data_uri(data, media_type(data, kind))


def typed_data_uri(data: bytes, type: str) -> str:
    """The same where a vendor has its own idea of a file's type."""
    return f"data:{type};base64,{base64.b64encode(data).decode()}"


def given(table: Json) -> Json:
    """A JSON object without what was not said."""
    return {name: value for name, value in table.items() if value is not None}


def ignored_header(names: tuple[str, ...]) -> dict[str, str]:
    """The header that names what was sent and has no meaning here; none where all had one.

    The names are the caller's, so they are written as a header can hold them, and not without end.
    """
    text = ",".join(quote(name[:64], safe="[]{}()@$:;/?&=+*!'#|") for name in names[:32])
    return {"x-kinora-ignored": text} if text else {}


def counted(query: Mapping[str, str], name: str, default: int, *, least: int = 0, most: int = 1_000_000_000) -> int:
    """A whole number in a query string, capped at `most`. Raises InvalidRequest when it is none or below `least`."""
    text = query.get(name) or str(default)
    if not re.fullmatch(r"\d{1,12}", text) or int(text) < least:
        raise InvalidRequest((Problem(field=name, rule="type", detail=f"must be a whole number from {least} up"),))
    return min(int(text), most)


def _media(read_text: Callable[[str], MediaRef]) -> BeforeValidator:
    def validate(value: object) -> MediaRef | None:
        """An empty text counts as not sent, as clients that fill every field expect."""
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise ValueError("must be a text")
        return read_text(value)

    return BeforeValidator(validate)


def _media_schema(about: str) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}], "description": about})


AnyMedia = Annotated[
    MediaRef | None, _media(media_from_text), _media_schema("An http(s) URL, a data URI, base64 or asset://<id>.")
]
LinkedMedia = Annotated[MediaRef | None, _media(url_from_text), _media_schema("An http(s) URL or asset://<id>.")]
