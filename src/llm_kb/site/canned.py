"""The named queries as Datasette's canned queries, whose statement depends on the request's parameters."""

from collections.abc import Mapping

from llm_kb.queries import NamedQuery, RenderedStatement
from llm_kb.site import paths


class CannedSql(str):
    """The SQL of a named query, with a reference to the query.

    Over MCP the parameters are not in the query string, but are passed with the statement when it is executed.
    """

    query: NamedQuery
    statement: RenderedStatement

    def __new__(cls, query: NamedQuery, values: Mapping[str, str]) -> "CannedSql":
        """The SQL of a query for these parameters."""
        statement = query.statement(values)
        sql = super().__new__(cls, statement.sql)
        sql.query, sql.statement = query, statement
        return sql

    def to_run(self, values: Mapping[str, str]) -> tuple[str, dict[str, str | int]]:
        """The SQL to execute for these parameters, and those of them that it uses."""
        statement = self.query.statement(values)
        return statement.sql, dict(statement.values)

    @property
    def edit_path(self) -> str:
        """The path of the SQL editor with this statement."""
        return paths.of_statement(self.statement.sql, self.statement.values)
