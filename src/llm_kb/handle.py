"""The knowledge base in Python: a read-only sqlite-utils database that also runs the named queries."""

import re
import sqlite3
import warnings
from collections.abc import Generator, Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database
from sqlite_utils.db import Table

from llm_kb import lookup, queries, specsheet
from llm_kb.current import database_for
from llm_kb.database import explaining_errors, open_read_only
from llm_kb.errors import KnowledgeBaseError, in_one_line, install_command

if TYPE_CHECKING:
    from pandas import DataFrame

Row = dict[str, Any]
Value = str | int | float | None
"""A value of a named query; None is the empty text, which mostly means all."""

ONE_WORD = re.compile(r"[A-Za-z0-9_-]+")


class Rows(list[Row]):
    """A result set: a list of dictionaries that knows its columns even when it is empty."""

    def __init__(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        super().__init__(dict(zip(columns, row, strict=True)) for row in rows)
        self.columns = tuple(columns)

    def dataframe(self, types: Mapping[str, str] | None = None) -> "DataFrame":
        """The rows as a DataFrame, with these types of columns, or with whole numbers where only some are missing.

        Raises KnowledgeBaseError where pandas is not installed.
        """
        try:
            from pandas import DataFrame
        except ImportError as error:
            message = "A DataFrame needs pandas, which is not installed"
            command = install_command("pandas")
            raise KnowledgeBaseError(f"{message}: '{command}', or use the rows without it.") from error
        frame = DataFrame(self, columns=list(self.columns), dtype=None if types is None else object)
        return frame.convert_dtypes() if types is None else frame.astype(dict(types))


class SearchableTable(Table):
    """A table whose full-text search takes any text."""

    def search(self, q: str, *arguments: Any, **options: Any) -> Generator[Row, None, None]:
        """The rows that match, as sqlite-utils finds them; words are quoted where the text is no FTS5 expression.

        Raises KnowledgeBaseError for a search that fails all the same.
        """
        try:
            rows = super().search(q, *arguments, **options)
            first = next(rows, None)
        except sqlite3.OperationalError as error:
            words = " ".join(match.replace('"', "") for match in q.replace("\0", " ").split())
            if options.get("quote") or not words:
                message = f"The search for {q!r} in {self.name!r} fails ({in_one_line(error)})"
                raise KnowledgeBaseError(f"{message}: use plain words, and check the other arguments.") from error
            yield from self.search(words, *arguments, **options | {"quote": True})
            return
        if first is not None:
            yield first
            yield from rows


class KnowledgeBase(Database):
    """A knowledge base that is open for reading.

    Everything that sqlite-utils reads with works here too: `kb["models"].rows`, `kb.query("select …")`, `kb.schema`.
    Nothing can be written: sqlite3.OperationalError says so.
    """

    def __init__(self, path: str | PathLike[str] | None = None) -> None:
        """Open the file of that path, or the installed knowledge base, built first when missing or out of date.

        Raises KnowledgeBaseError when the file is missing or no knowledge base.
        """
        self.path = database_for(None if path is None else Path(path), on_stale=_warn)
        connection = open_read_only(self.path, for_threads=True)
        connection.row_factory = None  # sqlite-utils gives tuples
        super().__init__(connection)

    def __repr__(self) -> str:
        return f"<KnowledgeBase {str(self.path)!r}>"

    def table(self, table_name: str, **options: Any) -> SearchableTable:
        """The table or view of that name; raises KnowledgeBaseError where there is none, which cannot be created."""
        lookup.check_table(table_name, [*self.table_names(), *self.view_names()])
        return SearchableTable(self, super().table(table_name, **options).name, **options)

    def ask(self, name: str, /, **values: Value) -> Rows:
        """The rows of a named query; missing parameters take the query's defaults, and "" or None mostly means all.

        Raises KnowledgeBaseError for a query or parameter that there is not, and for a model, technique, institution or
        publication that there is not, instead of leaving its rows out.
        """
        parameters = {parameter: _text(value) for parameter, value in values.items()}
        with explaining_errors(self.path):
            result = lookup.run(self.conn, name, parameters)
        return Rows(result.columns, result.rows)

    def query(
        self, sql: str, params: Sequence[Any] | dict[str, Any] | None = None, **values: Any
    ) -> Generator[Row, None, None]:
        """The rows of a SELECT as sqlite-utils gives them, or those of the named query that one word names.

        Values may be given as a dictionary or by keyword. Raises KnowledgeBaseError as `ask` does, and for a sequence
        where values go by name; a SELECT raises what it raises in sqlite-utils.
        """
        named = ONE_WORD.fullmatch(sql.strip())
        if not named and not values:
            return super().query(sql, params)
        if params and not isinstance(params, Mapping):
            message = "Positional values work only with the question marks of a SELECT"
            raise KnowledgeBaseError(f"{message}: pass a dictionary or keyword arguments.")
        parameters = {**dict(params or {}), **values}
        return (row for row in self.ask(sql, **parameters)) if named else super().query(sql, parameters)

    def queries(self) -> Rows:
        """Every listed query with its parameters and its title."""
        rows = ((query.name, ", ".join(query.defaults), query.title) for query in queries.public_queries())
        return Rows(("name", "parameters", "title"), rows)

    def facts(
        self,
        *,
        model: Value = "",
        technique: Value = "",
        relation: Value = "",
        section: Value = "",
        institution: Value = "",
        publication: Value = "",
        fact: Value = "",
        release: Value = "",
        exactly: Value = "",
        source: Value = "",
        limit: Value = "",
        offset: Value = "",
    ) -> Rows:
        """Facts with their evidence, including variants and subtypes; raises as `ask` does."""
        return self.ask(
            "facts",
            model=model,
            technique=technique,
            relation=relation,
            section=section,
            institution=institution,
            publication=publication,
            fact=fact,
            release=release,
            exactly=exactly,
            source=source,
            limit=limit,
            offset=offset,
        )

    def models(
        self,
        *,
        model: Value = "",
        institution: Value = "",
        dimension: Value = "",
        year: Value = "",
        surveyed: Value = "",
        publication: Value = "",
        sort: Value = "",
        limit: Value = "",
        offset: Value = "",
    ) -> Rows:
        """Models with their maker, publication and number of facts; raises as `ask` does."""
        return self.ask(
            "model_list",
            model=model,
            institution=institution,
            dimension=dimension,
            year=year,
            surveyed=surveyed,
            publication=publication,
            sort=sort,
            limit=limit,
            offset=offset,
        )

    def techniques(self, *, technique: Value = "", above: Value = "") -> Rows:
        """Techniques with definition, place in the taxonomy and number of adopters; raises as `ask` does."""
        return self.ask("technique_list", technique=technique, above=above)

    def institutions(self, *, institution: Value = "", limit: Value = "", offset: Value = "") -> Rows:
        """Institutions with the number of their models and facts; raises as `ask` does."""
        return self.ask("institution_list", institution=institution, limit=limit, offset=offset)

    def publications(
        self,
        *,
        publication: Value = "",
        kind: Value = "",
        year: Value = "",
        sort: Value = "",
        limit: Value = "",
        offset: Value = "",
    ) -> Rows:
        """References, corrected, with the models and techniques that they belong to; raises as `ask` does."""
        return self.ask(
            "publication_list", publication=publication, kind=kind, year=year, sort=sort, limit=limit, offset=offset
        )

    def specifications(
        self,
        *,
        model: Value = "",
        attribute: Value = "",
        institution: Value = "",
        status: Value = "",
        source: Value = "",
        preferred: Value = "",
        exactly: Value = "",
        limit: Value = "",
        offset: Value = "",
    ) -> Rows:
        """What documents say of models attribute by attribute, with the places, including variants.

        With `preferred=True` it is one value per model and attribute. Raises as `ask` does.
        """
        return self.ask(
            "specifications_of_model",
            model=model,
            attribute=attribute,
            institution=institution,
            status=status,
            source=source,
            preferred=preferred,
            exactly=exactly,
            limit=limit,
            offset=offset,
        )

    def spec_sheet(self, *, model: Value = "", institution: Value = "") -> "DataFrame":
        """One row per model with specifications, with the preferred value of each attribute in a column of its type.

        Counts are Int64, other numbers Float64, flags boolean, and everything else, dates included, string: a document
        may give a year or a month. NA is what is not known or not disclosed. Raises as `ask` and `Rows.dataframe` do.
        """
        with explaining_errors(self.path):
            rows, types = specsheet.rows(self.conn, _text(model), _text(institution))
        return Rows([*types], rows).dataframe(types)

    def verdicts(
        self,
        *,
        verdict: Value = "",
        model: Value = "",
        institution: Value = "",
        section: Value = "",
        fact: Value = "",
        source: Value = "",
        limit: Value = "",
        offset: Value = "",
    ) -> Rows:
        """Facts of the survey beside what documents of developers say of them; raises as `ask` does."""
        return self.ask(
            "verdicts_on_facts",
            verdict=verdict,
            model=model,
            institution=institution,
            section=section,
            fact=fact,
            source=source,
            limit=limit,
            offset=offset,
        )

    def sources(self, *, source: Value = "", institution: Value = "", model: Value = "") -> Rows:
        """The survey and every document, how far it was read, and how much was taken from it; raises as `ask` does."""
        return self.ask("source_list", source=source, institution=institution, model=model)

    def questions(self, *, question: Value = "") -> Rows:
        """The research questions with takeaway and position; raises as `ask` does."""
        return self.ask("questions", question=question)


def _warn(message: str) -> None:
    """Issue a warning at the caller that opened the knowledge base, several frames up."""
    warnings.warn(message, stacklevel=5)


def _text(value: Value) -> str:
    """A parameter value in the textual form of named queries."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)
