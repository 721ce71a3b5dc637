"""A start frame by upload, URL, base64 and data URI: the same first frame, in every dialect that can say it."""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID

import av
import cv2
import httpx
import numpy as np
import pytest

from kinora.catalogue.resolve import resolve
from kinora.client.answers import checked, request_parts
from kinora.client.sync import Client, Sent
from kinora.dialects.base import Call, Dialect
from kinora.spec.errors import InvalidRequest
from kinora.spec.media import Inline, MediaRef, Upload, Url
from kinora.spec.video import Pixels, Shape, Size, VideoSpec
from tests.dialects.registry import DIALECTS, models_of, offer_of
from tests.served import Server, picture

Grey = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
LEAST_PSNR = 40.0


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A web server of its own, and the folder that it shows."""
    folder = tmp_path_factory.mktemp("web")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            del format, args

    shown = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=shown.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{shown.server_port}", folder
    shown.shutdown()
    shown.server_close()


def ways(server: Server, frame: bytes, address: str) -> dict[str, MediaRef]:
    with server.client() as client:
        asset = client.post("/api/v1/assets", files={"file": frame}).json()
    return {
        "upload": Upload(UUID(asset["id"])),
        "url": Url(address),
        "base64": Inline(frame),
        "data URI": Inline(frame),
    }


def smallest(dialect: Dialect) -> VideoSpec:
    """The shortest clip that the dialect offers, in its smallest size."""

    def seconds(model: str) -> int:
        limits = offer_of(dialect, model).limits
        return int(
            next((limit.allowed[0] for limit in limits if (limit.field, limit.rule) == ("seconds", "one_of")), 4)
        )

    model = min((model for model in models_of(dialect) if "lite" not in model), key=seconds)
    size: Size = Shape("16:9", "480p")
    if "size.ratio" in dialect.unsaid:
        model, size = "seedance-2.0-mini", Pixels(256, 144)
    spec = VideoSpec(model=model, prompt="A quiet meadow", size=size, seconds=seconds(model), seed=3)
    return spec if "seed" not in dialect.unsaid else replace(spec, seed=None)


def sides(dialect: Dialect, spec: VideoSpec) -> tuple[int, int]:
    """How large the clip will be: a picture of that size is scaled by nobody on the way."""
    plan = resolve(spec, offer_of(dialect, spec.model), seed=1)
    return plan.width, plan.height


def call_for(dialect: Dialect, way: str, spec: VideoSpec, frame: bytes) -> Call:
    """The request as the dialect writes it; base64 bare or as a data URI, as the way says."""
    call = dialect.encode_submit(spec)
    bare = base64.b64encode(frame)
    wanted = {"base64": bare, "data URI": b"data:image/png;base64," + bare}.get(way)
    if wanted is None:
        return call
    return replace(call, body=re.sub(rb"(data:[^\",]*;base64,)?" + re.escape(bare), lambda _: wanted, call.body))


def first_frame(path: Path) -> Grey:
    with av.open(str(path)) as container:
        return next(container.decode(video=0)).to_ndarray(format="gray").astype(np.uint8)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_every_way_gives_the_same_first_frame(
    server: Server, dialect: Dialect, web: tuple[str, Path], tmp_path: Path
) -> None:
    spec = smallest(dialect)
    frame = picture(*sides(dialect, spec), seed=5)
    (web[1] / f"{dialect.name}.png").write_bytes(frame)
    sent: dict[str, Sent] = {}
    with (
        httpx.Client(base_url=server.base, timeout=60) as http,
        Client(dialect, base_url=server.base, key="any") as client,
    ):
        for way, media in ways(server, frame, f"{web[0]}/{dialect.name}.png").items():
            try:
                asked = replace(spec, start_frame=media)
                call = call_for(dialect, way, asked, frame)
            except InvalidRequest as unsaid:  # the dialect has no word for it, and names the field
                assert {problem.field for problem in unsaid.problems} <= {"start_frame"}
                continue
            reply = checked(http.request(**request_parts(call, dialect, "any")), dialect)
            sent[way] = Sent(dialect.decode_submitted(reply), asked)
        assert "url" in sent
        seen = {}
        for way, job in sent.items():
            video = client.wait(job, every_seconds=0.3, timeout_seconds=240)
            client.download(video, tmp_path / "clip.mp4")
            seen[way] = first_frame(tmp_path / "clip.mp4")
    assert len({hashlib.sha256(image.tobytes()).hexdigest() for image in seen.values()}) == 1, sorted(seen)
    shown = seen["url"]
    decoded = cv2.imdecode(np.frombuffer(frame, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert decoded is not None
    given = decoded.astype(np.uint8)
    assert similarity(shown, given) >= LEAST_PSNR


def similarity(shown: Grey, given: Grey) -> float:
    """PSNR in dB."""
    error = float(np.mean((given.astype(np.float64) - shown.astype(np.float64)) ** 2))
    return 99.0 if error == 0 else 10 * float(np.log10(255**2 / error))
