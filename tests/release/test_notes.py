"""The notes compare what is released with what was: numbers for what is new, every fact that was changed by name."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from release.commits import Commit
from release.notes import Comparison
from release.versions import Version

from release import notes

from ..diff.conftest import RETRACTION, changed

COMMIT = Commit(Path(), "0123abcd", datetime(2026, 11, 28, tzinfo=UTC))
FINAL = Version("2.0.0", True, "2.0.0+20261128", "- More birds.", (), ("tiny",))

Notes = Callable[..., str]

__all__ = ["changed"]


@pytest.fixture
def notes_on(kb_file: Path, changed: Callable[[str], Path], tmp_path: Path) -> Notes:
    """The notes of a release of the knowledge base after it was changed by SQL, or of it compared with that."""

    def written(sql: str, *, backwards: bool = False) -> str:
        old, new = (changed(sql), kb_file) if backwards else (kb_file, changed(sql))
        notes.write(FINAL, COMMIT, Comparison(old, "the first edition"), new, tmp_path / "NOTES.md")
        return (tmp_path / "NOTES.md").read_text(encoding="utf-8")

    return written


def test_a_version_is_called_by_its_number(notes_on: Notes) -> None:
    text = notes_on("SELECT 1")
    assert text.startswith("# llm-kb 2.0.0\n\nOf 2026-11-28, commit 0123abcd.\n\n`sha256sum -c SHA256SUMS` verifies")
    assert "no version" not in text
    assert "Compared with the first edition. `llm-kb diff` lists every row.\n\nThe contents are the same: " in text
    assert text.endswith("### New models\n\nNone.\n\n### Changed, replaced and withdrawn\n\nNothing.\n")


def test_new_models_stand_under_their_institutions(notes_on: Notes) -> None:
    columns = "(id, name, kind_id, institution_id, surveyed)"
    text = notes_on(
        f"INSERT INTO models {columns} VALUES ('kea', 'Kea*', 'release', 'nestworks', 0);"
        f"INSERT INTO models {columns} VALUES ('ara', 'ara', 'release', 'nestworks', 0);"
    )
    assert "\n| `models` | 2 |  |  |  |\n" in text
    assert "### New models\n\n- **Nestworks** (2): ara, Kea\\*\n\n###" in text


def test_a_fact_that_is_withdrawn_stands_there_with_the_reason(notes_on: Notes) -> None:
    text = notes_on(RETRACTION)
    line = "- Added: retract Magpie uses half folding (inference): It was \\<wrong\\>. (`tiny-flock--1`)"
    assert f"### Changed, replaced and withdrawn\n\n**Claim changes**\n\n{line}\n" in text


def test_what_was_changed_or_removed_is_listed(notes_on: Notes) -> None:
    text = notes_on("UPDATE models SET name = 'Kea' WHERE name = 'Kiwi'; DELETE FROM technique_aliases;")
    assert "- Changed: Kea (`kiwi`): name from Kiwi to Kea\n" in text
    assert "**Technique aliases**\n\n- Removed: " in text


def test_what_was_added_is_counted_and_not_listed(notes_on: Notes) -> None:
    text = notes_on("DELETE FROM evidence_citations", backwards=True)
    assert "\n| `evidence_citations` | 13 |  |  |  |\n" in text
    assert "### Changed, replaced and withdrawn\n\nNothing.\n" in text


def test_of_other_rows_than_facts_the_first_are_listed(notes_on: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "LISTED", 2)
    text = notes_on("UPDATE statements SET statement = statement || '!'; UPDATE evidence SET phrase = 'so';")
    statements, facts = (text.split(f"**{title}**\n\n")[1].split("\n\n")[0] for title in ("Statements", "Evidence"))
    assert len(statements.splitlines()) == 3
    assert statements.splitlines()[-1].startswith("- … and ")
    assert len(facts.splitlines()) > 3
    assert "… and" not in facts


def test_the_first_release_is_compared_with_nothing(kb_file: Path, tmp_path: Path) -> None:
    notes.write(FINAL, COMMIT, None, kb_file, tmp_path / "NOTES.md")
    assert (
        (tmp_path / "NOTES.md")
        .read_text(encoding="utf-8")
        .endswith("This is the first release: all its data is new.\n")
    )
