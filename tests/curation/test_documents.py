"""Documents are entered and their passages found by commands, whose rows a bundle accepts."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb import seeds, settings
from llm_kb.cli import main
from llm_kb.seeds.bundle_files import BundleFiles

from ..tiny import BUNDLES

CARD, REPORT, FLOW, KEYS = (
    BUNDLES / name
    for name in ("wren-2-card.md", "swift-3-report.txt", "swift-3-report.flow.txt", "swift-3-config.json")
)
MAKERS = "tiny-makers"


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BundleFiles:
    """The tiny bundles in a checkout, where that of makers is not released."""
    shutil.copytree(BUNDLES, tmp_path / "seed")
    (tmp_path / "migrations" / "versions").mkdir(parents=True)
    monkeypatch.setattr(settings, "checkout", lambda: tmp_path)
    return BundleFiles(tmp_path / "seed" / MAKERS)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["seed", *map(str, arguments)])


def passage(*arguments: str | Path) -> Result:
    return run("passage", "--edition", MAKERS, *arguments)


def keep(bundle: BundleFiles, table: str, column: str, source: str) -> list[dict[str, str]]:
    """Remove the rows of a source from a file, and return them."""
    rows = [dict(row) for row in bundle.own(table)]
    bundle.write(table, [row for row in rows if row[column] != source])
    return [row for row in rows if row[column] == source]


@pytest.mark.parametrize(
    ("file", "at", "phrases", "words", "row"),
    [
        (REPORT, "p2", ["lined with straw"], ["lined with straw"], "swift-3-report,p2/5,{},{},p. 2,2"),
        (REPORT, "p1", ["listen and 8"], ["lis-\nten and 8"], "swift-3-report,p1/2,{},{},p. 1,1"),
        (REPORT, "p2/9", ["out again", "tried moss"], ["tried moss", "out again"], "swift-3-report,p2/9,{},{},p. 2,2"),
        (CARD, "Prompt format", ["Each turn"], ["Each turn"], "wren-2-card,prompt-format/2,{},{},Prompt format,"),
        (KEYS, "attention.heads", ["16"], ["16"], "swift-3-config,attention.heads/2,{},{},`attention.heads`,"),
        (KEYS, "L7", ["8192"], ["8192"], "swift-3-config,l7/2,{},{},L7,"),
    ],
)
def test_the_row_of_a_phrase_at_a_place_is_printed(
    file: Path, at: str, phrases: list[str], words: list[str], row: str, bundle: BundleFiles
) -> None:
    text = file.read_text(encoding="utf-8")
    ranges = ";".join(f"{text.index(part)}-{text.index(part) + len(part)}" for part in words)
    sha256 = hashlib.sha256(" ".join(words).encode()).hexdigest()
    before = bundle.own("passages")
    result = passage(file, "--at", at, *phrases)
    assert (result.exit_code, result.stdout) == (0, row.format(ranges, sha256) + "\n"), result.stderr
    assert bundle.own("passages") == before


def test_a_row_is_added_to_the_bundle_where_that_is_wanted(bundle: BundleFiles) -> None:
    before = bundle.own("passages")
    result = passage(CARD, "--at", "Details", "--write", "2 at a time")
    assert bundle.own("passages")[:-1] == before
    assert bundle.lines("passages", bundle.own("passages")[-1:]) == result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((REPORT, "--at", "p1", "every Swift is"), "'every Swift is' is on page 2, not on page 1."),
        ((REPORT, "--at", "p3", "1.5 trillion"), "stands 2 times on page 3: take more words."),
        ((REPORT, "--at", "p4", "moss"), "There is no page 4: the text has 3 pages."),
        ((REPORT, "--at", "p2/1", "every Swift is"), "has a passage p2/1 already: leave out the number"),
        ((FLOW, "--at", "p1", "Nest"), "enter it first ('llm-kb seed source')"),
        ((REPORT, "--write", "moss"), "--write needs --at"),
    ],
)
def test_a_phrase_that_gives_no_row_is_told(arguments: tuple[str | Path, ...], told: str, bundle: BundleFiles) -> None:
    before = bundle.own("passages")
    result = passage(*arguments)
    assert (result.exit_code != 0, result.stdout) == (True, "")
    assert told in result.stderr
    assert bundle.own("passages") == before


def test_all_passages_of_facts_are_written_at_once(bundle: BundleFiles) -> None:
    bundle.write("passages", [])
    assert run("passages", MAKERS, "--sources", BUNDLES).stdout == "Added 19 rows to tiny-makers/passages.csv.\n"
    assert seeds.read(bundle.folder).rows.number_of("passages") == 19
    rows = {(row["source_id"], row["at"]): row for row in bundle.own("passages")}
    text = REPORT.read_text(encoding="utf-8")
    first, last = map(int, rows["swift-3-report", "p1/1"]["ranges"].split("-"))
    assert " ".join(text[first:last].split()) == "7 million feathers in 12 layers"
    assert rows["swift-3-report", "p3/2"]["ranges"].count(";") == 0
    assert rows["swift-3-report", "p3/2"]["locator"] == "p. 3"
    assert rows["wren-2-card", "prompt-format/1"]["locator"] == "Prompt format"
    assert rows["swift-3-config", "attention.kv_heads/1"]["locator"] == "`attention.kv_heads`"
    assert run("passages", MAKERS, "--sources", BUNDLES).stdout == "Added 0 rows to tiny-makers/passages.csv.\n"


def test_the_row_of_a_phrase_that_has_changed_is_computed_anew(bundle: BundleFiles) -> None:
    bundle.write("passages", [])
    run("passages", MAKERS, "--sources", BUNDLES)
    facts = bundle.folder / "facts" / "swift-3-report.yaml"
    text = facts.read_text(encoding="utf-8")
    assert text.count("7 million feathers in 12 layers") == 1
    facts.write_text(
        text.replace("7 million feathers in 12 layers", "has 7 million feathers in 12 layers"), encoding="utf-8"
    )
    before = bundle.own("passages")
    told = "Added 0 rows to tiny-makers/passages.csv.\nCorrected 1 row whose phrases had changed.\n"
    assert run("passages", MAKERS, "--sources", BUNDLES).stdout == told
    changed = [new for old, new in zip(before, bundle.own("passages"), strict=True) if old != new]
    assert [(row["source_id"], row["at"]) for row in changed] == [("swift-3-report", "p1/1")]
    assert run("passages", MAKERS, "--sources", BUNDLES).stdout == "Added 0 rows to tiny-makers/passages.csv.\n"


def test_a_passage_that_is_written_later_comes_where_facts_name_it(bundle: BundleFiles) -> None:
    before = bundle.own("passages")
    bundle.write("passages", [row for row in before if row["at"] not in ("p2/1", "details/2")])
    assert run("passages", MAKERS, "--sources", BUNDLES).exit_code == 0
    assert [row["at"] for row in bundle.own("passages")] == [row["at"] for row in before]
    assert seeds.read(bundle.folder)


def test_all_phrases_that_are_not_found_are_told_at_once_and_the_others_written(
    bundle: BundleFiles, tmp_path: Path
) -> None:
    bundle.write("passages", [])
    facts = bundle.folder / "facts" / "wren-2-card.yaml"
    spoiled = facts.read_text(encoding="utf-8").replace("for text and audio\n", "for text and songs\n")
    facts.write_text(spoiled.replace("8, 2 at a time", "by praise of the group"), encoding="utf-8")
    (tmp_path / "texts").mkdir()
    for path in (CARD, REPORT):
        shutil.copy(path, tmp_path / "texts")
    result = run("passages", MAKERS, "--sources", tmp_path / "texts")
    assert result.exit_code == 1
    assert result.stdout == "Added 12 rows to tiny-makers/passages.csv.\n"
    assert result.stderr.splitlines() == [
        "facts/wren-2-card.yaml:1: 'for text and songs' is nowhere in the text: "
        "the nearest is 'for text and audio.' under 'Wren 2'.",
        "facts/wren-2-card.yaml:9: 'by praise of the group' is under 'Training', not under 'Details'.",
        "swift-3-config: its text is in none of the folders, so 5 passages have no row",
    ]


def test_a_document_is_entered_as_it_is_measured(bundle: BundleFiles) -> None:
    keep(bundle, "documents", "source_id", "swift-3-report")
    keep(bundle, "document_texts", "source_id", "swift-3-report")
    keep(bundle, "document_models", "source_id", "swift-3-report")
    (old,) = keep(bundle, "sources", "id", "swift-3-report")
    options = ["--publisher", "mud-and-straw", "--read", "whole", "--copy", "--date", "2024-05-02", "--edition", MAKERS]
    models = ["--model", "swift-3", "--model", "swift-3-long"]
    result = run("source", REPORT, "--text", FLOW, *models, *options, "--write")
    assert result.exit_code == 0, result.stderr
    (source,) = (row for row in bundle.own("sources") if row["id"] == "swift-3-report")
    assert {**source, "description": ""} == {
        **old,
        "authors": "",
        "url": "",
        "description": "",
        "rights": "The text belongs to its authors and is not redistributed here.",
    }
    (document,) = (row for row in bundle.own("documents") if row["source_id"] == "swift-3-report")
    assert (document["kind_id"], document["pages"], document["official"]) == ("technical-report", "3", "0")
    (text,) = bundle.own("document_texts")
    assert text == {
        "source_id": "swift-3-report",
        "kind_id": "flow",
        "sha256": hashlib.sha256(FLOW.read_bytes()).hexdigest(),
    }
    assert seeds.read(bundle.folder)


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """A manifest that lists a report with two texts, and code of which there is no text."""
    for path in (REPORT, FLOW):
        shutil.copy(path, tmp_path)
    common = {"commit": "4567def", "official": True, "commit_date": "2024-05-02", "language": "en", "note": ""}
    held = {
        **common,
        "model_ids": ["swift-3", "unknown-1"],
        "repository": "mud/swift-3",
        "path": "swift.pdf",
        "url": "https://example.org/swift.pdf",
        "pages": 3,
        "sha256_of_original": "ab" * 32,
        "kind": "technical report (copy)",
        "licence": "none stated",
        "text": REPORT.name,
        "reading_order": FLOW.name,
        "held": True,
        "sha256_of_text": hashlib.sha256(REPORT.read_bytes()).hexdigest(),
    }
    code = {
        **common,
        "model_ids": ["swift-3"],
        "repository": "mud/swift-3",
        "path": "swift/model.py",
        "url": "https://example.org/model.py",
        "sha256_of_original": "cd" * 32,
        "kind": "model definition",
        "licence": "Nest-1.0",
        "text": None,
        "reading_order": None,
        "held": False,
    }
    path = tmp_path / "MANIFEST.jsonl"
    path.write_text("".join(json.dumps(entry) + "\n" for entry in (held, code)), encoding="utf-8")
    return path


def test_a_document_of_a_manifest_is_entered_with_what_that_tells(manifest: Path, bundle: BundleFiles) -> None:
    for table, column in (
        *(("documents", "source_id"), ("document_texts", "source_id"), ("document_models", "source_id")),
        ("sources", "id"),
    ):
        keep(bundle, table, column, "swift-3-report")
    options = ["--publisher", "mud-and-straw", "--read", "whole", "--edition", MAKERS, "--write"]
    result = run("source", REPORT.name, "--manifest", manifest, "--id", "swift-3-report", *options)
    assert result.exit_code == 0, result.stderr
    (document,) = (row for row in bundle.own("documents") if row["source_id"] == "swift-3-report")
    assert document == {
        "source_id": "swift-3-report",
        "kind_id": "technical-report",
        "publisher_id": "mud-and-straw",
        "official": "1",
        "repository": "mud/swift-3",
        "revision": "4567def",
        "path": "swift.pdf",
        "pages": "3",
        "license": "",
        "original_sha256": "ab" * 32,
        "publication_id": "",
        "read": "whole",
    }
    assert bundle.own("document_models")[-1] == {"source_id": "swift-3-report", "model_id": "swift-3"}
    assert seeds.read(bundle.folder)


def test_code_of_a_manifest_is_entered_without_its_text(manifest: Path, bundle: BundleFiles) -> None:
    options = ["--publisher", "mud-and-straw", "--read", "whole", "--edition", MAKERS, "--write"]
    result = run("source", "swift/model.py", "--manifest", manifest, *options)
    assert result.exit_code == 0, result.stderr
    assert bundle.own("sources")[-1]["sha256"] == "cd" * 32
    assert bundle.own("documents")[-1]["kind_id"] == "code"
    assert bundle.own("documents")[-1]["license"] == "Nest-1.0"
    assert seeds.read(bundle.folder)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((CARD,), "This text is the source 'wren-2-card' already"),
        ((FLOW, "--id", "wren-2-card"), "There is a source 'wren-2-card' already: choose another id with --id."),
        (("none.txt", "--manifest", "MANIFEST"), "lists 'none.txt' 0 times, not once: copy its text, path or URL"),
        (("none.txt", "--manifest", CARD), "is no manifest of documents"),
        (("none.txt",), "File 'none.txt' does not exist"),
    ],
)
def test_a_document_that_cannot_be_entered_is_told(
    arguments: tuple[str | Path, ...], told: str, manifest: Path, bundle: BundleFiles
) -> None:
    before = bundle.own("sources")
    named = [manifest if argument == "MANIFEST" else argument for argument in arguments]
    result = run("source", *named, "--read", "whole", "--edition", MAKERS, "--write")
    assert result.exit_code != 0
    assert told in result.stderr
    assert bundle.own("sources") == before


def test_how_far_a_document_was_read_must_be_said(bundle: BundleFiles) -> None:
    assert "Missing option '--read'" in run("source", FLOW, "--edition", MAKERS).stderr


def test_a_released_bundle_and_one_of_an_older_format_are_not_written_to(bundle: BundleFiles) -> None:
    versions = bundle.folder.parent.parent / "migrations" / "versions"
    migration = f'EDITION = "{MAKERS}"\nSHA256 = "{"0" * 64}"\nRELEASED = "1.1.0"\nrevision = "0001"\n'
    (versions / "0001_load.py").write_text(migration, encoding="utf-8")
    assert f"{MAKERS} is released and frozen" in passage(REPORT, "--at", "p1", "--write", "Nest").stderr
    assert "tiny has format 1" in run("passage", "--edition", "tiny", REPORT, "--at", "p1", "Nest").stderr
    assert "There is no bundle 'none'" in run("passages", "none", "--sources", BUNDLES).stderr
