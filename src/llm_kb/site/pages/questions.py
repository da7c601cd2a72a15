"""Questions: the nine of the survey under their dimensions, and what each one finds, with the facts that support it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from datasette.utils.asgi import Response

from llm_kb.site.evidence import Statement
from llm_kb.site.pages.home import by_dimension
from llm_kb.site.visit import MissingError, Page, QueryAnswer, Row, Visit
from llm_kb.text import place

STATEMENTS = 80
FACTS = 200
"""How many statements, and facts on them, are shown of one section."""

OF_A_POINT = 48
"""How many facts are shown of one finding."""

NAMES = 30
"""How many releases are named of one technique and relation."""


@dataclass(frozen=True)
class Point:
    """A numbered point of the survey."""

    finding: Row
    facts: list[Row]
    """What the survey tells of models within the point's sentences."""

    @property
    def more(self) -> bool:
        """Whether there are more facts than these."""
        return len(self.facts) < int(self.finding["facts"])

    @property
    def models(self) -> dict[str, str]:
        """The names of the models that its facts are about, by their identifiers."""
        return {fact["model_id"]: fact["model"] for fact in self.facts}


@dataclass(frozen=True)
class Recorded:
    """What one sentence says, whether or not it names a model."""

    said: Statement
    techniques: list[tuple[str, str]]
    """Identifier and name of each technique that it names without a fact about a model."""


async def show_all(visit: Visit) -> Page:
    """The list of questions."""
    questions = await visit.ask("questions")
    findings = await visit.ask("findings_of_question", question="")
    wide: dict[str | None, list[Row]] = defaultdict(list)
    for finding in findings:
        if finding["section"] is None:
            wide[finding["dimension"]].append(finding)
    return Page(
        "questions",
        "Questions",
        "The questions that the survey asks about the design of language models, and what it takes away from each.",
        {"questions": questions, "findings": findings, "dimensions": by_dimension(questions), "wide": wide},
    )


async def show(visit: Visit) -> Page | Response:
    """One question; its identifier, as in `4-2`, leads to the address with the section's number."""
    section = visit.named["question"]
    questions = await visit.ask("questions")
    place_of = {row["section"]: number for number, row in enumerate(questions)}
    if section not in place_of:
        identifiers = {row["question_id"]: row for row in questions}
        if section in identifiers:
            return Response.redirect(visit.link("question", section), status=301)
        raise MissingError("question", section)
    here = place_of[section]
    question = questions.rows[here]
    return Page(
        "question",
        f"{section} {question['question']}",
        question["takeaway"],
        {
            "question": question,
            "before": questions.rows[here - 1] if here else None,
            "after": questions.rows[here + 1] if here + 1 < len(questions) else None,
            **await _contents(visit, section),
        },
    )


async def _contents(visit: Visit, section: str) -> Row:
    findings = await visit.ask("findings_of_question", question=section)
    support = await visit.ask("facts_of_findings", question=section, limit=str(OF_A_POINT))
    adoption = await visit.ask("adoption_of_question", section=section, limit=str(NAMES))
    facts = await visit.ask_first(FACTS, "facts", section=section)
    statements = _told(await visit.ask_first(STATEMENTS, "statements_of_section", section=section), facts)
    return {
        "findings": findings,
        "wide": [finding for finding in findings if finding["kind"] != "point"],
        "topics": _points(findings, support, [*facts, *await _others(visit, support, facts)]),
        "support": visit.unasked("facts_of_findings", question=section),
        "adoption": adoption,
        "adopted": _by_technique(adoption),
        "NAMES": NAMES,
        "drawing": await visit.draw("question", adoption.rows),
        "statements": statements,
        "recorded": _recorded(statements, facts),
        "facts": facts,
    }


def _told(statements: QueryAnswer, facts: QueryAnswer) -> QueryAnswer:
    """The statements up to the one with the last of the facts, since of what comes after it the facts are not here."""
    if not facts.more:
        return statements
    places = {row["statement_id"]: place for place, row in enumerate(statements)}
    last = places.get(facts.rows[-1]["statement_id"], len(statements))
    return replace(statements, rows=statements.rows[:last], more=True)


async def _others(visit: Visit, support: QueryAnswer, facts: QueryAnswer) -> list[Row]:
    """The facts behind the findings that are not among those of the statements shown."""
    known = {fact["fact_id"] for fact in facts}
    wanted = [row["fact_id"] for row in support if row["fact_id"] not in known]
    return (await visit.ask("facts", fact=", ".join(wanted))).rows if wanted else []


def _points(findings: QueryAnswer, support: QueryAnswer, facts: Iterable[Row]) -> list[tuple[str | None, list[Point]]]:
    """The numbered points under their topics."""
    known = {fact["fact_id"]: fact for fact in facts}
    supporting = defaultdict(list)
    for row in support:
        supporting[row["finding_id"]].append(known[row["fact_id"]])
    points = [Point(row, supporting[row["finding_id"]]) for row in findings if row["kind"] == "point"]
    groups = groupby(points, key=lambda point: point.finding["topic"])
    return [(topic, list(group)) for topic, group in groups]


def _by_technique(adoption: QueryAnswer) -> list[list[Row]]:
    """The rows of each technique, which has one for each relation."""
    return [list(rows) for _, rows in groupby(adoption, key=lambda row: row["technique_id"])]


def _recorded(statements: QueryAnswer, facts: Iterable[Row]) -> list[tuple[str | None, list[Recorded]]]:
    """Everything that the section says, under its topics, with the facts that stand on it."""
    standing = defaultdict(list)
    for fact in facts:
        standing[fact["statement_id"]].append(fact)
    groups = groupby(statements, key=lambda row: row["topic"])
    return [(topic, [_record(row, standing[row["statement_id"]]) for row in rows]) for topic, rows in groups]


def _record(row: Row, facts: list[Row]) -> Recorded:
    said = Statement(row["statement_id"], row["statement"], row["phrase"], place(row), facts)
    told = {fact["technique_id"] for fact in facts}
    identifiers, names = (str(row[column] or "").split(", ") for column in ("technique_ids", "technique"))
    named = [found for found in zip(identifiers, names, strict=True) if found[0] and found[0] not in told]
    return Recorded(said, named)
