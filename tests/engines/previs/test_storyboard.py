"""A storyboard before rendering: plain JSON values and a contact sheet."""

from __future__ import annotations

import json
import time

import cv2
import numpy as np

from kinora.engines.previs.contact_sheet import sheet_moments
from kinora.engines.previs.reading.prompt import read_prompt
from kinora.engines.previs.storyboard import read_board, storyboard

PROMPT = (
    'A girl in a red dress says "Hello there!" in a garden, then two dogs play. Cut to a wide shot of a castle at night'
)


def sheet_of(prompt: str, width: int = 320, height: int = 180, seed: int = 1) -> np.ndarray:
    png = storyboard(prompt, width=width, height=height, seconds=4, seed=seed).png
    picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return picture


def test_the_board_is_plain_json_with_times_in_seconds() -> None:
    board = read_board(PROMPT, seconds=6)
    assert json.loads(json.dumps(board)) == board
    first, second = board["panels"]
    assert (first["begin"], first["end"], second["begin"], second["end"]) == (0.0, 4.0, 4.0, 6.0)
    assert (first["place"], second["framing"], second["time"]) == ("garden", "wide", "night")
    girl, dog, _ = first["actors"]
    assert (girl["is"], girl["does"][0]["action"], girl["coat"][0]) == ("girl", "talk", "#")
    assert (dog["is"], dog["enters"], dog["does"][0]["with"]) == ("dog", 2.0, 2)
    assert first["lines"] == [{"text": "Hello there!", "begin": 0.0, "end": 2.0, "speaker": 0}]
    assert board["matched"] == board["words"] - len(board["unmatched"])


def test_the_sheet_shows_every_panel() -> None:
    board = read_prompt("Shot 1: a cat. Shot 2: a dog. Shot 3: a fox. Shot 4: a bear.")
    moments = sheet_moments(board)
    assert 6 <= len(moments) <= 8
    for panel in board.panels:
        assert any(panel.begin < moment < panel.end for moment in moments)
    assert moments == sorted(moments)


def test_the_sheet_is_a_picture_of_the_video_s_shape() -> None:
    wide, tall = sheet_of("a cat sits"), sheet_of("a cat sits", 180, 320)
    assert wide.shape[1] > wide.shape[0]
    assert len(np.unique(wide.reshape(-1, 3), axis=0)) > 500
    frame = wide[44 : 44 + 180, 12 : 12 + 320]
    assert frame.std() > 15
    paper = wide[44 + 180 + 2 : 44 + 180 + 4, :12]
    assert (paper.max(axis=(0, 1)) - paper.min(axis=(0, 1)) == 0).all()
    assert tall[44 : 44 + 320, 12 : 12 + 180].std() > 15


def test_the_header_holds_latin_and_chinese_letters() -> None:
    def ink(prompt: str) -> int:
        return int((sheet_of(prompt)[:40, :400].min(axis=2) < 120).sum())

    assert ink("a cat") > 30
    assert ink("猫猫猫猫") > ink("a cat")


def test_the_same_seed_draws_the_same_sheet() -> None:
    prompt = "a cat sits in a meadow"
    assert storyboard(prompt, width=160, height=90, seed=3).png == storyboard(prompt, width=160, height=90, seed=3).png
    assert storyboard(prompt, width=160, height=90, seed=3).png != storyboard(prompt, width=160, height=90, seed=4).png


def test_a_sketch_takes_less_than_a_second_of_work() -> None:
    storyboard("warm", width=1280, height=720)
    start = time.process_time()
    storyboard("A koala surfs a wave at sunset, cinematic", width=1280, height=720)
    assert time.process_time() - start < 1.0
