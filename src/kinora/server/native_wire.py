"""The JSON of Kinora's own API: the spec's words as they are. Shared by its routes and its OpenAPI document."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kinora.catalogue.load import NATIVE, Catalogue
from kinora.catalogue.model import Model
from kinora.dialects.webhook import is_web_url
from kinora.dialects.wire import Flag, Text, Vocabulary, Whole, Wire, media_from_text, read
from kinora.jobs.asset import Asset
from kinora.jobs.feed import Moment
from kinora.jobs.forecast import Forecast
from kinora.jobs.job import State
from kinora.spec.errors import InvalidRequest, KinoraError, Problem
from kinora.spec.media import Generated, MediaRef, Reference, References, Upload
from kinora.spec.outcome import Cancelled, Failed, JobView, Queued, Running, Succeeded
from kinora.spec.plan import Plan
from kinora.spec.video import HookState, Pixels, Priority, Shape, Size, VideoSpec

WORDS = Vocabulary(
    fields={"size.ratio": "aspect_ratio", "size.tier": "tier", "size.width": "width", "size.height": "height"},
)


class Media(Wire):
    """Media by exactly one of: an upload's id, a finished job's (or its video's) id, a URL, base64 or a data URI."""

    asset: UUID | None = Field(None, description="The id of an upload.")
    generated: UUID | None = Field(None, description="The id of a finished job or of its video.")
    url: Text | None = Field(None, description="An http(s) URL; fetched when the job starts.")
    base64: Text | None = Field(None, description="The file itself, as base64 or a data URI.")


class Guide(Media):
    """Media that guides the video without being one of its frames."""

    strength: Literal["low", "mid", "high"] | None = None
    order: Whole | None = None


class Guides(Wire):
    """Guiding media by kind; prompts name them @Image1, @Video1, @Audio1."""

    images: tuple[Guide, ...] | None = None
    videos: tuple[Guide, ...] | None = None
    audios: tuple[Guide, ...] | None = None


class JobRequest(Wire):
    """A video to make. Give either width and height, or aspect_ratio and tier; what is left out has a default."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"required": ["model", "prompt"]})

    model: Text | None = Field(None, description="A model's id, as /api/v1/models lists them.")
    prompt: Text | None = None
    width: Whole | None = Field(None, description="Pixels; even.")
    height: Whole | None = Field(None, description="Pixels; even.")
    aspect_ratio: Text | None = Field(None, description='"16:9" and the like, or "auto" for the start frame\'s own.')
    tier: Text | None = Field(None, description='"480p", "720p" or "1080p", where the model has it.')
    seconds: Whole | None = None
    count: Whole | None = None
    seed: Whole | None = None
    sound: Flag | None = None
    camera_fixed: Flag | None = None
    watermark: Flag | None = None
    start_frame: Media | None = None
    end_frame: Media | None = None
    references: Guides | None = None
    frames: Whole | None = Field(None, description="The exact number of frames, where the model allows it.")
    return_last_frame: Flag | None = Field(None, description="Whether the last frame is wanted as a picture too.")
    draft: Flag | None = Field(None, description="A quick look at the smallest size, where the model has it.")
    based_on: UUID | None = Field(None, description="A job of yours: what is not said here is as it was there.")
    start_seconds: Annotated[Whole, Field(ge=1)] | None = Field(
        None, description="How long it may wait before the work begins; after that the job fails."
    )
    expires_seconds: Annotated[Whole, Field(ge=1)] | None = Field(
        None, description="How long anybody wants the clip; after that the job fails."
    )
    route: Text | None = None
    priority: Priority | None = Field(
        None, description="Batch jobs wait for interactive ones; the key's own unless said."
    )
    webhook_url: Text | None = Field(None, description="Who is told of the job; the key's own URL unless said.")
    webhook_events: tuple[HookState, ...] | None = Field(None, description="Of what; of its end unless said.")


class Fault(BaseModel):
    """One problem with one field. rule: what kind of problem; allowed: the values or bounds that would do."""

    field: str
    rule: str
    message: str
    allowed: list[str] = []


class Cause(BaseModel):
    """Why a job failed: a stable code and a sentence."""

    code: str
    message: str


class Remark(BaseModel):
    """A note on a job: what was ignored, unmatched or chosen. items: the things it is about."""

    code: str
    text: str
    items: list[str] = []


class Progress(BaseModel):
    """How far a running job is; fraction is 0..1 and never falls."""

    stage: str
    fraction: float


class Video(BaseModel):
    """A finished video. The links need no key and last for a day; reading the job again renews them."""

    id: UUID
    url: str
    poster_url: str | None
    last_frame_url: str | None = None


class PlanView(BaseModel):
    """What will be, or was, rendered: every gap filled."""

    model: str
    width: int
    height: int
    seconds: int
    fps: int
    frames: int
    seed: int
    sound: bool


class Expected(BaseModel):
    """A time that is expected. p50: as likely earlier as later; p90: later in one case of ten."""

    p50: str
    p90: str


class Line(BaseModel):
    """Where an unfinished job stands. position: 1 for the next, null once a worker has it.

    start, finish: by how long such jobs took before; null without a worker or before there was any such job.
    """

    name: str
    position: int | None
    workers: int
    start: Expected | None
    finish: Expected | None


class JobAnswer(BaseModel):
    """A job. expires: when its files go; null while there are none, and while it is pinned."""

    id: UUID
    state: State
    via: str
    priority: Priority
    queue: Line | None = None
    prompt: str
    plan: PlanView
    created: str
    updated: str
    engine: str | None
    progress: Progress | None = None
    video: Video | None = None
    error: Cause | None = None
    pinned: bool
    expires: str | None
    notes: list[Remark]
    usd: float


class Happening(BaseModel):
    """Something that happened to a job. id: that of the event in the streams. run: which attempt it belongs to.

    pinned: what the owner did with a finished job; null for everything else.
    """

    id: int
    at: str
    state: State
    stage: str
    fraction: float
    run: int
    error: str | None = None
    pinned: bool | None = None


class History(BaseModel):
    """Everything that has happened to a job, in order."""

    events: list[Happening]


class JobList(BaseModel):
    """A page of jobs, newest first. total counts all of them."""

    jobs: list[JobAnswer]
    total: int


class CheckAnswer(BaseModel):
    """What would happen to a request, without doing it. list_price_usd: what the model's maker charges, if known."""

    ok: bool
    problems: list[Fault]
    plan: PlanView | None = None
    list_price_usd: float | None = None


class AssetAnswer(BaseModel):
    """An uploaded file."""

    id: UUID
    state: str
    kind: str | None
    media_type: str | None
    bytes: int | None
    width: int | None
    height: int | None
    seconds: float | None


class ModelAnswer(BaseModel):
    """A model: sizes are tier → ratio → [width, height]; limits are rules by field."""

    id: str
    title: str
    maker: str
    fps: int
    dialects: dict[str, list[str]]
    sizes: dict[str, dict[str, tuple[int, int]]]
    limits: dict[str, dict[str, list[str | int | float | bool]]]
    defaults: dict[str, str | int | float | bool]


class ModelList(BaseModel):
    """Every model of this server."""

    models: list[ModelAnswer]


class ErrorAnswer(BaseModel):
    """An error: a stable code, a sentence, and all problems where the request was at fault."""

    code: str
    message: str
    problems: list[Fault] = []


def spec_of(body: dict[str, object]) -> VideoSpec:
    """The spec in a request body. Raises InvalidRequest with every type problem, and what could be read."""
    asked, problems = read(JobRequest, body, WORDS)
    problems += tuple(Problem(field=name, rule="unsupported") for name in asked.unknown)
    found: list[Problem] = list(problems)
    guides = asked.references or Guides()
    spec = VideoSpec(
        model=asked.model or "",
        prompt=asked.prompt,
        size=_size(asked, found),
        seconds=asked.seconds,
        count=asked.count,
        seed=asked.seed,
        sound=asked.sound,
        camera_fixed=asked.camera_fixed,
        watermark=asked.watermark,
        start_frame=_media(asked.start_frame, "start_frame", found),
        end_frame=_media(asked.end_frame, "end_frame", found),
        references=References(
            images=_guides(guides.images, "references.images", found),
            videos=_guides(guides.videos, "references.videos", found),
            audios=_guides(guides.audios, "references.audios", found),
        ),
        frames=asked.frames,
        return_last_frame=asked.return_last_frame,
        draft=asked.draft,
        based_on=asked.based_on,
        priority=asked.priority,
        start_seconds=asked.start_seconds,
        expires_seconds=asked.expires_seconds,
        route=asked.route,
        webhook_url=asked.webhook_url or None,
        webhook_events=asked.webhook_events or (),
    )
    if asked.webhook_url and not is_web_url(asked.webhook_url):
        found.append(Problem(field="webhook_url", rule="type", allowed=("an http(s) URL",)))
    if found:
        raise InvalidRequest(tuple(found), partial=spec)
    return spec


def _size(asked: JobRequest, problems: list[Problem]) -> Size:
    if asked.width is None and asked.height is None:
        return Shape(asked.aspect_ratio, asked.tier)
    if asked.aspect_ratio is not None:
        problems.append(Problem(field="size.ratio", rule="excludes", allowed=("size.width", "size.height")))
    return Pixels(asked.width, asked.height, asked.tier)


def _media(media: Media | None, field: str, problems: list[Problem]) -> MediaRef | None:
    if media is None:
        return None
    given = [name for name in ("asset", "generated", "url", "base64") if getattr(media, name) is not None]
    if len(given) != 1:
        problems.append(Problem(field=field, rule="type", detail="must have one of: asset, generated, url, base64"))
        return None
    if media.asset is not None:
        return Upload(media.asset)
    if media.generated is not None:
        return Generated(media.generated)
    try:
        return media_from_text(media.url or media.base64 or "")
    except ValueError as error:
        problems.append(Problem(field=f"{field}.{given[0]}", rule="type", detail=str(error)))
        return None


def _guides(guides: tuple[Guide, ...] | None, field: str, problems: list[Problem]) -> tuple[Reference, ...]:
    read_ones = ((guide, _media(guide, f"{field}[{index}]", problems)) for index, guide in enumerate(guides or ()))
    return tuple(Reference(media, guide.strength, guide.order) for guide, media in read_ones if media is not None)


def plan_view(plan: Plan) -> PlanView:
    """A plan for the API."""
    return PlanView.model_validate(plan, from_attributes=True)


def happening(moment: Moment) -> Happening:
    """An event for the API. Which worker had the job is the operator's to know."""
    return Happening(
        id=moment.position,
        at=_iso(moment.at),
        state=moment.state,
        stage=moment.stage,
        fraction=moment.fraction,
        run=moment.run,
        error=moment.error,
        pinned=moment.pinned,
    )


def _line(forecast: Forecast) -> Line:
    start, finish = forecast.start, forecast.finish
    return Line(
        name=forecast.queue,
        position=forecast.position,
        workers=forecast.workers,
        start=start and Expected(p50=_iso(start.p50), p90=_iso(start.p90)),
        finish=finish and Expected(p50=_iso(finish.p50), p90=_iso(finish.p90)),
    )


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def job_answer(job: JobView, forecast: Forecast | None = None) -> JobAnswer:
    """A job for the API."""
    answer = JobAnswer(
        id=job.id,
        state=job.outcome.state,
        via=job.via,
        priority=job.priority,
        queue=forecast and _line(forecast),
        prompt=job.plan.prompt,
        plan=plan_view(job.plan),
        created=job.created.isoformat(),
        updated=job.updated.isoformat(),
        engine=job.engine,
        pinned=job.pinned,
        expires=job.expires and job.expires.isoformat(),
        notes=[Remark(code=note.code, text=note.text, items=list(note.items)) for note in job.notes],
        usd=job.plan.usd,
    )
    match job.outcome:
        case Running(progress=progress):
            answer.progress = Progress(stage=progress.stage, fraction=progress.fraction)
        case Succeeded() as done:
            answer.video = Video(
                id=done.asset_id or job.id,
                url=done.video_url,
                poster_url=done.poster_url,
                last_frame_url=done.last_frame_url,
            )
        case Failed(message=message, code=code):
            answer.error = Cause(code=code, message=message)
        case Queued() | Cancelled():
            pass
    return answer


def asset_answer(asset: Asset) -> AssetAnswer:
    """An asset for the API."""
    return AssetAnswer.model_validate(asset, from_attributes=True)


def model_answer(model: Model, catalogue: Catalogue) -> ModelAnswer:
    """A model for the API."""
    names: dict[str, list[str]] = {}
    for offer in catalogue.offers_of(model.id):
        names.setdefault(offer.dialect, []).extend(offer.names)
    limits: dict[str, dict[str, list[str | int | float | bool]]] = {}
    for limit in catalogue.offer(model.id, NATIVE).limits:
        limits.setdefault(limit.key, {})[limit.rule] = list(limit.allowed)
    return ModelAnswer(
        id=model.id,
        title=model.title,
        maker=model.maker,
        fps=model.fps,
        dialects=names,
        sizes={
            tier: {ratio: (pixels.width or 0, pixels.height or 0) for ratio, pixels in row.items()}
            for tier, row in model.sizes.items()
        },
        limits=limits,
        defaults=dict(model.defaults),
    )


def fault(problem: Problem) -> Fault:
    """A problem for the API."""
    return Fault(
        field=WORDS.field(problem.field),
        rule=problem.rule,
        message=problem.sentence(WORDS),
        allowed=[str(value) for value in problem.allowed],
    )


def error_answer(error: KinoraError) -> ErrorAnswer:
    """An error for the API."""
    if not isinstance(error, InvalidRequest):
        return ErrorAnswer(code=error.code, message=error.message)
    sentences = "; ".join(problem.sentence(WORDS) for problem in error.problems)
    return ErrorAnswer(code=error.code, message=sentences, problems=[fault(problem) for problem in error.problems])
