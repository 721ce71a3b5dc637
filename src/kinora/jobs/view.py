"""A job as its owner sees it: the row's state as an Outcome, with links signed in the caller's way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import assert_never
from uuid import UUID

from kinora.catalogue.price import tokens
from kinora.jobs.job import Job
from kinora.media.links import Links
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Progress, Queued, Running, Succeeded, Usage

_SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class LinkForm:
    """How links are to look. base: the server's address, without a slash at its end. expiring: signed for a time."""

    base: str
    expiring: bool


def view(job: Job, links: Links, form: LinkForm) -> JobView:
    """The job for its owner."""
    return JobView(
        id=job.id,
        owner=job.owner,
        via=job.via,
        spec=job.spec,
        plan=job.plan,
        outcome=_outcome(job, links, form),
        created=_time(job.created),
        updated=_time(job.updated),
        base=form.base,
        started=None if job.started is None else _time(job.started),
        finished=None if job.finished is None else _time(job.finished),
        notes=job.notes,
        engine=job.engine,
        priority=job.priority,
        pinned=job.pinned,
        expires=None if job.expires is None else _time(job.expires),
    )


def _outcome(job: Job, links: Links, form: LinkForm) -> Outcome:
    match job.state:
        case "queued":
            return Queued()
        case "running":
            return Running(Progress(job.stage, job.fraction))
        case "succeeded":
            return Succeeded(
                video_url=_link(job, job.video_asset or job.id, ".mp4", links, form),
                poster_url=_link(job, job.poster_asset, ".jpg", links, form) if job.poster_asset else None,
                asset_id=job.video_asset,
                usage=Usage(usd=job.plan.usd, tokens=tokens(job.plan)),
                last_frame_url=_link(job, job.last_frame_asset, ".png", links, form) if job.last_frame_asset else None,
            )
        case "failed":
            return Failed(message=job.error_message or "The job failed.", code=job.error_code or "job_failed")
        case "cancelled":
            return Cancelled()
        case _:
            assert_never(job.state)


def _link(job: Job, asset_id: UUID, suffix: str, links: Links, form: LinkForm) -> str:
    if form.expiring:
        return form.base + links.expiring(asset_id, suffix, since=job.finished or job.updated)
    return form.base + links.permanent(asset_id, file_name(job, suffix))


def file_name(job: Job, suffix: str) -> str:
    """What a finished file is called: the model, the prompt's first words and the number of the clip."""
    words = re.sub(r"[^A-Za-z0-9]+", "_", job.plan.prompt)[:_SLUG_LENGTH].strip("_")
    return str(PurePosixPath("_".join(filter(None, (job.plan.model, words))) + f"-0{suffix}"))


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
