"""Entity-relationship diagrams as Mermaid text, made from the declarations: the heart of the schema, then each domain.

Vocabularies are left out, and of the columns only keys and references are drawn; otherwise nobody could read them.
"""

from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType

from llm_kb import dictionary
from llm_kb.dictionary import ColumnEntry, TableEntry
from llm_kb.schema import (
    Base,
    bibliography,
    documents,
    facts,
    models,
    provenance,
    specifications,
    survey,
    techniques,
)

DOMAINS: dict[str, ModuleType] = {
    "Sources and their sentences": provenance,
    "The survey's frame": survey,
    "Models": models,
    "Techniques": techniques,
    "Facts and figures": facts,
    "Documents": documents,
    "Specifications and verdicts": specifications,
    "References": bibliography,
}
CORE_TABLES = (
    "sections",
    "passages",
    "statements",
    "evidence",
    "claims",
    "models",
    "institutions",
    "techniques",
    "measurements",
    "attributes",
    "specification_values",
    "fact_verdicts",
    "citations",
    "publications",
)
"""The tables that the diagram of the whole shows: the way from a sentence to a fact, and what facts are about."""


def diagrams() -> Iterator[str]:
    """Every diagram under its heading."""
    yield "## Diagrams\n"
    yield "Keys (PK) and references (FK) only; vocabularies are left out. `o|`: may be NULL; `o{`: any number.\n"
    yield "### The heart of it\n"
    yield from _diagram(CORE_TABLES, with_columns=False)
    for heading, module in DOMAINS.items():
        yield f"### {heading}\n"
        yield f"{module.__doc__}\n"
        yield from _diagram(_tables_of(module), with_columns=True)


def _tables_of(module: ModuleType) -> list[str]:
    """The tables that a module declares, without vocabularies."""
    declared = [mapper.local_table for mapper in Base.registry.mappers if mapper.class_.__module__ == module.__name__]
    names = {str(table) for table in declared}
    return [entry.name for entry in dictionary.tables() if entry.name in names and entry.kind != "vocabulary"]


def _diagram(names: Sequence[str], *, with_columns: bool) -> Iterator[str]:
    """The diagram of some tables; a domain's also shows the tables outside that they refer to, by name alone."""
    entries = {entry.name: entry for entry in dictionary.tables() if entry.kind != "vocabulary"}
    yield "```mermaid\nerDiagram"
    for name in names:
        if with_columns:
            yield from _table(entries[name])
        for column, target in _references(entries[name], entries if with_columns else names):
            yield f"    {target} {_ends(column, entries[name])} {name} : {column.name}"
    yield "```\n"


def _table(entry: TableEntry) -> Iterator[str]:
    """One table with its key and its references."""
    yield f"    {entry.name} {{"
    for column in entry.columns:
        marks = [mark for mark, has in (("PK", column.name in entry.primary_key), ("FK", column.references)) if has]
        if marks:
            yield f"        {column.type} {column.name} {', '.join(marks)}"
    yield "    }"


def _references(entry: TableEntry, shown: Iterable[str]) -> Iterator[tuple[ColumnEntry, str]]:
    """The columns that refer to a table that is shown, with its name."""
    for column in entry.columns:
        target = (column.references or "").partition(".")[0]
        if target in shown:
            yield column, target


def _ends(column: ColumnEntry, entry: TableEntry) -> str:
    """The cardinalities at both ends of a reference, in Mermaid's notation."""
    alone = (column.name,) == entry.primary_key
    return f"{'|o' if column.nullable else '||'}--{'o|' if alone else 'o{'}"
