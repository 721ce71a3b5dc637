"""Base videos as a shot: decoded as it goes, edited as the cut says, with their own sound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.container import InputContainer

from kinora.engines.previs.camera import View
from kinora.engines.previs.pictures.crops import cropped
from kinora.engines.previs.pictures.edit import Cut
from kinora.engines.previs.pictures.figures import Figure, Figures
from kinora.engines.previs.pictures.framing import Picture, cover
from kinora.engines.previs.pictures.look import Look
from kinora.engines.previs.pictures.parallax import ParallaxShot, take_apart
from kinora.engines.previs.places.registry import make_setting
from kinora.engines.previs.scene import Move, Scene
from kinora.engines.previs.setting import Moment
from kinora.engines.previs.sound.recording import has_sound, recording
from kinora.engines.previs.sound.tones import RATE, Stereo
from kinora.engines.previs.stage.transitions import SECONDS, accented, pulse, turned_into
from kinora.spec.errors import MediaUnusable

_LOCAL_ONLY = {"protocol_whitelist": "file"}  # a file may name others; none of them is opened


class Player:
    """One video's pictures by their time, cropped to the frame. Times must not go back, unless it plays in reverse."""

    def __init__(self, path: Path, *, width: int, height: int, reverse: bool = False) -> None:
        self._size = (width, height)
        pictures = _pictures(path)
        self._pictures = _turned_round(pictures, self._size) if reverse else pictures
        now = self._next()
        if now is None:
            raise MediaUnusable("The reference video holds no picture that can be decoded.")
        self._start, self._shown = now[0], self._fitted(now[1])
        self._shown_at = self._start
        self._coming = self._next()
        self._ahead: Picture | None = None

    @property
    def last(self) -> Picture:
        """What is shown now, once more."""
        return self._shown.copy()

    def at(self, seconds: float, *, blended: bool = False) -> Picture:
        """The picture at `seconds` from the video's beginning. blended: mixed with the next one, for slow motion."""
        due = self._start + Fraction(seconds).limit_denominator(100_000)
        latest: Picture | None = None
        while self._coming is not None and self._coming[0] <= due:
            self._shown_at, latest = self._coming
            self._coming, self._ahead = self._next(), None
        if latest is not None:
            self._shown = self._fitted(latest)
        if not blended or self._coming is None:
            return self._shown.copy()
        if self._ahead is None:
            self._ahead = self._fitted(self._coming[1])
        share = float((due - self._shown_at) / max(Fraction(1, 1000), self._coming[0] - self._shown_at))
        held = min(1.0, max(0.0, share))
        return np.asarray(cv2.addWeighted(self._shown, 1 - held, self._ahead, held, 0), np.uint8)

    def _fitted(self, picture: Picture) -> Picture:
        return cover(picture, *self._size)

    def _next(self) -> tuple[Fraction, Picture] | None:
        return next(self._pictures, None)


class FootageShot:
    """Base videos, edited: each cropped to the frame, brought to the clip's rate by its own time stamps, under a look.

    Sequential: frames are asked for in order. When the last video ends before the clip, its last picture goes on as a
    still that the camera moves over. figures: reference pictures that stand in the footage. accents: seconds at which
    the picture beats.
    """

    def __init__(
        self,
        cut: Cut,
        scene: Scene,
        look: Look,
        *,
        width: int,
        height: int,
        frames: int,
        figures: tuple[Figure, ...] = (),
        accents: tuple[float, ...] = (),
    ) -> None:
        self._cut, self._scene, self._look = cut, scene, look
        self._size, self._frames, self._accents = (width, height), frames, accents
        self._players: dict[int, Player] = {}
        self._rest: tuple[int, ParallaxShot] | None = None
        self._figures: Figures | None = None
        if figures:
            setting = make_setting(replace(scene, actors=()), width=width, height=height, seed=look.seed)
            self._figures = Figures(setting, figures, beside=True, light=setting.palette)

    def frame(self, index: int) -> Picture:
        """Frame `index`, BGR uint8."""
        fps = self._look.fps
        time = index / fps
        takes = self._cut.takes
        place = max(k for k, take in enumerate(takes) if take.begin <= time + 1e-9)
        picture = self._shown(place, index)
        lasts = SECONDS[self._cut.join]
        since = time - takes[place].begin
        if place and since < lasts:
            picture = turned_into(self._shown(place - 1, index), picture, self._cut.join, since / lasts)
        progress = index / max(1, self._frames - 1)
        if self._rest is None:
            picture = cropped(picture, self._scene.camera, progress, self._frames / fps)
        if self._figures is not None:
            self._figures.draw(picture, Moment(time, progress, View()))
        beaten = accented(picture, pulse(time, self._accents)) if index else picture
        return self._look.over(beaten, index, 1.0)

    def _shown(self, place: int, index: int) -> Picture:
        take = self._cut.takes[place]
        if place not in self._players:
            self._players[place] = Player(take.path, width=self._size[0], height=self._size[1], reverse=take.reverse)
        player = self._players[place]
        local = index / self._look.fps - take.begin
        is_last = place == len(self._cut.takes) - 1
        if not is_last or local < take.holds:
            return player.at(local * take.pace, blended=take.pace < 1)
        if self._rest is None:
            self._rest = index - 1, self._going_on(player.last, self._frames - index + 1)
        return self._rest[1].frame(index - self._rest[0])

    def _going_on(self, picture: Picture, frames: int) -> ParallaxShot:
        """The last picture as a still; the crop that the camera had reached by then is kept."""
        progress = 1 - frames / self._frames
        seconds = self._frames / self._look.fps
        begun = cropped(picture, self._scene.camera, progress, seconds)
        camera = tuple(Move(move.name, strength=move.strength * 0.6) for move in self._scene.camera)
        return ParallaxShot(
            take_apart(begun),
            camera or (Move("auto", strength=0.8),),
            frames=max(2, frames),
            fps=self._look.fps,
            alive=True,
        )


def _turned_round(
    pictures: Iterator[tuple[Fraction, Picture]], size: tuple[int, int]
) -> Iterator[tuple[Fraction, Picture]]:
    """The pictures from the last to the first, at times that run forward. Kept as JPEG: raw ones fill the memory."""
    finely = (cv2.IMWRITE_JPEG_QUALITY, 95)
    kept = [(at, cv2.imencode(".jpg", cover(picture, *size), finely)[1]) for at, picture in pictures]
    if not kept:
        return
    last = kept[-1][0]
    while kept:
        at, packed = kept.pop()
        yield last - at, np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)


def length_of(path: Path) -> float:
    """How long the video shows pictures, in seconds, by its packets' own times."""
    with _opened(path) as container:
        if not container.streams.video:
            raise MediaUnusable("The reference video holds no picture.")
        stream = container.streams.video[0]
        begin, end = None, Fraction(0)
        for packet in container.demux(stream):
            if packet.pts is None or packet.time_base is None or not packet.size:
                continue
            at = packet.pts * packet.time_base
            begin = at if begin is None else min(begin, at)
            end = max(end, at + (packet.duration or 0) * packet.time_base)
        return float(end - (begin or Fraction(0))) or 1 / 24


def first_picture(path: Path) -> Picture:
    """The video's first picture. Raises MediaUnusable."""
    found = next(_pictures(path), None)
    if found is None:
        raise MediaUnusable("The reference video holds no picture that can be decoded.")
    return found[1]


def _pictures(path: Path) -> Iterator[tuple[Fraction, Picture]]:
    """Every frame with its time in seconds, turned upright. A damaged rest ends the video."""
    with _opened(path) as container:
        stream = container.streams.video[0]
        stream.thread_type = "SLICE"  # this process has one core
        step = 1 / (stream.average_rate or Fraction(24))
        time = Fraction(0)
        try:
            for frame in container.decode(stream):
                time = time if frame.pts is None or frame.time_base is None else frame.pts * frame.time_base
                picture = np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
                yield time, np.ascontiguousarray(np.rot90(picture, frame.rotation // 90))
                time += step
        except av.FFmpegError:
            return


def sound_of(cut: Cut, seconds: float) -> Stereo | None:
    """The takes' own sound one after the other, at their pace and in their direction; None when none has any."""
    if not any(has_sound(take.path) for take in cut.takes):
        return None
    whole = np.zeros((round(seconds * RATE), 2), np.float32)
    for take in cut.takes:
        if not has_sound(take.path):
            continue
        start, end = round(take.begin * RATE), min(len(whole), round(take.end * RATE))
        own = take.holds * take.pace if take.reverse else min(take.holds, take.end - take.begin) * take.pace
        heard = recording(take.path, own, loop=False)
        heard = _at_pace(heard[::-1] if take.reverse else heard, take.pace)[: end - start]
        whole[start : start + len(heard)] = heard
    return whole


def _at_pace(sound: Stereo, pace: float) -> Stereo:
    """Faster or slower, and with it higher or lower, as a tape is."""
    if pace == 1:
        return sound
    there = np.arange(round(len(sound) / pace)) * pace
    sides = [np.interp(there, np.arange(len(sound)), sound[:, side]) for side in (0, 1)]
    return np.stack(sides, axis=1).astype(np.float32)


@contextmanager
def _opened(path: Path) -> Iterator[InputContainer]:
    try:
        with av.open(str(path.absolute()), options=_LOCAL_ONLY) as container:
            yield container
    except av.FFmpegError as error:
        raise MediaUnusable(f"The reference can't be decoded: {error.strerror}.") from error
