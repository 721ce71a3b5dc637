"""Any still image in, one plain BGR array out. Knows pillow's modes; refuses to know what a picture is for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from kinora.media.sniff import HEAD_BYTES, sniff
from kinora.spec.errors import MediaUnusable

LARGEST_SIDE = 12_000
LARGEST_AREA = 100_000_000
_MID_GREY = (128, 128, 128)
# Pillow's decoders raise all of these for damaged files.
_DECODER_ERRORS = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, RuntimeError)
# What dialects accept. Pillow knows more, some of it (EPS) by running other programs.
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
_HEIF = "HEIF"  # HEIC too; read by pillow-heif, which the extra "heic" brings


def read_picture(path: Path, *, largest_side: int | None = None) -> NDArray[np.uint8]:
    """Read an image as uint8 BGR of shape (height, width, 3).

    Turned upright by its EXIF rotation; colours of another profile brought to sRGB; transparency laid over mid-grey;
    of an animation the first frame.
    largest_side: shrink, never enlarge, until no side is longer. Raises MediaUnusable.
    """
    with open_picture(path) as image:
        if largest_side is not None:
            # JPEG only: decodes at a half, a quarter or an eighth where that is still large enough.
            image.draft(None, _within(image.size, largest_side))
        upright = _in_srgb(ImageOps.exif_transpose(image))
        if largest_side is not None and max(upright.size) > largest_side:
            upright = _opaque(upright)
            upright.thumbnail((largest_side, largest_side), Image.Resampling.LANCZOS)
        red_green_blue = np.asarray(_opaque(upright), np.uint8)
    return np.ascontiguousarray(red_green_blue[:, :, ::-1])


@contextmanager
def open_picture(path: Path) -> Iterator[Image.Image]:
    """Open an image whose declared size is acceptable. Failures to decode, inside the block too, are MediaUnusable."""
    try:
        with Image.open(path, formats=_formats(path)) as image:
            _check_size(image.width, image.height)
            yield image
    except UnidentifiedImageError:
        raise MediaUnusable("The image can't be read: its format is not known here.") from None
    except Image.DecompressionBombError:
        # Pillow's own guard, which stops only at the double of ours, but sooner.
        raise MediaUnusable(_too_large("far more than 100 megapixels")) from None
    except _DECODER_ERRORS as error:
        raise MediaUnusable(f"The image can't be read: the file is damaged or cut short ({error}).") from None


def _formats(path: Path) -> tuple[str, ...]:
    """The formats to try. HEIC is learnt when the first such file comes: its library is optional and takes time."""
    with path.open("rb") as file:
        found = sniff(file.read(HEAD_BYTES))
    if found is None or found.media_type != "image/heic":
        return _FORMATS
    if not reads_heic():
        raise MediaUnusable('The image is HEIC, which needs the extra "heic": pip install "kinora[heic]".')
    return (_HEIF,)


@lru_cache(maxsize=1)
def reads_heic() -> bool:
    """Whether HEIC pictures can be read here. Registers their reader with pillow."""
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener(thumbnails=False)
    return True


def _within(size: tuple[int, int], largest_side: int) -> tuple[int, int]:
    scale = min(1.0, largest_side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _check_size(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise MediaUnusable("The image can't be read: it has no pixels.")
    if max(width, height) > LARGEST_SIDE or width * height > LARGEST_AREA:
        raise MediaUnusable(_too_large(f"{width}x{height} pixels"))


def _too_large(size: str) -> str:
    return f"The image is too large: {size}, and at most {LARGEST_SIDE} a side and 100 megapixels are read."


def _in_srgb(image: Image.Image) -> Image.Image:
    """The image as sRGB when it carries another colour profile, as many phones' pictures and most CMYK ones do."""
    embedded = image.info.get("icc_profile")
    if not embedded or image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(embedded))
        if "sRGB" in ImageCms.getProfileDescription(profile):
            return image
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile is no reason to refuse the picture
    return image if converted is None else converted


def _opaque(image: Image.Image) -> Image.Image:
    """The image as RGB, transparency laid over mid-grey."""
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if image.mode.startswith(("I", "F")):
        return _from_deep_grey(image)
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        ground = Image.new("RGBA", layered.size, (*_MID_GREY, 255))
        return Image.alpha_composite(ground, layered).convert("RGB")
    return image.convert("RGB")


def _from_deep_grey(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits or in floats. Pillow's own conversion cuts such values off at 255."""
    values = np.nan_to_num(np.asarray(image, np.float64))
    if image.mode == "F":
        white = 1.0 if values.max(initial=0.0) <= 1.0 else 255.0
    else:
        white = 255.0 if values.max(initial=0.0) <= 255 and image.mode == "I" else 65_535.0
    grey = np.clip(values * (255.0 / white) + 0.5, 0, 255).astype(np.uint8)
    return Image.fromarray(np.repeat(grey[:, :, None], 3, axis=2))
