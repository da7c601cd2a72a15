"""What Datasette's tables show: which columns first, and which cells lead to a page of the site."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from datasette.utils import tilde_encode
from markupsafe import Markup

from llm_kb.settings import DATABASE_NAME
from llm_kb.site import addresses

FIRST = {
    "design_facts": (
        *("model", "relation", "technique", "stage", "statement", "phrase", "section", "paragraph", "sentence"),
        *("basis", "disputed", "qualifier", "other_model", "institution", "fact_id"),
    ),
}
"""Of tables with many columns those that people read, in that order; the others are shown to who asks for them."""

KINDS = {
    "design_facts": "fact",
    "evidence": "fact",
    "institutions": "institution",
    "models": "model",
    "publications": "publication",
    "research_questions": "question",
    "techniques": "technique",
}
"""What the rows of a table are that have pages of their own, under the same identifiers."""

NAMING = {"parent": "parent_model_id", "question": "research_question_id", "title": "number"}
"""Columns of names beside which the identifier has another name than theirs with `_id`."""

BESIDE_NUMBERS = {"bib_key", "publication", "publication_id", "title"}
"""What stands beside a number that is the number of a publication."""

CHOOSING = ("_col", "_nocol", "_all_columns")
"""Names in an address by which columns are chosen."""


def path_of(column: str, row: Mapping[str, Any], other: str | None = None) -> str | None:
    """The path of the page that a cell of a row leads to, or None if it leads to none.

    An identifier leads to what it identifies, which may be a row of `other`, the table that the column refers to; a
    name leads to the same if the identifier stands beside it.
    """
    given = set(row.keys())
    if other is None and column in {"id", "title"} and given >= {"kind", "id"}:
        return addresses.of(row["kind"], row["id"]) if row["kind"] in addresses.FOLDERS and row["id"] else None
    if other in KINDS:
        return addresses.of(KINDS[other], _bare(row[column]))
    beside = (column, f"{column}_id", NAMING.get(column, ""))
    source = next((name for name in beside if name in given and name in addresses.COLUMNS), None)
    if source is None or (source == "number" and not given & BESIDE_NUMBERS):
        return None
    identifier = _bare(row[source])
    return addresses.of(addresses.COLUMNS[source], identifier) if identifier else None


def _bare(value: Any) -> Any:
    """A value without the label that Datasette may have put beside it."""
    return value["value"] if isinstance(value, dict) else value


def linked(address: str, value: Any) -> Markup:
    """A link whose text is the value of a cell: its label, where it is a reference to another row."""
    return Markup('<a href="{}">{}</a>').format(address, value["label"] if isinstance(value, dict) else value)


def page_of_row(table: str, key: Sequence[str]) -> str | None:
    """The path of the page about what a row tells of, or None if there is none."""
    return addresses.of(KINDS[table], key[0]) if table in KINDS else None


def with_page(cell: Mapping[str, Any], table: str, address: Callable[[str], str]) -> Any:
    """What a table's page shows of a cell: the key of a row leads to the page about it, and then to the row."""
    if cell["value_type"] != "pk" or table not in KINDS:
        return cell["value"]
    page = linked(address(addresses.of(KINDS[table], cell["raw"])), cell["raw"])
    return page + Markup(' <a class="permalink" href="{}" aria-label="Row {}">row</a>').format(
        address(f"/{DATABASE_NAME}/{table}/{tilde_encode(cell['raw'])}"), cell["raw"]
    )


def shown(columns: Sequence[Mapping[str, Any]], table: str, args: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The columns of a table's page, or the cells of one of its rows, that are shown, in their order.

    Both have their name under `name` or `column`. What an address asks for stands as it is.
    """
    if table not in FIRST or any(name in args for name in CHOOSING):
        return list(columns)
    named = {column.get("name") or column["column"]: column for column in columns}
    return [named[name] for name in FIRST[table] if name in named]
