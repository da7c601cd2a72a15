"""The list of the survey's questions, and the page of one question with its findings and their evidence."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from datasette.utils.asgi import Response

from llm_kb.site import paths
from llm_kb.site.evidence import CitedStatement, phrases
from llm_kb.site.pages import options
from llm_kb.site.pages.home import by_dimension
from llm_kb.site.visit import LinkedResult, MissingError, Page, Row, Visit
from llm_kb.text import place

STATEMENTS = 80
FACTS = 200
"""Maximum numbers of statements and facts of one section."""

FACTS_OF_MAKERS = 2000
"""Maximum number of facts of makers that are counted by technique."""
TECHNIQUES_OF_MAKERS = 30
"""Maximum number of techniques that are listed for makers' documents."""

POINT_FACTS = 48
"""Maximum number of facts of one finding."""

NAMES = 30
"""Maximum number of named releases of one technique and relation."""


@dataclass(frozen=True)
class Point:
    """A numbered finding of the survey."""

    finding: Row
    facts: list[Row]
    """The facts about models that are cited from its sentences."""

    @property
    def more(self) -> bool:
        """Whether there are more facts than these."""
        return len(self.facts) < int(self.finding["facts"])

    @property
    def models(self) -> dict[str, str]:
        """The models of its facts, names by identifier."""
        return {fact["model_id"]: fact["model"] for fact in self.facts}


@dataclass(frozen=True)
class RecordedStatement:
    """A statement, with or without facts about models."""

    statement: CitedStatement
    techniques: list[tuple[str, str]]
    """Identifier and name of each technique that it names without a fact."""


async def show_all(visit: Visit) -> Page:
    """The list of questions."""
    questions = await visit.query("questions")
    findings = await visit.query("findings_of_question", question="")
    wide: dict[str | None, list[Row]] = defaultdict(list)
    for finding in findings:
        if finding["section"] is None:
            wide[finding["dimension"]].append(finding)
    return Page(
        "questions",
        "Questions",
        "The research questions of the survey on the design of language models, with its key finding on each.",
        {"questions": questions, "findings": findings, "dimensions": by_dimension(questions), "wide": wide},
    )


async def show(visit: Visit) -> Page | Response:
    """The page of one question; its identifier, as in `4-2`, redirects to the URL with the section number."""
    section = visit.path_parameters["question"]
    questions = await visit.query("questions")
    positions = {row["section"]: number for number, row in enumerate(questions)}
    if section not in positions:
        identifiers = {row["question_id"]: row for row in questions}
        if section in identifiers:
            return Response.redirect(visit.link("question", section), status=301)
        raise MissingError("question", section)
    index = positions[section]
    question = questions.rows[index]
    return Page(
        "question",
        f"{section} {question['question']}",
        question["takeaway"],
        {
            "question": question,
            "before": questions.rows[index - 1] if index else None,
            "after": questions.rows[index + 1] if index + 1 < len(questions) else None,
            **await _contents(visit, section),
        },
    )


async def _contents(visit: Visit, section: str) -> Row:
    findings = await visit.query("findings_of_question", question=section)
    support = await visit.query("facts_of_findings", question=section, limit=str(POINT_FACTS))
    adoption = await visit.query("adoption_of_question", section=section, limit=str(NAMES))
    facts = await visit.query_first(FACTS, "facts", section=section, source="survey")
    of_makers = await visit.query_first(FACTS_OF_MAKERS, "facts_of_makers", question=section)
    statements = _with_all_facts(await visit.query_first(STATEMENTS, "statements_of_section", section=section), facts)
    return {
        "findings": findings,
        "wide": [finding for finding in findings if finding["kind"] != "point"],
        "topics": _points(findings, support, [*facts, *await _others(visit, support, facts)]),
        "support": visit.query_without_rows("facts_of_findings", question=section),
        "adoption": adoption,
        "adopted": _by_technique(adoption),
        "NAMES": NAMES,
        "drawing": await visit.draw("question", adoption.rows),
        "statements": statements,
        "recorded": _recorded(statements, facts),
        "facts": facts,
        "of_makers": of_makers,
        "number_of_makers": (await options.facts_of_makers(visit, "question")).get(section),
        "techniques_of_makers": _by_frequency(of_makers)[:TECHNIQUES_OF_MAKERS],
        "of_evidence": paths.of_evidence,
    }


def _with_all_facts(statements: LinkedResult, facts: LinkedResult) -> LinkedResult:
    """The statements for which all facts are loaded: those before the statement of the last loaded fact."""
    if not facts.more:
        return statements
    places = {row["statement_id"]: place for place, row in enumerate(statements)}
    last = places.get(facts.rows[-1]["statement_id"], len(statements))
    return replace(statements, rows=statements.rows[:last], more=True)


async def _others(visit: Visit, support: LinkedResult, facts: LinkedResult) -> list[Row]:
    """The facts of the findings that are not among the loaded ones."""
    known = {fact["fact_id"] for fact in facts}
    fact_ids = [row["fact_id"] for row in support if row["fact_id"] not in known]
    return (await visit.query("facts", fact=", ".join(fact_ids))).rows if fact_ids else []


def _points(
    findings: LinkedResult, support: LinkedResult, facts: Iterable[Row]
) -> list[tuple[str | None, list[Point]]]:
    """The numbered findings grouped by topic."""
    known = {fact["fact_id"]: fact for fact in facts}
    supporting = defaultdict(list)
    for row in support:
        supporting[row["finding_id"]].append(known[row["fact_id"]])
    points = [Point(row, supporting[row["finding_id"]]) for row in findings if row["kind"] == "point"]
    groups = groupby(points, key=lambda point: point.finding["topic"])
    return [(topic, list(group)) for topic, group in groups]


def _by_technique(adoption: LinkedResult) -> list[list[Row]]:
    """The rows grouped by technique; each has one per relation."""
    return [list(rows) for _, rows in groupby(adoption, key=lambda row: row["technique_id"])]


def _by_frequency(of_makers: LinkedResult) -> list[tuple[Row, int, list[tuple[str, int, Row]]]]:
    """The techniques by number of facts of makers: the first fact, the number, and models with their first facts."""
    groups: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for fact in of_makers:
        groups[fact["technique_id"]][fact["model"]].append(fact)
    techniques = []
    for models in groups.values():
        named = [(model, len(facts), facts[0]) for model, facts in sorted(models.items())]
        techniques.append((named[0][2], sum(number for _, number, _ in named), named))
    return sorted(techniques, key=lambda technique: -technique[1])


def _recorded(statements: LinkedResult, facts: Iterable[Row]) -> list[tuple[str | None, list[RecordedStatement]]]:
    """The statements of a section with their facts, grouped by topic."""
    facts_by_statement = defaultdict(list)
    for fact in facts:
        facts_by_statement[fact["statement_id"]].append(fact)
    groups = groupby(statements, key=lambda row: row["topic"])
    return [(topic, [_record(row, facts_by_statement[row["statement_id"]]) for row in rows]) for topic, rows in groups]


def _record(row: Row, facts: list[Row]) -> RecordedStatement:
    statement = CitedStatement(
        row["statement_id"], row["statement"], phrases(facts) or [row["phrase"]], place(row), facts
    )
    technique_ids = {fact["technique_id"] for fact in facts}
    techniques = json.loads(row["named_technique_list"] or "[]")
    named = [(other["id"], other["name"]) for other in techniques if other["id"] not in technique_ids]
    return RecordedStatement(statement, named)
