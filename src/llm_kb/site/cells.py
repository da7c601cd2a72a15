"""What Datasette's tables show: which columns first, and which cells lead to a page of the site.

Datasette decides that cell by cell; here it is decided once for each column, and all rows are written in one pass.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from datasette.utils import is_url, tilde_encode, to_css_class, truncate_url
from markupsafe import Markup, escape

from llm_kb.settings import DATABASE_NAME
from llm_kb.site import addresses

if TYPE_CHECKING:
    from datasette.app import Datasette

    from llm_kb.site.knowledge_base import References

FIRST = {
    "bibliography": (
        *("number", "title", "authors", "year", "venue", "url", "arxiv_id", "doi", "kind", "title_corrected"),
        *("authors_corrected", "year_corrected", "venue_corrected", "url_corrected", "doi_corrected", "citations"),
    ),
    "design_facts": (
        *("model", "relation", "technique", "stage", "statement", "phrase", "section", "paragraph", "sentence"),
        *("basis", "disputed", "qualifier", "other_model", "institution", "fact_id"),
    ),
    "lineage": (
        *("student", "teacher", "technique", "section", "statement", "phrase", "role", "basis", "student_id"),
        *("teacher_id", "fact_id"),
    ),
}
"""Of tables with many columns those that people read, in that order; the others are shown to who asks for them."""

KINDS = {
    "bibliography": "publication",
    "design_facts": "fact",
    "evidence": "fact",
    "institution_counts": "institution",
    "institutions": "institution",
    "model_counts": "model",
    "models": "model",
    "models_overview": "model",
    "publications": "publication",
    "research_questions": "question",
    "technique_counts": "technique",
    "technique_paths": "technique",
    "techniques": "technique",
}
"""What the rows of a table are that have pages of their own, under the same identifiers."""

NAMING = {"parent": "parent_model_id", "question": "research_question_id", "title": "number"}
"""Columns of names beside which the identifier has another name than theirs with `_id`."""

BESIDE_NUMBERS = {"bib_key", "publication", "publication_id", "title"}
"""What stands beside a number that is the number of a publication."""

CHOOSING = ("_col", "_nocol", "_all_columns")
"""Names in an address by which columns are chosen."""

SIGNS_OF_A_CELL = 600
"""How many signs of a value the page of a table or query shows; that of one row shows all."""

Values = Sequence[Any]
Link = Callable[[Values], str | None]
"""Gives for the values of a row the path of the page that one of its cells leads to, or None if it leads to none."""
Column = Callable[[Values, Any], str]
"""Writes a cell of a row, which is given as it was read and as Datasette draws it."""


def links(columns: Sequence[str], references: Mapping[str, str]) -> list[Link | None]:
    """Where the cells of each column lead to: an identifier to what it identifies, a name to the same beside it.

    `references` says of columns that refer to another table to which.
    """
    places = {column: place for place, column in enumerate(columns)}
    return [_link(column, places, references.get(column)) for column in columns]


def _link(column: str, places: Mapping[str, int], other: str | None) -> Link | None:
    if other is None and column in {"id", "title"} and places.keys() >= {"kind", "id"}:
        return partial(_page_of_any_kind, places["kind"], places["id"])
    if other in KINDS:
        return partial(_page, KINDS[other], places[column])
    beside = (column, f"{column}_id", NAMING.get(column, ""))
    source = next((name for name in beside if name in places and name in addresses.COLUMNS), None)
    if source and (source != "number" or places.keys() & BESIDE_NUMBERS):
        return partial(_page, addresses.COLUMNS[source], places[source])
    return partial(_row, other, places[column]) if other else None


def _page_of_any_kind(kind: int, place: int, values: Values) -> str | None:
    known = values[kind] in addresses.FOLDERS and values[place]
    return addresses.of(values[kind], values[place]) if known else None


def _page(kind: str, place: int, values: Values) -> str | None:
    identifier = _bare(values[place])
    return addresses.of(kind, identifier) if identifier not in (None, "") else None


def _row(table: str, place: int, values: Values) -> str:
    return f"/{DATABASE_NAME}/{table}/{tilde_encode(str(_bare(values[place])))}"


def _bare(value: Any) -> Any:
    """A value without the label that Datasette may have put beside it."""
    return value["value"] if isinstance(value, dict) else value


def _key_beside(value: Any, path: str) -> str:
    """The key of a row that another one refers to by its label, where that row has no page of its own."""
    if not isinstance(value, dict) or value["label"] == value["value"] or not path.startswith(f"/{DATABASE_NAME}/"):
        return ""
    return f"&nbsp;<em>{escape(value['value'])}</em>"


def shown(columns: Sequence[Mapping[str, Any]], table: str, args: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The columns of a table's page that are shown, in their order; what an address asks for stands as it is."""
    if table not in FIRST or any(name in args for name in CHOOSING):
        return list(columns)
    named = {column["name"]: column for column in columns}
    return [named[name] for name in FIRST[table] if name in named]


def page_of_row(table: str, key: Sequence[str]) -> str | None:
    """The path of the page about what a row tells of, or None if there is none."""
    return addresses.of(KINDS[table], key[0]) if table in KINDS else None


class Cells:
    """Writes the rows of Datasette's pages for one Datasette; its methods are filters of the templates.

    They are given rows as they were read, and as Datasette draws them: the links of keys and bytes come from there.
    """

    def __init__(self, datasette: "Datasette", references: "References") -> None:
        self.datasette = datasette
        self.references = references
        self.prefix = str(datasette.urls.path("/")).removesuffix("/")

    def body(
        self,
        rows: Sequence[Any],
        drawn: Sequence[Any],
        names: Sequence[str],
        shown: Sequence[str] = (),
        table: str = "",
    ) -> Markup:
        """All rows of a table or query: `names` are the columns that were read, `shown` those of a table's page."""
        paths = links(names, self.references.get(table, {}))
        columns = [self._column(place, *pair) for place, pair in enumerate(zip(names, paths, strict=True))]
        if shown:
            named = dict(zip(names, columns, strict=True)) | self._key_column(table, drawn)
            columns = [named[name] for name in shown]
        pairs = zip(map(tuple, rows), drawn, strict=False)
        return Markup("\n".join(f"<tr>{''.join([column(*pair) for column in columns])}</tr>" for pair in pairs))

    async def of_row(self, row: Any, drawn: Any, names: Sequence[str], table: str) -> list[tuple[str, Markup]]:
        """The columns of one row with what its page shows of them, references by their labels."""
        references, values = self.references.get(table, {}), tuple(row)
        cells = []
        for name, value, link in zip(names, values, links(names, references), strict=True):
            labels = {}
            if name in references and value is not None:
                labels = await self.datasette.expand_foreign_keys(DATABASE_NAME, table, name, [value])
            text = self._cell(labels.get((name, value), value), values, link) or Markup("&nbsp;")
            cells.append((name, drawn.display(name) if isinstance(value, bytes) else Markup(text)))
        return cells

    def _column(self, place: int, name: str, link: Link | None) -> Column:
        start = f"<td class=col-{to_css_class(name)}>"

        def column(values: Values, drawn: Any) -> str:
            value = values[place]
            if isinstance(value, bytes):
                return f"{start}{drawn.display(name) if hasattr(drawn, 'display') else drawn[place]}</td>"
            return f"{start}{self._cell(value, values, link, SIGNS_OF_A_CELL)}</td>"

        return column

    def _key_column(self, table: str, drawn: Sequence[Any]) -> dict[str, Column]:
        """The column of the key, which leads to the page about a row, and then to the row; views have none."""
        name = drawn[0].cells[0]["column"] if drawn and drawn[0].cells[0]["value_type"] == "pk" else None
        start = f"<td class=col-{to_css_class(name or '')}>"

        def column(values: Values, drawn: Any) -> str:
            cell = drawn.cells[0]
            if table not in KINDS:
                return f"{start}{cell['value']}</td>"
            key, row = escape(cell["raw"]), f"{self.prefix}/{DATABASE_NAME}/{table}/{tilde_encode(cell['raw'])}"
            page = f"{self.prefix}{addresses.of(KINDS[table], cell['raw'])}"
            row = f'<a class=permalink href="{row}" aria-label="Row {key}">row</a>'
            return f'{start}<a href="{page}">{key}</a> {row}</td>'

        return {name: column} if name else {}

    def _cell(self, value: Any, values: Values, link: Link | None, most: int = 0) -> str:
        """What is shown of a value of a row, at most so many signs of it where there is a bound."""
        if value is None or value == "":
            return ""
        text = str(value["label"] if isinstance(value, dict) else value)
        short = escape(f"{text[:most]}…" if 0 < most < len(text) else text)
        path = link(values) if link else None
        if path:
            return f'<a href="{self.prefix}{path}">{short}</a>{_key_beside(value, path)}'
        if is_url(text):
            return f'<a href="{escape(text)}">{escape(truncate_url(text, most))}</a>'
        return str(short)
