"""Where scenes play: the layers behind and before the actors."""
