"""What every engine has in common: statements in, columns and rows out, with values as SQLite has them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from llm_kb.engines.translation import translated
from llm_kb.errors import KnowledgeBaseError, in_one_line

Row = tuple[Any, ...]


class Result:
    """Columns and rows of a statement; iterating yields the rows, once."""

    def __init__(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        self.description = [(column,) for column in columns]
        """One tuple per column, its name first, as in Python's database API."""
        self._rows = iter(rows)

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        return tuple(map(plain, next(self._rows)))


class Engine(ABC):
    """An engine that is connected to a knowledge base; it only reads."""

    name: ClassVar[str]
    """Its name on the command line."""

    def execute(self, sql: str, values: Mapping[str, Any] | None = None, /) -> Result:
        """The result of a SELECT that is written for SQLite, with values for its parameters `:name`.

        Raises KnowledgeBaseError for a statement that is no SELECT, or that the engine cannot run.
        """
        statement = translated(sql, self.name)
        given = {} if values is None else values
        return Result(*self.run(statement.sql, {name: given[name] for name in statement.parameters}))

    @abstractmethod
    def run(self, sql: str, values: dict[str, Any]) -> tuple[Sequence[str], Iterable[Sequence[Any]]]:
        """Columns and rows of a statement of its own dialect; raises KnowledgeBaseError where it cannot be run."""

    def failure(self, error: object) -> KnowledgeBaseError:
        """The error for a statement that the engine refuses."""
        message = f"The query fails on {self.name} ({in_one_line(error)})"
        return KnowledgeBaseError(f"{message}: 'llm-kb tables' lists the tables, and --sql prints named queries.")


def plain(value: Any) -> Any:
    """A value as SQLite has it: truth values are 0 and 1, exact decimals numbers like others."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
