"""The dialects Kinora speaks. To add one: its file, and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from kinora.catalogue.load import Catalogue
from kinora.dialects.aimlapi import Aimlapi
from kinora.dialects.ark import Ark
from kinora.dialects.base import Dialect
from kinora.dialects.fal import Fal
from kinora.dialects.leonardo import Leonardo
from kinora.dialects.magnific import Magnific
from kinora.dialects.openai import OpenAI
from kinora.dialects.openrouter import OpenRouter
from kinora.dialects.replicate import Replicate

DIALECTS = (Leonardo, Magnific, Aimlapi, Ark, Fal, OpenAI, OpenRouter, Replicate)


def speak(catalogue: Catalogue, profiles: Mapping[str, frozenset[str]] | None = None) -> tuple[Dialect, ...]:
    """All dialects, each with its own names for the catalogue's models. profiles: those that are chosen, by dialect."""
    return tuple(
        dialect(catalogue.names(dialect.name), (profiles or {}).get(dialect.name, frozenset())) for dialect in DIALECTS
    )
