"""A slip in any reference of a bundle is told with the id that was meant."""

import pytest

from llm_kb.seeds import bundle as bundles
from llm_kb.seeds import read, references
from llm_kb.seeds.edition import read_edition
from llm_kb.seeds.problems import Problems, suggestion
from llm_kb.seeds.rows import StagingRows
from tests.tiny import MAKERS

from .conftest import BUNDLES

NAMES = {"GRPO": "grpo", "Group Relative Policy Optimization": "grpo"}


def rows_of(name: str) -> StagingRows:
    """The rows of a bundle as they are held against each other."""
    problems, folder = Problems(), BUNDLES / name
    edition = read_edition(folder, (), problems)
    assert edition
    follows = edition.values.get("follows")
    earlier = (read(BUNDLES / follows),) if follows else ()
    rows = bundles._rows(folder, edition, earlier, problems)
    assert not problems.collected
    return rows


ROWS = {name: rows_of(name) for name in ("tiny", "tiny-correction", MAKERS)}


@pytest.mark.parametrize(("table", "column", "target"), references.REFERRING, ids=lambda part: part)
def test_a_slip_in_a_reference_is_told_with_what_was_meant(table: str, column: str, target: str) -> None:
    rows, line = next(
        (rows, row.line)
        for rows in ROWS.values()
        for row in rows.own_rows(table, column)
        if row.values[column] is not None
    )
    here = "WHERE bundle = ? AND line = ?"
    (meant,) = rows.query(f"SELECT {column} FROM {table} {here}", rows.bundle, line).fetchone()
    slip = f"{meant[:-1]}9" if target == "passages" else f"{meant}x"
    problems = Problems()
    rows.query(f"UPDATE {table} SET {column} = ? {here}", slip, rows.bundle, line)
    references.check(rows, problems)
    rows.query(f"UPDATE {table} SET {column} = ? {here}", meant, rows.bundle, line)
    told = [problem.message for problem in problems.collected if "did you mean" in problem.message]
    meaning = locator_of(meant, rows) if target == "passages" else meant
    assert any(f"(did you mean {meaning!r}?)" in message for message in told) or near(told, meaning), told


def locator_of(passage: str, rows: StagingRows) -> str:
    """A place in the spelling of the seeds."""
    names = dict(rows.query("SELECT id, name FROM sections").fetchall())
    section, paragraph, sentence = passage.rsplit("-", 2)
    return f"{names[section]}/{paragraph}/{sentence}"


def near(told: list[str], locator: str) -> bool:
    """Whether another sentence of the same paragraph is told instead, which is as near."""
    return "/" in locator and any(f"(did you mean '{locator.rpartition('/')[0]}/" in message for message in told)


@pytest.mark.parametrize("wrong", ["grop", "GRPO", "Grpo", "group relative policy optimisation", "grpo-"])
def test_an_id_is_meant_whether_it_is_misspelled_or_called_by_a_name(wrong: str) -> None:
    assert suggestion(wrong, ["dpo", "grpo", "ppo"], NAMES) == " (did you mean 'grpo'?)"


def test_nothing_is_suggested_for_what_is_like_nothing() -> None:
    assert suggestion("transformer", ["dpo", "grpo"], NAMES) == ""
    assert suggestion("日本語", ["dpo", "grpo"], NAMES) == ""
