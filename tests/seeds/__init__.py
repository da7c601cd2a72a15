"""Tests of the seed loader: what it reads, what it refuses, and what it says."""
