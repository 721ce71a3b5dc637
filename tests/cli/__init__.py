"""The kinora command, run as a user runs it."""
