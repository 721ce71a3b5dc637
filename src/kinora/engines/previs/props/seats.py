"""Props that one sits or lies on: how high the seat is, in lengths of the prop. Data only."""

from __future__ import annotations

SEATS = {"bench": 38.0, "chair": 44.0, "sofa": 40.0, "bed": 42.0, "log_wood": 30.0, "rock": 44.0, "box": 50.0}
SEATED = frozenset({"sit", "sleep", "read", "talk", "eat", "drink", "play_music"})
"""What one does on a seat."""
