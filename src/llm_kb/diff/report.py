"""A difference between two databases as text, as Markdown for a release note, and as JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from llm_kb.diff import Difference, RowChange, TableDifference, UnmatchedRow

SAME = "The contents are the same"
MARKDOWN_SPECIALS = re.compile(r"([\\`*_<>\[\]|#])")


def text(difference: Difference) -> str:
    """The difference as text for a terminal: one paragraph per table, every row but the moved ones, and a summary."""
    return "\n".join(_text(difference))


def markdown(difference: Difference) -> str:
    """The difference as Markdown for a release note: a table of the numbers, then the rows of each table."""
    return "\n".join(_markdown(difference))


def overview(difference: Difference) -> str:
    """The difference in numbers as Markdown: a summary, the tables that only one has, and a table of the numbers."""
    return "\n".join(_overview(difference))


def items(table: TableDifference, *, added: bool = True) -> list[str]:
    """The rows of a table as items of a Markdown list, also without those that were added."""
    return [f"- {line}" for line in _items(table, added)]


def escaped(text: str) -> str:
    """The text with Markdown special characters escaped."""
    return MARKDOWN_SPECIALS.sub(r"\\\1", text)


def as_json(difference: Difference) -> str:
    """The difference as one JSON object with every row, the moved ones included."""
    document = {
        "same": not difference,
        "compared": difference.compared,
        "counts": difference.counts,
        "tables": [_object(table) for table in difference.tables],
        "tables_only_in_old": difference.only_in_old,
        "tables_only_in_new": difference.only_in_new,
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _object(table: TableDifference) -> dict[str, Any]:
    changes = {
        kind: [
            {
                "key": change.key,
                "label": change.label,
                "columns": {name: {"old": old, "new": new} for name, (old, new) in change.columns.items()},
            }
            for change in rows
        ]
        for kind, rows in (("changed", table.changed), ("moved", table.moved))
    }
    return asdict(table) | changes


def _text(difference: Difference) -> Iterator[str]:
    yield from _schema(difference, "table {}")
    for table in difference.tables:
        yield f"{table.table}: {_numbers(table.counts) or 'no rows differ'}"
        yield from (f"  {line}" for line in _columns(table, "column {}"))
        for prefix, entries in (("+", table.added), ("-", table.removed)):
            for entry in entries:
                yield from _row(prefix, entry)
        for change in table.changed:
            yield from _row("~", change)
            yield from (f"      {name}: {_value(old)} → {_value(new)}" for name, (old, new) in change.columns.items())
        yield ""
    yield f"{_summary(difference)}."


def _row(prefix: str, row: UnmatchedRow | RowChange) -> Iterator[str]:
    yield f"  {prefix} {_key(row.key)}"
    if row.label and row.label not in map(str, row.key.values()):
        yield f"      {row.label}"


def _markdown(difference: Difference) -> Iterator[str]:
    yield from _overview(difference)
    for table in difference.tables:
        lines = [*(f"- {line}" for line in _columns(table, "column `{}`")), *items(table)]
        if lines:
            yield f"\n### {table.title}\n"
            yield from lines


def _overview(difference: Difference) -> Iterator[str]:
    yield f"{_summary(difference)}.\n"
    if schema := [f"- {line}" for line in _schema(difference, "table `{}`")]:
        yield "\n".join(schema) + "\n"
    if difference.tables:
        yield "| table | added | removed | changed | moved |\n|---|---:|---:|---:|---:|"
        for table in difference.tables:
            yield f"| `{table.table}` | {' | '.join(str(number or '') for number in table.counts.values())} |"


def _items(table: TableDifference, added: bool) -> Iterator[str]:
    for verb, entries in (("Added", table.added if added else []), ("Removed", table.removed)):
        yield from (f"{verb}: {_item(entry)}" for entry in entries)
    for change in table.changed:
        columns = (
            f"{escaped(name)} from {escaped(_value(old))} to {escaped(_value(new))}"
            for name, (old, new) in change.columns.items()
        )
        yield f"Changed: {_item(change)}: {'; '.join(columns)}"


def _item(row: UnmatchedRow | RowChange) -> str:
    key = f"`{_key(row.key)}`"
    return f"{escaped(row.label)} ({key})" if row.label else key


def _schema(difference: Difference, template: str) -> Iterator[str]:
    """A line for each table that only one of the databases has."""
    for which, tables in (("old", difference.only_in_old), ("new", difference.only_in_new)):
        for name, count in tables.items():
            yield f"{template.format(name)} is only in the {which} one (rows: {count})"


def _columns(table: TableDifference, template: str) -> Iterator[str]:
    """A line for each column that only one of the databases has, and for a key that is not the same."""
    for which, names in (("old", table.columns_only_in_old), ("new", table.columns_only_in_new)):
        yield from (f"{template.format(name)} is only in the {which} one" for name in names)
    if not table.same_key:
        yield "the primary key is not the same, so rows are compared as a whole"


def _summary(difference: Difference) -> str:
    counts = _numbers(difference.counts)
    rows = f"Rows: {counts}, in {len(difference.tables)} of {difference.compared} tables" if counts else ""
    return rows or (f"{SAME}: {difference.compared} tables" if not difference else "Only the schema differs")


def _numbers(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {what}" for what, number in counts.items() if number)


def _key(key: Mapping[str, Any]) -> str:
    return ", ".join(map(_value, key.values()))


def _value(value: Any) -> str:
    return "NULL" if value is None else str(value)
