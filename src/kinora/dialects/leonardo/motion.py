"""POST /v1/generations-text-to-video and -image-to-video: the only creation that the official SDKs know [3.6].

Older models are named here that nobody has outside of the vendor's house: another one makes the clip, and the job's
notes say which.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from typing_extensions import TypedDict

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Reply, json_body, json_reply, no_such_model
from kinora.dialects.leonardo.create import Receipt, decode_size, receipt
from kinora.dialects.leonardo.guidances import STORED, Image
from kinora.dialects.leonardo.words import V1, V1_WORDS, unread
from kinora.dialects.wire import Flag, Text, Whole, Wire, read
from kinora.spec.errors import InvalidRequest, Problem
from kinora.spec.media import MediaRef
from kinora.spec.outcome import JobView
from kinora.spec.video import VideoSpec

TEXT_PATH, IMAGE_PATH = f"{V1}/generations-text-to-video", f"{V1}/generations-image-to-video"

STAND_INS = {
    "MOTION2": "seedance-2.0-mini",
    "MOTION2FAST": "seedance-2.0-mini",
    "VEO3": "seedance-2.0",
    "VEO3FAST": "seedance-2.0-fast",
    "KLING2_1": "seedance-2.0",
    "KLING2_5": "seedance-2.0",
}
"""Which of the models on offer makes the clip in place of an older one."""
USUAL = "MOTION2"  # for a request that names none, and for names that nobody knows

_ECHO = ("answer", "motionVideoGenerationJob")


class TextToVideo(Wire):
    """The body of a creation from a text. What has no meaning here is read all the same, to be named in the notes."""

    model_config = ConfigDict(alias_generator=to_camel, json_schema_extra={"required": ["prompt"]})

    prompt: Text | None = None
    model: Text | None = Field(None, description=f"One of {', '.join(STAND_INS)}, or a name of the v2 API.")
    duration: Whole | None = Field(None, description="Seconds.")
    resolution: Text | None = Field(None, description="The tier where no side is given: RESOLUTION_480, _720 or _1080.")
    width: Whole | None = Field(None, description="Pixels.")
    height: Whole | None = Field(None, description="Pixels.")
    seed: Whole | None = None
    is_public: Flag | None = None
    negative_prompt: Text | None = None
    prompt_enhance: Flag | None = None
    prompt_enhance_instruction: Text | None = None
    frame_interpolation: Flag | None = None
    style_ids: tuple[Text, ...] | None = None
    elements: tuple[dict[str, object], ...] | None = None

    def frames(self) -> tuple[MediaRef | None, MediaRef | None]:
        """The picture that the clip begins with, and the one that it ends with."""
        return None, None


class ImageToVideo(TextToVideo):
    """The body of a creation from a picture."""

    model_config = ConfigDict(json_schema_extra={"required": ["prompt", "imageId", "imageType"]})

    image_id: UUID | None = None
    image_type: Literal["UPLOADED", "GENERATED", "VARIATION"] = "UPLOADED"
    end_frame_image: Image | None = None

    def frames(self) -> tuple[MediaRef | None, MediaRef | None]:
        start, end = self.image_id, self.end_frame_image
        return None if start is None else STORED[self.image_type](start), None if end is None else end.media()


class MotionCreated(TypedDict):
    """The answer to a creation on v1."""

    motionVideoGenerationJob: Receipt


def is_motion(call: Call) -> bool:
    """Whether a create request came on v1."""
    return call.url in {TEXT_PATH, IMAGE_PATH}


def decode(call: Call, names: Names, *, lenient: bool) -> VideoSpec:
    """Read a creation. lenient: whether variables that nobody knows are ignored."""
    wire = ImageToVideo if call.url == IMAGE_PATH else TextToVideo
    asked, problems = read(wire, json_body(call.body), V1_WORDS)
    start, end = asked.frames()
    if wire is ImageToVideo and start is None and not any(problem.field == "start_frame" for problem in problems):
        problems += (Problem(field="start_frame", rule="required"),)
    if not lenient:
        problems += tuple(Problem(field=name, rule="unsupported") for name in asked.unknown)
    word = asked.model or USUAL
    model = names.id_of(word) or names.id_of(STAND_INS.get(word, STAND_INS[USUAL]))
    if model is None:
        raise no_such_model(names.known(), problems)
    spec = VideoSpec(
        model=model,
        prompt=asked.prompt,
        size=decode_size(asked.width, asked.height, asked.resolution),
        seconds=asked.duration,
        seed=None if asked.seed == -1 else asked.seed,
        public=asked.is_public,
        start_frame=start,
        end_frame=end,
        ignored=(*_substitution(word, names.name_of(model)), *unread(asked), *_without_meaning(asked)),
        echo=(_ECHO,),
    )
    if problems:
        raise InvalidRequest(problems, partial=spec)
    return spec


def is_of_motion(job: JobView) -> bool:
    """Whether a job was created on v1."""
    return _ECHO in job.spec.echo


def encode_created(job: JobView) -> Reply:
    """The answer to a creation on v1."""
    created: MotionCreated = {"motionVideoGenerationJob": receipt(job)}
    return json_reply(created)


def _substitution(word: str, name: str) -> Iterator[str]:
    """A remark for the job's notes where another model makes the clip than was named."""
    if word != name:
        yield f"model {word} ({name} makes the clip)"


def _without_meaning(asked: TextToVideo) -> Iterator[str]:
    """What was wished for and has no meaning here: enhancers, styles and elements are the older models' own."""
    wishes = {
        "negativePrompt": asked.negative_prompt,
        "promptEnhance": asked.prompt_enhance,
        "promptEnhanceInstruction": asked.prompt_enhance_instruction,
        "frameInterpolation": asked.frame_interpolation,
        "styleIds": asked.style_ids,
        "elements": asked.elements,
    }
    return (name for name, wish in wishes.items() if wish)
