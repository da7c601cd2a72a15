"""Tests of the semantic difference between two databases."""
