"""Tests of building the database file."""
