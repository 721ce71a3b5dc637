"""One file a step, named `r<revision>_<what>.py`. A step says every column itself: tables.py will have moved on."""
