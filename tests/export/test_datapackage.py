"""The data package is valid by Frictionless, says everything that is known of its tables, and finds what breaks it."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system

from llm_kb.files import sha256_of

from .conftest import Exported
from .export_tools import entries


@pytest.fixture
def package(exported: Exported, tmp_path: Path) -> Path:
    """A copy of the exported package that a test may spoil."""
    return Path(shutil.copytree(exported("datapackage"), tmp_path / "package"))


def described(package: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    return content


def resources(package: Path) -> dict[str, dict[str, Any]]:
    return {resource["name"]: resource for resource in described(package)["resources"]}


def errors(package: Path, table: str) -> set[str]:
    """The types of the errors that Frictionless finds in a table and its references."""
    with system.use_context(trusted=True):
        resource = Package(package / "datapackage.json").get_resource(table)
        return {error.type for error in resource.validate().tasks[0].errors}


@pytest.mark.slow
def test_it_is_valid(package: Path) -> None:
    with system.use_context(trusted=True):
        report = Package(package / "datapackage.json").validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])
    assert len(report.tasks) == len(entries())


OFFENDERS = {
    "a changed byte": ("models", "Kiwi", "Iwik", "hash-count"),
    "a reference to nothing": ("models", ",coop,", ",nowhere,", "foreign-key"),
    "a pair of columns that refers to nothing": (
        "evidence",
        ",tiny-source-2-1-3-3c,tiny-source-2-1-3-3,",
        ",tiny-source-2-1-3-3c,tiny-source-2-1-3-2,",
        "foreign-key",
    ),
    "a key twice": ("stages", "\ndeployment,", "\ndecoding,", "primary-key"),
    "a missing name": ("stages", ",6,decoding,", ",6,,", "constraint-error"),
    "a term that there is not": ("claims", ",uses,", ",likes,", "constraint-error foreign-key"),
    "a word for a number": ("stages", ",1,", ",one,", "type-error"),
}
"""Each with the table, what stands there, what is put in its place, and the errors to be found."""


@pytest.mark.slow
@pytest.mark.parametrize("name", OFFENDERS)
def test_it_finds(name: str, package: Path) -> None:
    table, old, new, expected = OFFENDERS[name]
    path = package / "data" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert errors(package, table) - {"byte-count"} - ({"hash-count"} - {expected}) == set(expected.split())


def has_empty_texts(kb: sqlite3.Connection, table: str, column: str) -> bool:
    return kb.execute(f'SELECT 1 FROM "{table}" WHERE "{column}" = ?', ("",)).fetchone() is not None


def test_it_describes_every_table_and_column(package: Path, kb: sqlite3.Connection) -> None:
    found = resources(package)
    assert list(found) == [entry.name for entry in entries()]
    for entry in entries():
        resource = found[entry.name]
        assert (resource["title"], resource["description"]) == (entry.title, entry.description)
        fields = [(field["name"], field["description"]) for field in resource["schema"]["fields"]]
        assert fields == [(column.name, column.description) for column in entry.columns]
        assert resource["schema"].get("primaryKey", []) == list(entry.primary_key)
        required = [
            field["name"] for field in resource["schema"]["fields"] if field.get("constraints", {}).get("required")
        ]
        told_apart = resource["schema"]["missingValues"] == []
        assert required == [
            column.name
            for column in entry.columns
            if not column.nullable and (told_apart or not has_empty_texts(kb, entry.name, column.name))
        ]


def test_it_has_hash_and_size_of_every_file(package: Path) -> None:
    for resource in resources(package).values():
        path = package / resource["path"]
        assert resource["hash"] == f"sha256:{sha256_of(path)}"
        assert resource["bytes"] == path.stat().st_size


def test_it_has_the_keys_that_the_database_declares(package: Path) -> None:
    found = resources(package)
    assert found["models"]["schema"]["foreignKeys"] == [
        {"fields": ["institution_id"], "reference": {"resource": "institutions", "fields": ["id"]}},
        {"fields": ["listed_under_id"], "reference": {"resource": "institutions", "fields": ["id"]}},
        {"fields": ["kind_id"], "reference": {"resource": "model_kinds", "fields": ["id"]}},
        {"fields": ["parent_id"], "reference": {"resource": "", "fields": ["id"]}},
        {"fields": ["publication_id"], "reference": {"resource": "publications", "fields": ["id"]}},
    ]
    both = {"resource": "statements", "fields": ["id", "passage_id"]}
    assert {"fields": ["statement_id", "passage_id"], "reference": both} in found["evidence"]["schema"]["foreignKeys"]
    assert "foreignKeys" not in found["lineage"]["schema"]


def test_it_has_types_and_terms(package: Path) -> None:
    fields = {
        (name, field["name"]): field
        for name, resource in resources(package).items()
        for field in resource["schema"]["fields"]
    }
    assert fields["measurements", "value"]["type"] == "number"
    assert fields["models_overview", "facts"]["type"] == "integer"
    assert fields["evidence", "basis_id"]["constraints"]["enum"] == ["ambiguous", "explicit", "implied"]


def test_an_empty_text_is_missing_only_where_something_is(package: Path) -> None:
    found = resources(package)
    assert found["technique_names"]["schema"]["missingValues"] == []
    assert found["models"]["schema"]["missingValues"] == [""]
    with Package(package / "datapackage.json").get_table_resource("model_names") as resource:
        assert {row["name"] for row in resource.row_stream} >= {"", "owl-2"}


def test_it_tells_edition_sources_and_license(package: Path) -> None:
    content = described(package)
    assert (content["name"], content["version"]) == ("llm-kb", "tiny-flock")
    assert content["licenses"][0]["name"] == "CC-BY-4.0"
    named = [(source["title"], source.get("path")) for source in content["sources"]]
    assert named == [
        ("Ada Lark; Zoë Merle; Nest Team: How Small Talkers Are Made", None),
        ("Béla Korn: Almanac of Talkers", "https://example.org/almanac"),
        ("Small Talkers", "https://example.org/small-talkers"),
    ]


def test_every_edition_is_in_the_description_of_the_whole(package: Path, kb: sqlite3.Connection) -> None:
    text = described(package)["description"]
    editions = [row for (row,) in kb.execute("SELECT description FROM editions ORDER BY ordinal")]
    assert text == " ".join(editions) and len(editions) > 1


def test_each_source_is_named_for_what_it_is_and_says(exported_makers: Exported) -> None:
    content = described(exported_makers("datapackage"))
    sources = {source["name"]: source for source in content["sources"]}
    assert next(iter(sources)) == "tiny-source", "the survey comes first"
    assert sources["tiny-source"]["kind"] == "survey"
    report = sources["swift-3-report"]
    assert (report["title"], report["path"]) == (
        "Mud & Straw: Swift 3: Songs for Long Evenings",
        "https://example.org/swift-3.pdf",
    )
    assert report["kind"] == "technical report of Mud & Straw, in a copy by others"
    assert report["description"].startswith(
        "A report of three pages, as text with its layout. Taken from it: 9 statements, "
    )
    card = sources["wren-2-card"]
    assert (card["license"], card["version"], card["read"]) == ("Nest License 1.0", "0123abc", "whole")
