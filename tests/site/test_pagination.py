"""The pages of a long list: which one is asked for, what is on it, and which others it links."""

import asyncio
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest

from llm_kb.site import paging
from llm_kb.site.paging import Pagination, paginate
from llm_kb.site.visit import Visit


def visit(query_string: str = "", **arguments: str) -> Visit:
    """A visit of /birds with these parameters."""
    request = SimpleNamespace(query_string=query_string, path="/birds", args=arguments)
    parts: Mapping[str, Any] = {
        "request": request,
        "parameter": lambda name: arguments.get(name, ""),
        "path": lambda path: f"/base{path}",
    }
    return cast(Visit, SimpleNamespace(**parts))


@pytest.mark.parametrize(
    ("number", "total", "numbers"),
    [
        (1, 0, [1]),
        (1, 10, [1]),
        (1, 11, [1, 2]),
        (1, 100, [1, 2, 3, 10]),
        (4, 100, [1, 2, 3, 4, 5, 6, 10]),
        (5, 100, [1, 3, 4, 5, 6, 7, 10]),
        (10, 100, [1, 8, 9, 10]),
        (10, 101, [1, 8, 9, 10, 11]),
    ],
)
def test_the_first_the_last_and_two_neighbors_on_both_sides_are_linked(
    number: int, total: int, numbers: list[int]
) -> None:
    assert Pagination(visit(), number, 10, total).numbers == numbers


@pytest.mark.parametrize(("number", "first", "last"), [(1, 1, 10), (2, 11, 20), (3, 21, 25)])
def test_a_page_tells_its_first_and_last_item(number: int, first: int, last: int) -> None:
    page = Pagination(visit(), number, 10, 25)
    assert (page.first, page.last, page.pages) == (first, last, 3)
    assert page.limit_and_offset == {"limit": "10", "offset": str(first - 1)}


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        *(("", 1), ("1", 1), ("2", 2), ("3", 3), ("4", 1), ("0", 1), ("-2", 1), ("x", 1), ("²", 1)),
        *(("000003", 3), ("0000003", 1), ("9" * 5000, 1)),
    ],
)
def test_a_page_that_there_is_not_is_the_first(asked: str, number: int) -> None:
    assert paginate(visit(page=asked), 10, 25).number == number


def test_a_link_to_a_page_keeps_the_other_parameters_and_the_first_needs_none() -> None:
    page = Pagination(visit("page=2&kind=owl&page=7"), 2, 10, 25)
    assert page.url(3) == "/base/birds?kind=owl&page=3"
    assert page.url(1) == "/base/birds?kind=owl"
    assert Pagination(visit("page=2"), 2, 10, 25).url(1) == "/base/birds"


class Listed:
    """The rows of a list of so many birds, of which a query gives a part."""

    def __init__(self, values: Mapping[str, str], total: int) -> None:
        first = int(values["offset"])
        self.values = values
        self.rows = [{"number": number, "total": total} for number in range(total)][first : first + 10]
        self.first = self.rows[0] if self.rows else None


@pytest.mark.parametrize(
    ("asked", "total", "number", "rows"), [("1", 25, 1, 10), ("3", 25, 3, 5), ("4", 25, 1, 10), ("2", 0, 1, 0)]
)
def test_a_list_is_queried_for_its_page_and_for_the_first_where_that_is_empty(
    asked: str, total: int, number: int, rows: int
) -> None:
    asked_for: list[str] = []

    async def query(name: str, **values: str) -> Listed:
        asked_for.append(values["offset"])
        return Listed(values, total)

    visited = visit(page=asked)
    cast(Any, visited).query = query
    found: list[Any] = []
    page = Pagination(visited, 1, 10, 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pagination, "unpaginated", lambda self, result: result)
        page, *found = asyncio.run(paging.query(visited, 10, "total", "birds"))
    assert (page.number, page.total, len(found[0].rows)) == (number, total, rows)
    assert asked_for == ([str((int(asked) - 1) * 10)] if number == int(asked) else [asked_for[0], "0"])
