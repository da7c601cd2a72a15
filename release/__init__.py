"""Writes a dated release of the last commit, the same bytes each time: `python -m release`."""
