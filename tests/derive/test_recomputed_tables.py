"""Tables that people read as they are, without a query in between, are recomputed from the tables below them."""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

import pytest

Record = dict[str, Any]
BESIDE = ("survey", "list", "catalog")
"""Kinds of sources that are no document of a maker."""


class World:
    """The rows of tables, each as a dictionary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, table: str) -> list[Record]:
        cursor = self.connection.execute(f"SELECT * FROM {table}")
        return [dict(zip([column[0] for column in cursor.description], row, strict=True)) for row in cursor]

    def by_id(self, table: str, key: str = "id") -> dict[Any, Record]:
        return {row[key]: row for row in self.rows(table)}

    @property
    def facts(self) -> list[Record]:
        return self.rows("design_facts")

    @property
    def survey(self) -> list[Record]:
        return [fact for fact in self.facts if fact["source_kind"] == "survey"]

    @property
    def makers(self) -> list[Record]:
        return [fact for fact in self.facts if fact["source_kind"] not in BESIDE]

    def line(self, technique: str) -> list[Record]:
        """A technique and those above it, the topmost first."""
        techniques = self.by_id("techniques")
        line = [techniques[technique]]
        while line[0]["parent_id"]:
            line.insert(0, techniques[line[0]["parent_id"]])
        return line


def different(rows: Iterable[Record], column: str) -> int:
    return len({row[column] for row in rows})


def picked(rows: Iterable[Record], **values: Any) -> list[Record]:
    return [row for row in rows if all(row[name] == value for name, value in values.items())]


def technique_paths(world: World) -> list[Record]:
    found = []
    for technique in world.by_id("techniques"):
        line, facts = world.line(technique), picked(world.survey, technique_id=technique)
        adopting = [fact for fact in facts if fact["relation"] in ("uses", "introduces")]
        found.append(
            {
                "technique_id": technique,
                "technique_group": line[0]["name"],
                "technique_group_id": line[0]["id"],
                "technique_path": " › ".join(each["name"] for each in line),
                "depth": len(line) - 1,
                "dimension": min((fact["dimension"] for fact in facts), default=None),
                "facts": len(facts),
                "releases": different(adopting, "release_id"),
            }
        )
    return found


def section_adoption(world: World) -> list[Record]:
    found = []
    for section, technique, relation in {(f["section"], f["technique_id"], f["relation"]) for f in world.survey}:
        there = picked(world.survey, section=section, technique_id=technique)
        facts = picked(there, relation=relation)
        new = {fact["release_id"] for fact in picked(there, relation="introduces")} if relation == "uses" else set()
        found.append(
            {
                "section": section,
                "technique_id": technique,
                "relation": relation,
                "facts": len(facts),
                "releases": len({fact["release_id"] for fact in facts} - new),
                "releases_in_all": different(there, "release_id"),
            }
        )
    return found


def technique_adoption(world: World) -> list[Record]:
    found = []
    for technique, relation in {(fact["technique_id"], fact["relation"]) for fact in world.facts}:
        facts, said = (picked(each, technique_id=technique, relation=relation) for each in (world.survey, world.makers))
        line = world.line(technique)
        found.append(
            {
                "technique_id": technique,
                "technique": line[-1]["name"],
                "technique_group": line[0]["name"],
                "relation": relation,
                "models": different(facts, "model_id"),
                "surveyed_models": different(picked(facts, surveyed=1), "model_id"),
                "institutions": different(facts, "institution"),
                "facts": len(facts),
                "technique_abbreviation": line[-1]["abbreviation"],
                "maker_models": different(said, "model_id"),
                "maker_facts": len(said),
            }
        )
    return found


def models_overview(world: World) -> list[Record]:
    models, makers = world.by_id("models"), world.by_id("institutions")
    publications, aliases = world.by_id("corrected_publications", "publication_id"), world.rows("model_aliases")
    specified = [row for row in picked(world.rows("specifications"), preferred=1) if row["value"] is not None]
    found = []
    for model in models.values():
        other = [a["alias"] for a in picked(aliases, model_id=model["id"]) if a["kind_id"] != "elliptic"]
        other = sorted(alias for alias in other if alias != model["name"])
        published = publications.get(model["publication_id"], {})
        facts = picked(world.survey, model_id=model["id"])
        found.append(
            {
                "id": model["id"],
                "name": model["name"],
                "kind": model["kind_id"],
                "parent": models.get(model["parent_id"], {}).get("name"),
                "institution": makers[model["institution_id"]]["name"],
                "listed_under": makers.get(model["listed_under_id"], {}).get("name"),
                "surveyed": model["surveyed"],
                "year": published.get("year"),
                "publication": published.get("title"),
                "url": published.get("url"),
                "facts": len(facts),
                "techniques": different(facts, "technique_id"),
                "names": " · ".join([model["name"], *other, model["id"].replace("-", " ")]),
                "maker_facts": len(picked(world.makers, model_id=model["id"])),
                "specifications": len(picked(specified, model_id=model["id"])),
            }
        )
    return found


def citation_contexts(world: World) -> list[Record]:
    places, publications = world.by_id("passage_places", "passage_id"), world.by_id("publications")
    statements = sorted(world.rows("statements"), key=lambda row: -row["ordinal"])
    first = {row["passage_id"]: row["statement"] for row in statements}
    return [
        {
            "section": places[cited["passage_id"]]["section"],
            "passage_id": cited["passage_id"],
            "number": publications[cited["publication_id"]]["number"],
            "title": publications[cited["publication_id"]]["title"],
            "bracket": cited["bracket"],
            "position": cited["position"],
            "topic": places[cited["passage_id"]]["topic"],
            "statement": first.get(cited["passage_id"]),
        }
        for cited in world.rows("citations")
    ]


def finding_facts(world: World) -> list[Record]:
    findings = world.by_id("findings")
    same = ("section", "fact_id", "model", "relation", "technique", "statement", "passage_id")
    return [
        {
            "finding_id": place["finding_id"],
            "kind": findings[place["finding_id"]]["kind_id"],
            "topic_id": findings[place["finding_id"]]["topic_id"],
            "ordinal": findings[place["finding_id"]]["ordinal"],
            "finding": findings[place["finding_id"]]["statement"],
            **{column: fact[column] for column in same},
        }
        for place in world.rows("finding_passages")
        for fact in picked(world.facts, passage_id=place["passage_id"])
    ]


RECOMPUTED: list[Callable[[World], list[Record]]] = [
    *(technique_paths, section_adoption, technique_adoption, models_overview, citation_contexts, finding_facts),
]


def sorted_rows(rows: Iterable[Record]) -> list[list[tuple[str, Any]]]:
    return sorted((sorted(row.items()) for row in rows), key=repr)


@pytest.mark.parametrize("recompute", RECOMPUTED, ids=lambda recompute: recompute.__name__)
def test_a_table_is_what_follows_from_those_below(
    recompute: Callable[[World], list[Record]], makers: sqlite3.Connection
) -> None:
    world = World(makers)
    expected = recompute(world)
    assert expected
    assert sorted_rows(world.rows(recompute.__name__)) == sorted_rows(expected)
