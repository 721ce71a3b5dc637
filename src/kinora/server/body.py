"""Reading what a client sends, never more than allowed: a body into memory, a form's file onto the disk."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from kinora.media.store_errors import unavailable
from kinora.spec.errors import InvalidRequest, Problem, TooLarge

_FORM_OVERHEAD_BYTES = 64 * 1024


async def capped(request: Request, most_bytes: int) -> AsyncGenerator[bytes, None]:
    """The body in pieces. Raises TooLarge as soon as it is known to be more than `most_bytes`."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most_bytes:
        raise _too_large(most_bytes)
    total = 0
    async for piece in request.stream():
        total += len(piece)
        if total > most_bytes:
            raise _too_large(most_bytes)
        yield piece


def _too_large(most_bytes: int) -> TooLarge:
    return TooLarge(f"The request body is larger than the {most_bytes / 2**20:g} MiB that are allowed")


async def read_body(request: Request, most_bytes: int) -> bytes:
    """The whole body. Raises TooLarge."""
    if "content-length" not in request.headers and "transfer-encoding" not in request.headers:
        return b""  # HTTP has no body that neither of the two announces
    return b"".join([piece async for piece in capped(request, most_bytes)])


async def read_form(request: Request, most_bytes: int) -> FormData:
    """A multipart form; files in it are spooled to disk. Raises TooLarge, InvalidRequest and StoreUnavailable."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise InvalidRequest((Problem(field="body", rule="type", allowed=("a multipart form with a part `file`",)),))
    stream = capped(request, most_bytes + _FORM_OVERHEAD_BYTES)
    try:
        return await MultiPartParser(request.headers, stream, max_files=1, max_fields=32).parse()
    except OSError as error:
        raise unavailable(error) from None
    except (MultiPartException, KeyError) as error:
        raise InvalidRequest((Problem(field="body", rule="type", detail=f"is no usable form: {error}"),)) from error


def file_part(form: FormData) -> UploadFile:
    """The form's part `file`. Raises InvalidRequest when there is none."""
    part = form.get("file")
    if not isinstance(part, UploadFile):
        raise InvalidRequest((Problem(field="file", rule="required"),))
    return part
