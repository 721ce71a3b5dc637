"""What a database's errors mean for whoever asked: try again later, and why. Knows the databases' words and codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from kinora.spec.errors import Busy

Errors: Final = (DBAPIError, sa.exc.TimeoutError, sqlite3.Error)
"""Whatever a database or the way to it can raise."""

_SQLITE = (
    ("is full", "The server's disk is full: nothing was stored.", 30),
    ("is locked", "The server's database is held by another program: nothing was stored.", 5),
    ("readonly", "The server's database can't be written to: nothing was stored.", 60),
    ("disk I/O", "The server's disk can't be read or written.", 30),
    ("unable to open", "The server's database can't be opened.", 30),
)
_POSTGRES = (
    ("53100", "The database's disk is full: nothing was stored.", 30),
    ("53", "The database has no room for one more connection.", 5),
    ("57P0", "The database is being stopped or started.", 5),
    ("25P03", "The database ended a transaction that stood still for too long.", 5),
    ("25006", "The database takes no writes just now: nothing was stored.", 10),
    ("08", "The database can't be reached.", 5),
)
"""By SQLSTATE, or how it begins."""
_LOST: Final = ("08", "57P0", "25P03")  # the last: the server ended a transaction that stood still
_STARTING: Final = ("starting up", "shutting down", "not yet accepting", "recovery", "too many")
"""In a refusal whose code the driver does not pass on."""
_COLLISIONS: Final = ("23505", "40001", "40P01")


def busy(error: BaseException) -> Busy | None:
    """What to tell the caller; None for an error that time won't mend."""
    if isinstance(error, sa.exc.TimeoutError):
        return Busy("The server has no free connection to its database.", retry_after_seconds=5)
    cause = _cause(error)
    if isinstance(cause, sqlite3.Error):
        return _told(_SQLITE, lambda words: words in str(cause))
    if is_lost(error) and not _code(cause):
        return Busy("The database can't be reached.", retry_after_seconds=5)
    return _told(_POSTGRES, _code(cause).startswith)


def unknown() -> Busy:
    """For a write whose end nobody saw: the database went away while it was to become durable."""
    return Busy(
        "The database went away while this was being stored: it may be stored or not. "
        "With an Idempotency-Key it can be sent again safely.",
        retry_after_seconds=5,
    )


def is_lost(error: BaseException) -> bool:
    """Whether the connection is gone: another one may do."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    cause = _cause(error)
    if isinstance(cause, sqlite3.Error) or not isinstance(error, OperationalError | InterfaceError):
        return False
    # An error that the server did not send has no code: it comes from the way there.
    return not _code(cause) or _code(cause).startswith(_LOST)


def may_come(error: BaseException) -> bool:
    """Whether a database that can't be connected to may answer later: it is away or starting, and did not refuse us."""
    text = str(_cause(error))
    return is_lost(error) and ("FATAL" not in text or any(words in text for words in _STARTING))


def is_collision(error: BaseException) -> bool:
    """Whether somebody else came first, so that a second try sees what they wrote."""
    cause = _cause(error)
    return isinstance(cause, sqlite3.IntegrityError) or _code(cause) in _COLLISIONS


def _told(table: Sequence[tuple[str, str, int]], fits: Callable[[str], bool]) -> Busy | None:
    found = ((sentence, seconds) for words, sentence, seconds in table if fits(words))
    return next((Busy(sentence, retry_after_seconds=seconds) for sentence, seconds in found), None)


def _cause(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def _code(cause: BaseException) -> str:
    return str(getattr(cause, "sqlstate", None) or "")
