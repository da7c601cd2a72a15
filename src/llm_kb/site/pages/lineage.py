"""Who learned from whom, as a graph and as a list."""

from itertools import groupby

from llm_kb.site import paging
from llm_kb.site.pages import options
from llm_kb.site.visit import Page, Row, Visit

LESSONS = 100
"""How many lessons stand on one page, and are drawn."""


async def show(visit: Visit) -> Page:
    """The lineage of all models, or that of the one which is asked for."""
    model = visit.given("model")
    part, lineage = await paging.ask(visit, LESSONS, "lessons_in_all", "lineage_of_model", model=model)
    linked = [
        {
            **row,
            "student_url": visit.link("model", row["student_id"]),
            "teacher_url": visit.link("model", row["teacher_id"]),
        }
        for row in lineage
    ]
    return Page(
        "lineage",
        "Lineage",
        "Which models were distilled from which, and which gave others their data or their judgement.",
        {
            "lineage": lineage,
            "part": part,
            "drawing": await visit.draw("lineage", linked),
            "teachers": [(rows[0], _lessons(rows)) for rows in _grouped(lineage.rows, "teacher_id")],
            "models": await _models(visit),
            "wanted": model,
        },
    )


async def _models(visit: Visit) -> options.Options | None:
    """Everyone who learned from another or taught one, by name; None where they are too many to choose from."""
    everyone = await visit.ask("lineage_of_model", limit=str(options.MOST))
    if everyone.first and everyone.first["lessons_in_all"] > options.MOST:
        return None
    names = {row[f"{part}_id"]: row[part] for row in everyone for part in ("student", "teacher")}
    return sorted(names.items(), key=lambda pair: str(pair[1]).casefold())


def _grouped(rows: list[Row], *columns: str) -> list[list[Row]]:
    """The rows that have the same values in some columns, in one list each, in the order of these values."""

    def key(row: Row) -> list[str]:
        return [str(row[column]) for column in columns]

    return [list(group) for _, group in groupby(sorted(rows, key=key), key=key)]


def _lessons(rows: list[Row]) -> list[tuple[Row, list[Row]]]:
    """What one teacher's sentences say, each with the students that it names."""
    return [(group[0], group) for group in _grouped(rows, "section", "statement", "role")]
