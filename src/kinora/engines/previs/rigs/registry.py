"""The rigs by the name that a species' row gives."""

from __future__ import annotations

from kinora.engines.previs.rigs.biped import BipedRig
from kinora.engines.previs.rigs.bird import BirdRig
from kinora.engines.previs.rigs.fish import FishRig
from kinora.engines.previs.rigs.insect import InsectRig
from kinora.engines.previs.rigs.quadruped import QuadrupedRig
from kinora.engines.previs.rigs.rig import Rig
from kinora.engines.previs.rigs.vehicle import VehicleRig

RIGS: dict[str, Rig] = {
    "biped": BipedRig(),
    "quadruped": QuadrupedRig(),
    "bird": BirdRig(),
    "fish": FishRig(),
    "insect": InsectRig(),
    "vehicle": VehicleRig(),
}
