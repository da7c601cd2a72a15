"""What is exported to be read, cited or cataloged: the page, the references and the description of the dataset."""

import json
import re
import sqlite3
import warnings
from pathlib import Path
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_file  # type: ignore[import-untyped]

from llm_kb import derive, queries
from llm_kb.export import export
from llm_kb.files import sha256_of

from .conftest import Exported

REFERENCES = 13

MORE_ERRATA = """
    INSERT INTO errata (id, ordinal, kind_id, title, correction, reason, how_known, status_id) VALUES
        ('owl-spelling', 100, 'name', 'Owl 2 lacks its space.', 'Owl 2', 'It has one.', 'Its report.', 'verified'),
        ('wren-spelling', 101, 'name', 'Wren 1 lacks its dash.', 'Wren-1', 'It has one.', 'Its report.', 'verified'),
        ('makers', 102, 'listing', 'There are more makers.', '4', 'One is left out.', 'By counting.', 'verified');
    INSERT INTO errata_places (erratum_id, ordinal, source_id, printed, model_id) VALUES
        ('owl-spelling', 1, 'tiny-list', 'Owl2', 'owl-2'),
        ('wren-spelling', 1, 'tiny-list', 'Wren1', 'wren-1'),
        ('makers', 1, 'tiny-list', '3 makers', NULL);
"""
"""A spelling that the list has wrong, another that it has right, and an erratum on the list as a whole."""


@pytest.fixture
def page(exported: Exported) -> str:
    return (exported("markdown") / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def dataset(exported: Exported) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((exported("jsonld") / "dataset.jsonld").read_text(encoding="utf-8"))
    return content


def models_with_publications(kb: sqlite3.Connection) -> set[str]:
    """The models behind which there is a publication: their own, or that of one above or below them."""
    result = queries.run(kb, "model_list")
    models = [row[result.columns.index("model_id")] for row in result.rows]
    return {model for model in models if queries.run(kb, "references", {"publication": "", "model": model}).rows}


def test_bibtex_holds_all_references_and_those_behind_each_model(exported: Exported, kb: sqlite3.Connection) -> None:
    directory = exported("bibtex")
    everything = parse_file(directory / "references.bib", "bibtex")
    assert len(everything.entries) == REFERENCES
    found = {path.stem: list(parse_file(path, "bibtex").entries) for path in (directory / "models").iterdir()}
    assert set(found) == models_with_publications(kb)
    assert found["owl-2"] == ["nestteam2024owl-2"]
    assert "kiwi" not in found
    assert {key for keys in found.values() for key in keys} <= set(everything.entries)


def test_csl_holds_the_same_references_as_bibtex(exported: Exported) -> None:
    names = {path.relative_to(exported("bibtex")).with_suffix("") for path in exported("bibtex").rglob("*.bib")}
    assert names == {path.relative_to(exported("csl")).with_suffix("") for path in exported("csl").rglob("*.json")}
    for name in sorted(names):
        keys = [item["id"] for item in json.loads((exported("csl") / name.with_suffix(".json")).read_text("utf-8"))]
        assert keys == list(parse_file(exported("bibtex") / name.with_suffix(".bib"), "bibtex").entries)


def test_a_model_is_asked_for_by_its_id_alone(kb: sqlite3.Connection) -> None:
    own = "SELECT m.id, n.model_id FROM models AS m INNER JOIN model_names AS n ON m.id = n.name WHERE n.own = 1"
    assert {asked for asked, found in kb.execute(own) if asked != found} == set()


def test_a_csl_processor_cites_every_reference(exported: Exported) -> None:
    items = json.loads((exported("csl") / "references.json").read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        # It does not know `archive_location` and the like, and says so.
        warnings.simplefilter("ignore")
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    cited = {key: str(entry) for key, entry in zip(bibliography.keys, bibliography.bibliography(), strict=True)}
    assert len(cited) == REFERENCES
    for item in items:
        entry = cited[item["id"]]
        first = item["author"][0]
        assert entry.startswith(first.get("family") or first["literal"])
        if "issued" in item:
            assert str(item["issued"]["date-parts"][0][0]) in entry
    assert sum("issued" in item for item in items) == REFERENCES - 2
    assert "Group relative praise" in cited["swift2023group-11"]


def test_the_page_lists_the_models_with_the_links_of_the_companion_list(page: str, kb: sqlite3.Connection) -> None:
    listed = page.partition("## Models by institution")[2].partition("## Sources")[0]
    found = re.findall(r"^### (.+)$|^- \*\*(.+)\*\* \[\[(.+)\]\]\((.+?)\)", listed, re.MULTILINE)
    institutions = [heading for heading, *_ in found if heading]
    models = [tuple(rest) for heading, *rest in found if not heading]
    expected = kb.execute(
        "SELECT name_printed, link_kind_id, url FROM model_listings WHERE url IS NOT NULL ORDER BY ordinal"
    )
    assert models == [tuple(row) for row in expected]
    assert len(models) == 3
    assert institutions == ["Birdlab", "Nestworks", "Mud & Straw"], "in the order of their bundles"


def test_the_page_tells_in_footnotes_what_the_list_has_wrong(kb_copy: sqlite3.Connection, tmp_path: Path) -> None:
    kb_copy.executescript(MORE_ERRATA)
    export(kb_copy, "markdown", tmp_path / "out")
    page = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^- \*\*Mag-pie\*\* .*\[\^list-magpie\]$", page, re.MULTILINE)
    assert re.search(r"^\[\^list-magpie\]: .* Right: Magpie\.$", page, re.MULTILINE)
    assert re.search(r"^- \*\*Owl2\*\* .*\[\^owl-spelling\]$", page, re.MULTILINE)
    assert re.search(r"^- \*\*Wren-1\*\* .*\)$", page, re.MULTILINE), "which the list spells rightly"
    assert re.search(r"^3 models of 3 institutions, .*\[\^makers\]", page, re.MULTILINE)
    marks = set(re.findall(r"\[\^([a-z0-9-]+)\](?!:)", page))
    assert marks == set(re.findall(r"^\[\^([a-z0-9-]+)\]:", page, re.MULTILINE))


def test_the_page_answers_every_question_in_our_words(page: str, kb: sqlite3.Connection) -> None:
    answers = kb.execute(
        "SELECT kind_id, statement FROM findings WHERE kind_id <> 'point' AND research_question_id IS NOT NULL"
    ).fetchall()
    assert len(answers) == 8
    for kind, statement in answers:
        assert f"**{kind.capitalize()}:** {statement}\n" in page
    sections = re.findall(r"^#### (\d\.\d) ", page, re.MULTILINE)
    assert sections == ["2.1", "2.2", "3.1", "3.2", "4.1"]


def test_the_page_shows_signs_of_markdown_as_they_are(kb_copy: sqlite3.Connection, tmp_path: Path) -> None:
    kb_copy.execute(
        "UPDATE model_listings SET name_printed = 'a*b_[c]<d>`e`', url = 'https://x.org/(y)' WHERE url IS NOT NULL"
    )
    export(kb_copy, "markdown", tmp_path / "out")
    page = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert r"- **a\*b\_\[c\]\<d\>\`e\`** [[paper]](https://x.org/%28y%29)" in page


def test_the_dataset_is_described_for_catalogs(dataset: dict[str, Any]) -> None:
    assert (dataset["@context"], dataset["@type"]) == ("https://schema.org/", "Dataset")
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (dataset["version"], dataset["datePublished"]) == ("tiny-flock", "2024-08-15")
    survey = dataset["isBasedOn"][0]
    assert [author["name"] for author in survey["author"]] == ["Ada Lark", "Zoë Merle", "Nest Team"]
    facts = next(entry for entry in derive.entries() if entry.name == "design_facts")
    measured = {variable["name"]: variable["description"] for variable in dataset["variableMeasured"]}
    assert measured == {column.name: column.description for column in facts.columns}


def test_the_dataset_names_its_files_with_hash_and_size(dataset: dict[str, Any], exported: Exported) -> None:
    directory = exported("jsonld")
    named = {download["contentUrl"]: download for download in dataset["distribution"]}
    others = {path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file()}
    assert set(named) == others - {"dataset.jsonld", "SHA256SUMS"}
    for name, download in named.items():
        assert download["sha256"] == sha256_of(directory / name)
        assert download["contentSize"] == f"{(directory / name).stat().st_size} B"
    assert named["data/llm_kb.db"]["encodingFormat"] == "application/vnd.sqlite3"


def test_the_dataset_cites_every_reference(dataset: dict[str, Any]) -> None:
    cited = {work["name"]: work for work in dataset["citation"]}
    assert len(dataset["citation"]) == REFERENCES
    wren = cited["Wren 1: A talker for the bird house"]
    assert wren["@type"] == "ScholarlyArticle"
    assert wren["author"][0] == {"@type": "Person", "name": "Ada Lark", "givenName": "Ada", "familyName": "Lark"}
    assert wren["identifier"] == [{"@type": "PropertyValue", "propertyID": "arXiv", "value": "2301.00001"}]
    assert "isPartOf" not in wren
    praise = cited["Group relative praise: your flock is secretly a judge"]
    assert praise["isPartOf"] == {"@type": "Book", "name": "Meeting of the Aviary"}
    assert {"@type": "Organization", "name": "Magpie Team"} in [work["author"][0] for work in dataset["citation"]]


def test_a_work_is_of_its_date_or_else_of_its_year(exported: Exported, kb: sqlite3.Connection) -> None:
    text = (exported("jsonld") / "dataset.jsonld").read_text(encoding="utf-8")
    works: list[dict[str, Any]] = []
    json.loads(text, object_hook=lambda node: works.append(node) or node)  # type: ignore[func-returns-value]
    dates = {work["name"]: work.get("datePublished") for work in works if "name" in work}
    years = kb.execute("SELECT title, year FROM corrected_publications WHERE year IS NOT NULL").fetchall()
    assert years and {title: dates.get(title) for title, _ in years} == {title: str(year) for title, year in years}
