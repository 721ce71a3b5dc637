"""The parameters at the end of a prompt, ` --rs 720p --dur 5`: an older way to say what the body's fields say [2.1].

Checked weakly, as the vendor does: a value that can't be read is told as ignored and leaves the prompt all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kinora.dialects.ark.wire import RATIOS, TIERS
from kinora.dialects.wire import Json

_MOST = 32  # no more pairs are looked for: each takes a walk through the prompt


@dataclass(frozen=True, slots=True)
class Suffixed:
    """A prompt without its parameters. said: body field → value. ignored: the parameters without effect."""

    prompt: str
    said: Json = field(default_factory=dict)
    ignored: tuple[str, ...] = ()


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?[0-9]{1,10}", text) else None


def _flag(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text.lower())


def _one_of(*words: str) -> Callable[[str], str | None]:
    return lambda text: text.lower() if text.lower() in words else None


_FIELDS: Mapping[str, Callable[[str], object]] = {
    "resolution": _one_of(*TIERS),
    "ratio": _one_of(*RATIOS, "adaptive"),
    "duration": _number,
    "frames": _number,
    "framespersecond": _one_of("24"),  # what every model has
    "seed": _number,
    "camera_fixed": _flag,
    "watermark": _flag,
}
_NAMES: Mapping[str, str] = {
    **{name: name for name in _FIELDS},
    "rs": "resolution",
    "rt": "ratio",
    "dur": "duration",
    "framepersecond": "framespersecond",
    "fps": "framespersecond",
    "camerafixed": "camera_fixed",
    "cf": "camera_fixed",
    "wm": "watermark",
}


def parted(prompt: str) -> Suffixed:
    """A prompt and what its end says. Where a name comes twice, the last counts. Pairs that nobody knows are prompt."""
    text, pairs = _pairs(prompt)
    known = [(name, value) for name, value in pairs if name.lower() in _NAMES]
    if not known:
        return Suffixed(prompt)
    kept = (f"--{name} {value}" for name, value in pairs if name.lower() not in _NAMES)
    said: Json = {}
    ignored: list[str] = []
    for name, value in known:
        wire = _NAMES[name.lower()]
        meant = _FIELDS[wire](value)
        if meant is None:
            ignored.append(f"--{name}")
        elif wire != "framespersecond":
            said[wire] = meant
    return Suffixed(" ".join(part for part in (text, *kept) if part), said, tuple(ignored))


def _pairs(prompt: str) -> tuple[str, list[tuple[str, str]]]:
    """The text before the pairs `--name value` at a prompt's end, and the pairs."""
    text, pairs = prompt, list[tuple[str, str]]()
    while len(pairs) < _MOST:
        parts = text.rsplit(None, 2)
        if len(parts) < 2 or not parts[-2].startswith("--") or parts[-2] == "--":
            break
        pairs.insert(0, (parts[-2].removeprefix("--"), parts[-1]))
        text = parts[0] if len(parts) == 3 else ""
    return text, pairs
