"""Things that stand, fly, or are held."""
