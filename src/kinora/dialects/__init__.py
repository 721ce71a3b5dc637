"""The dialects Kinora speaks. To add one: its file, and one line here."""

from __future__ import annotations

from kinora.catalogue.load import Catalogue
from kinora.dialects.aimlapi import Aimlapi
from kinora.dialects.base import Dialect
from kinora.dialects.leonardo import Leonardo
from kinora.dialects.magnific import Magnific

DIALECTS = (Leonardo, Magnific, Aimlapi)


def speak(catalogue: Catalogue) -> tuple[Dialect, ...]:
    """Every dialect, each with its own names for the catalogue's models."""
    return tuple(dialect(catalogue.names(dialect.name)) for dialect in DIALECTS)
