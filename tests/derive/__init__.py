"""Tests of everything that is computed from the migrated tables."""
