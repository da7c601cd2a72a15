"""How a table is shown is declared with it, and a slip in a declaration is an error."""

from dataclasses import replace

import pytest

from llm_kb import derive, queries
from llm_kb.derive import dictionary_tables, stored
from llm_kb.dictionary import TableEntry
from llm_kb.presentation import PARSERS, UNPLACED, Presentation, from_header
from llm_kb.schema.base import table
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile, read_folder, read_sql

ENTRIES = {entry.name: entry for entry in derive.entries()}
STORED = stored.files()[0]
VIEW = read_folder(PACKAGE / "derive" / "views")[0]
QUERY = read_sql(PACKAGE / "queries" / "facts.sql")


def unknown(entry: TableEntry) -> set[str]:
    """The columns that a declaration names and the table does not have; a searched table has its `rowid`, too."""
    columns = {column.name for column in entry.columns} | ({"rowid"} if entry.presentation.search else set())
    return entry.presentation.columns - columns


def with_line(file: SqlFile, key: str, value: str) -> SqlFile:
    return replace(file, header=(*file.header, (key, value)))


def test_every_declaration_names_columns_of_its_table() -> None:
    assert {name: unknown(entry) for name, entry in ENTRIES.items() if unknown(entry)} == {}


@pytest.mark.parametrize("key", ["label", "facets", "sort", "shown", "search"])
def test_a_column_that_there_is_not_is_found(key: str) -> None:
    assert unknown(stored.entry(with_line(STORED, key, "modle"))) == {"modle"}


@pytest.mark.parametrize("key", ["facet", "subjekt"])
def test_an_unknown_key_in_a_header_is_an_error(key: str) -> None:
    for file, read in ((STORED, stored.entry), (VIEW, dictionary_tables.view), (QUERY, queries.from_file)):
        with pytest.raises(ValueError, match=rf"{file.name}\.sql: its header has an unknown key, '{key}'"):
            read(with_line(file, key, "model"))


def test_an_unknown_keyword_of_a_table_of_the_schema_is_an_error() -> None:
    with pytest.raises(TypeError, match="facet"):
        table("One row per thing.", presentation=Presentation(facet=("model",)))  # type: ignore[call-arg]


def test_every_part_of_a_presentation_has_a_key_in_headers() -> None:
    assert list(PARSERS) == list(Presentation.__dataclass_fields__)


def test_a_header_gives_values_of_the_declared_types() -> None:
    header = (("title", "T"), ("place", "20"), ("shown", "a, b"), ("facets", "c"), ("hidden", "yes"))
    assert from_header(header) == Presentation(place=20, shown=("a", "b"), facets=("c",), hidden=True)
    assert from_header((("subject", "Questions, findings and figures"),)).place == UNPLACED


@pytest.mark.parametrize(("key", "text"), [("hidden", "no"), ("unlabeled", "1"), ("place", "first"), ("size", "")])
def test_a_value_that_a_key_does_not_take_is_an_error(key: str, text: str) -> None:
    with pytest.raises(ValueError, match=text or "invalid literal"):
        from_header([(key, text)])


def test_a_vocabulary_need_not_say_how_it_is_shown() -> None:
    assert ENTRIES["relations"].presentation == Presentation("Vocabularies", sort="ordinal")
