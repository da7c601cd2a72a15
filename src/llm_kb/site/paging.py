"""Long lists, a page at a time: which part of a list is shown, and where the others are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from llm_kb.site.visit import QueryAnswer, Visit

PARAMETER = "page"
MOST_DIGITS = 6
NEAR = 2
"""How many pages before and after the one at hand are linked by their numbers, beside the first and the last."""


@dataclass(frozen=True)
class Part:
    """The part of a list that a page shows."""

    visit: Visit
    number: int
    """Number of the page, counted from 1."""
    size: int
    """How many things a page has at most."""
    total: int
    """How many things there are in all."""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Place of the first thing shown, counted from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """Place of the last thing shown."""
        return min(self.number * self.size, self.total)

    @property
    def numbers(self) -> list[int]:
        """The pages that are linked by their numbers, in their order."""
        near = range(self.number - NEAR, self.number + NEAR + 1)
        return sorted({1, self.pages, *(number for number in near if 1 <= number <= self.pages)})

    def address(self, number: int) -> str:
        """The address of another page of the list, with everything else that was asked for."""
        given: Iterable[tuple[str, str]] = parse_qsl(self.visit.request.query_string)
        kept = [pair for pair in given if pair[0] != PARAMETER]
        asked = urlencode([*kept, *([(PARAMETER, str(number))] if number > 1 else [])])
        return self.visit.path(f"{self.visit.request.path}{asked and '?'}{asked}")

    @property
    def window(self) -> dict[str, str]:
        """The values of a named query's `limit` and `offset` that give this part."""
        return _window(self.number, self.size)

    def of(self, answer: QueryAnswer) -> QueryAnswer:
        """The answer that fills this part, told as one to the whole list where all of it is here."""
        return answer if self.pages > 1 else self.whole(answer)

    def whole(self, answer: QueryAnswer) -> QueryAnswer:
        """The answer told as one to the whole list, whose rows are not all here."""
        return replace(answer, values={**answer.values, "limit": "", "offset": ""})


def part(visit: Visit, size: int, total: int) -> Part:
    """The part of a list of so many things that is asked for; the first where there is no such."""
    asked = Part(visit, _number(visit), size, total)
    return asked if asked.number <= asked.pages else replace(asked, number=1)


async def ask(visit: Visit, size: int, counted: str, query: str, **values: str) -> tuple[Part, QueryAnswer]:
    """The part of a named query's rows that is asked for; the first where there is no such.

    `counted` is the column of the query that tells how many rows there are in all.
    """
    number = _number(visit)
    answer = await visit.ask(query, **values, **_window(number, size))
    if number > 1 and not answer.rows:
        number, answer = 1, await visit.ask(query, **values, **_window(1, size))
    shown = Part(visit, number, size, answer.first[counted] if answer.first else 0)
    return shown, shown.of(answer)


def _number(visit: Visit) -> int:
    given = visit.given(PARAMETER)
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS else 1


def _window(number: int, size: int) -> dict[str, str]:
    return {"limit": str(size), "offset": str((number - 1) * size)}
