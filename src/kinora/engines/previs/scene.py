"""What was read from a prompt: plain frozen values. Knows nothing of words, pixels or time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """One creature on stage. species: a row of species.toml. action: a verb of the lexicon.

    coat: a colour of its own ("#2b2b32"), or "" for its usual one. size: against its usual size.
    """

    species: str
    action: str = "idle"
    coat: str = ""
    size: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that a text shot draws.

    camera: ("auto",) or the moves that were asked for, in order.
    unmatched: content words of the prompt that nothing was drawn for, in prompt order.
    substituted: what was drawn as something near ("zebra as horse"), in prompt order.
    """

    place: str = "meadow"
    time: str = "day"
    weather: str = "clear"
    style: str = "none"
    camera: tuple[str, ...] = ("auto",)
    actors: tuple[Actor, ...] = ()
    props: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    substituted: tuple[str, ...] = ()
