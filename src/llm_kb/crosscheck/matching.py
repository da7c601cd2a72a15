"""Finds the models that the entries of a catalog describe: by the identifiers that are recorded here, or by name."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from llm_kb.crosscheck.entries import CatalogEntry
from llm_kb.text import folded

TUNED = re.compile(r"[ -](?:instruct|it)$", re.IGNORECASE)
"""What a catalog adds to the name of a model with open weights that is recorded without it."""

SNAPSHOT = re.compile(r"[-@](\d{4}-\d{2}-\d{2}|\d{2}-\d{4}|\d{8}|\d{4})$")
"""A date at the end of an identifier, which names a snapshot of a model."""

DEVELOPERS = {
    "ai2": ("Allen Institute for AI", "allenai"),
    "alibaba": ("Qwen", "DashScope"),
    "google": ("Google DeepMind", "DeepMind", "Gemini"),
    "meta": ("Meta AI", "meta-llama", "Facebook AI Research"),
    "microsoft": ("Microsoft Research",),
    "mistral-ai": ("Mistral", "mistralai"),
    "moonshot-ai": ("Moonshot", "moonshotai"),
    "xai": ("x-ai",),
    "zhipu-ai": ("Zhipu AI", "zhipuai", "zai", "z-ai", "THUDM", "zai-org"),
    "cohere": ("cohere_chat",),
}
"""Further names of developers in catalogs, by their identifier here."""

MOVING = "-latest"
"""How an identifier ends that stands for one model today and for another one tomorrow."""

BY_IDENTIFIER, BY_NAME = "identifier", "name"


@dataclass(frozen=True)
class Match:
    """A model here that an entry describes."""

    entry: CatalogEntry
    model_id: str
    by: str
    """`identifier` where it is recorded here, else `name`."""
    scope: str = ""
    """Which form of the model the entry describes, such as a snapshot, where that is recorded with the identifier."""


class Models:
    """The models of a knowledge base by identifiers and names."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.names: dict[str, str] = dict(map(tuple, connection.execute("SELECT id, name FROM institutions")))
        """Names of developers by their identifiers."""
        self.developers = dict(_developers(self.names))
        self.by_identifier: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        self.by_name: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        self.names_of_all: dict[str, set[str]] = defaultdict(set)
        """Models of any developer by name."""
        self.open: set[str] = set()
        """Identifiers of the models whose weights can be downloaded."""
        developer_of = dict(map(tuple, connection.execute("SELECT id, institution_id FROM models")))
        for model, attribute, value, scope in connection.execute(
            "SELECT model_id, attribute, value, scope FROM specifications "
            "WHERE attribute_kind = 'identifier' AND value IS NOT NULL"
        ):
            self.by_identifier[attribute, value.lower()][model] = scope or ""
            self._name(developer_of[model], value.rpartition("/")[2], model, scope or "")
        self.open = {
            model
            for (model,) in connection.execute(
                "SELECT model_id FROM specifications WHERE attribute = 'open_weights' AND value = 'yes'"
            )
        }
        for model, name in connection.execute(
            "SELECT id, name FROM models UNION SELECT model_id, alias FROM model_aliases WHERE kind_id = 'spelling'"
        ):
            self._name(developer_of[model], name, model)

    def _name(self, developer: str, name: str, model: str, scope: str = "") -> None:
        self.by_name[developer, folded(name)][model] = scope
        self.names_of_all[folded(name)].add(model)

    def match(self, entry: CatalogEntry) -> Match | None:
        """The model that an entry describes; None where it is unknown or changes, or where several have that name."""
        if entry.id.endswith(MOVING):
            return None
        for attribute, value in entry.identifiers.items():
            scopes = self.by_identifier.get((attribute, value.lower()), {})
            if model := _only(scopes):
                return Match(entry, model, BY_IDENTIFIER, scopes[model])
        for developer in self.developers_of(entry):
            for name in _names(entry):
                scopes = self.by_name.get((developer, folded(name)), {})
                if (model := _only(scopes)) and (name in _own_names(entry) or model in self.open):
                    return Match(entry, model, BY_NAME, scopes[model] or _snapshot(entry))
        return None

    def known_by_name(self, entry: CatalogEntry) -> set[str]:
        """The models of any developer that have the name of an entry."""
        return set().union(*(self.names_of_all.get(folded(name), ()) for name in _names(entry)))

    def developers_of(self, entry: CatalogEntry) -> list[str]:
        """Identifiers of the developers of an entry that are known here."""
        names = [entry.developer, *entry.developer.split(",")]
        return list(dict.fromkeys(found for name in names if (found := self.developers.get(folded(name)))))


def _developers(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The keys by which developers are looked up, with their identifiers."""
    for identifier, name in names.items():
        for known in (identifier, name, *DEVELOPERS.get(identifier, ())):
            yield folded(known), identifier


def _own_names(entry: CatalogEntry) -> list[str]:
    """The names of an entry as they are, and without the date of a snapshot."""
    plain = entry.id.rpartition("/")[2].partition(":")[0]
    return [entry.name, re.sub(r"\s*\(([^()]+)\)$", r" \1", entry.name), plain, SNAPSHOT.sub("", plain)]


def _names(entry: CatalogEntry) -> Iterator[str]:
    """The names to look an entry up by, the most exact first."""
    yield from _own_names(entry)
    yield from (TUNED.sub("", name) for name in _own_names(entry))


def _snapshot(entry: CatalogEntry) -> str:
    """Which snapshot an entry describes by the date in its identifier."""
    found = SNAPSHOT.search(entry.id)
    return f"snapshot {found[1]}" if found else ""


def _only(models: Iterable[str]) -> str | None:
    found = list(models)
    return found[0] if len(found) == 1 else None
