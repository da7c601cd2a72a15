"""Tests of the comparison with other catalogs."""
