"""Links in the cells of Datasette's tables: which cells lead to a page of the site."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from llm_kb.dictionary import TableEntry
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import addresses

NAMING = {"parent": "parent_model_id", "question": "research_question_id", "title": "number"}
"""Columns of names beside which the identifier is not called like theirs with `_id`."""

BESIDE_NUMBERS = {"bib_key", "publication", "publication_id", "title"}
"""What stands beside a number that is the number of a publication."""

MAX_CHARACTERS = 600
"""How many characters of a value a table or query shows."""

Link = Callable[[Any], str | None]
"""Gives for a row the path of the page that one of its cells leads to, or None."""


class Cells:
    """Renders cells with links, for one Datasette."""

    def __init__(self, prefix: str, tables: Iterable[TableEntry]) -> None:
        """The prefix is that of the site's paths, without a slash at its end."""
        self.prefix = prefix
        self.tables = {table.name: table for table in tables}
        self._links = lru_cache(maxsize=256)(self._links_of)

    def render(self, row: Any, value: Any, column: str, table: str | None) -> Markup | None:
        """The cell of a row as HTML; None where it leads nowhere, and Datasette renders it well."""
        if value is None or value == "" or isinstance(value, bytes):
            return None
        link = self._links(tuple(row.keys()), table or "")[column]
        text = str(_label(value))
        path = link(row) if link else None
        if path is None:
            return Markup(escape(_shortened(text))) if len(text) > MAX_CHARACTERS else None
        linked = f'<a href="{self.prefix}{path}">{escape(_shortened(text))}</a>'
        return Markup(linked + _key_beside_label(value, path))

    def key(self, table: str, key: str) -> Markup | None:
        """The cell of the primary key of a table whose rows have pages: a link to the page, and one to the row."""
        path = self.page_of_row(table, [key])
        if path is None:
            return None
        row = f"{self.prefix}/{DATABASE_NAME}/{table}/{tilde_encode(key)}"
        html = '<a href="{}{}">{}</a> <a class=permalink href="{}" aria-label="Row {}">row</a>'
        return Markup(html).format(self.prefix, path, key, row, key)

    def kind_of_page(self, table: str) -> str | None:
        """The kind of thing that the rows of a table are, where those have pages."""
        return self.tables[table].presentation.page if table in self.tables else None

    def page_of_row(self, table: str, key: Sequence[str]) -> str | None:
        """The path of the page about what a row tells of, or None if there is none."""
        kind = self.kind_of_page(table)
        return addresses.of(kind, key[0]) if kind else None

    def _links_of(self, columns: tuple[str, ...], table: str) -> dict[str, Link | None]:
        """Where the cells of each column lead: an identifier to what it identifies, a name to the same beside it."""
        others = self.tables[table].references if table in self.tables else {}
        names = frozenset(columns)
        return {
            column: _link(column, names, others.get(column), self.kind_of_page(others.get(column, "")))
            for column in columns
        }


def _link(column: str, columns: frozenset[str], other: str | None, kind: str | None) -> Link | None:
    """Where the cells of a column lead, which refers to another table or none, whose rows have pages of a kind."""
    if other is None and column in {"id", "title"} and columns >= {"kind", "id"}:
        return _page_of_any_kind
    if kind:
        return partial(_page, kind, column)
    beside = (column, f"{column}_id", NAMING.get(column, ""))
    source = next((name for name in beside if name in columns and name in addresses.COLUMNS), None)
    if source and (source != "number" or columns & BESIDE_NUMBERS):
        return partial(_page, addresses.COLUMNS[source], source)
    return partial(_row, other, column) if other else None


def _page_of_any_kind(row: Any) -> str | None:
    kind, identifier = row["kind"], row["id"]
    return addresses.of(kind, identifier) if kind in addresses.FOLDERS and identifier else None


def _page(kind: str, column: str, row: Any) -> str | None:
    identifier = _bare(row[column])
    return addresses.of(kind, identifier) if identifier not in (None, "") else None


def _row(table: str, column: str, row: Any) -> str:
    return f"/{DATABASE_NAME}/{table}/{tilde_encode(str(_bare(row[column])))}"


def _bare(value: Any) -> Any:
    """A value without the label that Datasette may have put beside it."""
    return value["value"] if isinstance(value, dict) else value


def _label(value: Any) -> Any:
    return value["label"] if isinstance(value, dict) else value


def _key_beside_label(value: Any, path: str) -> str:
    """The key of a row that another one refers to by its label, where that row has no page of its own."""
    if not isinstance(value, dict) or value["label"] == value["value"] or not path.startswith(f"/{DATABASE_NAME}/"):
        return ""
    return f"&nbsp;<em>{escape(value['value'])}</em>"


def _shortened(text: str) -> str:
    return f"{text[:MAX_CHARACTERS]}…" if len(text) > MAX_CHARACTERS else text


def default_columns(columns: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[Mapping[str, Any]]:
    """Those of the columns of a table's page that have these names, in the order of the names."""
    by_name = {column["name"]: column for column in columns}
    return [by_name[name] for name in names if name in by_name]
