"""Every size that the seed documents list: drawn whole, at once, in the exact pixels."""

from __future__ import annotations

import numpy as np
import pytest

from kinora.engines.previs.reading.prompt import read_prompt
from kinora.engines.previs.stage.board import BoardShot
from tests.dialects.seeds import LEONARDO_SIZES

SIZES = sorted({*LEONARDO_SIZES, "1280x720"})


@pytest.mark.parametrize("size", SIZES)
def test_a_frame_of_every_size_of_the_seeds(size: str) -> None:
    width, height = map(int, size.split("x"))
    board = read_prompt("A koala surfs a wave at sunset, then it plays with a cat in the garden, cinematic")
    shot = BoardShot(board, width=width, height=height, seconds=5, fps=24, seed=3)
    for index in (0, 119):
        picture = shot.frame(index)
        assert picture.shape == (height, width, 3)
        assert picture.dtype == np.uint8
        assert picture.std() > 20
