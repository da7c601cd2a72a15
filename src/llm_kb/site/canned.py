"""The named queries as Datasette's canned queries: each request runs the statement for its own values."""

from collections.abc import Mapping

from llm_kb.queries import NamedQuery, RenderedStatement
from llm_kb.site import addresses


class CannedSql(str):
    """The statement of a named query as a page shows it, which still knows what it was made from.

    A language model's values are not in the query string, but come with the statement when it is run.
    """

    query: NamedQuery
    statement: RenderedStatement

    def __new__(cls, query: NamedQuery, values: Mapping[str, str]) -> "CannedSql":
        """The statement of a query for these values."""
        statement = query.statement(values)
        sql = super().__new__(cls, statement.sql)
        sql.query, sql.statement = query, statement
        return sql

    def to_run(self, values: Mapping[str, str]) -> tuple[str, dict[str, str | int]]:
        """The statement that runs for these values, and those that it uses."""
        statement = self.query.statement(values)
        return statement.sql, dict(statement.values)

    @property
    def address(self) -> str:
        """The path where the statement can be edited and run."""
        return addresses.of_statement(self.statement.sql, self.statement.values)
