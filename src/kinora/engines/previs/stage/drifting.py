"""Actors with nothing under their feet, in space, between clouds and under water: they hang, sway and turn slowly."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kinora.engines.previs.rigs.performer import Performer
from kinora.engines.previs.setting import Moment, Setting
from kinora.engines.previs.stage.cast import Cast
from kinora.engines.previs.stage.choreography import Spot

WEIGHTLESS = frozenset({"space", "sky"})
"""Places without any ground."""
_LEVELS = (0.0, -0.13, -0.05, -0.20, 0.04, -0.10)
"""How much further up each hangs than its neighbours, in frame heights."""
_STAND = frozenset({"idle", "walk", "run", "sit", "look", "crawl", "follow", "jump", "ski", "skate", "roll", "climb"})
"""What can't be done without ground; it is done hanging."""
_HANGS = {"biped": "float", "quadruped": "float", "bird": "fly", "insect": "fly", "fish": "swim"}
_UP = 0.05
"""How much higher than on the ground they are, in frame heights."""


class Drifters(Cast):
    """A cast in the void. submerged: in water, where who swims keeps level."""

    def __init__(
        self,
        setting: Setting,
        performers: list[Performer],
        *,
        ground: float,
        size: float,
        places: Sequence[int] | None = None,
        row: Sequence[Performer] | None = None,
        submerged: bool = False,
    ) -> None:
        super().__init__(setting, performers, ground=ground, size=size, places=places, row=row)
        self._weightless = True
        self._submerged = submerged
        chance = setting.stream("drift").random((max(1, len(performers)), 2))
        self._phases = [(6.28 * float(one), 6.28 * float(other)) for one, other in chance]
        self._levels = [self._level(k) for k in range(len(performers))]

    def _level(self, k: int) -> float:
        """Pixels by which one is moved down, its head in the frame."""
        performer, mark, high = self._performers[k], self._marks[k], self._setting.height
        stays = self._setting.scene.has_action("hug", "kiss", "give", "fight", "ride", "high_five", "handshake")
        level = (_LEVELS[k % len(_LEVELS)] if len(self._performers) > 1 and not stays else 0.0) - _UP
        rise = max(self._room(performer, act.action)[1] for act in performer.actor.acts)
        return max(level * high, 0.03 * high - (mark.y - rise * mark.size))

    def _on_screen(self, moment: Moment, k: int, spot: Spot, shift: float) -> tuple[float, float]:
        x, y = super()._on_screen(moment, k, spot, shift)
        if spot.beat.mount is not None:
            return x, y
        sway = math.sin(moment.time * 0.9 + self._phases[k][0])
        return x, y + (self._levels[k] + 0.012 * self._setting.height * sway) * moment.view.zoom

    def _tilt(self, k: int, time: float) -> float:
        rig = self._performers[k].species.rig
        reach = 0.0 if rig == "vehicle" else 3.0 if self._submerged or rig in ("bird", "insect") else 9.0
        return reach * math.sin(time * 0.6 + self._phases[k][1])

    def _acted(self, k: int, action: str) -> str:
        """What it does instead of what needs ground."""
        rig = self._performers[k].species.rig
        if action not in _STAND or rig not in _HANGS:
            return action
        return "swim" if self._submerged else _HANGS[rig]
