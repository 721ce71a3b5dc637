"""The tables of limits, by dialect and model: what just passes, what does not, and what is then said."""

from __future__ import annotations

from tests.dialects.rows import ID, TIER, Change, Row, both, one
from tests.dialects.seeds import AIMLAPI, LEONARDO_1, LEONARDO_2, MAGNIFIC
from tests.dialects.siblings import (
    AIMLAPI_15,
    AIMLAPI_20,
    AIMLAPI_25,
    AIMLAPI_PICTURE,
    AIMLAPI_PRO,
    AIMLAPI_TEXT,
    LEONARDO_20,
    LEONARDO_25,
    LEONARDO_FLASH,
    LEONARDO_LITE,
    MAGNIFIC_10,
    MAGNIFIC_15,
    MAGNIFIC_20,
    MAGNIFIC_25,
    MAGNIFIC_FAST,
)

__all__ = ["ID", "ROWS", "TIER", "Change", "Row", "both", "one"]

ROWS: dict[tuple[str, str], tuple[Row, ...]] = {
    ("leonardo", "seedance-2.0-mini"): LEONARDO_2,
    ("leonardo", "seedance-2.0-fast"): LEONARDO_2,
    ("leonardo", "seedance-2.0"): LEONARDO_20,
    ("leonardo", "seedance-2.5"): LEONARDO_25,
    ("leonardo", "seedance-2.5-flash"): LEONARDO_FLASH,
    ("leonardo", "seedance-1.0-pro"): LEONARDO_1,
    ("leonardo", "seedance-1.0-pro-fast"): LEONARDO_1,
    ("leonardo", "seedance-1.0-lite"): LEONARDO_LITE,
    ("magnific", "seedance-2.0-mini"): MAGNIFIC,
    ("magnific", "seedance-2.0-fast"): MAGNIFIC_FAST,
    ("magnific", "seedance-2.0"): MAGNIFIC_20,
    ("magnific", "seedance-2.5"): MAGNIFIC_25,
    ("magnific", "seedance-1.5-pro"): MAGNIFIC_15,
    ("magnific", "seedance-1.0-pro"): MAGNIFIC_10,
    ("magnific", "seedance-1.0-lite"): MAGNIFIC_10,
    ("aimlapi", "seedance-2.0-mini"): AIMLAPI,
    ("aimlapi", "seedance-2.0-fast"): AIMLAPI,
    ("aimlapi", "seedance-2.0"): AIMLAPI_20,
    ("aimlapi", "seedance-2.5"): AIMLAPI_25,
    ("aimlapi", "seedance-1.5-pro"): AIMLAPI_15,
    ("aimlapi", "seedance-1.0-pro"): AIMLAPI_PRO,
    ("aimlapi", "seedance-1.0-pro-fast"): AIMLAPI_PRO,
    ("aimlapi", "seedance-1.0-lite"): AIMLAPI_TEXT,
    ("aimlapi", "seedance-1.0-lite@i2v"): AIMLAPI_PICTURE,
}
"""By dialect and id."""
