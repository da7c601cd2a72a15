"""Tests of the handle for Python."""
