"""What can be wrong with a store of files, in words without a secret. Knows the system's and obstore's errors by sight.

What a bucket answers may name a key or a signed address: nothing of it goes further than `cleaned` lets it.
"""

from __future__ import annotations

import errno
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

from kinora.spec.errors import Busy, NotFound, StorageFailed

_log = logging.getLogger(__name__)

RETRY_SECONDS = 30
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_ERRNO = re.compile(r"\(os error (\d+)\)")
_STATUS = re.compile(r"status code: (\d{3})")
_NO_BUCKET = ("NoSuchBucket", "ContainerNotFound", "The specified bucket does not exist")
# Where clouds hand credentials to their own machines: asked when nobody has set any.
_NO_CREDENTIALS = ("169.254.169.254", "metadata.google.internal", "oauth2", "MissingAccessKey")


class StoreUnavailable(Busy):
    """The store of files can't be reached, or takes no more: nothing was stored, and later it may be.

    cause: a clause such as "no space is left". place: which store, for the operator's eyes.
    """

    def __init__(self, cause: str, *, place: str = "The server's file store") -> None:
        super().__init__(f"{place} can't be used: {cause}.", retry_after_seconds=RETRY_SECONDS)
        self.cause = cause


@contextmanager
def explained() -> Iterator[None]:
    """Every failure of a store as one of two: NotFound("file"), or StoreUnavailable."""
    try:
        yield
    except FileNotFoundError as error:
        if any(words in str(error) for words in _NO_BUCKET):
            raise unavailable(error) from None
        raise NotFound("file") from None
    except (BaseError, OSError) as error:
        raise unavailable(error) from None


def unavailable(error: Exception) -> StoreUnavailable:
    """What an error of obstore or the system means; the cleaned details go to the log."""
    cause = _cause(error)
    _log.warning("The file store can't be used: %s (%s)", cause, cleaned(str(error)))
    return StoreUnavailable(cause)


def no_room(error: BaseException) -> StorageFailed | None:
    """What a full or read-only disk means for a job that works on it; None for every other error."""
    if not isinstance(error, OSError):
        return None
    if error.errno in _FULL:
        return StorageFailed("No space is left on the server's disk.")
    return StorageFailed("The server's disk is read-only.") if error.errno == errno.EROFS else None


def cleaned(text: str) -> str:
    """The first line of an error without what a server answered, user names in addresses, or signed queries."""
    line = text.partition("\n")[0].partition("<")[0].strip(" :")
    return re.sub(r"\?[^\s)]+", "?…", re.sub(r"://[^/@\s]*@", "://", line))


def _cause(error: Exception) -> str:
    text = str(error)
    first = text.partition("\n")[0]
    number = getattr(error, "errno", None) or next((int(found) for found in _ERRNO.findall(first)), None)
    if isinstance(number, int) and "HTTP error" not in first:
        return _system_cause(number)
    if any(words in text for words in _NO_BUCKET):
        return "there is no such bucket"
    if isinstance(error, PermissionDeniedError | UnauthenticatedError):
        return "it refuses this server's credentials"
    if any(words in text for words in _NO_CREDENTIALS):
        return "this server has no credentials for it"
    status = _STATUS.search(text)
    if status is not None:
        return "no space is left" if status[1] == "507" else f"it answered with status {status[1]}"
    return "it can't be reached"


def _system_cause(number: int) -> str:
    if number in _FULL:
        return "no space is left"
    if number == errno.EROFS:
        return "it is read-only"
    if number in {errno.EACCES, errno.EPERM}:
        return "this server may not write there"
    return os.strerror(number).lower()
