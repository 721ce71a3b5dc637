"""What a prompt wants done to its base videos: their order, speed, direction and joins. Plain values; opens nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_MENTION = re.compile(r"[@<\[]\s*(?:video|vídeo|视频|視頻|動画)\s*[ _#-]?(\d)", re.IGNORECASE)
_REVERSED = re.compile(
    r"\b(?:in reverse|reverse[ds]?|reversing|backwards?|rewinds?|rewound|rückwärts|al revés|à l['’]envers)\b"
    r"|倒放|倒着|逆再生",
    re.IGNORECASE,
)
_EXTENDED = re.compile(
    r"\b(?:extend(?:s|ed|ing)?|continu(?:e|es|ed|ing|ation)|longer|keeps? going|prolong(?:ed)?|verlänger\w*|extiend\w*)"
    r"\b|延长|延長|继续|続き",
    re.IGNORECASE,
)
_JOINS = (
    (
        "dissolve",
        re.compile(r"\b(?:dissolv\w+|cross-?\s?fad\w+|blend\w* into|überblend\w*)\b|叠化|淡入淡出", re.IGNORECASE),
    ),
    ("fade", re.compile(r"\bfad\w+ (?:to|through|from) black\b", re.IGNORECASE)),
    ("wipe", re.compile(r"\bwip(?:e|es|ing)\b", re.IGNORECASE)),
)
UNDERSTOOD = frozenset(
    [
        "play",
        "plays",
        "reverse",
        "reversed",
        "reverses",
        "reversing",
        "backward",
        "backwards",
        "rewind",
        "rewinds",
        "rewound",
        "extend",
        "extends",
        "extended",
        "extending",
        "continue",
        "continues",
        "continued",
        "continuing",
        "longer",
        "prolong",
        "dissolve",
        "dissolves",
        "crossfade",
        "wipe",
        "wipes",
    ]
)
"""Words of the lexicon's remainder that an edit obeys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One video's part in the clip, in seconds of the clip. number: as the prompt counts, from 1.

    pace: 0.5 shows it in slow motion, 4 in time lapse. holds: how long its own pictures last at this pace.
    """

    path: Path
    number: int
    begin: float
    end: float
    pace: float
    reverse: bool
    holds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A clip made of takes. join: cut, dissolve, fade or wipe. extended: the prompt asked to go on after the end."""

    takes: tuple[Take, ...]
    join: str
    extended: bool

    @property
    def goes_on(self) -> bool:
        """Whether the clip is longer than what the videos hold."""
        last = self.takes[-1]
        return last.end - last.begin > last.holds + 0.06


def cut_of(paths: tuple[Path, ...], lengths: tuple[float, ...], prompt: str, *, seconds: float, pace: float) -> Cut:
    """Lay the videos one after the other. lengths: what each lasts. More than fits is shortened in proportion."""
    order = _order(prompt, len(paths))
    reverse = bool(_REVERSED.search(prompt))
    holds = [max(1 / 24, lengths[k] / max(0.05, pace)) for k in order]
    squeeze = min(1.0, seconds / sum(holds))
    takes: list[Take] = []
    begin = 0.0
    for place, k in enumerate(order):
        end = seconds if place == len(order) - 1 else begin + holds[place] * squeeze
        takes.append(
            Take(path=paths[k], number=k + 1, begin=begin, end=end, pace=pace, reverse=reverse, holds=holds[place])
        )
        begin = end
    join = next((name for name, words in _JOINS if words.search(prompt)), "cut")
    return Cut(takes=tuple(takes), join=join, extended=bool(_EXTENDED.search(prompt)))


def _order(prompt: str, count: int) -> list[int]:
    """The order in which the prompt first mentions them; those that it leaves out come after, as they were given."""
    told = [int(match.group(1)) - 1 for match in _MENTION.finditer(prompt)]
    return list(dict.fromkeys([k for k in told if 0 <= k < count] + list(range(count))))
