"""Builds of quadrupeds: how high the back, how long the barrel, where the head. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from kinora.engines.previs.drawing.curves import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """back: the barrel's middle over the ground (negative). half: half its length. up, down: its reach above and below.

    leg: thickness. head: its size. head_at: from the barrel's middle. neck: thickness, 0 for none to be seen.
    cover: what lies on the barrel: none, wool, humps, shell, ridge.
    """

    back: float = -53.0
    half: float = 51.0
    up: float = 25.0
    down: float = 23.0
    leg: float = 14.0
    head: float = 0.86
    head_at: Point = (48.0, -27.0)
    neck: float = 0.0
    cover: str = "none"

    @property
    def bone(self) -> float:
        """Half a leg."""
        return 0.58 * (-self.back - 10.0)

    @property
    def rise(self) -> float:
        """From the ground to the top of the head."""
        return -self.back - self.head_at[1] + 34.0 * self.head


USUAL = Stance()
STANCES: dict[str, Stance] = {
    "none": USUAL,
    "young": Stance(back=-43, half=36, up=23, down=20, leg=12.5, head=1.0, head_at=(31, -29)),
    "horse": Stance(back=-72, half=51, up=24, down=22, leg=13, head=0.78, head_at=(62, -50), neck=30),
    "deer": Stance(back=-68, half=44, up=20, down=18, leg=9.5, head=0.70, head_at=(54, -52), neck=20),
    "giraffe": Stance(back=-90, half=44, up=24, down=20, leg=11.5, head=0.68, head_at=(70, -124), neck=24),
    "camel": Stance(back=-74, half=50, up=24, down=21, leg=12, head=0.70, head_at=(76, -50), neck=20, cover="humps"),
    "heavy": Stance(back=-62, half=58, up=36, down=30, leg=22, head=0.96, head_at=(54, -32)),
    "rhino": Stance(back=-50, half=60, up=31, down=27, leg=19, head=0.84, head_at=(64, -10)),
    "hippo": Stance(back=-45, half=60, up=33, down=28, leg=19, head=0.94, head_at=(58, -17)),
    "cow": Stance(back=-59, half=58, up=29, down=26, leg=15, head=0.86, head_at=(55, -26)),
    "pig": Stance(back=-43, half=50, up=28, down=25, leg=13, head=0.90, head_at=(47, -17)),
    "sheep": Stance(back=-52, half=46, up=27, down=23, leg=10, head=0.70, head_at=(50, -18), cover="wool"),
    "goat": Stance(back=-58, half=44, up=22, down=20, leg=10, head=0.76, head_at=(50, -40), neck=22),
    "turtle": Stance(back=-33, half=44, up=18, down=16, leg=15, head=0.60, head_at=(62, -8), neck=18, cover="shell"),
    "crocodile": Stance(back=-27, half=76, up=17, down=15, leg=14, head=0.74, head_at=(78, -12), cover="ridge"),
    "lizard": Stance(back=-27, half=52, up=13, down=11, leg=10, head=0.62, head_at=(58, -13), neck=16),
}


def stance_of(body: str) -> Stance:
    """A stance by a species' `body`; the usual one for words that mean something else."""
    return STANCES.get(body, USUAL)
