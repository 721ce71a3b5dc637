"""The table of creatures: one row of species.toml each. Knows looks, not movement."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Self

from kinora.engines.previs.palette import Colour, hex_colour, mix


@dataclass(frozen=True, slots=True, kw_only=True)
class Species:
    """How one creature looks. size: 1.0 is a koala. socks: dark paws and limbs' ends."""

    name: str
    coat: Colour
    belly: Colour
    dark: Colour
    ears: str
    muzzle: str
    tail: str
    stance: str
    size: float
    marks: str = "none"
    socks: bool = False

    @property
    def shade(self) -> Colour:
        """The coat on the side away from the viewer."""
        return mix(self.coat, (18, 14, 34), 0.20)

    @property
    def paw(self) -> Colour:
        return self.dark if self.socks or self.muzzle == "beak" else mix(self.coat, self.dark, 0.32)

    def dressed(self, coat: str, size: float) -> Self:
        """The same creature in another coat ("#2b2b32", "" for its own) and at `size` times its usual size."""
        grown = replace(self, size=self.size * size)
        if not coat:
            return grown
        colour = hex_colour(coat)
        return replace(grown, coat=colour, belly=mix(colour, self.belly, 0.45), dark=mix(self.dark, (20, 18, 26), 0.35))

    def variant(self, order: int) -> Self:
        """The same creature told from its kind: other clothes and hair for people, a darker coat for animals."""
        if order == 0:
            return self
        if self.muzzle == "face":
            shirts: tuple[Colour, ...] = ((86, 150, 96), (140, 96, 170), (224, 176, 70))
            hairs: tuple[Colour, ...] = ((112, 62, 34), (30, 26, 30), (150, 96, 48))
            return replace(self, coat=shirts[(order - 1) % 3], dark=hairs[(order - 1) % 3])
        return replace(self, coat=mix(self.coat, self.dark, 0.16 if order % 2 else 0.07))


@cache
def all_species() -> dict[str, Species]:
    """Every row of the table, by name."""
    table = tomllib.loads(files(__package__).joinpath("species.toml").read_text("utf-8"))
    return {name: _row(name, row) for name, row in table.items()}


def _row(name: str, row: dict[str, object]) -> Species:
    return Species(
        name=name,
        coat=hex_colour(str(row["coat"])),
        belly=hex_colour(str(row["belly"])),
        dark=hex_colour(str(row["dark"])),
        ears=str(row["ears"]),
        muzzle=str(row["muzzle"]),
        tail=str(row["tail"]),
        stance=str(row["stance"]),
        size=float(str(row["size"])),
        marks=str(row.get("marks", "none")),
        socks=bool(row.get("socks", False)),
    )
