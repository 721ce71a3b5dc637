"""Given pictures and recordings: taken apart, moved, morphed, edited."""
