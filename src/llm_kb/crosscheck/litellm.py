"""Reads LiteLLM's price map, `model_prices_and_context_window.json`: one object per model and provider."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from llm_kb.crosscheck.entries import CatalogEntry, mappings, modalities, number, read_json
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
        if key != EXAMPLE and fields.get("mode") in MODES and "litellm_provider" in fields
    ]
    if not entries:
        message = f"{str(path)!r} has no language models of LiteLLM"
        raise KnowledgeBaseError(f"{message}: name a copy of its model_prices_and_context_window.json.")
    return sorted(entries, key=lambda entry: entry.id)


def _entry(key: str, fields: Mapping[str, Any]) -> CatalogEntry:
    values = {
        "context_length": number(fields.get("max_input_tokens")),
        "output_limit": number(fields.get("max_output_tokens")),
        "input_modalities": modalities(fields.get("supported_modalities")),
        "output_modalities": modalities(fields.get("supported_output_modalities")),
    }
    return CatalogEntry(key, key.rpartition("/")[2], str(fields["litellm_provider"]), values, {"litellm_id": key})
