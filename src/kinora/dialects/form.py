"""Reading a body that may be JSON, a multipart form or an urlencoded one, as one JSON object. Opens no file.

A part that is a file becomes a `Blob`; a name that comes more than once becomes a list.
"""

from __future__ import annotations

from io import BytesIO
from urllib.parse import parse_qsl

from python_multipart import create_form_parser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File

from kinora.dialects.base import Call, json_body
from kinora.dialects.operations import Blob
from kinora.dialects.wire import Json
from kinora.spec.errors import Malformed

_IN_MEMORY_BYTES = 512 * 2**20  # the body is in memory already: a part of it never has to go to the disk


def is_form(call: Call) -> bool:
    """Whether the request says that its body is a form."""
    return _kind(call) in {"multipart/form-data", "application/x-www-form-urlencoded"}


def read_body(call: Call) -> Json:
    """The body as one object. Raises Malformed when it is neither a form nor a JSON object."""
    match _kind(call):
        case "multipart/form-data":
            return _gathered(_parts(call))
        case "application/x-www-form-urlencoded":
            return _gathered([(name, value) for name, value in _pairs(call.body)])
        case _:
            return json_body(call.body)


def _kind(call: Call) -> str:
    return call.headers.get("content-type", "").partition(";")[0].strip().lower()


def _pairs(body: bytes) -> list[tuple[str, object]]:
    try:
        return [(name, _clean(value)) for name, value in parse_qsl(body.decode(), keep_blank_values=True)]
    except ValueError as error:
        raise Malformed(f"is no usable form: {error}") from error


def _parts(call: Call) -> list[tuple[str, object]]:
    if not call.body.rstrip(b"\r\n").endswith(b"--"):
        raise Malformed("is no usable form: it ends before its last boundary")
    parts: list[tuple[str, object]] = []

    def on_field(field: Field) -> None:
        parts.append((_text(field.field_name), _clean(_text(field.value))))

    def on_file(file: File) -> None:
        file.file_object.seek(0)
        data = file.file_object.read()
        media_type = _text(getattr(file, "content_type", None))
        parts.append((_text(file.field_name), Blob(data=data, name=_text(file.file_name), media_type=media_type)))

    headers = {"Content-Type": call.headers["content-type"].encode()}
    try:
        parser = create_form_parser(headers, on_field, on_file, config={"MAX_MEMORY_FILE_SIZE": _IN_MEMORY_BYTES})
        stream = BytesIO(call.body)
        while piece := stream.read(2**20):
            parser.write(piece)
        parser.finalize()
    except (FormParserError, ValueError) as error:
        raise Malformed(f"is no usable form: {error}") from error
    return parts


def _text(value: bytes | str | None) -> str:
    return value.decode() if isinstance(value, bytes) else value or ""


def _clean(text: str) -> str:
    """A text that a database can store; the same that `json_body` refuses is refused here."""
    if "\0" in text:
        raise Malformed("contains a NUL character")
    return text


def _gathered(parts: list[tuple[str, object]]) -> Json:
    found: dict[str, list[object]] = {}
    for name, value in parts:
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}
