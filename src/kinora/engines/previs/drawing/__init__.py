"""Drawing with OpenCV: canvas, curves, colour, light. Knows no creatures and no places."""
