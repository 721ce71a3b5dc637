"""The models on offer, as OpenRouter lists them. Knows offers, and no model by name."""

from __future__ import annotations

from collections.abc import Iterable

from kinora.catalogue.model import Offer
from kinora.dialects.base import Reply, json_reply
from kinora.dialects.openrouter.wire import VOCABULARY, VideoModel, VideoModels

_FRAMES = {"start_frame": "first_frame", "end_frame": "last_frame"}


def listed(offers: Iterable[Offer]) -> Reply:
    """Every model on offer."""
    body: VideoModels = {"data": [_model(offer) for offer in offers]}
    return json_reply(body)


def _model(offer: Offer) -> VideoModel:
    """An offer with every key that the vendor's own client asks for; null for what nothing is known of."""
    rows = offer.rows()
    ratios = dict.fromkeys(ratio for row in rows.values() for ratio in row)
    return {
        "id": offer.names[0],
        "canonical_slug": offer.names[0],
        "name": f"{offer.model.maker}: {offer.model.title}",
        "created": 0,  # nobody knows here when the model was made, and the client insists on a number
        "description": f"{offer.model.title}, rendered on this server.",
        "hugging_face_id": None,
        "pricing_skus": None,
        "supported_resolutions": [VOCABULARY.value("size.tier", tier) for tier in rows],
        "supported_aspect_ratios": list(ratios),
        "supported_durations": _durations(offer),
        "supported_sizes": list(dict.fromkeys(str(size) for row in rows.values() for size in row.values())),
        "supported_frame_images": [word for field, word in _FRAMES.items() if not _refuses(offer, field)],
        "generate_audio": not _refuses(offer, "sound"),
        "seed": not _refuses(offer, "seed"),
        "upscale_factor": None,
        "creativity": None,
        "allowed_passthrough_parameters": [],
    }


def _durations(offer: Offer) -> list[int] | None:
    listed = [limit.allowed for limit in offer.limits if (limit.key, limit.rule) == ("seconds", "one_of")]
    return [value for value in listed[0] if isinstance(value, int) and value > 0] if listed else None


def _refuses(offer: Offer, field: str) -> bool:
    """Whether a field may not be said at all, or says no alone."""
    rules = {(limit.rule, limit.allowed) for limit in offer.limits if limit.key == field}
    return any(rule == "unsupported" for rule, _ in rules) or ("one_of", (False,)) in rules
