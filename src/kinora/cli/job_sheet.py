"""One job on paper: everything that a Record holds, as JSON for programs and as short sections for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, assert_never

import typer

from kinora.cli.table import length, local, show, size
from kinora.jobs.asset import Asset
from kinora.jobs.console import Record
from kinora.jobs.delivery_log import Attempt, Delivery
from kinora.jobs.job import Job
from kinora.jobs.slots import slots
from kinora.spec.media import Generated, Inline, Upload, Url

_PLAN = ("model", "prompt", "width", "height", "seconds", "fps", "frames", "seed", "sound", "usd")


def brief(job: Job) -> dict[str, Any]:
    """A job's own facts, for JSON. Times are ISO 8601, UTC."""
    plain = ("via", "priority", "queue", "turn", "state", "stage", "fraction", "engine", "runs", "worker", "pinned")
    times = ("created", "dispatched", "started", "updated", "finished", "deadline", "expires")
    return {
        "id": str(job.id),
        "owner": str(job.owner),
        "key": job.key and str(job.key),
        **{name: getattr(job, name) for name in plain},
        **{name: _iso(getattr(job, name)) for name in times},
        "plan": {name: getattr(job.plan, name) for name in _PLAN} | {"route": list(job.plan.route)},
        "error": job.error_code and {"code": job.error_code, "message": job.error_message},
        "notes": [{"code": note.code, "text": note.text, "items": list(note.items)} for note in job.notes],
    }


def as_data(record: Record) -> dict[str, Any]:
    """The whole record, for JSON."""
    return {
        **brief(record.job),
        "media": dict(_media(record.job)),
        "attempts": _attempts(record),
        "stages": [
            {"run": one.run, "stage": one.stage, "worker": one.worker, "at": _iso(one.at), "seconds": one.seconds}
            for one in record.stages
        ],
        "events": [
            {
                "id": one.position,
                "at": _iso(one.at),
                "state": one.state,
                "stage": one.stage,
                "fraction": one.fraction,
                "run": one.run,
                "worker": one.worker,
                "error": one.error,
                "pinned": one.pinned,
            }
            for one in record.moments
        ],
        "files": [_file(asset) for asset in record.files],
        "webhooks": [_delivery(*each) for each in record.deliveries],
    }


def print_sheet(record: Record) -> None:
    """The whole record, for people."""
    for name, text in _facts(record.job):
        typer.echo(f"{name:<9} {text}")
    for note in record.job.notes:
        typer.echo(f"note      {note.text}" + (f" ({', '.join(note.items)})" if note.items else ""))
    _section(
        "Attempts",
        ("run", "began", "lasted", "worker"),
        [(str(one["run"]), local(one["at"]), length(one["seconds"]), one["worker"] or "-") for one in _runs(record)],
    )
    _section(
        "Stages",
        ("run", "stage", "began", "lasted"),
        [(str(one.run or "-"), one.stage, local(one.at), length(one.seconds)) for one in record.stages],
    )
    _section(
        "Events",
        ("id", "at", "state", "stage", "progress", "error"),
        [
            (
                str(one.position),
                local(one.at),
                _said(one.state, one.pinned),
                one.stage,
                f"{one.fraction:.0%}",
                one.error or "",
            )
            for one in record.moments
        ],
    )
    _section(
        "Files",
        ("id", "what", "size", "type", "until", "where"),
        [
            (str(one.id), one.purpose, size(one.bytes), one.media_type or "-", local(one.expires), one.object_key)
            for one in record.files
        ],
    )
    _section(
        "Webhooks",
        ("id", "event", "state", "attempts", "last", "url"),
        [
            (str(one.id), one.event, one.state, str(one.attempts), str(one.status or one.error or "-"), one.url)
            for one, _ in record.deliveries
        ],
    )


def _section(title: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    if rows:
        typer.echo(f"\n{title}")
        show(columns, rows)


def _facts(job: Job) -> Iterator[tuple[str, str]]:
    plan = job.plan
    yield "job", str(job.id)
    yield "state", job.state + (f", {job.stage}, {job.fraction:.0%}" if job.state == "running" else "")
    if job.error_code:
        yield "error", f"{job.error_code}: {job.error_message}"
    yield "owner", f"{job.owner}" + (f", key {job.key}" if job.key else "")
    yield "asked", f"by {job.via}: {plan.prompt!r}"
    yield (
        "plan",
        (
            f"{plan.model}, {plan.width}x{plan.height}, {plan.seconds} s, {plan.frames} frames, seed {plan.seed}, "
            f"{'sound' if plan.sound else 'no sound'}, by {' or '.join(plan.route)}"
        ),
    )
    for field, media in _media(job):
        yield "media", f"{field}: {media}"
    yield "queue", f"{job.queue}, {job.priority}, turn {job.turn}"
    if job.worker:
        yield "worker", job.worker
    yield "created", local(job.created) + (f", waits until {local(job.deadline)}" if job.deadline else "")
    if job.started:
        yield "started", f"{local(job.started)}, after {length(job.started - job.created)}"
    if job.finished:
        took = f", after {length(job.finished - job.started)}" if job.started else ""
        yield "finished", local(job.finished) + took
    if job.pinned or job.expires:
        yield "files", "kept for good (pinned)" if job.pinned else f"kept until {local(job.expires)}"


def _media(job: Job) -> Iterator[tuple[str, str]]:
    """What the plan's media are, by field."""
    for slot in slots(job.plan):
        match slot.media:
            case Url(url=url):
                yield slot.field, url
            case Upload(id=id) | Generated(id=id):
                yield slot.field, str(id)
            case Inline(data=data):
                yield slot.field, size(len(data))
            case _:
                assert_never(slot.media)


def _runs(record: Record) -> list[dict[str, Any]]:
    """Each time that a worker took the job."""
    found: dict[int, dict[str, Any]] = {}
    for stage in record.stages:
        if stage.run == 0:
            continue
        one = found.setdefault(stage.run, {"run": stage.run, "worker": stage.worker, "at": stage.at, "seconds": 0.0})
        lasts = stage.seconds is None or one["seconds"] is None
        one["seconds"] = None if lasts else one["seconds"] + stage.seconds
    return list(found.values())


def _attempts(record: Record) -> list[dict[str, Any]]:
    return [one | {"at": _iso(one["at"])} for one in _runs(record)]


def _said(state: str, pinned: bool | None) -> str:
    return state if pinned is None else "pinned" if pinned else "unpinned"


def _file(asset: Asset) -> dict[str, Any]:
    plain = ("purpose", "state", "object_key", "media_type", "bytes", "width", "height", "seconds")
    times = {"created": _iso(asset.created), "expires": _iso(asset.expires)}
    return {"id": str(asset.id), **{name: getattr(asset, name) for name in plain}, **times}


def _delivery(delivery: Delivery, attempts: tuple[Attempt, ...]) -> dict[str, Any]:
    plain = ("dialect", "event", "url", "state", "status", "error")
    return {
        "id": str(delivery.id),
        **{name: getattr(delivery, name) for name in plain},
        "created": _iso(delivery.created),
        "due": _iso(delivery.due),
        "finished": _iso(delivery.finished),
        "attempts": [
            {
                "number": one.number,
                "at": _iso(one.at),
                "seconds": one.seconds,
                "status": one.status,
                "error": one.error,
            }
            for one in attempts
        ],
    }


def _iso(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()
