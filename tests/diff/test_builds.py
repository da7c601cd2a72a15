"""The build before a change of the seeds and the one after it differ in what was changed, and in nothing else."""

import shutil
from contextlib import closing
from pathlib import Path

from llm_kb.database import open_read_only
from llm_kb.diff import compare

from ..tiny import BUNDLES, NEWEST, build_from


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_two_builds_differ_in_what_was_changed_between_them(kb_file: Path, tmp_path: Path) -> None:
    bundle = shutil.copytree(BUNDLES, tmp_path / "bundles") / NEWEST
    edit(bundle / "models.csv", ",Kiwi,", ",Kea,")
    edit(bundle / "techniques.csv", "\npraise,", "\nduet-rating,duet rating,,teaching-methods,method,Duets.\npraise,")
    with (
        closing(open_read_only(kb_file)) as old,
        closing(open_read_only(build_from(bundle, tmp_path / "after.db"))) as new,
    ):
        found = {table.table: table for table in compare(old, new).tables}
        (place,) = new.execute("SELECT ordinal FROM techniques WHERE id = 'duet-rating'").fetchone()
        (last,) = new.execute("SELECT max(ordinal) FROM techniques").fetchone()
    assert set(found) == {"editions", "models", "techniques"}
    assert found["editions"].changed[0].columns.keys() == {"sha256"}
    assert found["models"].changed[0].columns == {"name": ("Kiwi", "Kea")}
    assert [entry.label for entry in found["techniques"].added] == ["duet rating"]
    assert found["techniques"].counts == {"added": 1, "removed": 0, "changed": 0, "moved": last - place}
    assert last > place
