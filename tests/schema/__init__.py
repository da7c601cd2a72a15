"""Tests of the schema: descriptions, constraints, contents."""
