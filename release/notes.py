"""The notes of a release: the topmost section of the changelog, and what changed in the data."""

import platform
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from llm_kb.database import open_read_only
from llm_kb.diff import Difference, TableDifference, compare
from llm_kb.diff.report import escaped, items, overview

from .commits import Commit
from .versions import Version

LISTED = 100
"""Maximum number of rows that are listed of a table that holds no facts."""
FACTS = {"claims", "evidence", "measurements", "specification_values"}
"""Tables of which every row that was changed or removed is listed."""
WITHDRAWALS = "claim_changes"
"""The table whose new rows withdraw or replace facts of earlier editions."""
MODELS = """
SELECT m.id, m.name, i.name AS institution
FROM models AS m
INNER JOIN institutions AS i ON m.institution_id = i.id
ORDER BY i.name COLLATE NOCASE, i.id, m.name COLLATE NOCASE, m.id
"""


@dataclass(frozen=True)
class Comparison:
    """What the database of a release is compared with."""

    database: Path
    description: str


def write(version: Version, commit: Commit, before: Comparison | None, after: Path, target: Path) -> None:
    """Write the notes of a release, with its database compared with an earlier one, or None for the first release.

    Raises KnowledgeBaseError where a database cannot be read.
    """
    lines = [*_head(version, commit), "", "## Changes", "", version.changes, "", "## Data", "", *_data(before, after)]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _head(version: Version, commit: Commit) -> Iterator[str]:
    yield f"# llm-kb {version.number}\n"
    yield f"Of {commit.moment:%Y-%m-%d}, commit {commit.sha}."
    if not version.is_final:
        yield f"This is no version, but what came after {version.base}, as it was on that day."
    if version.unreleased:
        yield f"Not frozen yet, so that ids may still change: {', '.join(f'`{name}`' for name in version.unreleased)}."
    tools = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, zlib {zlib.ZLIB_RUNTIME_VERSION}"
    yield "\n`sha256sum -c SHA256SUMS` verifies the files. In a clone of that commit `make release` writes the same"
    yield f"bytes, given {tools} and the packages of `constraints.txt`."


def _data(before: Comparison | None, after: Path) -> Iterator[str]:
    if before is None:
        yield "This is the first release: all its data is new."
        return
    with closing(open_read_only(before.database)) as old, closing(open_read_only(after)) as new:
        difference = compare(old, new)
        yield f"Compared with {before.description}. `llm-kb diff` lists every row."
        yield f"\n{overview(difference)}\n"
        yield "### New models\n"
        yield from _models(difference, new)
        yield "\n### Changed, replaced and withdrawn\n"
        yield from _changes(difference)


def _models(difference: Difference, new: sqlite3.Connection) -> Iterator[str]:
    """The models that were added, by institution."""
    added = {entry.row["id"] for table in difference.tables if table.table == "models" for entry in table.added}
    names: dict[str, list[str]] = defaultdict(list)
    for row in new.execute(MODELS):
        if row["id"] in added:
            names[row["institution"]].append(escaped(row["name"]))
    for institution, models in names.items():
        yield f"- **{escaped(institution)}** ({len(models)}): {', '.join(models)}"
    if not names:
        yield "None."


def _changes(difference: Difference) -> Iterator[str]:
    """What became of rows that the last release held, table by table."""
    found = [(table, lines) for table in difference.tables if (lines := _lines(table))]
    for table, lines in found:
        yield f"**{escaped(table.title)}**\n"
        yield from lines
        yield ""
    if not found:
        yield "Nothing."


def _lines(table: TableDifference) -> list[str]:
    lines = items(table, added=table.table == WITHDRAWALS)
    if table.table in {WITHDRAWALS, *FACTS} or len(lines) <= LISTED:
        return lines
    return [*lines[:LISTED], f"- … and {len(lines) - LISTED:,} more"]
