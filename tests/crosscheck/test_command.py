"""`llm-kb crosscheck` reports as text or as rows, refuses bad input in a sentence, and keeps values in a bundle."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb import seeds, settings
from llm_kb.cli import main
from llm_kb.crosscheck.catalogs import CATALOGS
from llm_kb.crosscheck.comparison import COLUMNS
from llm_kb.seeds.format import NEWEST

from ..tiny import BUNDLES


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["crosscheck", *map(str, arguments)])


def test_without_a_format_a_maintainer_reads_what_to_do(birds_file: Path, copy: Path) -> None:
    text = run("models-dev", copy, "--db", birds_file).output
    assert "Models in the catalog: 5, of which 3 describe 3 models here." in text
    assert "Values: 3 agree, 2 differ, 1 only in the catalog, 2 only in documents." in text
    assert "Without a counterpart: 1 model of developers that are known here, and 0 releases" in text
    assert "- birdlab/wren: open_weights: no there, yes by the developer (Wren 2, " in text
    assert (
        text.index("## Values that differ")
        < text.index("birdlab/wren")
        < text.index("## Values that the catalog leaves empty")
    )
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
