"""What the maker's own service would charge for a plan: a figure to compare with, never a bill."""

from __future__ import annotations

from kinora.catalogue.model import Model
from kinora.spec.plan import Plan


def tokens(plan: Plan) -> int:
    """Video tokens as the maker counts them: W * H * (frames + 1) / 1024 (seedance_models, section 11)."""
    return plan.width * plan.height * (plan.frames + 1) // 1024


def list_price(plan: Plan, model: Model) -> float | None:
    """The maker's list price in USD, or None where it is not known."""
    if model.price is None:
        return None
    price = model.price.tiers.get(_tier(plan, model), model.price)
    rate = price.with_video if plan.references.videos else price.usd_per_million_tokens
    if price.silent is not None and not plan.sound:
        rate = price.silent
    return round(tokens(plan) * rate / 1_000_000, 4)


def _tier(plan: Plan, model: Model) -> str:
    """The lowest tier with room for as many pixels as the plan has; the highest where none has."""
    largest = {
        tier: max((size.width or 0) * (size.height or 0) for size in row.values()) for tier, row in model.sizes.items()
    }
    fitting = [tier for tier, area in largest.items() if plan.width * plan.height <= area]
    return min(fitting, key=largest.__getitem__) if fitting else max(largest, key=largest.__getitem__)
