"""Creatures and vehicles: body plans, their species, and one of them performing."""
