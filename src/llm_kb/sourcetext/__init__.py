"""Texts of sources: finds a phrase on a page, under a heading, at a key or in lines, with its character ranges."""

from llm_kb.sourcetext.places import Place, place_of
from llm_kb.sourcetext.sourcetext import Finding, PhraseError, SourceText, occurrences

__all__ = ["Finding", "PhraseError", "Place", "SourceText", "occurrences", "place_of"]
