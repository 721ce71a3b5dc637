"""Every kind of still image that people send, read into one plain array."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kinora.media.picture import read_picture
from kinora.media.probe import probe
from kinora.spec.errors import MediaUnusable

COLOUR = (200, 100, 50)
PLAIN = Image.new("RGB", (6, 4), COLOUR)


def read(image: Image.Image, folder: Path, format: str, **options: object) -> list[int]:
    """The first pixel of an image after it was written and read, as BGR."""
    path = folder / "picture"
    image.save(path, format=format, **options)
    pixels = read_picture(path)
    assert (pixels.dtype, pixels.ndim, pixels.flags.c_contiguous) == (np.dtype(np.uint8), 3, True)
    seen = probe(path)
    assert (seen.height, seen.width, 3) == pixels.shape
    return [int(value) for value in pixels[0, 0]]


@pytest.mark.parametrize(
    ("image", "format", "options", "expected"),
    [
        (PLAIN, "PNG", {}, [50, 100, 200]),
        (PLAIN, "BMP", {}, [50, 100, 200]),
        (PLAIN, "TIFF", {}, [50, 100, 200]),
        (PLAIN, "WEBP", {"lossless": True}, [50, 100, 200]),
        (PLAIN.convert("CMYK"), "JPEG", {"quality": 100}, [50, 100, 200]),
        (PLAIN.quantize(2), "GIF", {}, [50, 100, 200]),
        (PLAIN.convert("L"), "PNG", {}, [124, 124, 124]),
        (Image.new("1", (6, 4), 1), "PNG", {}, [255, 255, 255]),
        (Image.fromarray(np.full((4, 6), 32_768, np.uint16)), "PNG", {}, [128, 128, 128]),
        (Image.fromarray(np.full((4, 6), 65_535, np.uint16)), "TIFF", {}, [255, 255, 255]),
        (Image.fromarray(np.full((4, 6), 0.5, np.float32)), "TIFF", {}, [128, 128, 128]),
        (Image.new("RGBA", (6, 4), (*COLOUR, 255)), "PNG", {}, [50, 100, 200]),
        (Image.new("RGBA", (6, 4), (*COLOUR, 0)), "PNG", {}, [128, 128, 128]),
        (Image.new("LA", (6, 4), (255, 0)), "PNG", {}, [128, 128, 128]),
        (Image.new("P", (6, 4), 0), "PNG", {"transparency": 0}, [128, 128, 128]),
        (PLAIN, "PNG", {"transparency": COLOUR}, [128, 128, 128]),
        (PLAIN, "PNG", {"icc_profile": b"no profile at all"}, [50, 100, 200]),
        (Image.new("RGB", (1, 1), COLOUR), "PNG", {}, [50, 100, 200]),
    ],
)
def test_formats_and_modes(
    tmp_path: Path, image: Image.Image, format: str, options: dict[str, object], expected: list[int]
) -> None:
    pixel = read(image, tmp_path, format, **options)
    assert np.abs(np.subtract(pixel, expected)).max() <= 2


def test_half_transparent_lies_over_mid_grey(tmp_path: Path) -> None:
    assert read(Image.new("RGBA", (6, 4), (255, 0, 0, 128)), tmp_path, "PNG") == [64, 64, 192]


def test_a_photograph_stands_upright(tmp_path: Path) -> None:
    left_red = Image.new("RGB", (40, 20), (0, 0, 255))
    left_red.paste((255, 0, 0), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: show it rotated by 90 degrees clockwise
    path = tmp_path / "picture.jpg"
    left_red.save(path, quality=95, exif=exif.tobytes())
    pixels = read_picture(path)
    assert pixels.shape == (40, 20, 3)
    assert pixels[5, 10, 2] > 200
    assert pixels[35, 10, 0] > 200
    assert (probe(path).width, probe(path).height) == (20, 40)


def test_an_animation_shows_its_first_frame(tmp_path: Path) -> None:
    others = [Image.new("RGB", (6, 4), (0, 0, 255))]
    assert read(PLAIN, tmp_path, "GIF", save_all=True, append_images=others) == [50, 100, 200]


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_large_pictures_shrink_and_small_ones_do_not_grow(tmp_path: Path, format: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 400, 3)).astype(np.uint8)
    Image.fromarray(noise).save(tmp_path / "picture", format=format)
    assert read_picture(tmp_path / "picture", largest_side=50).shape == (38, 50, 3)
    assert read_picture(tmp_path / "picture", largest_side=399).shape == (299, 399, 3)
    assert read_picture(tmp_path / "picture", largest_side=1000).shape == (300, 400, 3)


def boasting_png(width: int, height: int) -> bytes:
    """A PNG that declares a size and holds next to nothing."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(100))
    chunks = (struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)) for body in (header, data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("width", "height", "reason"),
    [(12_001, 10, "12001x10 pixels"), (10_001, 10_000, "10001x10000 pixels"), (40_000, 40_000, "megapixels")],
)
def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path, width: int, height: int, reason: str) -> None:
    (tmp_path / "bomb.png").write_bytes(boasting_png(width, height))
    for reader in (read_picture, probe):
        with pytest.raises(MediaUnusable, match=reason):
            reader(tmp_path / "bomb.png")


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
@pytest.mark.parametrize("kept", [0.0, 0.02, 0.5, 0.98])
def test_files_that_were_cut_short_are_refused(tmp_path: Path, format: str, kept: float) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (100, 100, 3)).astype(np.uint8)
    file = BytesIO()
    Image.fromarray(noise).save(file, format=format)
    content = file.getvalue()
    (tmp_path / "cut").write_bytes(content[: int(len(content) * kept)])
    for reader in (read_picture, probe):
        with pytest.raises(MediaUnusable):
            reader(tmp_path / "cut")


def test_formats_that_run_programs_are_not_read(tmp_path: Path) -> None:
    PLAIN.save(tmp_path / "picture", format="EPS")
    with pytest.raises(MediaUnusable, match="format is not known here"):
        read_picture(tmp_path / "picture")


@pytest.mark.filterwarnings("ignore:::PIL")
@given(data=st.data())
def test_damage_is_told_as_damage(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    file = BytesIO()
    noise = np.random.default_rng(2).integers(0, 255, (9, 9, 3)).astype(np.uint8)
    Image.fromarray(noise).save(file, format=data.draw(st.sampled_from(["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])))
    content = bytearray(file.getvalue())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(bytes(content))
    try:
        read_picture(path, largest_side=100)
    except MediaUnusable as error:
        assert error.message.startswith("The image")
