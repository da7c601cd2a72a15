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
from llm_kb.wording import evidence_name, relation_name

Row = dict[str, Any]


@click.command()
@click.argument("models", metavar="MODEL MODEL…", nargs=-1, required=True)
@database_option
@output_options
def compare(models: tuple[str, ...], db: Path | None, output_format: str | None) -> None:
    """Compare the design choices of two to six models.

    Techniques that all models share come first, then those on which they are opposed, and last those stated for only
    one. MODEL is an id, name or alias and includes its variants. An empty cell means "not mentioned in the survey".
    `llm-kb query choices_of_models` gives the sentence behind each cell.
    """
    with opened(db) as connection:
        selected = _models(connection, models)
        ids = [row["model_id"] for row in selected]
        rows = lookup.rows(connection, "choices_of_models", models=", ".join(ids))
    choices = sidebyside.side_by_side(rows, ids)
    names = [row["model"] for row in selected]
    if output_format in (None, "table"):
        write_text(_text(choices, names))
    else:
        columns = ("verdict", "dimension", "technique_group", "technique", *ids, "technique_id")
        write_rows(columns, [_cells(choice) for choice in choices], output_format)


def _models(connection: sqlite3.Connection, names: Sequence[str]) -> list[Row]:
    """The models of these names without duplicates; raises KnowledgeBaseError for unknown ones, too few or too many."""
    selected: dict[str, Row] = {}
    for name in names:
        rows = lookup.find(connection, "model", name)
        if not rows:
            raise lookup.unknown(connection, name, ["model"])
        selected |= {row["model_id"]: row for row in rows if row["model_id"] not in selected}
    if not sidebyside.MIN_MODELS <= len(selected) <= sidebyside.MAX_MODELS:
        limits = f"From {sidebyside.MIN_MODELS} to {sidebyside.MAX_MODELS}"
        message = f"{limits} models can be compared, not {len(selected)}"
        raise KnowledgeBaseError(f"{message} ({', '.join(selected)}): change the list.")
    return list(selected.values())


def _cells(choice: Choice) -> list[str | None]:
    """The row of a choice for JSON and CSV: the relations of each model, None where none is recorded."""
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


def _text(choices: Iterable[Choice], names: Sequence[str]) -> str:
    """The choices as an aligned table, grouped by verdict."""
    order = list(sidebyside.VERDICTS)
    nothing = [""] * len(names)
    rows: list[list[str]] = []
    for verdict, group in groupby(sorted(choices, key=lambda choice: order.index(choice.verdict)), lambda c: c.verdict):
        same_verdict = list(group)
        rows += [[" ", *nothing]] if rows else []
        rows.append([f"{sidebyside.VERDICTS[verdict].capitalize()}: {len(same_verdict)}", *nothing])
        rows += [
            [layout.INDENT + choice.technique["technique"], *(", ".join(map(_stance, cell)) for cell in choice.cells)]
            for choice in same_verdict
        ]
    return layout.table(rows, ["", *names])


def _stance(row: Row) -> str:
    """The relation of a model to a technique with the section, such as `uses (2.2, inferred)`."""
    doubts = [evidence_name(row["basis"])] if row["basis"] != "explicit" else []
    doubts += ["questioned"] if row["disputed"] else []
    return f"{relation_name(row['relation'])} ({', '.join([row['section'], *doubts])})"
