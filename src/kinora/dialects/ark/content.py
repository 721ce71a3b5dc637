"""A request's `content`, both ways: texts, pictures, videos and sounds in one list, each with a role [2.1]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast
from uuid import UUID

from kinora.dialects.ark.wire import ID, ITEMS, AudioItem, DraftItem, ImageItem, Item, TextItem, VideoItem
from kinora.dialects.base import job_id
from kinora.dialects.wire import Json, Vocabulary, media_to_text, media_type, read, typed_data_uri
from kinora.spec.errors import NotFound, Problem
from kinora.spec.media import Inline, MediaRef, Reference, References
from kinora.spec.video import VideoSpec

_AS_IT_IS = Vocabulary(fields={})
_SPEC_FIELDS = {
    "first_frame": "start_frame",
    "last_frame": "end_frame",
    "reference_image": "references.images",
    "reference_video": "references.videos",
    "reference_audio": "references.audios",
}
_TYPES = {"first_frame": "image_url", "last_frame": "image_url", "reference_image": "image_url"}
_TYPES |= {"reference_video": "video_url", "reference_audio": "audio_url"}
_GUIDES = {role: field.rpartition(".")[2] for role, field in _SPEC_FIELDS.items() if "." in field}


@dataclass(slots=True)
class Content:
    """What a content says. media: by role, in the order of the list. unknown: names of fields that nobody knows."""

    prompt: str | None = None
    based_on: UUID | None = None
    media: dict[str, list[MediaRef]] = field(default_factory=lambda: {role: [] for role in _SPEC_FIELDS})
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def start_frame(self) -> MediaRef | None:
        return next(iter(self.media["first_frame"]), None)

    @property
    def end_frame(self) -> MediaRef | None:
        return next(iter(self.media["last_frame"]), None)

    @property
    def references(self) -> References:
        kinds = {kind: tuple(map(Reference, self.media[role])) for role, kind in _GUIDES.items()}
        return References(**kinds)

    def take(self, index: int, item: Item) -> None:
        """Add what an item says."""
        where = f"content[{index}]"
        self._note(where, item)
        match item:
            case TextItem(text=str() as text):
                self.prompt = text if self.prompt is None else f"{self.prompt}\n{text}"
            case DraftItem(draft_task=draft):
                self._base(f"{where}.draft_task.id", None if draft is None else draft.id)
            case ImageItem(role=role, image_url=file):
                self._add(where, role or "first_frame", None if file is None else file.url)
            case VideoItem(video_url=link):
                self._add(where, "reference_video", None if link is None else link.url)
            case AudioItem(audio_url=file):
                self._add(where, "reference_audio", None if file is None else file.url)

    def _add(self, where: str, role: str, media: MediaRef | None) -> None:
        place = self.media[role]
        if media is None:
            self.problems.append(Problem(field=_place(where, role, _TYPES[role] + ".url"), rule="required"))
        elif place and role not in _GUIDES:
            self.problems.append(Problem(field=f"{where}.role", rule="count", detail=f"must not be {role} twice"))
        else:
            place.append(media)

    def _base(self, where: str, id: str | None) -> None:
        try:
            self.based_on = job_id(id or "", prefix=ID)
        except NotFound:
            self.problems.append(Problem(field=where, rule="type", detail=f"must be the id of a task, {ID}…"))

    def _note(self, where: str, item: Item) -> None:
        inner = (getattr(item, item.type) if item.type != "text" else None,)
        self.unknown += [f"{where}.{name}" for name in item.unknown]
        self.unknown += [f"{where}.{item.type}.{name}" for part in inner if part is not None for name in part.unknown]


def decode_content(items: Sequence[Json]) -> Content:
    """Everything that a content says, with all that is wrong with it."""
    found = Content()
    roles = [item.get("role") for item in items if item.get("type") == "image_url"]
    # One picture that does not say what it is for is the first frame, unless another one is, or all are references.
    is_plain = roles.count(None) == 1 and not {"first_frame", "reference_image"} & {str(role) for role in roles}
    for index, raw in enumerate(items):
        kind = raw.get("type")
        model = ITEMS.get(kind) if isinstance(kind, str) else None
        if model is None:
            where = f"content[{index}].type"
            wrong_type = Problem(field=where, rule="one_of", allowed=tuple(ITEMS))
            found.problems.append(Problem(field=where, rule="required") if kind is None else wrong_type)
            continue
        item, wrong = read(model, {"type": kind, **_without(raw, "type")}, _AS_IT_IS)
        if kind == "image_url" and raw.get("role") is None and not is_plain:
            wrong += (Problem(field="role", rule="required"),)
        if wrong:
            found.problems += [replace(problem, field=_field(index, problem.field, raw)) for problem in wrong]
        else:
            found.take(index, item)
    return found


def _without(raw: Json, name: str) -> Json:
    return {key: value for key, value in raw.items() if key != name}


def _field(index: int, path: str, raw: Json) -> str:
    """A field of an item; of the text, as the spec names it, so that nobody misses it besides."""
    if path == "text" and raw.get("type") == "text":
        return "prompt"
    return _place(f"content[{index}]", str(raw.get("role")), path)


def _place(where: str, role: str, path: str) -> str:
    """A field of an item; the file of a frame, of which there is one, as the spec names it."""
    is_frame = role in _SPEC_FIELDS and role not in _GUIDES
    return _SPEC_FIELDS[role] if is_frame and path.startswith(_TYPES[role]) else f"{where}.{path}"


# The way back ---------------------------------------------------------------------------------------------------------


def encode_content(spec: VideoSpec) -> list[Json]:
    """The items that say what a spec says. Raises InvalidRequest for media that no item can name."""
    items: list[Json] = [] if spec.prompt is None else [{"type": "text", "text": spec.prompt}]
    if spec.based_on is not None:
        items.append({"type": "draft_task", "draft_task": {"id": f"{ID}{spec.based_on}"}})
    for role, where, media in _media(spec):
        kind = _TYPES[role]
        items.append({"type": kind, kind: {"url": _text(media, where, kind)}, "role": role})
    return items


def _media(spec: VideoSpec) -> Iterator[tuple[str, str, MediaRef]]:
    frames = (("first_frame", spec.start_frame), ("last_frame", spec.end_frame))
    yield from ((role, _SPEC_FIELDS[role], media) for role, media in frames if media is not None)
    for role, kind in _GUIDES.items():
        guides = cast("tuple[Reference, ...]", getattr(spec.references, kind))
        for index, guide in enumerate(guides):
            yield role, f"references.{kind}[{index}].media", guide.media


def _text(media: MediaRef, where: str, kind: str) -> str:
    """Media as a URL, or as a data URI, which the vendor takes for pictures and sounds alone."""
    if isinstance(media, Inline) and kind != "video_url":
        is_picture = kind == "image_url"
        type = media_type(media.data, "image", "image/jpeg") if is_picture else media_type(media.data, "audio")
        return typed_data_uri(media.data, type)
    return media_to_text(media, where, inline=False)
