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

OF_SNAPSHOT = "snapshot"
"""How the scope of an identifier of a snapshot begins."""

IN_BRACKETS = re.compile(r"\s*\(([^()]+)\)$")
"""A part of a name in brackets, such as a size."""

BY_IDENTIFIER, BY_NAME = "identifier", "name"


@dataclass(frozen=True)
class Match:
    """A model here that an entry describes."""

    entry: CatalogEntry
    model_id: str
    by: str
    """`identifier` where it is recorded here, else `name`."""
    scope: str = ""
    """Which form of the model the entry describes, such as a snapshot; empty for the model as a whole."""

    @property
    def is_snapshot(self) -> bool:
        """Whether the entry describes a snapshot of the model."""
        return self.scope.startswith(OF_SNAPSHOT)


OPEN = "SELECT model_id FROM specifications WHERE attribute = 'open_weights' AND value = 'yes'"
IDENTIFIERS = """
    SELECT s.model_id, m.institution_id, s.attribute, s.value, coalesce(s.scope, '')
    FROM specifications AS s
    INNER JOIN models AS m ON s.model_id = m.id
    WHERE s.attribute_kind = 'identifier' AND s.value IS NOT NULL
"""
NAMES = """
    SELECT id, institution_id, name FROM models
    UNION
    SELECT m.id, m.institution_id, a.alias
    FROM model_aliases AS a
    INNER JOIN models AS m ON a.model_id = m.id
    WHERE a.kind_id = 'spelling'
"""


class Models:
    """The models of a knowledge base by identifiers and names."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.names: dict[str, str] = dict(map(tuple, connection.execute("SELECT id, name FROM institutions")))
        """Names of developers by their identifiers."""
        self.developers = dict(_developers(self.names))
        self.open = {model for (model,) in connection.execute(OPEN)}
        """The models whose weights can be downloaded."""
        self.by_identifier: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        """Models, each with the scope of the identifier, by attribute and identifier."""
        self.by_name: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        """Models, each with such a scope, by developer and name."""
        self.of_any_developer: dict[str, set[str]] = defaultdict(set)
        """Models by name."""
        for model, developer, attribute, value, scope in connection.execute(IDENTIFIERS):
            self.by_identifier[attribute, value.lower()][model] = scope
            self._add_name(developer, value.rpartition("/")[2], model, scope)
        for model, developer, name in connection.execute(NAMES):
            self._add_name(developer, name, model)

    def _add_name(self, developer: str, name: str, model: str, scope: str = "") -> None:
        self.by_name[developer, folded(name)][model] = scope
        self.of_any_developer[folded(name)].add(model)

    def match(self, entry: CatalogEntry) -> Match | None:
        """The model that an entry describes; None where it is unknown or changes, or where several have that name."""
        if entry.id.endswith(MOVING):
            return None
        for attribute, value in entry.identifiers.items():
            scopes = self.by_identifier.get((attribute, value.lower()), {})
            if model := _only(scopes):
                return Match(entry, model, BY_IDENTIFIER, scopes[model])
        for developer in self.developers_of(entry):
            for name, is_exact in _names(entry):
                scopes = self.by_name.get((developer, folded(name)), {})
                if (model := _only(scopes)) and (is_exact or model in self.open):
                    return Match(entry, model, BY_NAME, scopes[model] or self._snapshot(entry, model))
        return None

    def _snapshot(self, entry: CatalogEntry, model: str) -> str:
        """Which snapshot an entry describes by the date in its identifier, unless the model itself is called so."""
        found = SNAPSHOT.search(entry.id)
        if found is None or model in self.of_any_developer.get(folded(_name_in(entry.id)), ()):
            return ""
        return f"{OF_SNAPSHOT} {found[1]}"

    def known_by_name(self, entry: CatalogEntry) -> set[str]:
        """The models of any developer that have the name of an entry."""
        return set().union(*(self.of_any_developer.get(folded(name), ()) for name, _ in _names(entry)))

    def developers_of(self, entry: CatalogEntry) -> list[str]:
        """Identifiers of the developers of an entry that are known here."""
        names = [entry.developer, *entry.developer.split(",")]
        return list(dict.fromkeys(found for name in names if (found := self.developers.get(folded(name)))))


def _developers(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The keys by which developers are looked up, with their identifiers."""
    for identifier, name in names.items():
        for known in (identifier, name, *DEVELOPERS.get(identifier, ())):
            yield folded(known), identifier


def _name_in(identifier: str) -> str:
    """The name of a model in an identifier: without developer, provider and the variant of a service."""
    return identifier.rpartition("/")[2].partition(":")[0]


def _names(entry: CatalogEntry) -> list[tuple[str, bool]]:
    """The names to look an entry up by, the most exact first, and whether each is one of the very model."""
    name = _name_in(entry.id)
    exact = [entry.name, IN_BRACKETS.sub(r" \1", entry.name), name, SNAPSHOT.sub("", name)]
    return [*((each, True) for each in exact), *((TUNED.sub("", each), False) for each in exact)]


def _only(models: Iterable[str]) -> str | None:
    found = list(models)
    return found[0] if len(found) == 1 else None
