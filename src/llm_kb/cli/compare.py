"""`llm-kb compare`."""

import json
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
from llm_kb.cli.specification_rows import cell_text, comparison_rows
from llm_kb.errors import KnowledgeBaseError
from llm_kb.sidebyside import Choice
from llm_kb.specifications import ComparedAttribute, side_by_side
from llm_kb.wording import evidence_name, relation_name

Row = dict[str, Any]


@click.command()
@click.argument("models", metavar="MODEL MODEL…", nargs=-1, required=True)
@click.option(
    "--source",
    type=click.Choice(["survey", "makers", "all"]),
    default="survey",
    show_default=True,
    help="Whose facts are compared: the survey's, those of makers' documents, or both.",
)
@database_option
@output_options
def compare(models: tuple[str, ...], source: str, db: Path | None, output_format: str | None) -> None:
    """Compare the specifications and design choices of two to six models.

    Specifications come first; where only variants of a model have a value, theirs are listed. Then come the techniques
    that all models share, those on which they are opposed, and last those stated for only one, by the survey or by
    makers' documents. MODEL is an id, name or
    alias and includes its variants. An empty cell means "not mentioned". `llm-kb query specifications_of_models` and
    `llm-kb query choices_of_models` give the place and the sentence behind each cell.
    """
    with opened(db) as connection:
        selected = _models(connection, models)
        ids = [row["model_id"] for row in selected]
        rows = lookup.rows(
            connection, "choices_of_models", models=", ".join(ids), source="" if source == "all" else source
        )
        specified = lookup.rows(connection, "specifications_of_models", models=json.dumps(ids))
    choices = sidebyside.side_by_side(rows, ids)
    attributes = side_by_side(specified, ids)
    names = [row["model"] for row in selected]
    if output_format in (None, "table"):
        write_text(_text(attributes, choices, names))
    else:
        columns = ("verdict", "dimension", "technique_group", "technique", *ids, "technique_id", "attribute")
        cells = [*map(_specification_cells, attributes), *map(_cells, choices)]
        write_rows(columns, cells, output_format)


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


def _specification_cells(compared: ComparedAttribute) -> list[str | None]:
    """The row of an attribute for JSON and CSV: the value of each model, None where none is known."""
    return ["specification", None, None, None, *(cell_text(cell) or None for cell in compared.cells), None, compared.id]


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
        None,
    ]


def _text(attributes: Sequence[ComparedAttribute], choices: Iterable[Choice], names: Sequence[str]) -> str:
    """The specifications and the choices as an aligned table, these grouped by verdict."""
    order = list(sidebyside.VERDICTS)
    nothing = [""] * len(names)
    rows = comparison_rows(attributes)
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
    """The relation of a model to a technique with its section or place, such as `uses (2.2, inferred)`."""
    doubts = [evidence_name(row["basis"])] if row["basis"] != "explicit" else []
    doubts += ["questioned"] if row["disputed"] else []
    return f"{relation_name(row['relation'])} ({', '.join([row['section'] or row['locator'], *doubts])})"
