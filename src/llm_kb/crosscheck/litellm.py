"""Reads LiteLLM's price map, `model_prices_and_context_window.json`: one object per model and provider."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from llm_kb.crosscheck.entries import CatalogEntry, in_order, mappings, modalities, number, read_json, text
from llm_kb.errors import KnowledgeBaseError

MODES = {"chat", "completion", "responses"}
"""The modes of language models; others are of embeddings, images, speech and the like."""

EXAMPLE = "sample_spec"
"""The key under which the file documents its own fields."""


def read(path: Path) -> list[CatalogEntry]:
    """The language models of all providers, each by the key of LiteLLM; a provider stands for the developer.

    Raises KnowledgeBaseError where `path` holds no such catalog.
    """
    entries = [
        _entry(key, fields)
        for key, fields in mappings(read_json(path))
        if key != EXAMPLE and str(fields.get("mode")) in MODES and "litellm_provider" in fields
    ]
    if not entries:
        message = f"{str(path)!r} has no language models of LiteLLM"
        raise KnowledgeBaseError(f"{message}: name a copy of its model_prices_and_context_window.json.")
    return in_order(entries)


def _entry(key: str, fields: Mapping[str, Any]) -> CatalogEntry:
    """The entry of a key; a field that it does not have says nothing, since most are optional."""
    limits = {"context_length": "max_input_tokens", "output_limit": "max_output_tokens"}
    kinds = {"input_modalities": "supported_modalities", "output_modalities": "supported_output_modalities"}
    values = {
        **{attribute: number(fields[name]) for attribute, name in limits.items() if name in fields},
        **{attribute: modalities(fields[name]) for attribute, name in kinds.items() if name in fields},
    }
    return CatalogEntry(key, key.rpartition("/")[2], text(fields["litellm_provider"]), values, {"litellm_id": key})
