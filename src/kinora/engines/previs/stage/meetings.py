"""What two actors do together: how near they come, what the other one answers. A table; knows no pixels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One action with a partner.

    gap: between the middles of the two, in sums of their half widths; None where both stay where they are.
    comes: who goes there: both, or the actor alone. answer: what a partner does that has nothing of its own to do.
    travels: they cross the stage meanwhile, the partner ahead, or behind where `leads`. sways: how much the gap opens
    and closes on the way. turns: seconds after which the two swap their parts, 0 for never.
    mounts: "up" where the actor sits on its partner, "arms" where it bears the partner.
    thing: what flies between them where the prompt names nothing.
    """

    gap: float | None = None
    comes: str = "actor"
    answer: str = "idle"
    travels: bool = False
    leads: bool = False
    sways: float = 0.0
    turns: float = 0.0
    mounts: str = ""
    thing: str = ""


MEETINGS: dict[str, Meeting] = {
    "play": Meeting(answer="play", thing="ball"),
    "chase": Meeting(gap=1.22, answer="run", travels=True, sways=0.30),
    "follow": Meeting(gap=1.2, answer="walk", travels=True, sways=0.06),
    "hunt": Meeting(gap=1.4, answer="run", travels=True, sways=0.25),
    "hug": Meeting(gap=0.62, comes="both", answer="hug"),
    "kiss": Meeting(gap=0.80, comes="both", answer="kiss"),
    "give": Meeting(gap=1.12, comes="both"),
    "talk": Meeting(gap=1.08, comes="both", answer="idle", turns=1.7),
    "fight": Meeting(gap=0.98, comes="both", answer="fight"),
    "dance": Meeting(gap=1.12, comes="both", answer="dance"),
    "wave": Meeting(answer="wave"),
    "look": Meeting(),
    "point": Meeting(),
    "throw": Meeting(gap=2.4, comes="both", answer="catch", turns=1.25, thing="ball"),
    "catch": Meeting(gap=2.4, comes="both", answer="throw", turns=1.25, thing="ball"),
    "kick": Meeting(gap=2.3, comes="both", answer="idle", turns=1.848, thing="ball"),
    "pet": Meeting(gap=0.86),
    "feed": Meeting(gap=0.98, answer="eat"),
    "high_five": Meeting(gap=0.98, comes="both", answer="high_five"),
    "handshake": Meeting(gap=1.0, comes="both", answer="handshake"),
    "ride": Meeting(gap=0.0, answer="walk", travels=True, mounts="up"),
    "drive": Meeting(gap=0.0, answer="drive", travels=True, mounts="up"),
    "sail": Meeting(gap=0.0, answer="sail", travels=True, mounts="up"),
    "carry": Meeting(gap=0.0, travels=True, mounts="arms"),
    "push": Meeting(gap=0.95, travels=True),
    "pull": Meeting(gap=1.15, travels=True, leads=True),
    "sing": Meeting(gap=1.4),
    "kneel": Meeting(gap=1.15),
    "laugh": Meeting(answer="idle"),
    "clap": Meeting(),
    "bow": Meeting(gap=1.4),
    "celebrate": Meeting(gap=1.2, comes="both", answer="celebrate"),
    "sit": Meeting(gap=1.1),
    "sleep": Meeting(gap=1.1),
    "shoot": Meeting(),
    "cast_spell": Meeting(),
}

TRAVELS: dict[str, float] = {
    "walk": 0.68,
    "run": 1.0,
    "swim": 0.55,
    "fly": 0.75,
    "crawl": 0.4,
    "roll": 0.7,
    "drive": 1.0,
    "ride": 0.9,
    "ski": 0.9,
    "skate": 0.9,
    "sail": 0.6,
    "hunt": 0.5,
    "chase": 1.0,
    "follow": 0.6,
    "float": 0.3,
    "push": 0.35,
    "pull": 0.35,
    "carry": 0.5,
}
"""Actions that carry an actor over the stage, by how much of its free way they use in a usual clip."""

GAITS = {"fish": "swim", "bird": "walk", "insect": "walk", "vehicle": "drive"}
"""How a body plan gets from place to place when nothing was said; the others walk."""

MOUNTED = {"ride": "ride", "drive": "ride", "sail": "ride"}
"""What who sits on somebody is drawn doing."""
