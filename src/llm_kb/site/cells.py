"""Renders cells of Datasette's tables with links to the site's pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from llm_kb.dictionary import TableEntry
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import paths

NAMING = {"parent": "parent_model_id", "question": "research_question_id", "title": "number"}
"""Identifier columns of those name columns to which the rule `NAME_id` does not apply."""

BESIDE_NUMBERS = {"bib_key", "publication", "publication_id", "title"}
"""Columns that mark `number` as the number of a publication."""

MAX_CHARACTERS = 600
"""Length at which the text of a cell is truncated."""

MEDIUM, WIDE, LONG = 60, 110, 170
"""Lengths above which a text makes its column wider, and wider still, and above which it is clamped to four lines."""

MAX_IDENTIFIER = 200
"""Length above which a text is no identifier, and so has no link."""

PathOfCell = Callable[[Any], str | None]
"""Returns for a row the path that one of its cells links to, or None."""


class Cells:
    """Renders cells with links; what a column links to is cached by its table or the columns of a statement."""

    def __init__(self, prefix: str, tables: Iterable[TableEntry]) -> None:
        """The prefix is that of the site's paths, without a trailing slash."""
        self.prefix = prefix
        self.tables = {table.name: table for table in tables}
        self._links_of_table = lru_cache(maxsize=256)(self._links_of)
        self._links_of_statement = lru_cache(maxsize=8)(self._links_of)  # whose columns have names of any length

    def render(self, row: Any, value: Any, column: str, table: str | None) -> Markup | None:
        """The cell as HTML; None if it has no link, and Datasette's own rendering will do."""
        if value is None or value == "" or isinstance(value, bytes):
            return None
        links = self._links_of_table if table else self._links_of_statement
        link = links(tuple(row.keys()), table or "")[column]
        text = str(_label(value))
        path = link(row) if link else None
        if path is None:
            return _text(text)
        html = f'<a href="{self.prefix}{path}">{_sized(text)}</a>'
        return Markup(html + _key_beside_label(value, path))

    def key(self, table: str, key: str) -> Markup | None:
        """The primary key cell of a table whose rows have pages, with links to page and row; None for other tables."""
        path = self.page_of_row(table, [key])
        if path is None:
            return None
        row = f"{self.prefix}/{DATABASE_NAME}/{table}/{tilde_encode(key)}"
        html = '<a href="{}{}">{}</a> <a class=permalink href="{}" aria-label="Row {}">row</a>'
        return Markup(html).format(self.prefix, path, key, row, key)

    def kind_of_page(self, table: str) -> str | None:
        """The kind of entity of a table whose rows have pages; None for other tables."""
        return self.tables[table].presentation.page if table in self.tables else None

    def page_of_row(self, table: str, key: Sequence[str]) -> str | None:
        """The path of the page about a row's entity, or None if there is none."""
        kind = self.kind_of_page(table)
        return paths.of(kind, key[0]) if kind else None

    def _links_of(self, columns: tuple[str, ...], table: str) -> dict[str, PathOfCell | None]:
        """The link of each column: identifiers link to their entity, names to that of the identifier beside them."""
        references = self.tables[table].references if table in self.tables else {}
        names = frozenset(columns)
        return {
            column: _link(column, names, references.get(column), self.kind_of_page(references.get(column, "")))
            for column in columns
        }


def _link(column: str, columns: frozenset[str], target: str | None, kind: str | None) -> PathOfCell | None:
    """The link of a column; `target` is the table that it references, `kind` that table's kind of entity."""
    if target is None and column in {"id", "title"} and columns >= {"kind", "id"}:
        return _page_of_any_kind
    if kind:
        return partial(_page, kind, column)
    candidates = (column, f"{column}_id", NAMING.get(column, ""))
    source = next((name for name in candidates if name in columns and name in paths.COLUMN_KINDS), None)
    if source and (source != "number" or columns & BESIDE_NUMBERS):
        return partial(_page, paths.COLUMN_KINDS[source], source)
    return partial(_row, target, column) if target else None


def _page_of_any_kind(row: Any) -> str | None:
    kind, identifier = row["kind"], row["id"]
    return paths.of(kind, identifier) if kind in paths.FOLDERS and _is_identifier(identifier) else None


def _page(kind: str, column: str, row: Any) -> str | None:
    identifier = _bare(row[column])
    return paths.of(kind, identifier) if _is_identifier(identifier) else None


def _is_identifier(value: Any) -> bool:
    return value not in (None, "") and len(str(value)) <= MAX_IDENTIFIER


def _row(table: str, column: str, row: Any) -> str:
    return f"/{DATABASE_NAME}/{table}/{tilde_encode(str(_bare(row[column])))}"


def _bare(value: Any) -> Any:
    """The value of a cell that Datasette may have expanded with a label."""
    return value["value"] if isinstance(value, dict) else value


def _label(value: Any) -> Any:
    return value["label"] if isinstance(value, dict) else value


def _key_beside_label(value: Any, path: str) -> str:
    """The key behind the label of a foreign key, if the referenced row has no page."""
    if not isinstance(value, dict) or value["label"] == value["value"] or not path.startswith(f"/{DATABASE_NAME}/"):
        return ""
    return f"&nbsp;<em>{escape(value['value'])}</em>"


def _text(text: str) -> Markup | None:
    """A text of more than a few words, clamped where it is long; None for other texts and for URLs."""
    if len(text) <= MEDIUM or text.startswith(("http://", "https://")):
        return Markup(escape(_shortened(text))) if len(text) > MAX_CHARACTERS else None
    if len(text) <= LONG:
        return _sized(text)
    html = '<details class="whole"><summary><span class="long">{}</span></summary></details>'
    return Markup(html).format(_shortened(text))


def _sized(text: str) -> Markup:
    """A text within an element that gives its column the width that it needs."""
    size = "wide" if len(text) > WIDE else "medium" if len(text) > MEDIUM else ""
    return Markup('<span class="{}">{}</span>').format(size, _shortened(text)) if size else escape(text)


def _shortened(text: str) -> str:
    return f"{text[:MAX_CHARACTERS]}…" if len(text) > MAX_CHARACTERS else text


def default_columns(columns: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[Mapping[str, Any]]:
    """The columns with these names, in the order of the names."""
    by_name = {column["name"]: column for column in columns}
    return [by_name[name] for name in names if name in by_name]
