"""Render processes and the memory that they share."""
