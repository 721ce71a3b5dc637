"""A whole copy of an installation on SQLite, made while it runs: the database first, then the files it names.

The copy of the database gets its name last, so that half a backup can't be taken for one.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_PAGES = 4096
_DATABASE_SHARE = 0.2
DATABASE, SECRET, MEDIA = "kinora.db", "secret", "media"


class BackupFailed(Exception):
    """The backup can't be made; the message is a sentence."""


@dataclass
class Copied:
    """What a backup holds. linked: files that share the disk with the originals. vanished: files that were removed
    while it was made; its database does not name them.
    """

    database_bytes: int = 0
    files: int = 0
    file_bytes: int = 0
    linked: int = 0
    vanished: int = 0
    has_secret: bool = False


def back_up(data: Path, target: Path, *, with_files: bool, report: Callable[[float], None]) -> Copied:
    """Copy the data folder into `target`, which must not exist or be empty. Raises BackupFailed and OSError.

    with_files: whether the files are in the data folder too. report: told how much is done, 0..1.
    """
    if not (data / DATABASE).is_file():
        raise BackupFailed(f"There is no database in {data}: nothing to back up.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupFailed(f"{target} is not an empty folder. Name a new one.")
    if target.absolute().is_relative_to((data / MEDIA).absolute()):
        raise BackupFailed(f"{target} is inside the folder that is copied. Name another one.")
    target.mkdir(parents=True, exist_ok=True)
    part = target / f"{DATABASE}.part"
    copied = Copied()
    _copy_database(data / DATABASE, part, lambda done: report(_DATABASE_SHARE * done))
    if with_files:
        _copy_files(part, data / MEDIA, target / MEDIA, copied, report)
    copied.has_secret = _copy_secret(data / SECRET, target / SECRET)
    copied.database_bytes = part.stat().st_size
    if hasattr(os, "sync"):
        os.sync()
    part.rename(target / DATABASE)
    report(1.0)
    return copied


def _copy_database(source: Path, target: Path, report: Callable[[float], None]) -> None:
    with closing(sqlite3.connect(source, timeout=30)) as original, closing(sqlite3.connect(target)) as copy:
        # What is read here stays as it is until the end: writers go on, and the copy needn't begin again for them.
        original.execute("begin")
        original.execute("select count(*) from sqlite_master").fetchone()
        original.backup(copy, pages=_PAGES, progress=lambda _, left, total: report(1 - left / max(1, total)))
        original.rollback()
        found = copy.execute("pragma integrity_check").fetchone()[0]
        if found != "ok":
            raise BackupFailed(f"The database is damaged, and so is its copy: {found}")
        names = {row[0] for row in copy.execute("select name from sqlite_master where type = 'table'")}
        for table in sorted({"workers", "chores"} & names):  # nobody works in the copy
            copy.execute(f"delete from {table}")
        copy.commit()
        # One file, without a journal beside it that could be left behind when it is moved.
        copy.execute("pragma journal_mode=delete")


def _copy_files(database: Path, source: Path, target: Path, copied: Copied, report: Callable[[float], None]) -> None:
    with closing(sqlite3.connect(database)) as connection:
        total = connection.execute("select count(*) from assets where state = 'ready'").fetchone()[0]
        rows = connection.execute("select id, object_key from assets where state = 'ready'")
        vanished = []
        for number, (id, key) in enumerate(rows):
            try:
                _copy_file(source / key, target / key, copied)
            except FileNotFoundError:
                vanished.append((id,))
            report(_DATABASE_SHARE + (1 - _DATABASE_SHARE) * number / max(1, total))
        connection.executemany("update assets set state = 'deleted', expires = 0 where id = ?", vanished)
        connection.commit()
    copied.vanished = len(vanished)


def _copy_file(source: Path, target: Path, copied: Copied) -> None:
    size = source.stat().st_size
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Stored files are never written to again, only replaced: two names for one are as good as two files.
        os.link(source, target)
        copied.linked += 1
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copy2(source, target)
    copied.files += 1
    copied.file_bytes += size


def _copy_secret(source: Path, target: Path) -> bool:
    if not source.is_file():
        return False
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(source.read_bytes())
    return True
