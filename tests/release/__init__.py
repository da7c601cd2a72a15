"""Tests of dated releases."""
