"""Documents of developers leave in every format: as references, as sources of the dataset, and on the page."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from pybtex.database import BibliographyData, parse_file  # type: ignore[import-untyped]

from llm_kb.export import bibtex, csl
from llm_kb.export.references import Reference, of

from .conftest import Exported
from .export_tools import expected

NEW_TABLES = (
    *("attributes", "documents", "document_models", "document_texts", "fact_verdicts", "specification_values"),
    *("specifications", "spec_sheet", "sources_overview", "survey_accuracy", "undisclosed", "verdicts"),
)


@pytest.fixture
def read(exported_makers: Exported) -> BibliographyData:
    """All references as pybtex reads them."""
    return parse_file(exported_makers("bibtex") / "references.bib", "bibtex")


@pytest.fixture
def dataset(exported_makers: Exported) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((exported_makers("jsonld") / "dataset.jsonld").read_text(encoding="utf-8"))
    return content


def test_the_tables_on_documents_have_rows_that_the_tests_of_readers_compare(awkward_file: Path) -> None:
    rows = expected(awkward_file)
    assert {name: bool(rows[name]) for name in NEW_TABLES} == dict.fromkeys(NEW_TABLES, True)


def test_a_document_that_no_publication_stands_for_is_a_reference(read: BibliographyData) -> None:
    assert "birdlab2024wren-wren-2-card" in read.entries
    assert not [key for key in read.entries if key.endswith("swift-3-report")], "it is reference 6"
    assert not [key for key in read.entries if key.endswith(("tiny-source", "tiny-list", "tiny-almanac"))]
    card = read.entries["birdlab2024wren-wren-2-card"]
    assert (card.type, card.fields["howpublished"], card.fields["date"]) == ("misc", "Model card", "2024-07-01")
    assert card.fields["url"] == "https://example.org/birdlab/wren-2"
    assert card.fields["note"] == "Version of 2024-07-01, revision 0123abc, in example.org/birdlab/wren-2."
    assert [str(person) for person in card.persons["author"]] == ["{Birdlab}"]
    configuration = read.entries["mudstrawconfiguration-swift-3-config"]
    assert "year" not in configuration.fields and "date" not in configuration.fields


def test_a_report_is_a_techreport_of_its_developer(makers: sqlite3.Connection) -> None:
    report = Reference(
        **{
            **vars(next(each for each in of(makers) if each.identity == "wren-2-card")),
            "kind": "technical-report",
            "kind_name": "technical report",
            "is_copy": True,
            "date": "2024-07",
        }
    )
    text = bibtex.text([report])
    assert text.startswith("@techreport{birdlab2024wren-wren-2-card,")
    assert "    institution = {Birdlab},\n    type = {Technical report},\n    year = {2024},\n" in text
    assert "howpublished" not in text
    (item,) = csl.items([report])
    assert (item["type"], item["genre"], item["publisher"]) == ("report", "technical report", "Birdlab")
    assert item["issued"] == {"date-parts": [[2024, 7]]}
    assert (item["version"], item["URL"]) == ("0123abc", "https://example.org/birdlab/wren-2")
    assert item["note"].endswith(", a copy by others.")


def test_each_model_has_the_documents_that_speak_for_it_in_both_forms(exported_makers: Exported) -> None:
    of_model = parse_file(exported_makers("bibtex") / "models" / "wren-2.bib", "bibtex")
    assert list(of_model.entries)[-1] == "birdlab2024wren-wren-2-card"
    for path in sorted(exported_makers("bibtex").rglob("*.bib")):
        name = path.relative_to(exported_makers("bibtex")).with_suffix(".json")
        items = json.loads((exported_makers("csl") / name).read_text(encoding="utf-8"))
        assert [item["id"] for item in items] == list(parse_file(path, "bibtex").entries), name


def test_the_dataset_is_based_on_every_source_and_cites_each_document(
    dataset: dict[str, Any], makers: sqlite3.Connection
) -> None:
    based_on = {work["name"]: work for work in dataset["isBasedOn"]}
    (count,) = makers.execute("SELECT count(*) FROM sources").fetchone()
    assert len(dataset["isBasedOn"]) == count == 6
    report = based_on["Swift 3: Songs for Long Evenings"]
    assert report["@type"] == "Report" and report["publisher"] == {"@type": "Organization", "name": "Mud & Straw"}
    assert report["genre"] == "technical report of Mud & Straw, in a copy by others"
    card = based_on["Wren 2"]
    assert (card["version"], card["license"]) == ("0123abc", "Nest License 1.0")
    assert card["identifier"] == "example.org/birdlab/wren-2 README.md at 0123abc"
    assert {"Wren 2", "Configuration of Swift 3"} <= {work["name"] for work in dataset["citation"]}


def test_the_attributes_are_variables_with_their_units(dataset: dict[str, Any], makers: sqlite3.Connection) -> None:
    variables = {variable["name"]: variable for variable in dataset["variableMeasured"]}
    assert variables["layers"] == {
        "@type": "PropertyValue",
        "name": "layers",
        "alternateName": "layers",
        "description": "Number of layers.",
        "unitText": "layers",
    }
    assert {row for (row,) in makers.execute("SELECT id FROM attributes")} <= set(variables)
    assert "relation" in variables


def test_the_page_has_specifications_verdicts_and_sources_by_developer(exported_makers: Exported) -> None:
    page = (exported_makers("markdown") / "README.md").read_text(encoding="utf-8")
    table = page.partition("## Specifications\n")[2].partition("## Models by institution")[0]
    cells = [re.split(r" ?\| ?", line.strip("| ")) for line in table.splitlines() if line.startswith("| ")]
    swift = next(dict(zip(cells[0], row, strict=False)) for row in cells if row[0] == "Swift 3")
    assert (swift["total parameters"], swift["context length"], swift["open weights"]) == ("7M", "8,192 †", "withheld")
    assert (
        "facts of the survey are compared: 4 confirmed, 1 partly confirmed, 2 contradicted, 1 not found, 1 no document"
        in page
    )
    assert "### Documents of Birdlab\n" in page and "[*Wren 2*](https://example.org/birdlab/wren-2)" in page
    assert page.startswith("# llm-kb: design choices of large language models\n")
    assert "None" not in page


def test_the_page_of_an_edition_without_documents_says_nothing_of_them(exported: Exported) -> None:
    page = (exported("markdown") / "README.md").read_text(encoding="utf-8")
    assert "## Specifications" not in page and "Documents of" not in page and "are compared" not in page
