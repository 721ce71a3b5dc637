"""`kinora doctor`: what this machine can do, and the next command to type."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinora.cli.screen import fail

if TYPE_CHECKING:
    from kinora.settings import Settings

_LEAST_FREE_BYTES = 2 * 10**9


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. advice: what to type, where something is missing."""

    ok: bool
    text: str
    advice: str | None = None


def doctor(
    data: Annotated[Path | None, typer.Option(help="The server's data folder.", show_default="data")] = None,
) -> None:
    """Say what this machine can do and what to type next."""
    from kinora.settings import read_settings

    try:
        settings = read_settings(data=data)
    except ValueError as error:
        fail(f"A setting is wrong.\n{error}")
    findings = list(_findings(settings))
    for finding in findings:
        typer.secho("  ok   " if finding.ok else "  !!   ", fg="green" if finding.ok else "yellow", nl=False)
        typer.echo(finding.text)
    advice = next((finding.advice for finding in findings if not finding.ok and finding.advice), None)
    typer.echo(f"\nNext: {advice or 'kinora serve'}")
    if any(not finding.ok for finding in findings):
        raise typer.Exit(1)


def _findings(settings: Settings) -> Iterator[Finding]:
    yield Finding(True, f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores")
    yield from _engines()
    yield _folder(settings.data)
    if settings.database_url is not None:
        yield _database(settings)
    if settings.store_url is not None:
        yield _store(settings)
    yield _port(settings)
    gpu = shutil.which("nvidia-smi") is not None
    yield Finding(True, "An NVIDIA GPU is here; no engine of this version uses it" if gpu else "No GPU needed or found")


def _engines() -> Iterator[Finding]:
    from kinora.engines.registry import Registry

    registry = Registry.installed()
    for name in registry.names():
        missing = ", ".join(registry.missing(name))
        advice = f"pip install 'kinora[{name}]'" if missing else None
        yield Finding(not missing, f"Engine {name}: {f'lacks {missing}' if missing else 'ready'}", advice)


def _folder(data: Path) -> Finding:
    existing = next(path for path in (data.absolute(), *data.absolute().parents) if path.exists())
    if not os.access(existing, os.W_OK):
        return Finding(
            False, f"Data folder {data}: {existing} is not writable", "kinora doctor --data A_FOLDER_OF_YOURS"
        )
    free = shutil.disk_usage(existing).free
    enough = free >= _LEAST_FREE_BYTES
    return Finding(enough, f"Data folder {data}: {free / 1e9:.1f} GB free", None if enough else f"df -h {existing}")


def _database(settings: Settings) -> Finding:
    import sqlalchemy as sa

    from kinora.jobs import schema
    from kinora.jobs.database import Database

    url = sa.make_url(settings.database)
    name = f"PostgreSQL {url.host or 'here'}/{url.database}"
    database = Database(settings.database)
    try:
        found = schema.state(database)
    except sa.exc.SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).splitlines()[0]
        return Finding(False, f"{name}: {cause}", "look at KINORA_DATABASE_URL")
    finally:
        database.close()
    advice = "kinora db upgrade" if found == "behind" else None
    return Finding(advice is None, f"{name}: {_TABLES[found]}", advice)


_TABLES = {
    "empty": "empty, made ready at the first start",
    "behind": "tables of an earlier version",
    "current": "ready",
    "newer": "tables of a later version, which will do",
}


def _store(settings: Settings) -> Finding:
    import asyncio

    from kinora.media.store import MediaStore, StoreUnavailable

    try:
        asyncio.run(MediaStore(settings.store).check())
    except (StoreUnavailable, ValueError) as error:
        return Finding(False, f"Store {settings.store_url}: {error}", "look at KINORA_STORE_URL and its credentials")
    return Finding(True, f"Store {settings.store_url}: ready")


def _port(settings: Settings) -> Finding:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            advice = f"kinora serve --port {settings.port + 1}"
            return Finding(False, f"Port {settings.port} on {settings.host}: {error.strerror}", advice)
    return Finding(True, f"Port {settings.port} on {settings.host} is free")
