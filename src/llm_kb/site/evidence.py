"""Facts grouped for pages: by the statement that they cite, by question, and by all columns but the model."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from markupsafe import Markup

from llm_kb.text import place

Row = dict[str, Any]

ERRATA = 200
"""Page size of the list of errata."""

SYMBOLS = {
    "uses": "●",
    "introduces": "★",
    "produces": "▲",
    "serves": "◆",
    "supports": "◐",
    "explores": "△",
    "proposes": "◇",
    "avoids": "✕",
    "omits": "○",
}
"""A symbol for each relation, so that color is never the only distinction."""

GROUPING_COLUMNS = (
    "statement_id",
    "technique_id",
    "relation",
    "stage",
    "qualifier",
    "other_model_ids",
    "other_role",
    "other_basis",
    "basis",
    "basis_note",
    "erratum_ids",
)
"""Columns of the named query `facts` by which facts about several models are grouped, beside the verdict."""


VERDICT_COLUMNS = ("verdict", "source_id", "locator", "phrase", "note")
"""Columns of the named query `verdicts_on_facts` by which verdicts on several models are grouped."""


@dataclass(frozen=True)
class CitedStatement:
    """A statement of one sentence, with the facts that cite it."""

    statement_id: str
    text: str
    phrases: list[str]
    """Those that show its facts, in their order."""
    place: str
    """Location of the sentence, such as §4.2 ¶3 s5."""
    facts: list[Row] = field(default_factory=list)
    source_id: str | None = None
    """Identifier of the document that has the sentence."""


HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
"""A heading of a page that its table of contents lists."""


def headings(html: str) -> list[tuple[str, str]]:
    """Identifier and text of each heading of a part of a page, for its table of contents."""
    return [(identifier, Markup(text).striptags()) for identifier, text in HEADING.findall(html)]


def disputes(fact: Row) -> list[tuple[str, str]]:
    """Path and title of each erratum that disputes a row of the named query `facts`."""
    errata = json.loads(fact["erratum_list"] or "[]")
    return [(erratum_path(erratum["id"], erratum["place"]), erratum["title"]) for erratum in errata]


def erratum_path(identifier: str, place: int) -> str:
    """The path of an erratum, by its position in the list of all errata."""
    page = (place - 1) // ERRATA + 1
    return f"/errata{f'?page={page}' if page > 1 else ''}#{identifier}"


def statements(facts: Iterable[Row]) -> list[CitedStatement]:
    """Rows of the named query `facts`, which are in reading order, grouped by statement."""
    cited = []
    for identifier, group in groupby(facts, key=lambda fact: fact["statement_id"]):
        rows = list(group)
        first = rows[0]
        cited.append(
            CitedStatement(identifier, first["statement"], phrases(rows), place(first), rows, first.get("source_id"))
        )
    return cited


def phrases(facts: Iterable[Row]) -> list[str]:
    """The different phrases of facts, in order of first appearance."""
    return list(dict.fromkeys(fact["phrase"] for fact in facts))


def alike(facts: Iterable[Row]) -> list[list[Row]]:
    """Groups facts that are equal but for the model, in order of first appearance."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for fact in facts:
        key = (*(fact[column] for column in GROUPING_COLUMNS), fact.get("verdict"))
        groups.setdefault(key, []).append(fact)
    return list(groups.values())


def verdicts_on(facts: Iterable[Row], verdicts: Mapping[str, list[Row]] | None) -> list[Row]:
    """The different verdicts on facts that differ in their model alone, from rows of `verdicts_on_facts` by fact."""
    rows = [row for fact in facts for row in (verdicts or {}).get(fact["fact_id"], [])]
    return list({tuple(row[column] for column in VERDICT_COLUMNS): row for row in rows}.values())


def by_question(statements: Iterable[CitedStatement]) -> list[tuple[Row, list[CitedStatement]]]:
    """Statements in reading order grouped by source and question; each group with its first fact."""
    groups = groupby(statements, key=lambda statement: (statement.source_id, statement.facts[0]["section"]))
    return [(members[0].facts[0], members) for _, group in groups if (members := list(group))]
