"""Previs: an animated storyboard drawn on the CPU, without weights. Never photoreal, and says so everywhere."""
