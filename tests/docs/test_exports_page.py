"""What the page on exports tells readers to write reads every text as a text."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pytest

from llm_kb.database import open_read_only
from llm_kb.export import export
from llm_kb.settings import checkout

PAGE = ((checkout() or Path()) / "docs" / "exports.md").read_text(encoding="utf-8")
CALLS = re.findall(r"`((?:pandas|duckdb)\.read_\w+\(.*?\))`", PAGE)


@pytest.fixture
def files(kb_copy: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with exports of a knowledge base with an arXiv number that ends with a zero."""
    kb_copy.execute("UPDATE bibliography SET arxiv_id = '2402.03300', arxiv = 'arXiv:2402.03300' WHERE number = 1")
    kb_copy.commit()
    folder = tmp_path / "files"
    folder.mkdir()
    for form in ("csv", "json", "xlsx"):
        with closing(open_read_only(tmp_path / "copy.db")) as connection:
            export(connection, form, tmp_path / form)
        for path in (tmp_path / form).iterdir():
            path.rename(folder / path.name)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("call", CALLS)
def test_a_call_of_the_page_reads_texts_as_texts(call: str, files: Path) -> None:
    types = json.loads((files / "types.json").read_text())
    frame: Any = eval(call, {"pandas": pandas, "duckdb": duckdb, "types": types})
    frame = frame if isinstance(frame, pandas.DataFrame) else frame.df()
    row = frame[frame["publication_id"] == "1"].iloc[0]
    assert (row["arxiv_id"], row["arxiv"]) == ("2402.03300", "arXiv:2402.03300")


def test_the_page_has_a_call_for_each_reader() -> None:
    assert len(CALLS) == 4
