"""The stage: who stands where, the camera, weather, style, and panels in their order."""
