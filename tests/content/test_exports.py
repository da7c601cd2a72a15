"""What exports say of the first edition: the page as the companion list has it, and every reference."""

import re
import sqlite3
from pathlib import Path

import pytest

from llm_kb import queries
from llm_kb.export import csl, export
from llm_kb.export.references import from_rows


@pytest.fixture
def page(kb: sqlite3.Connection, tmp_path: Path) -> str:
    export(kb, "markdown", tmp_path / "out")
    return (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_the_page_lists_31_models_of_12_institutions_by_name(page: str) -> None:
    listed = page.partition("## Models by institution")[2].partition("## Sources")[0]
    institutions = re.findall(r"^### (.+)$", listed, re.MULTILINE)
    assert (len(institutions), len(re.findall(r"^- ", listed, re.MULTILINE))) == (12, 31)
    assert institutions == sorted(institutions)


def test_the_page_tells_in_footnotes_what_the_companion_list_has_wrong(page: str) -> None:
    assert re.search(r"^- \*\*Aya 23\*\* .*\[\^aya-23-maker\]$", page, re.MULTILINE)
    assert re.search(r"^\[\^aya-23-maker\]: .* Right: Cohere \(Cohere For AI\)\.$", page, re.MULTILINE)
    assert re.search(r"^- \*\*Tulu 3\*\* .*\[\^tulu-3-spelling\]$", page, re.MULTILINE)
    assert re.search(r"^- \*\*Kimi K1\.5\*\* .*\)$", page, re.MULTILINE), "which the list spells rightly"
    assert re.search(r"^31 models of 12 institutions, .*\[\^institutions-12-or-13\]", page, re.MULTILINE)


def test_the_page_answers_the_nine_questions(page: str) -> None:
    sections = re.findall(r"^#### (\d\.\d) ", page, re.MULTILINE)
    assert sections == [*("2.1", "2.2"), *("3.1", "3.2", "3.3"), *("4.1", "4.2", "4.3", "4.4")]
    assert len(re.findall(r"^\*\*(?:Takeaway|Position):\*\* ", page, re.MULTILINE)) == 18


def test_every_kind_of_publication_has_a_type_of_its_own(kb: sqlite3.Connection) -> None:
    sources = "SELECT id FROM source_kinds WHERE id NOT IN ('survey', 'list', 'catalog', 'license')"
    assert set(csl.TYPES) == {kind for (kind,) in kb.execute(f"SELECT id FROM publication_kinds UNION {sources}")}


def test_every_reference_is_cited_with_year_and_address(kb: sqlite3.Connection) -> None:
    result = queries.run(kb, "references", {"publication": "", "model": ""})
    items = csl.items(from_rows(dict(zip(result.columns, row, strict=True)) for row in result.rows))
    assert len({item["id"] for item in items}) == 156
    assert all(item["issued"] and item["URL"] for item in items)
    assert {"rafailov2023direct-93", "grattafiori2024llama-35", "teamolmo2024olmo-85"} <= {i["id"] for i in items}
