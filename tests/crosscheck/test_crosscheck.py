"""A catalog is compared value by value with what documents say, and what only one of the two has is listed."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb.crosscheck.catalogs import CATALOGS
from llm_kb.crosscheck.comparison import CatalogReport, crosscheck, seed_rows
from llm_kb.crosscheck.entries import CatalogEntry
from llm_kb.crosscheck.matching import Models
from llm_kb.database import open_read_only
from llm_kb.errors import KnowledgeBaseError

from ..conftest import copied
from .conftest import BIRDS, described


@pytest.fixture
def birds(birds_file: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(birds_file)) as connection:
        yield connection


@pytest.fixture
def report(birds: sqlite3.Connection, copy: Path) -> CatalogReport:
    return crosscheck(birds, "models-dev", copy)


def test_each_value_agrees_differs_or_is_on_one_side_alone(report: CatalogReport) -> None:
    found = {(row["model_id"], row["attribute"]): row for row in report.values}
    outcomes = {key: (row["outcome"], row["theirs"], row["ours"]) for key, row in found.items()}
    assert outcomes == {
        ("swift-3", "context_length"): ("agrees", "8000", "8,192"),
        ("swift-3", "release_date"): ("agrees", "2024-05", "2024-05-02"),
        ("swift-3", "knowledge_cutoff"): ("differs", "2024-01", "2023"),
        ("swift-3-long", "context_length"): ("only here", None, "16,384"),
        ("swift-3-long", "release_date"): ("only there", "2024-06-01", None),
        ("swift-3-long", "knowledge_cutoff"): ("only here", None, "2023"),
        ("wren-2", "open_weights"): ("differs", "no", "yes"),
        ("wren-2", "input_modalities"): ("agrees", "text, audio", "text, audio"),
    }
    assert found["wren-2", "open_weights"]["source"] == "Wren 2"
    assert found["wren-2", "open_weights"]["phrase"]


def test_models_of_known_developers_on_one_side_alone_are_listed(report: CatalogReport) -> None:
    whole = [(row["outcome"], row["model"], row["entry"]) for row in report.rows if not row["attribute"]]
    assert whole == [("only there", "Swift 9", "Mud & Straw/swift-9")]
    assert {row["entry"] for row in report.rows} & {"stranger/swift-3"} == set()


def test_a_release_of_which_no_variant_is_there_is_only_here(birds: sqlite3.Connection, tmp_path: Path) -> None:
    path = tmp_path / "api.json"
    path.write_text(json.dumps({"birdlab": BIRDS["birdlab"]}), encoding="utf-8")
    rows = crosscheck(birds, "models-dev", path).rows
    assert [(row["model_id"], row["model"]) for row in rows if not row["attribute"]] == [("swift-3", "Swift 3")]


@pytest.mark.parametrize(
    ("theirs", "outcome"),
    [("4096", "agrees"), ("8600", "agrees"), ("8602", "differs"), ("7783", "agrees"), ("7781", "differs")],
)
def test_numbers_agree_within_five_percent_of_any_document(
    theirs: str, outcome: str, birds: sqlite3.Connection, tmp_path: Path
) -> None:
    path = tmp_path / "api.json"
    path.write_text(json.dumps({"mud-and-straw": {"models": {"x": described("Swift 3", context=theirs)}}}))
    rows = crosscheck(birds, "models-dev", path).values
    assert [row["outcome"] for row in rows if row["attribute"] == "context_length"] == [outcome]


@pytest.fixture
def models(birds_file: Path, tmp_path: Path) -> Iterator[Models]:
    """The models, two of which have an identifier of a catalog, one of them as a snapshot."""
    with copied(birds_file, tmp_path) as connection:
        recorded = (("models_dev_id", "nest/s3", None, "swift-3"), ("litellm_id", "S3-0501", "snapshot 0501", "owl"))
        connection.execute("UPDATE specifications SET model_id = 'owl' WHERE attribute = 'rope_base'")
        for (attribute, value, scope, model), replaced in zip(recorded, ("layers", "rope_base"), strict=True):
            connection.execute(
                "UPDATE specifications SET attribute_kind = 'identifier', attribute = ?, value = ?, scope = ? "
                "WHERE model_id = ? AND attribute = ?",
                (attribute, value, scope, model, replaced),
            )
        yield Models(connection)


@pytest.mark.parametrize(
    ("entry", "model", "by"),
    [
        (CatalogEntry("nest/s3", "Wren 2", "birdlab", {}, {"models_dev_id": "Nest/S3"}), "swift-3", "identifier"),
        (CatalogEntry("x", "SWIFT-3", "Mud & Straw"), "swift-3", "name"),
        (CatalogEntry("x", "Wren 2 Instruct", "birdlab"), "wren-2", "name"),
        (CatalogEntry("x/swift-3:free", "?", "mud-and-straw"), "swift-3", "name"),
        (CatalogEntry("x", "Swift (3)", "Nest University,Mud & Straw"), "swift-3", "name"),
        (CatalogEntry("mud/swift-3-long", "Long one", "Mud & Straw"), "swift-3-long", "name"),
        (CatalogEntry("nest/s3", "S3", "", {}, {"models_dev_id": "nest/s3"}), "swift-3", "identifier"),
    ],
)
def test_an_entry_is_matched_by_its_identifier_or_else_by_developer_and_name(
    entry: CatalogEntry, model: str, by: str, models: Models
) -> None:
    match = models.match(entry)
    assert match and (match.model_id, match.by) == (model, by)


@pytest.mark.parametrize(
    "entry",
    [
        CatalogEntry("x", "Swift 3", "birdlab"),
        CatalogEntry("x", "Swift 3"),
        CatalogEntry("x", "Swift 33", "Mud & Straw"),
        CatalogEntry("x", "Swift 3 Thinking", "Mud & Straw"),
        CatalogEntry("x", "Swift 3 Instruct", "Mud & Straw"),
        CatalogEntry("x", "Wren 2 Chat", "birdlab"),
        CatalogEntry("mud/swift-3-latest", "Swift 3", "Mud & Straw", {}, {"models_dev_id": "nest/s3"}),
        CatalogEntry("x", "S3", "", {}, {"openrouter_id": "nest/s3"}),
    ],
)
def test_another_developer_version_or_kind_of_identifier_is_no_match(entry: CatalogEntry, models: Models) -> None:
    assert models.match(entry) is None


@pytest.mark.parametrize("date", ["2024-06-01", "20240601", "0601", "06-2024"])
def test_an_identifier_with_a_date_is_a_snapshot(date: str, models: Models) -> None:
    match = models.match(CatalogEntry(f"mud/swift-3-{date}", "?", "Mud & Straw", {"release_date": "2024-06-01"}))
    assert match and (match.model_id, match.scope) == ("swift-3", f"snapshot {date}")
    assert seed_rows(CatalogReport(CATALOGS["litellm"], 1, [match], [])) == []


def test_a_version_that_is_named_by_its_date_is_no_snapshot(models: Models) -> None:
    models.by_name["mudandstraw", "swift3.2507"] = {}
    models.of_any_developer["swift3.2507"] = {"swift-3"}
    match = models.match(CatalogEntry("mud/swift-3-2507", "?", "Mud & Straw"))
    assert match and not match.is_snapshot


def test_what_another_provider_serves_is_neither_only_there_nor_only_here(
    birds: sqlite3.Connection, tmp_path: Path
) -> None:
    path = tmp_path / "api.json"
    path.write_text(json.dumps({"birdlab": {"models": {"swift-3-long": described("Swift 3-Long")}}}))
    rows = crosscheck(birds, "models-dev", path).rows
    assert [(row["outcome"], row["model_id"]) for row in rows] == [("only here", "wren-2")]


def test_a_name_of_two_models_is_no_match(models: Models) -> None:
    models.by_name["birdlab", "wren"] = {"wren-1": "", "wren-2": ""}
    assert models.match(CatalogEntry("x", "Wren", "birdlab")) is None


def test_dates_of_a_snapshot_are_not_compared(models: Models, birds: sqlite3.Connection) -> None:
    values = {"release_date": "2024-06", "knowledge_cutoff": "2024", "context_length": "9"}
    match = models.match(CatalogEntry("s3-0501", "?", "", values, {"litellm_id": "s3-0501"}))
    assert match and match.scope == "snapshot 0501"
    report = CatalogReport(CATALOGS["litellm"], 1, [match], [])
    assert seed_rows(report) == [
        {
            "source_id": "litellm-prices",
            "entry": "s3-0501",
            "attribute_id": "context_length",
            "model_id": "owl",
            "value": "9",
        }
    ]


def test_the_knowledge_base_is_left_as_it_was(birds: sqlite3.Connection, copy: Path) -> None:
    stored = list(map(tuple, birds.execute("SELECT * FROM catalog_values")))
    first = crosscheck(birds, "models-dev", copy).rows
    assert crosscheck(birds, "models-dev", copy).rows == first
    assert list(map(tuple, birds.execute("SELECT * FROM catalog_values"))) == stored != []


def test_an_edition_without_the_catalog_says_so(makers: sqlite3.Connection, copy: Path) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"no document 'models-dev' .*: use a build of an edition that"):
        crosscheck(makers, "models-dev", copy)
