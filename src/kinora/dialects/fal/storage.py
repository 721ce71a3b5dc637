"""Files: places to put them, and files that come in one piece. What comes in parts is refused, with the reason [8]."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from kinora.dialects.base import Call, Reply, json_body, json_reply
from kinora.dialects.fal.wire import ROOT, VOCABULARY, Initiate, Place, Stored, Token
from kinora.dialects.operations import Blob, FileView, Slot
from kinora.dialects.wire import read
from kinora.spec.errors import InvalidRequest, Problem

INITIATE = f"{ROOT}/storage/upload/initiate"
INITIATE_PARTS = f"{INITIATE}-multipart"
TOKEN = f"{ROOT}/storage/auth/token"
UPLOAD = f"{ROOT}/files/upload"
UPLOAD_PARTS = f"{UPLOAD}/multipart"
IN_PARTS = "Files in parts are not taken here: send the file whole, or name a URL from which it can be fetched."
_NEVER = "9999-12-31T23:59:59+00:00"  # a key that is taken today has no end that is known
_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/bmp": ".bmp",
    "image/tiff": ".tiff",
    "image/avif": ".avif",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
    "audio/mpeg": ".mp3",
    "audio/mp3": ".mp3",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
    "audio/mp4": ".m4a",
    "audio/flac": ".flac",
    "audio/ogg": ".ogg",
}
_KNOWN = frozenset({*_SUFFIXES.values(), ".jpeg", ".tif"})


def decode_upload(call: Call) -> str:
    """The suffix of a file that is announced: its name's, else its type's, "" when neither is known."""
    asked, problems = read(Initiate, json_body(call.body), VOCABULARY)
    if problems:
        raise InvalidRequest(problems)
    suffix = PurePosixPath(asked.file_name or "").suffix.lower()
    kind = (asked.content_type or "").partition(";")[0].strip().lower()
    return suffix if suffix in _KNOWN else _SUFFIXES.get(kind, "")


def encode_upload(slot: Slot) -> Reply:
    """The token is in the URL: clients put the file there without any header of ours."""
    return json_reply(Place(upload_url=f"{slot.url}?token={quote(slot.token)}", file_url=slot.link))


def decode_file(call: Call) -> Blob:
    """The file that a request is. Raises InvalidRequest when it is empty."""
    if not call.body:
        raise InvalidRequest((Problem(field="body", rule="required", detail="must be the file"),))
    return Blob(
        data=call.body,
        name=call.headers.get("x-fal-file-name", ""),
        media_type=call.headers.get("content-type", ""),
    )


def encode_file(file: FileView) -> Reply:
    """Where the file can be read, by anybody who knows the address [0.11]."""
    return json_reply(Stored(access_url=file.link))


def token(call: Call) -> Reply:
    """The key that asks, once more: it is what files are sent with here."""
    scheme, _, text = call.headers.get("authorization", "").partition(" ")
    body = Token(token=text.strip(), token_type=scheme, base_url=f"{call.base}{ROOT}", expires_at=_NEVER)
    return json_reply(body, headers={"cache-control": "no-store"})
