"""What the format of bundles declares of a column agrees with what the schema declares of it, in words of its own."""

import pytest

from llm_kb.schema import Base
from llm_kb.seeds.format import TABLES, SeedTable

COMPUTED_IF_EMPTY = {("evidence_models", "basis_id")}
"""Columns that the reader fills where the file leaves them out, beside those with a default."""
WIDER = {key: {"source_id"} for key in ("catalog_values", "document_models", "document_texts")}
"""Columns that may name any source in a file, of which the table then wants a document."""


@pytest.mark.parametrize("declared", TABLES.values(), ids=lambda declared: declared.name)
def test_a_file_may_leave_out_what_may_be_null_and_nothing_else(declared: SeedTable) -> None:
    table = Base.metadata.tables[declared.name]
    required = {
        column.table_column
        for column in declared.stored
        if column.required or column.default or (declared.name, column.table_column) in COMPUTED_IF_EMPTY
    }
    from_file = {column.table_column for column in declared.stored if column.in_file}
    assert required & from_file == {column.name for column in table.columns if not column.nullable} & from_file


@pytest.mark.parametrize("declared", TABLES.values(), ids=lambda declared: declared.name)
def test_every_column_is_filled_and_the_keys_are_those_of_the_table(declared: SeedTable) -> None:
    table = Base.metadata.tables[declared.name]
    assert [column.table_column for column in declared.stored if column.table_column not in table.columns] == []
    assert {column.name for column in table.columns} == {column.table_column for column in declared.stored}
    assert tuple(table.primary_key.columns.keys()) == declared.primary_key


@pytest.mark.parametrize("declared", TABLES.values(), ids=lambda declared: declared.name)
def test_a_name_in_a_file_refers_to_the_table_that_the_column_refers_to(declared: SeedTable) -> None:
    table = Base.metadata.tables[declared.name]
    for column in declared.stored:
        targets = {key.column.table.name for key in table.columns[column.table_column].foreign_keys}
        if column.in_file and column.table_column not in WIDER.get(declared.name, ()):
            assert {column.references} - {None} == targets


@pytest.mark.parametrize("declared", TABLES.values(), ids=lambda declared: declared.name)
def test_what_is_filled_where_it_is_left_out_is_not_required(declared: SeedTable) -> None:
    filled = [c for c in declared.stored if c.default or (declared.name, c.table_column) in COMPUTED_IF_EMPTY]
    assert [column.name for column in filled if column.required] == []
