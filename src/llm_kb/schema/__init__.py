"""The schema: typed declarations of every table, one domain a file, and nothing that runs."""

from llm_kb.schema import bibliography, facts, models, provenance, survey, techniques
from llm_kb.schema.base import Base

__all__ = ["Base", "bibliography", "facts", "models", "provenance", "survey", "techniques"]
