"""Texts of sources: finds a phrase on a page, under a heading, at a key or in lines, with its character ranges."""

from llm_kb.sourcetext.places import Place, place_of
from llm_kb.sourcetext.search import Form, occurrences
from llm_kb.sourcetext.sourcetext import Occurrence, PhraseError, SourceText

__all__ = ["Form", "Occurrence", "PhraseError", "Place", "SourceText", "occurrences", "place_of"]
