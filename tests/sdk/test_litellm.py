"""LiteLLM, unmodified, as a client of the dialects whose shapes it speaks: one program, and only `api_base` is ours."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tests.engines.previs.material import luma, luma_of, psnr
from tests.sdk.conftest import PythonScript
from tests.served import look, picture


@dataclass(frozen=True)
class Deployment:
    """What somebody who uses LiteLLM writes to have a model made here."""

    model: str
    mount: str
    size: str
    pictured: bool = True
    lists: str | None = None  # the provider's name, where LiteLLM can list its videos


SIZE = "864x496"
DEPLOYMENTS = {
    "ark": Deployment("volcengine/doubao-seedance-2-0-mini-260615", "/api/v3", SIZE, lists="volcengine"),
    "fal": Deployment("fal_ai/bytedance/seedance-2.0/mini/image-to-video", "/fal", "480p"),
    "openai": Deployment("openai/seedance-2.0-mini", "/v1", SIZE, lists="openai"),
    "vllm": Deployment("hosted_vllm/seedance-2.0-mini", "/v1", SIZE, pictured=False),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("litellm")


@pytest.fixture(scope="module")
def said(python: PythonScript, folder: Path) -> dict[str, dict[str, Any]]:
    """One run for all: to import LiteLLM takes seconds."""
    (folder / "picture.png").write_bytes(picture(864, 496))
    return python(
        "litellm",
        "litellm_video",
        DEPLOYMENTS=json.dumps({name: asdict(one) for name, one in DEPLOYMENTS.items()}),
        FOLDER=str(folder),
        LITELLM_LOCAL_MODEL_COST_MAP="True",  # its own prices, not those of the day from the net
    )


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_a_clip_is_made_and_fetched(name: str, said: dict[str, dict[str, Any]], folder: Path) -> None:
    one = said[name]
    assert "broken" not in one, one["broken"]
    assert one["statuses"][0] == "queued"
    assert one["statuses"][-1] == "completed"
    assert one["done"]["object"] == "video"
    assert one["done"]["error"] is None
    path = folder / f"{name}.mp4"
    film = look(path.read_bytes(), folder)
    assert (film.width, film.height, film.frames, film.fps) == (864, 496, 96, 24)
    if DEPLOYMENTS[name].pictured:
        given = cv2.imdecode(np.frombuffer((folder / "picture.png").read_bytes(), np.uint8), cv2.IMREAD_COLOR)
        assert given is not None
        assert psnr(luma(path)[0], luma_of(np.asarray(given, np.uint8))) > 30


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_content_before_its_time_is_a_bad_request(name: str, said: dict[str, dict[str, Any]]) -> None:
    """400 is what LiteLLM neither retries nor holds against a deployment."""
    assert said[name]["early"]["status"] == 400
    assert said[name]["early"]["class"] == "BadRequestError"


@pytest.mark.parametrize("name", [name for name, one in DEPLOYMENTS.items() if one.lists])
def test_the_newest_is_listed_first(name: str, said: dict[str, dict[str, Any]]) -> None:
    assert said[name]["listed"] == [["video", "completed", SIZE]]


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_refusals_are_its_own_errors_and_say_why(name: str, said: dict[str, dict[str, Any]]) -> None:
    for refusal in (said[name]["tooLong"], said[name]["noModel"]):
        assert refusal is not None
        assert refusal["class"] in {"BadRequestError", "UnprocessableEntityError", "NotFoundError"}
        assert 400 <= refusal["status"] < 500
    assert "15" in said[name]["tooLong"]["message"]  # the longest that the model takes


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_a_clip_that_was_stopped_has_ended_and_has_no_content(name: str, said: dict[str, dict[str, Any]]) -> None:
    one = said[name]["stopped"]
    assert one["status"] == ("cancelled" if name == "ark" else "failed")
    assert name == "ark" or one["error"]["message"]
    assert 400 <= one["content"]["status"] < 500
