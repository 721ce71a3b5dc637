"""Pictures as people really send them, each through a whole render: as a start frame and as a reference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kinora.engines.base import InputImage, Inputs
from kinora.media.picture import read_picture, reads_heic
from kinora.media.probe import probe, verify_clip
from kinora.spec.errors import MediaUnusable
from tests.engines.previs.material import Picture, decoded, landscape, plan, rendered, saved, subject
from tests.media.test_picture import boasting_png

SMALL = plan("@Image1 in a meadow", width=128, height=72)
RGB = Image.fromarray(np.ascontiguousarray(subject()[..., ::-1]))
ORIENTATION = 0x0112


def rotated() -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    return exif


def moving(path: Path, *, lossless: bool = False) -> None:
    others = [Image.new("RGB", RGB.size, (0, 0, 255))] * 3
    RGB.save(path, save_all=True, append_images=others, duration=80, lossless=lossless)


def deep(path: Path) -> None:
    grey = np.asarray(RGB.convert("L"), np.uint16) * 257
    Image.fromarray(grey).save(path)


def palette(path: Path) -> None:
    RGB.quantize(16).save(path, transparency=0)


KINDS: dict[str, Callable[[Path], None]] = {
    "grey.png": lambda path: RGB.convert("L").save(path),
    "alpha.png": lambda path: RGB.convert("RGBA").save(path),
    "clear.png": lambda path: Image.new("RGBA", (64, 64), (10, 20, 30, 0)).save(path),
    "palette.png": palette,
    "deep.png": deep,
    "deep.tiff": deep,
    "cmyk.jpg": lambda path: RGB.convert("CMYK").save(path, quality=95),
    "rotated.jpg": lambda path: RGB.rotate(90, expand=True).save(path, quality=95, exif=rotated().tobytes()),
    "still.avif": lambda path: RGB.save(path, quality=90),
    "moving.gif": moving,
    "moving.webp": lambda path: moving(path, lossless=True),
    "moving.png": moving,
    "bitmap.bmp": lambda path: RGB.save(path),
    "one.gif": lambda path: Image.new("1", (1, 1), 1).save(path),
}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_of_picture_makes_a_clip(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    KINDS[name](path)
    for inputs in (
        Inputs(output=tmp_path / "start.mp4", start_frame=path),
        Inputs(output=tmp_path / "image.mp4", images=(InputImage(path),)),
    ):
        verify_clip(rendered(SMALL, inputs).path, SMALL)


@pytest.mark.parametrize("name", ["rotated.jpg", "still.avif", "moving.gif", "moving.webp", "alpha.png", "cmyk.jpg"])
def test_the_clip_begins_with_the_picture_upright_and_in_its_colours(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    KINDS[name](path)
    wanted = plan("zoom in")
    shown = decoded(rendered(wanted, Inputs(output=tmp_path / "clip.mp4", start_frame=path)).path)[0]
    middle, corner = shown[80:100, 150:170].mean(axis=(0, 1)), shown[4:16, 4:16].mean(axis=(0, 1))
    assert middle[2] > 150 > 110 > middle[0]
    assert corner[2] < 140


def test_heic_pictures_are_read(tmp_path: Path) -> None:
    assert reads_heic()
    path = tmp_path / "phone.heic"
    RGB.save(path, quality=90)
    assert probe(path).media_type == "image/heic"
    assert _error(read_picture(path), subject()) < 12
    for inputs in (
        Inputs(output=tmp_path / "start.mp4", start_frame=path),
        Inputs(output=tmp_path / "image.mp4", images=(InputImage(path),)),
    ):
        verify_clip(rendered(SMALL, inputs).path, SMALL)


def test_heic_pictures_that_were_cut_short_are_refused(tmp_path: Path) -> None:
    assert reads_heic()
    RGB.save(tmp_path / "whole.heic", quality=90)
    content = (tmp_path / "whole.heic").read_bytes()
    for kept in (0.1, 0.5, 0.9):
        (tmp_path / "cut.heic").write_bytes(content[: int(len(content) * kept)])
        with pytest.raises(MediaUnusable):
            read_picture(tmp_path / "cut.heic")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("grey.png", 0.3),
        ("grey.png", 0.9),
        ("cmyk.jpg", 0.9),
        ("still.avif", 0.5),
        ("moving.gif", 0.2),
        ("bitmap.bmp", 0.9),
    ],
)
def test_a_picture_that_was_cut_short_ends_the_job_with_a_sentence(tmp_path: Path, name: str, kept: float) -> None:
    path = tmp_path / name
    KINDS[name](path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    for inputs in (
        Inputs(output=tmp_path / "start.mp4", start_frame=path),
        Inputs(output=tmp_path / "image.mp4", images=(InputImage(path),)),
    ):
        with pytest.raises(MediaUnusable, match="The image"):
            rendered(SMALL, inputs)
        assert not inputs.output.exists()


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_of_twelve_thousand_pixels_a_side_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "vast.png").write_bytes(boasting_png(12_000, 12_000))
    with pytest.raises(MediaUnusable, match="12000x12000 pixels"):
        rendered(SMALL, Inputs(output=tmp_path / "clip.mp4", start_frame=tmp_path / "vast.png"))


def test_a_long_and_thin_picture_of_the_largest_side_is_read(tmp_path: Path) -> None:
    path = tmp_path / "thin.png"
    Image.new("RGB", (12_000, 40), (200, 60, 40)).save(path)
    verify_clip(rendered(SMALL, Inputs(output=tmp_path / "clip.mp4", start_frame=path)).path, SMALL)


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (701, 3), (33, 77), (1999, 401)])
def test_every_size_of_picture_can_be_a_frame(tmp_path: Path, size: tuple[int, int]) -> None:
    picture = saved(landscape(*size), tmp_path / "odd.png")
    wanted = plan(width=128, height=72)
    for name, inputs in (
        ("start", Inputs(output=tmp_path / "start.mp4", start_frame=picture)),
        ("both", Inputs(output=tmp_path / "both.mp4", start_frame=picture, end_frame=picture)),
        ("image", Inputs(output=tmp_path / "image.mp4", images=(InputImage(picture),))),
    ):
        verify_clip(rendered(wanted, inputs).path, wanted)
        assert (tmp_path / f"{name}.mp4").exists()


def _error(one: Picture, other: Picture) -> float:
    return float(np.abs(one.astype(np.float32) - other.astype(np.float32)).mean())
