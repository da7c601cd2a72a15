"""The catalogs that can be compared."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from llm_kb.crosscheck import epoch, litellm, models_dev
from llm_kb.crosscheck.entries import CatalogEntry


@dataclass(frozen=True)
class Catalog:
    """A catalog that can be compared."""

    source_id: str
    """The document here that has its values at the time of an edition."""
    title: str
    read: Callable[[Path], list[CatalogEntry]]
    """Reads a copy of it."""


CATALOGS = {
    "models-dev": Catalog("models-dev", "models.dev", models_dev.read),
    "litellm": Catalog("litellm-prices", "LiteLLM", litellm.read),
    "epoch": Catalog("epoch-all-models", "Epoch AI", epoch.read),
}
"""The catalogs by the name that users give."""
