"""What goes when its time has passed: finished clips, uploads, and places for uploads that never came."""

from __future__ import annotations

from kinora.jobs.assets import Assets


async def sweep(assets: Assets) -> int:
    """Remove every file whose time has passed and answer how many there were. The jobs themselves stay."""
    removed = 0
    while batch := await assets.expired():
        await assets.discard(batch)
        removed += len(batch)
    return removed
