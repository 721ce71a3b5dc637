"""The engine as a whole: containers, determinism, progress, failures, and that nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest

from kinora.engines.base import Inputs
from kinora.engines.previs.crew.frames import Crew
from kinora.engines.previs.crew.reel import Reel
from kinora.engines.previs.engine import PrevisEngine
from kinora.engines.previs.pictures.edit import cut_of
from kinora.engines.previs.pictures.footage import FootageShot
from kinora.engines.previs.pictures.look import Look
from kinora.engines.previs.scene import Scene
from kinora.engines.previs.stage.shot import TextShot
from kinora.media.probe import verify_clip
from kinora.spec.errors import EngineFailed, MediaUnusable
from kinora.spec.outcome import Progress
from tests.engines.previs.material import codes, decoded, items, landscape, plan, psnr, rendered, saved


@pytest.mark.parametrize(("width", "height"), [(64, 64), (320, 180), (136, 318), (350, 150)])
def test_the_clip_is_exactly_what_was_planned(tmp_path: Path, width: int, height: int) -> None:
    wanted = plan(width=width, height=height, sound=True)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4"))
    found = verify_clip(clip.path, wanted)
    assert (found.width, found.height, found.frames, found.fps) == (width, height, 24, 24)
    assert clip.engine == "previs"
    assert list(tmp_path.iterdir()) == [clip.path]


def test_without_sound_there_is_no_audio_stream(tmp_path: Path) -> None:
    wanted = plan(sound=False)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4"))
    assert verify_clip(clip.path, wanted).audio_codec is None


def test_the_container_says_what_it_is(tmp_path: Path) -> None:
    clip = rendered(plan(seed=77), Inputs(output=tmp_path / "clip.mp4"))
    with av.open(str(clip.path)) as container:
        metadata = container.metadata
    assert metadata["comment"] == "Animated storyboard by Kinora previs"
    assert (metadata["engine"], metadata["seed"], metadata["model"]) == ("previs", "77", "any")


def test_bytes_do_not_depend_on_the_number_of_processes(tmp_path: Path) -> None:
    wanted = plan("a fox runs through rain at night", width=328, height=192, sound=True)
    found = set()
    for processes in (0, 1, 2, 3):
        path = tmp_path / f"{processes}.mp4"
        rendered(wanted, Inputs(output=path), processes=processes)
        found.add(path.read_bytes())
    assert len(found) == 1


def test_another_seed_is_another_clip(tmp_path: Path) -> None:
    one, other = tmp_path / "one.mp4", tmp_path / "other.mp4"
    rendered(plan(seed=1), Inputs(output=one))
    rendered(plan(seed=2), Inputs(output=other))
    assert one.read_bytes() != other.read_bytes()
    assert any(psnr(first, second) < 35 for first, second in zip(decoded(one), decoded(other), strict=True))


def test_it_says_that_it_is_a_storyboard_and_what_it_left_out(tmp_path: Path) -> None:
    clip = rendered(plan("a koala polishes a theodolite"), Inputs(output=tmp_path / "clip.mp4"))
    assert codes(clip)[0] == "previs"
    assert "theodolite" in items(clip, "unmatched")


def test_it_says_what_was_drawn_as_something_near(tmp_path: Path) -> None:
    clip = rendered(plan("a corgi in the park"), Inputs(output=tmp_path / "clip.mp4"))
    assert items(clip, "substituted") == ("corgi as dog",)


def test_references_that_were_not_used_are_named(tmp_path: Path) -> None:
    start = saved(landscape(), tmp_path / "start.png")
    video = rendered(plan(), Inputs(output=tmp_path / "video.mp4")).path
    clip = rendered(plan(), Inputs(output=tmp_path / "clip.mp4", start_frame=start, videos=(video,)))
    assert items(clip, "reference") == ("@Video1",)


def test_the_mark_is_drawn_at_the_lower_right_and_nowhere_else(tmp_path: Path) -> None:
    plain = rendered(plan(), Inputs(output=tmp_path / "plain.mp4"))
    marked = rendered(plan(watermark=True), Inputs(output=tmp_path / "marked.mp4"))
    one, other = decoded(plain.path)[0], decoded(marked.path)[0]
    assert psnr(one[-20:, -50:], other[-20:, -50:]) < 25
    assert psnr(one[:120], other[:120]) > 38


def test_progress_is_true_and_rises(tmp_path: Path) -> None:
    heard: list[Progress] = []
    PrevisEngine(processes=1).render(plan(seconds=2), Inputs(output=tmp_path / "clip.mp4"), heard.append)
    fractions = [progress.fraction for progress in heard if progress.stage == "rendering"]
    assert fractions == sorted(fractions)
    assert fractions[0] == 0
    assert all(0 <= fraction <= 1 for fraction in fractions)
    assert heard[-1].stage == "encoding"


def test_an_unreadable_picture_fails_the_job_with_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "start.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nnot really")
    with pytest.raises(MediaUnusable):
        rendered(plan(), Inputs(output=tmp_path / "clip.mp4", start_frame=broken), processes=1)
    assert not (tmp_path / "clip.mp4").exists()


def test_a_shot_that_fails_in_a_render_process_raises_its_own_error(tmp_path: Path) -> None:
    nothing = tmp_path / "video.mp4"
    nothing.write_bytes(b"")
    look = Look(fps=24, seed=1)
    cut = cut_of((nothing,), (1.0,), "", seconds=1, pace=1)
    make = partial(FootageShot, cut, Scene(), look, width=64, height=64, frames=3)
    with Crew(1) as crew, pytest.raises(MediaUnusable):
        list(crew.frames(Reel(make=make, width=64, height=64, frames=3, sequential=True)))


def test_a_render_process_that_dies_fails_the_clip_at_once() -> None:
    make = partial(TextShot, Scene(), width=64, height=64, seconds=10, fps=24, seed=1)
    others = set(_children(os.getpid()))
    with Crew(2) as crew:
        frames = crew.frames(Reel(make=make, width=64, height=64, frames=240))
        next(frames)
        workers = set(_children(os.getpid())) - others
        assert len(workers) == 2
        os.kill(min(workers), signal.SIGKILL)
        with pytest.raises(EngineFailed, match="exit code -9"):
            list(frames)
    assert set(_children(os.getpid())) <= others


def test_frames_come_in_order_and_without_a_ring_too() -> None:
    make = partial(TextShot, Scene(), width=64, height=64, seconds=1, fps=24, seed=1)
    reel = Reel(make=make, width=64, height=64, frames=24)
    with Crew(3) as crew:
        drawn = [frame.copy() for frame in crew.frames(reel)]
    with Crew(0) as alone:
        assert all(np.array_equal(one, other) for one, other in zip(drawn, alone.frames(reel), strict=True))


_RENDER = """
import sys
from pathlib import Path
from kinora.engines.base import Inputs
from kinora.engines.previs.engine import PrevisEngine
from kinora.spec.plan import Plan
plan = Plan(model="any", prompt="rain", width=640, height=360, seconds=15, seed=1)
PrevisEngine(processes=2).render(plan, Inputs(output=Path(sys.argv[1])), lambda p: print(p.fraction, flush=True))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and /dev/shm")
def test_a_killed_render_leaves_no_process_and_no_shared_memory(tmp_path: Path) -> None:
    before = set(Path("/dev/shm").iterdir())
    command = [sys.executable, "-c", _RENDER, str(tmp_path / "clip.mp4")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as render:
        assert render.stdout is not None
        while float(render.stdout.readline()) <= 0:
            continue
        workers = _children(render.pid)
        assert len(workers) == 2
        render.kill()
    deadline = time.monotonic() + 5
    while any(_is_alive(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(_is_alive(worker) for worker in workers)
    assert {path for path in Path("/dev/shm").iterdir() if "previs" in path.name} <= before
    assert not (tmp_path / "clip.mp4").exists()


def _children(process: int) -> list[int]:
    listed: list[int] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        listed.extend(int(child) for child in (task / "children").read_text().split())
    return [child for child in listed if _is_alive(child)]


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in ("Z", "X")
    except (FileNotFoundError, ProcessLookupError):
        return False
