"""The transcript of the MCP document is what the tools answer, and the examples for language models find something."""

import importlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from llm_kb.database import open_read_only
from llm_kb.settings import checkout
from llm_kb.site import conventions, mcp_hints

from ..browser.server import served

ON_DOCUMENTS = re.compile(r"spec_sheet|specifications|verdicts|sources_overview|source_kind NOT IN")
"""What a statement reads of which only editions with documents of developers have rows."""
DOCS = (checkout() or Path()) / "docs"


@pytest.fixture
def transcript(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program that writes it, which is no part of the package."""
    monkeypatch.syspath_prepend(str(DOCS))
    return importlib.import_module("transcript")


@pytest.fixture(scope="module")
def kb(kb_file: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(kb_file)) as connection:
        yield connection


def test_the_document_contains_the_current_responses(transcript: ModuleType, kb_file: Path) -> None:
    told = (DOCS / "mcp.md").read_text(encoding="utf-8").partition("<!-- generated: mcp -->\n")[2]
    assert "\n".join(transcript.transcript(kb_file)).rstrip() == told.partition("\n<!-- end -->")[0]
    assert len(transcript.CALLS) >= 12


def test_the_call_without_a_client_is_answered(kb_file: Path) -> None:
    document = (DOCS / "mcp.md").read_text(encoding="utf-8")
    headers = dict(re.findall(r"-H '([^:']+): ([^']+)'", document))
    (body,) = re.findall(r"-d '([^']+)'", document)
    with served(kb_file) as address:
        result = httpx.post(f"{address}/-/mcp", content=body, headers=headers).json()["result"]
    assert result["isError"] is False
    assert "design_facts" in result["content"][0]["text"]


@pytest.mark.parametrize("question", conventions.EXAMPLES)
def test_every_example_statement_finds_something(kb: sqlite3.Connection, question: str) -> None:
    sql = conventions.EXAMPLES[question]
    rows = kb.execute(sql).fetchall()
    if ON_DOCUMENTS.search(sql):
        has_documents = kb.execute("SELECT 1 FROM spec_sheet").fetchone() is not None
        assert bool(rows) == has_documents
    else:
        assert len(rows) > 1


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("SELECT 1 FROM design_facts WHERE technique = 'GRPO'", "is the technique group relative policy optimization"),
        ("SELECT 1 FROM prompt_markers WHERE model_id = 'llama-3'", "It belongs to 'llama'"),
        ("SELECT 1 FROM design_facts WHERE model LIKE '%Tulu 3%'", "'Tulu 3' is the model Tülu 3"),
        ("SELECT 1 FROM design_facts WHERE technique LIKE '%rope%'", "whose technique_id is 'rope'"),
        ("SELECT 1 FROM models WHERE name = 'context window'", "context_length is a column of spec_sheet"),
        ("SELECT 1 FROM models WHERE name = 'learning rate'", "learning rates, batch sizes"),
        ("SELECT 1 FROM models WHERE name = ''", "No rows: "),
    ],
)
def test_an_answer_without_rows_says_what_its_words_mean(kb: sqlite3.Connection, sql: str, sentence: str) -> None:
    assert sentence in mcp_hints.of_statement(kb, sql)


def test_a_known_name_is_not_reported_as_not_covered(kb: sqlite3.Connection) -> None:
    for name in ("Qwen3", "Llama 4", "Gemini", "GRPO"):
        assert "ot covered" not in mcp_hints.of_statement(kb, f"SELECT 1 WHERE 'a' = '{name}'")


def test_an_unknown_column_has_a_hint_on_where_its_values_are(kb: sqlite3.Connection) -> None:
    for column, of_sheet in (("license", "license"), ("vocab_size", "vocabulary_size"), ("released", "release_date")):
        assert mcp_hints.of_error(kb, f"no such column: m.{column}").startswith(f"{of_sheet} is a column of spec_sheet")
    assert "benchmark scores" in mcp_hints.of_error(kb, "no such column: mmlu").lower()
    assert mcp_hints.of_error(kb, "no such column: nosuch") == mcp_hints.of_error(kb, "near x: syntax error") == ""


def test_a_column_that_another_table_has_is_told_with_the_columns_of_the_tables_in_the_statement(
    kb: sqlite3.Connection,
) -> None:
    sql = "SELECT m.model_id FROM models_overview AS m"
    hint = mcp_hints.of_error(kb, "no such column: m.model_id", sql)
    assert re.match("model_id is a column of spec_sheet, design_facts, .* and ", hint)
    assert "models_overview has id, name, kind, " in hint
    assert mcp_hints.of_error(kb, "no such column: nosuch", "SELECT nosuch FROM lineage").startswith("lineage has ")


def test_without_specifications_the_hint_says_what_is_not_covered(survey: sqlite3.Connection) -> None:
    assert "under which license" in mcp_hints.of_error(survey, "no such column: m.license")
    rope = mcp_hints.of_statement(survey, "SELECT 1 FROM design_facts WHERE technique LIKE '%rope%'")
    assert "does not compare position encodings" in rope


def test_names_of_models_are_no_topics(kb: sqlite3.Connection) -> None:
    words = " · ".join(str(row[0]) for row in kb.execute("SELECT aliases FROM search_index WHERE kind = 'topic'"))
    known = {str(row[0]).lower() for row in kb.execute("SELECT name FROM models")}
    assert not known & {word.lower() for word in words.split(" · ")}
