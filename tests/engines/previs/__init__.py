"""Tests of the engine previs."""
