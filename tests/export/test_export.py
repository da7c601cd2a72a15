"""Exports hold every row of every table and view, are the same each time, and never spoil a directory."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from llm_kb import derive
from llm_kb.errors import KnowledgeBaseError
from llm_kb.export import export


def exported() -> list[str]:
    return [entry.name for entry in derive.entries() if entry.name != "build_info"]


def test_csv_holds_every_row_and_column(kb: sqlite3.Connection, tmp_path: Path) -> None:
    assert export(kb, "csv", tmp_path / "out") == len(exported())
    for name in exported():
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        expected = kb.execute(f'SELECT * FROM "{name}"')
        assert header == [column[0] for column in expected.description]
        text = sorted(["" if value is None else str(value) for value in row] for row in expected)
        assert sorted(rows) == text


def test_json_holds_every_row_with_its_types(kb: sqlite3.Connection, tmp_path: Path) -> None:
    export(kb, "json", tmp_path / "out")
    for name in exported():
        rows = json.loads((tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8"))
        expected = [dict(row) for row in kb.execute(f'SELECT * FROM "{name}"')]
        assert sorted(map(repr, rows)) == sorted(map(repr, expected))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_two_exports_are_the_same_byte_for_byte(form: str, kb: sqlite3.Connection, tmp_path: Path) -> None:
    export(kb, form, tmp_path / "one")
    export(kb, form, tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_rows_stand_in_primary_key_order(kb: sqlite3.Connection, tmp_path: Path) -> None:
    export(kb, "json", tmp_path / "out")
    models = json.loads((tmp_path / "out" / "models.json").read_text(encoding="utf-8"))
    assert [model["id"] for model in models] == sorted(model["id"] for model in models)


def test_an_earlier_export_is_replaced_as_a_whole(kb: sqlite3.Connection, tmp_path: Path) -> None:
    directory = tmp_path / "out"
    export(kb, "csv", directory)
    (directory / "models.csv").write_text("spoilt\n")
    export(kb, "csv", directory)
    assert (directory / "models.csv").read_text(encoding="utf-8").startswith("id,name")
    assert list(tmp_path.glob(".out-*")) == []


def test_a_directory_with_other_files_is_refused_and_left_alone(kb: sqlite3.Connection, tmp_path: Path) -> None:
    directory = tmp_path / "out"
    directory.mkdir()
    (directory / "thesis.txt").write_text("dear\n")
    with pytest.raises(KnowledgeBaseError, match=r"holds other files \(thesis.txt\)"):
        export(kb, "csv", directory)
    assert [path.name for path in directory.iterdir()] == ["thesis.txt"]


def test_a_failing_export_leaves_the_earlier_one(kb_copy: sqlite3.Connection, tmp_path: Path) -> None:
    directory = tmp_path / "out"
    export(kb_copy, "csv", directory)
    before = {path.name: path.read_bytes() for path in directory.iterdir()}
    kb_copy.execute("DROP TABLE units")
    with pytest.raises(sqlite3.OperationalError):
        export(kb_copy, "csv", directory)
    assert {path.name: path.read_bytes() for path in directory.iterdir()} == before


def test_a_place_that_cannot_be_written_is_one_sentence(kb: sqlite3.Connection, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KnowledgeBaseError, match="choose another place"):
        export(kb, "csv", tmp_path / "file" / "out")


def test_the_directory_that_one_is_in_is_refused(
    kb: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KnowledgeBaseError, match="You are in the directory"):
        export(kb, "csv", Path())
    assert tmp_path.exists()
