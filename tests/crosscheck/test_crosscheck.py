"""A catalog is compared value by value with what documents say, and what only one of the two has is listed."""

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from llm_kb import seeds, settings
from llm_kb.cli import main
from llm_kb.crosscheck import CATALOGS, COLUMNS, CatalogReport, crosscheck, seed_rows
from llm_kb.crosscheck.entries import CatalogEntry
from llm_kb.crosscheck.matching import Models
from llm_kb.database import open_read_only
from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds.format import NEWEST

from ..conftest import copied
from ..tiny import BUNDLES


def described(name: str, **fields: Any) -> dict[str, Any]:
    limits = {"context": fields.pop("context", None), "output": fields.pop("output", None)}
    return {"name": name, "limit": limits, **fields}


BIRDS = {
    "Mud & Straw": {
        "models": {
            "swift-3": described("Swift 3", context=8000, release_date="2024-05", knowledge="2024-01"),
            "swift-3-long": described("Swift 3-Long", release_date="2024-06-01"),
            "swift-9": described("Swift 9", context=1),
        }
    },
    "birdlab": {
        "models": {
            "wren": described("Wren 2 Instruct", open_weights=False, modalities={"input": ["text", "audio"]}),
        }
    },
    "stranger": {"models": {"swift-3": described("Swift 3", context=1)}},
}


@pytest.fixture
def birds(birds_file: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(birds_file)) as connection:
        yield connection


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of a catalog of birds."""
    path = tmp_path / "api.json"
    path.write_text(json.dumps(BIRDS), encoding="utf-8")
    return path


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


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["crosscheck", *map(str, arguments)])


def test_without_a_format_a_maintainer_reads_what_to_do(birds_file: Path, copy: Path) -> None:
    text = run("models-dev", copy, "--db", birds_file).output
    assert "Models in the catalog: 5, of which 3 describe 3 models here." in text
    assert "Values: 3 agree, 2 differ, 1 are only in the catalog, 2 are only here." in text
    assert "Without a counterpart: 1 model of developers that are known here, and 0 releases" in text
    assert "- birdlab/wren: open_weights: no there, yes by the developer (Wren 2, " in text
    assert text.index("## Values that differ") < text.index("birdlab/wren") < text.index("## Values that it lacks")
    assert "- Mud & Straw/swift-3-long: context_length: 16,384 by the developer (" in text


def test_the_rows_are_told_in_every_format_and_by_outcome(birds_file: Path, copy: Path) -> None:
    everything = json.loads(run("models-dev", copy, "--json", "--db", birds_file).output)
    assert tuple(everything[0]) == COLUMNS
    differing = run("models-dev", copy, "--outcome", "differs", "--csv", "--db", birds_file).output
    rows = list(csv.DictReader(io.StringIO(differing)))
    assert [row["attribute"] for row in rows] == [row["attribute"] for row in everything if row["outcome"] == "differs"]
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere", "FILE"), "'nowhere' is not one of"),
        (("litellm", "FILE"), "has no language models of LiteLLM: name a copy of its model_prices"),
        (("epoch", "missing.csv"), "'missing.csv' cannot be read (No such file or directory): name a copy of"),
        (("epoch", "."), "'.' cannot be read (Is a directory): name a copy of"),
    ],
)
def test_bad_input_gets_one_sentence(arguments: tuple[str, str], message: str, birds_file: Path, copy: Path) -> None:
    result = run(*(copy if part == "FILE" else part for part in arguments), "--db", birds_file)
    assert result.exit_code > 0
    assert message in result.output
    assert "Traceback" not in result.output


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle of the newest format in a checkout, which follows that of makers."""
    root = tmp_path / "checkout"
    shutil.copytree(BUNDLES, root / "seed")
    (root / "migrations" / "versions").mkdir(parents=True)
    monkeypatch.setattr(settings, "checkout", lambda: root)
    folder = root / "seed" / "tiny-birds"
    folder.mkdir()
    (folder / "edition.yaml").write_text(
        f"format: {NEWEST}\nid: tiny-birds\ntitle: Birds\ndate: '2025-01-01'\ndescription: Birds.\n"
        "source: tiny-source\nfollows: tiny-makers\n"
    )
    sources = "".join(f"{each.source_id},{each.title},,,,,none,A catalog.\n" for each in CATALOGS.values())
    documents = "".join(f"{each.source_id},catalog,,0,,,,,,,,keys\n" for each in CATALOGS.values())
    for table, rows in (("sources", sources), ("documents", documents)):
        header = (BUNDLES / "tiny-makers" / f"{table}.csv").read_text().partition("\n")[0]
        (folder / f"{table}.csv").write_text(f"{header}\n{rows}")
    return folder


def test_values_are_kept_in_a_bundle_that_builds(bundle: Path, birds_file: Path, copy: Path) -> None:
    for _ in range(2):
        assert run("models-dev", copy, "--write", "--edition", "tiny-birds", "--db", birds_file).exit_code == 0
    rows = list(csv.DictReader((bundle / "catalog_values.csv").open()))
    assert len(rows) == len({(row["entry"], row["attribute_id"]) for row in rows})
    assert {row["value"] for row in rows if row["attribute_id"] == "context_length"} == {"8000", ""}
    known = [row for row in rows if row["attribute_id"] not in ("output_limit", "output_modalities")]
    with (bundle / "catalog_values.csv").open("w") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(known)
    assert len(seeds.read(bundle).rows["catalog_values"]) == len(known)


def test_values_are_not_kept_in_a_bundle_of_an_older_format(bundle: Path, birds_file: Path, copy: Path) -> None:
    for folder in (bundle, bundle.with_name("tiny-makers")):
        edition = folder / "edition.yaml"
        edition.write_text(edition.read_text().replace(f"format: {NEWEST}", "format: 2"))
    result = run("models-dev", copy, "--write", "--edition", "tiny-birds", "--db", birds_file)
    assert result.exit_code == 1
    assert "write 'format: 3' into its edition.yaml" in result.output
    assert not (bundle / "catalog_values.csv").exists()
