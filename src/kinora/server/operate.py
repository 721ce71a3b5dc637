"""What each operation of a dialect does: one function each, the same for every dialect. Call → Desk → Reply.

Knows no path and no vendor's word; errors go up as they are.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from typing import cast

from starlette.concurrency import run_in_threadpool

from kinora.dialects.base import Call, Dialect, Operation, Reply
from kinora.dialects.operations import (
    Answers,
    Asker,
    Cancels,
    Deletes,
    Families,
    FileLists,
    Files,
    Found,
    Lists,
    Places,
    Results,
    Stores,
    Streams,
    Uploads,
)
from kinora.dialects.webhook import NOBODY
from kinora.jobs.keys import Owner
from kinora.jobs.view import LinkForm
from kinora.server.house import House
from kinora.server.merge import merged
from kinora.server.priority import priority_of
from kinora.server.uploads import file_view, slot_for
from kinora.spec.errors import InvalidRequest, NotAllowed, NotFound
from kinora.spec.outcome import JobView, Queued

_LARGE_BODY_BYTES = 256 * 1024

Operate = Callable[[House, Dialect, Call, Owner, LinkForm], Awaitable[Reply]]


async def _submit(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    try:
        # Megabytes of base64 take their time, which is not to be everybody's.
        large = len(call.body) > _LARGE_BODY_BYTES
        spec = await run_in_threadpool(dialect.decode_submit, call) if large else dialect.decode_submit(call)
    except InvalidRequest as error:
        raise merged(error, house.catalogue, dialect.name) from error
    key, urgency = call.headers.get("idempotency-key"), priority_of(call.headers)
    return dialect.encode_submitted(
        await house.desk.submit(spec, owner, via=dialect.name, links=form, idempotency_key=key, priority=urgency)
    )


async def job_at(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> JobView:
    """The job that a path names. Raises NotFound, also for one of another family where paths name families."""
    job = await house.desk.get(dialect.decode_id(call), owner, links=form)
    if has(dialect, Families) and not cast("Families", dialect).covers(call, job):
        raise NotFound("job", str(job.id))
    return await _placed(house, job) if has(dialect, Places) and isinstance(job.outcome, Queued) else job


_KNOWN: dict[tuple[type[Dialect], type], bool] = {}


def has(dialect: Dialect, protocol: type) -> bool:
    """Whether a dialect has what a protocol asks for: asked once, since to look takes longer than all of a status."""
    pair = (type(dialect), protocol)
    if pair not in _KNOWN:
        _KNOWN[pair] = isinstance(dialect, protocol)
    return _KNOWN[pair]


async def _placed(house: House, job: JobView) -> JobView:
    """The job with its place in line, where the next one is 0."""
    forecast = await house.forecasts.of(job.id, "queued")
    return replace(job, ahead=max(0, ((forecast and forecast.position) or 1) - 1))


async def _status(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    return dialect.encode_status(await job_at(house, dialect, call, owner, form))


async def _result(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Results)
    return dialect.encode_result(await job_at(house, dialect, call, owner, form))


async def _list(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Lists)
    page = dialect.decode_page(call)
    if page.owner is not None and page.owner != str(owner.id):
        return dialect.encode_list(Found(jobs=(), total=0), call)
    narrow = (page.states, page.ids, page.after, page.priority)
    if all(part is None for part in narrow) and not page.ascending:
        jobs, total = await house.desk.list(
            owner, links=form, models=page.models, tier=page.tier, limit=page.limit, offset=page.offset
        )
        return dialect.encode_list(Found(jobs=jobs, total=total, more=page.offset + len(jobs) < total), call)
    return dialect.encode_list(await house.desk.search(owner, page, links=form), call)


async def _cancel(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Cancels)
    job = await job_at(house, dialect, call, owner, form)
    try:
        return dialect.encode_cancelled(await house.desk.cancel(job.id, owner, links=form))
    except NotAllowed:
        if not dialect.cancels_again:
            raise
        return dialect.encode_cancelled(await house.desk.get(job.id, owner, links=form))


async def _delete(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Deletes)
    job = await job_at(house, dialect, call, owner, form)
    match dialect.removal(job):
        case "cancel":
            job = await house.desk.cancel(job.id, owner, links=form)
        case "delete":
            await house.desk.delete(job.id, owner)
    return dialect.encode_deleted(job)


async def _upload(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Uploads)
    asset = await house.assets.begin_upload(owner, dialect.decode_upload(call))
    return dialect.encode_upload(slot_for(asset, house, base=form.base), call)


async def _store(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Stores)
    blob = await run_in_threadpool(dialect.decode_file, call)
    asset = await house.assets.adopt(owner, blob.data, "upload")
    return dialect.encode_file(file_view(asset, house, base=form.base), call)


async def _file(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Files)
    asset = await house.assets.of_owner(dialect.decode_file_id(call), owner)
    return dialect.encode_file(file_view(asset, house, base=form.base), call)


async def _files(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, FileLists)
    uploads = await house.assets.uploads(owner)
    return dialect.encode_files([file_view(asset, house, base=form.base) for asset in uploads], call)


async def _discard(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Files)
    asset = await house.assets.of_owner(dialect.decode_file_id(call), owner)
    await house.assets.discard([asset])
    return dialect.encode_discarded(file_view(asset, house, base=form.base), call)


async def _answer(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Answers)
    asker = Asker(
        id=owner.id,
        name=owner.name,
        slots=house.slots,
        secret=await house.webhook_secret(owner),
        seal=house.seal,
        offers=house.catalogue.offers(dialect.name),
    )
    return dialect.answer(call, asker)


OPERATIONS: Mapping[Operation, Operate] = {
    "submit": _submit,
    "status": _status,
    "result": _result,
    "list": _list,
    "cancel": _cancel,
    "delete": _delete,
    "upload": _upload,
    "store": _store,
    "file": _file,
    "files": _files,
    "discard": _discard,
    "answer": _answer,
}


def nobody() -> Owner:
    """Who asks a public question."""
    return Owner(NOBODY, "")


async def told(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> AsyncIterator[bytes]:
    """A job's changes as the dialect's events; a `job_at` before tells whether there is such a job."""
    assert isinstance(dialect, Streams)
    async for job in house.desk.watch(dialect.decode_id(call), owner, links=form):
        yield dialect.encode_event(await _placed(house, job) if isinstance(job.outcome, Queued) else job)
