"""Uploaded files: stored by a form, told of by id, listed, each under an address that a prediction's input may name."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from kinora.dialects.base import Call, Reply, json_reply
from kinora.dialects.form import read_body
from kinora.dialects.operations import Blob, FileView
from kinora.dialects.replicate.wire import FILES, File, FileList, instant
from kinora.spec.errors import InvalidRequest, NotFound, Problem


def decode_file(call: Call) -> Blob:
    """The file in a form. Raises InvalidRequest where there is none."""
    content = read_body(call).get("content")
    if not isinstance(content, Blob):
        rule = Problem(field="content", rule="required" if content is None else "type", allowed=("a file",))
        raise InvalidRequest((rule,))
    return content


def decode_file_id(call: Call) -> UUID:
    """The id in the path. Raises NotFound for what is none."""
    try:
        return UUID(call.path["id"])
    except ValueError:
        raise NotFound("upload", call.path["id"]) from None


def encode_file(file: FileView, call: Call) -> Reply:
    """A file, to who sent it and to who asks for it."""
    return json_reply(_file(file, call.base), status=201 if call.method == "POST" else 200)


def encode_files(files: Sequence[FileView], call: Call) -> Reply:
    """All files, on one page."""
    page: FileList = {"previous": None, "next": None, "results": [_file(file, call.base) for file in files]}
    return json_reply(page)


def _file(file: FileView, base_url: str) -> File:
    id = str(file.id)
    return {
        "id": id,
        "name": f"{id}{file.suffix}",
        "content_type": file.media_type or "application/octet-stream",
        "size": file.bytes or 0,
        "etag": file.id.hex,
        "checksums": {},
        "metadata": {},
        "created_at": instant(file.created),
        "expires_at": None if file.expires is None else instant(file.expires),
        "urls": {"get": f"{base_url}{FILES}/{id}"},
    }
