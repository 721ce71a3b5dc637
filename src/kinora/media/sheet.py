"""Small pictures that are made when somebody asks for them: a sheet of a clip's frames, a thumbnail of its poster."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from kinora.media.container import open_container, sniff_file
from kinora.media.picture import open_picture
from kinora.spec.errors import MediaUnusable

COLUMNS, ROWS = 4, 4
TILE = 320  # the most pixels that a frame's longer side has on a sheet
THUMBNAIL = 512  # and on a thumbnail
_QUALITY = 82


def make_sheet(video: Path) -> bytes:
    """A JPEG of frames evenly from a clip, in rows from the first to the last. Raises MediaUnusable."""
    tiles = list(_tiles(video, COLUMNS * ROWS))
    if not tiles:
        raise MediaUnusable("No sheet can be made: the video has no frame that can be read.")
    width, height = tiles[0].size
    columns = min(COLUMNS, len(tiles))
    sheet = Image.new("RGB", (width * columns, height * -(-len(tiles) // columns)))
    for index, tile in enumerate(tiles):
        sheet.paste(tile, (width * (index % columns), height * (index // columns)))
    return _written(sheet, "JPEG")


def make_thumbnail(poster: Path) -> bytes:
    """A small WebP of a picture. Raises MediaUnusable."""
    with open_picture(poster) as picture:
        small = picture.convert("RGB")
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return _written(small, "WEBP")


def _tiles(video: Path, count: int) -> Iterator[Image.Image]:
    """So many frames of a clip, small; each of them once, where it has fewer. Never more than one is held whole."""
    with open_container(video, sniff_file(video)) as container:
        stream = next(iter(container.streams.video), None)
        if stream is None or stream.codec_context is None:
            raise MediaUnusable("No sheet can be made: the file holds no video that can be read.")
        total = stream.frames or count
        # The middle of each of so many equal parts: neither the first frame, which may be dark, nor the last.
        wanted = {(2 * part + 1) * total // (2 * count) for part in range(count)}
        for number, frame in enumerate(container.decode(stream)):
            if number in wanted:
                tile = Image.fromarray(frame.to_ndarray(format="rgb24"))
                tile.thumbnail((TILE, TILE))
                yield tile


def _written(picture: Image.Image, format: str) -> bytes:
    target = BytesIO()
    picture.save(target, format=format, quality=_QUALITY)
    return target.getvalue()
