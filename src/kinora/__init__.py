"""Kinora: one self-hosted server for generated video that speaks the vendors' own HTTP dialects."""

__version__ = "0.1.0"
