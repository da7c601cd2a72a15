"""`llm-kb compare`."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from llm_kb import lookup, sidebyside
from llm_kb.cli import layout
from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import output_options, write_rows, write_text
from llm_kb.errors import KnowledgeBaseError
from llm_kb.sidebyside import Choice

Row = dict[str, Any]


@click.command()
@click.argument("models", metavar="MODEL MODEL…", nargs=-1, required=True)
@database_option
@output_options
def compare(models: tuple[str, ...], db: Path | None, form: str | None) -> None:
    """Set the choices of two to six models side by side.

    First comes what all of them share, then where they contradict each other, and last what is told of one alone. A
    MODEL is an id, a name or a spelling of it, and counts together with its variants. An empty cell says nothing: the
    survey is silent there. `llm-kb query choices_of_models` gives the sentence behind each cell.
    """
    with opened(db) as connection:
        chosen = _chosen(connection, models)
        ids = [row["model_id"] for row in chosen]
        rows = lookup.rows(connection, "choices_of_models", models=", ".join(ids))
    found = sidebyside.side_by_side(rows, ids)
    names = [row["model"] for row in chosen]
    if form in (None, "table"):
        write_text(_text(found, names))
    else:
        columns = ("verdict", "dimension", "technique_group", "technique", *ids, "technique_id")
        write_rows(columns, [_cells(choice) for choice in found], form)


def _chosen(connection: sqlite3.Connection, names: Sequence[str]) -> list[Row]:
    """The models of these names, each once; raises KnowledgeBaseError for one there is not, too few or too many."""
    found: dict[str, Row] = {}
    for name in names:
        rows = lookup.find(connection, "model", name)
        if not rows:
            raise lookup.unknown(connection, name, ["model"])
        found |= {row["model_id"]: row for row in rows if row["model_id"] not in found}
    if not sidebyside.FEWEST <= len(found) <= sidebyside.MOST:
        told = f"From {sidebyside.FEWEST} to {sidebyside.MOST} models stand side by side, and {len(found)} are named"
        raise KnowledgeBaseError(f"{told} ({', '.join(found)}): name others.")
    return list(found.values())


def _cells(choice: Choice) -> list[str | None]:
    """The row of a choice for machines: the relations of each model, None where nothing is said."""
    relations = [", ".join(row["relation"] for row in cell) or None for cell in choice.cells]
    first = choice.technique
    return [
        choice.verdict,
        first["dimension"],
        first["technique_group"],
        first["technique"],
        *relations,
        first["technique_id"],
    ]


def _text(found: Iterable[Choice], names: Sequence[str]) -> str:
    """The choices as a table for people, those with the same verdict together."""
    order = list(sidebyside.VERDICTS)
    nothing = [""] * len(names)
    rows: list[list[str]] = []
    for verdict, group in groupby(sorted(found, key=lambda choice: order.index(choice.verdict)), lambda c: c.verdict):
        alike = list(group)
        rows += [[" ", *nothing]] if rows else []
        rows.append([f"{sidebyside.VERDICTS[verdict].capitalize()}: {len(alike)}", *nothing])
        rows += [
            [layout.INDENT + choice.technique["technique"], *(", ".join(map(_told, cell)) for cell in choice.cells)]
            for choice in alike
        ]
    return layout.table(rows, ["", *names])


def _told(row: Row) -> str:
    """How a model stands to a technique and where that is said, such as `uses (2.2, implied)`."""
    doubts = [row["basis"]] if row["basis"] != "explicit" else []
    doubts += ["disputed"] if row["disputed"] else []
    return f"{row['relation']} ({', '.join([row['section'], *doubts])})"
