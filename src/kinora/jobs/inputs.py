"""A job's media as files in its folder: stored ones copied, the others downloaded. The first stage of every run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from kinora.catalogue.media import Seen
from kinora.engines.base import InputImage, Inputs
from kinora.jobs.database import Database
from kinora.jobs.job import Job
from kinora.jobs.slots import Slot, slots
from kinora.jobs.tables import assets
from kinora.media.fetch import FetchRules, fetch
from kinora.media.measure import measure
from kinora.media.store import MediaStore
from kinora.spec.errors import MediaUnusable, NotFound
from kinora.spec.media import Generated, Inline, Upload, Url

Judge = Callable[[Job, Sequence[Seen]], None]
"""Raises MediaUnusable for media that the job's model does not take."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The inputs of a run. guide: width and height of the frame that the clip's size may follow."""

    inputs: Inputs
    guide: tuple[int, int] | None


class InputFiles:
    """Brings media to where an engine can open it."""

    def __init__(
        self, database: Database, media: MediaStore, rules: FetchRules, judge: Judge = lambda job, seen: None
    ) -> None:
        self._database = database
        self._media = media
        self._rules = rules
        self._judge = judge

    async def gather(self, job: Job, folder: Path, report: Callable[[float], Awaitable[None]]) -> Gathered:
        """Put every file that the plan names into the folder.

        report: told the share of files that are there, 0..1. Raises MediaUnusable, naming the field.
        """
        wanted = list(slots(job.plan))
        files: dict[str, Path] = {}
        for number, slot in enumerate(wanted):
            await report(number / len(wanted))
            files[slot.field] = await self._bring(slot, folder / f"input-{number}", job.owner)
        if any(isinstance(slot.media, Url) for slot in wanted):  # the others were looked at before the submit's answer
            self._judge(job, await asyncio.to_thread(_seen, wanted, files))
        inputs = _arranged(job, files, folder / "clip.mp4")
        return Gathered(inputs, await asyncio.to_thread(_guide, inputs))

    async def _bring(self, slot: Slot, target: Path, owner: UUID) -> Path:
        match slot.media:
            case Url(url=url):
                found = await fetch(url, target, kind=slot.kind, rules=self._rules)
                return target.rename(target.with_suffix(found.suffix))
            case Upload(id=id) | Generated(id=id):
                return await self._copy(slot, id, target, owner)
            case Inline():
                raise MediaUnusable(f"{slot.field} was never stored.")

    async def _copy(self, slot: Slot, id: UUID, target: Path, owner: UUID) -> Path:
        wanted = sa.select(assets.c.object_key, assets.c.suffix).where(
            assets.c.id == id, assets.c.owner == owner, assets.c.state == "ready"
        )
        row = await self._database.read(lambda connection: connection.execute(wanted).first())
        if row is None:
            raise MediaUnusable(f"The file for {slot.field} is no longer there.")
        target = target.with_suffix(row.suffix)
        try:
            await self._media.get_file(row.object_key, target)
        except NotFound:
            raise MediaUnusable(f"The file for {slot.field} is no longer there.") from None
        return target


def _seen(wanted: Sequence[Slot], files: Mapping[str, Path]) -> tuple[Seen, ...]:
    """What the files really are."""
    return tuple(_measured(slot, files[slot.field]) for slot in wanted)


def _measured(slot: Slot, path: Path) -> Seen:
    found = measure(path)
    return Seen(
        field=slot.field,
        kind=slot.kind,
        media_type=found.media_type,
        bytes=path.stat().st_size,
        width=found.width,
        height=found.height,
        seconds=found.seconds,
    )


def _arranged(job: Job, files: dict[str, Path], output: Path) -> Inputs:
    given = job.plan.references
    return Inputs(
        output=output,
        start_frame=files.get("start_frame"),
        end_frame=files.get("end_frame"),
        images=tuple(
            InputImage(files[f"references.images[{index}]"], reference.strength)
            for index, reference in enumerate(given.images)
        ),
        videos=tuple(files[f"references.videos[{index}]"] for index in range(len(given.videos))),
        audios=tuple(files[f"references.audios[{index}]"] for index in range(len(given.audios))),
    )


def _guide(inputs: Inputs) -> tuple[int, int] | None:
    frame = inputs.start_frame or inputs.end_frame
    if frame is None:
        return None
    seen = measure(frame)
    return (seen.width, seen.height) if seen.width and seen.height else None
