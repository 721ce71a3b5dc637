"""Builds of bipeds: how large the head, how broad the trunk, how tall the whole, how bent. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """Factors of the usual body. bent: degrees by which it always leans. limbs: thickness. arm: length. neck: added."""

    head: float = 1.0
    broad: float = 1.0
    tall: float = 1.0
    bent: float = 0.0
    limbs: float = 1.0
    arm: float = 1.0
    neck: float = 0.0


USUAL = Build()
BUILDS: dict[str, Build] = {
    "none": USUAL,
    "adult": Build(head=0.90, tall=1.10, limbs=0.95),
    "slim": Build(head=0.92, tall=1.08, broad=0.84, limbs=0.80),
    "strong": Build(head=0.86, tall=1.12, broad=1.16, limbs=1.15),
    "stout": Build(head=0.96, broad=1.34, limbs=1.1),
    "child": Build(head=1.06, tall=0.94, broad=0.92, limbs=0.9),
    "baby": Build(head=1.34, tall=0.80, broad=0.98, limbs=0.95),
    "old": Build(head=0.94, tall=0.98, bent=13.0, limbs=0.9),
    "bones": Build(head=0.96, tall=1.06, broad=0.8, limbs=0.5),
    "alien": Build(head=1.12, tall=1.0, broad=0.72, limbs=0.62),
    "tail": Build(head=0.92, tall=1.02, broad=0.80, limbs=0.76),
    "ape": Build(head=0.94, broad=1.30, limbs=1.45, arm=1.22),
    "heavy": Build(head=0.98, broad=1.16, limbs=1.15),
    "small": Build(head=1.06, broad=0.9, tall=0.92, limbs=0.85),
    "egg": Build(head=1.04, broad=1.16, tall=0.94),
    "dino": Build(head=1.05, broad=1.05, tall=1.05, limbs=1.2, arm=0.66),
    "hopper": Build(head=0.84, tall=1.12, broad=0.92, limbs=1.1, arm=0.82),
    "giraffe": Build(head=0.76, tall=1.08, broad=0.9, neck=34.0),
    "camel": Build(head=0.8, neck=12.0),
    "horse": Build(head=0.86, tall=1.1),
    "deer": Build(head=0.82, tall=1.08, broad=0.85, limbs=0.75),
    "young": Build(head=1.1, tall=0.9, broad=0.9),
    "long": Build(head=0.84, tall=1.05, broad=0.82, limbs=0.85),
}


def build_of(body: str) -> Build:
    """A build by a species' `body`; the usual one for words that mean something else."""
    return BUILDS.get(body, USUAL)
