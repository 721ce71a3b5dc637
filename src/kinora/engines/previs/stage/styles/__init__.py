"""The looks that a finished frame can be given: grades, paint, drawings, things built of pieces."""
