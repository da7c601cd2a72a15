"""Pagination of long lists by limit and offset, with links to the other pages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from llm_kb.site.visit import LinkedResult, Visit

PARAMETER = "page"
MAX_DIGITS = 6
NEIGHBORS = 2
"""Number of pages before and after the current one that are linked, beside the first and the last."""


@dataclass(frozen=True)
class Pagination:
    """The current page of a list."""

    visit: Visit
    number: int
    """Page number, from 1."""
    size: int
    """Page size."""
    total: int
    """Total number of items."""

    @property
    def pages(self) -> int:
        """Number of pages."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Position of the first item on the page, from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """Position of the last item on the page."""
        return min(self.number * self.size, self.total)

    @property
    def numbers(self) -> list[int]:
        """The linked page numbers, in order."""
        neighbors = range(self.number - NEIGHBORS, self.number + NEIGHBORS + 1)
        return sorted({1, self.pages, *(number for number in neighbors if 1 <= number <= self.pages)})

    def url(self, number: int) -> str:
        """The URL of another page of the list, with all other query string parameters."""
        pairs: Iterable[tuple[str, str]] = parse_qsl(self.visit.request.query_string)
        others = [pair for pair in pairs if pair[0] != PARAMETER]
        query = urlencode([*others, *([(PARAMETER, str(number))] if number > 1 else [])])
        return self.visit.path(f"{self.visit.request.path}{query and '?'}{query}")

    @property
    def limit_and_offset(self) -> dict[str, str]:
        """The parameters of a named query that return this page."""
        return _limit_and_offset(self.number, self.size)

    def of(self, result: LinkedResult) -> LinkedResult:
        """The result on this page; without limit and offset in its links if the list has one page."""
        return result if self.pages > 1 else self.unpaginated(result)

    def unpaginated(self, result: LinkedResult) -> LinkedResult:
        """A result whose links lead to all rows."""
        return replace(result, values={**result.values, "limit": "", "offset": ""})


def paginate(visit: Visit, size: int, total: int) -> Pagination:
    """The pagination of a list at the requested page; at the first page if there is no such page."""
    requested = Pagination(visit, _number(visit), size, total)
    return requested if requested.number <= requested.pages else replace(requested, number=1)


async def query(
    visit: Visit, size: int, total_column: str, name: str, **values: str
) -> tuple[Pagination, LinkedResult]:
    """Run a named query for the requested page of its rows; for the first page if there is no such page.

    `total_column` is the column of the query that has the total number of rows.
    """
    number = _number(visit)
    result = await visit.query(name, **values, **_limit_and_offset(number, size))
    if number > 1 and not result.rows:
        number, result = 1, await visit.query(name, **values, **_limit_and_offset(1, size))
    pagination = Pagination(visit, number, size, result.first[total_column] if result.first else 0)
    return pagination, pagination.of(result)


def _number(visit: Visit) -> int:
    value = visit.parameter(PARAMETER)
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS else 1


def _limit_and_offset(number: int, size: int) -> dict[str, str]:
    return {"limit": str(size), "offset": str((number - 1) * size)}
