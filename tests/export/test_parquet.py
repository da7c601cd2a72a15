"""The manifest of a Parquet export says what its files hold, and the files have what engines need."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from pyarrow import parquet

from llm_kb.database import open_read_only
from llm_kb.export import export
from llm_kb.export import parquet as written
from llm_kb.files import sha256_of

from .conftest import Exported
from .export_tools import entries

pytestmark = pytest.mark.slow


def test_the_manifest_lists_every_file_with_its_rows_hash_and_columns(exported: Exported) -> None:
    folder = exported("parquet")
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["tables"]
    assert listed.keys() == {entry.name for entry in entries()}
    for entry in entries():
        table = listed[entry.name]
        (file,) = table["files"]
        path = folder / file["path"]
        schema = parquet.read_schema(path)
        assert (file["bytes"], file["sha256"]) == (path.stat().st_size, sha256_of(path))
        assert file["rows"] == parquet.read_metadata(path).num_rows
        assert table["primary_key"] == list(entry.primary_key)
        assert [(column["name"], column["type"], column["nullable"]) for column in table["columns"]] == [
            (field.name, str(field.type), field.nullable) for field in schema
        ]
        assert [column["description"].encode() for column in table["columns"]] == [
            field.metadata[b"description"] for field in schema
        ]


def test_rows_are_in_groups_with_statistics_by_which_an_engine_skips_them(
    kb_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "BATCH_ROWS", 10)
    with closing(open_read_only(kb_file)) as connection:
        export(connection, "parquet", tmp_path / "parquet")
        whole = parquet.read_table(tmp_path / "parquet" / "design_facts.parquet")
        monkeypatch.setattr(written, "ROW_GROUP_BYTES", whole.nbytes // 3)
        export(connection, "parquet", tmp_path / "parquet")
    found = parquet.read_metadata(tmp_path / "parquet" / "design_facts.parquet")
    sizes = [found.row_group(number).num_rows for number in range(found.num_row_groups)]
    assert sum(sizes) == whole.num_rows
    assert 2 <= len(sizes) <= 3
    columns = [found.row_group(0).column(number) for number in range(found.num_columns)]
    assert {column.compression for column in columns} == {"ZSTD"}
    assert all(column.is_stats_set and column.has_column_index for column in columns)
