"""A relational knowledge base of the design choices behind large language models."""

__version__ = "0.1.0"
