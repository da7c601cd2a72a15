"""The schema: typed declarations of every table, one domain a file, and nothing that runs."""

from llm_kb.schema import bibliography, documents, facts, models, provenance, specifications, survey, techniques
from llm_kb.schema.base import Base

__all__ = [
    "Base",
    "bibliography",
    "documents",
    "facts",
    "models",
    "provenance",
    "specifications",
    "survey",
    "techniques",
]
