"""The sound of a storyboard."""
