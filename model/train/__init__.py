"""Trains the demonstration model from nothing, on one CPU thread: `python -m train --help`."""
