"""The build before a change of the seeds and the one after it differ in what was changed, and in nothing else."""

from contextlib import closing
from pathlib import Path

import pytest

from llm_kb.build import build
from llm_kb.database import open_read_only
from llm_kb.diff import compare

from ..build.build_tools import copied_data


def test_two_builds_differ_in_what_was_changed_between_them(
    kb_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = copied_data(tmp_path / "data", monkeypatch)
    data.edit("models.csv", ",Llama 4 Behemoth,", ",Llama 4 Monster,")
    data.edit("techniques.csv", "\ngrpo,", "\nsong-copying,song copying,reinforcement-learning,method,Songs.\ngrpo,")
    data.pin()
    with (
        closing(open_read_only(kb_file)) as old,
        closing(open_read_only(build(tmp_path / "after.db"))) as new,
    ):
        found = {table.table: table for table in compare(old, new).tables}
        (place,) = new.execute("SELECT ordinal FROM techniques WHERE id = 'song-copying'").fetchone()
        (last,) = new.execute("SELECT max(ordinal) FROM techniques").fetchone()
    assert set(found) == {"editions", "models", "techniques"}
    assert found["editions"].changed[0].columns.keys() == {"sha256"}
    assert found["models"].changed[0].columns == {"name": ("Llama 4 Behemoth", "Llama 4 Monster")}
    assert [entry.label for entry in found["techniques"].added] == ["song copying"]
    assert found["techniques"].counts == {"added": 1, "removed": 0, "changed": 0, "moved": last - place}
