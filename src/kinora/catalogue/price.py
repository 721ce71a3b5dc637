"""What the maker's own service would charge for a plan: a figure to compare with, never a bill."""

from __future__ import annotations

from kinora.catalogue.model import Model
from kinora.spec.plan import Plan


def tokens(plan: Plan) -> int:
    """Video tokens as the maker counts them: W * H * (24 * seconds + 1) / 1024 (seedance_models, section 11)."""
    return plan.width * plan.height * (24 * plan.seconds + 1) // 1024


def list_price(plan: Plan, model: Model) -> float | None:
    """The maker's list price in USD, or None where it is not known."""
    if model.price is None:
        return None
    rate = model.price.with_video if plan.references.videos else model.price.usd_per_million_tokens
    return round(tokens(plan) * rate / 1_000_000, 4)
