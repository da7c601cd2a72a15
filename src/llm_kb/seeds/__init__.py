"""Seed bundles: read, hash, validate, and insert them from a data revision. Independent of the schema's classes."""

from llm_kb.seeds.bundle import SUMS, Bundle, digest, load, read, sums_of, verify_pins
from llm_kb.seeds.cache import caching_bundles
from llm_kb.seeds.insert import delete, insert
from llm_kb.seeds.problems import Problem, SeedError

__all__ = [
    "SUMS",
    "Bundle",
    "Problem",
    "SeedError",
    "caching_bundles",
    "delete",
    "digest",
    "insert",
    "load",
    "read",
    "sums_of",
    "verify_pins",
]
