from __future__ import annotations

from dataclasses import replace
from itertools import product
from uuid import UUID, uuid4

import pytest

from kinora.jobs.job import Advanced, Broke, Claimed, Event, Finished, Fitted, Job, Kept, State, Stopped, advance
from kinora.spec.errors import NotAllowed
from kinora.spec.outcome import Note, Progress
from kinora.spec.plan import Plan
from kinora.spec.video import VideoSpec

PLAN = Plan(model="m", prompt="p", width=96, height=64, seconds=4, seed=1)
OWNER = uuid4()
QUEUED = Job(
    id=uuid4(),
    owner=OWNER,
    via="native",
    spec=VideoSpec(model="m"),
    plan=PLAN,
    created=10.0,
    updated=10.0,
    queue="cpu",
    lane=OWNER,
)
CLAIMED = Claimed(at=11.0, run_token=UUID(int=1), worker="w1")
DONE = Finished(
    at=20.0, engine="previs", video_asset=UUID(int=2), poster_asset=None, expires=99.0, notes=(Note("a", "b"),)
)
EVENTS: tuple[Event, ...] = (
    CLAIMED,
    Fitted(at=12.0, plan=replace(PLAN, width=64)),
    Advanced(at=12.0, progress=Progress("rendering", 0.5)),
    DONE,
    Broke(at=13.0, code="engine_failed", message="It broke."),
    Stopped(at=14.0),
    Kept(at=21.0, expires=None),
)
LEGAL: dict[State, set[type[Event]]] = {
    "queued": {Claimed, Broke, Stopped},
    "running": {Claimed, Fitted, Advanced, Finished, Broke, Stopped},
    "succeeded": {Kept},
    "failed": set(),
    "cancelled": set(),
}


@pytest.mark.parametrize(("state", "event"), list(product(LEGAL, EVENTS)), ids=str)
def test_only_legal_events_change_a_job(state: State, event: Event) -> None:
    job = replace(QUEUED, state=state)
    if type(event) in LEGAL[state]:
        assert advance(job, event) != job
    else:
        with pytest.raises(NotAllowed, match=state):
            advance(job, event)


def test_a_run_from_claim_to_end() -> None:
    job = advance(QUEUED, CLAIMED)
    assert (job.state, job.stage, job.runs, job.started) == ("running", "fetching", 1, 11.0)
    assert job.worker == "w1"
    job = advance(job, DONE)
    assert (job.state, job.fraction, job.finished, job.expires) == ("succeeded", 1.0, 20.0, 99.0)
    assert job.run_token is None and job.is_finished
    assert [note.code for note in job.notes] == ["a"]


def test_progress_never_falls_and_is_never_whole_before_the_end() -> None:
    job = advance(QUEUED, CLAIMED)
    seen = []
    for stage, fraction in (("rendering", 0.4), ("fetching", 0.2), ("encoding", 1.7), ("rendering", 0.5)):
        job = advance(job, Advanced(at=12.0, progress=Progress(stage, fraction)))  # type: ignore[arg-type]  # literals
        seen.append((job.stage, job.fraction))
    assert seen == [("rendering", 0.4), ("rendering", 0.4), ("encoding", 0.99), ("encoding", 0.99)]


def test_a_second_run_begins_at_the_first_stage_but_keeps_the_fraction() -> None:
    job = advance(advance(QUEUED, CLAIMED), Advanced(at=12.0, progress=Progress("encoding", 0.9)))
    again = advance(job, Claimed(at=30.0, run_token=uuid4(), worker="w2"))
    assert (again.stage, again.fraction, again.runs, again.started) == ("fetching", 0.9, 2, 11.0)
    assert again.worker == "w2"
    assert again.run_token != job.run_token


def test_a_clock_that_goes_back_does_not_take_the_job_with_it() -> None:
    assert advance(QUEUED, Stopped(at=3.0)).updated == QUEUED.updated


def test_a_pin_takes_the_end_away_and_gives_it_back() -> None:
    done = advance(advance(QUEUED, CLAIMED), DONE)
    pinned = advance(done, Kept(at=21.0, expires=None))
    assert (pinned.pinned, pinned.expires) == (True, None)
    loose = advance(pinned, Kept(at=22.0, expires=77.0))
    assert (loose.pinned, loose.expires, loose.state) == (False, 77.0, "succeeded")
