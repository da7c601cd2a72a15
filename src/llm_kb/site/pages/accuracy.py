"""How right the survey is: its facts compared with the documents of the developers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from llm_kb import text, wording
from llm_kb.site import paging
from llm_kb.site.pages import options
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

VERDICTS = 100
"""Number of verdicts on one page of the list."""
SENTENCES = 10
"""Maximum number of sentences that are contradicted most."""
FIRST_SHOWN = "contradicted"
"""The verdict whose facts are listed as long as no other is chosen."""

GROUPINGS = {"section": "Section", "institution": "Developer", "basis": "Evidence"}
"""What the survey's facts are counted by, with the heading of the column."""
COLUMNS = ("confirmed", "partly", "contradicted", "not_found", "no_source")
"""The columns of the named query `accuracy_of_survey` that count facts by verdict."""
CHARTED = {
    "section": "By section of the survey.",
    "institution": "By developer of the model, where any fact was compared.",
}
"""What there are charts of, with their captions."""


@dataclass(frozen=True)
class CheckedFact:
    """A fact of the survey with the verdicts on it."""

    rows: list[Row]
    """Rows of the named query `verdicts_on_facts`."""

    @property
    def first(self) -> Row:
        """The row that stands for the fact."""
        return self.rows[0]


async def show(visit: Visit) -> Page:
    """Accuracy by section, developer and evidence, and the facts by verdict with both places."""
    filters = {name: visit.parameter(name) for name in ("section", "institution", "model")}
    verdict = visit.parameter("verdict") or FIRST_SHOWN
    chosen = "" if verdict == "all" else verdict
    groups = {name: await visit.query_cached("accuracy_of_survey", grouping=name) for name in ("all", *GROUPINGS)}
    pagination, verdicts = await paging.query(
        visit, VERDICTS, "verdicts_in_all", "verdicts_on_facts", **filters, verdict=chosen
    )
    headings = dict(options.short_sections(await visit.query_cached("questions")))
    whole = groups["all"].first or dict.fromkeys(("facts", "checked", *COLUMNS), 0)
    return Page(
        "accuracy",
        "Accuracy of the survey",
        _summary(whole),
        {
            "whole": whole,
            "groups": groups,
            "GROUPINGS": GROUPINGS,
            "CHARTED": CHARTED,
            "COLUMNS": COLUMNS,
            "charts": {name: await _draw(visit, groups[name], headings) for name in CHARTED},
            "verdict": verdict,
            "filters": filters,
            "verdict_names": [*wording.VERDICTS.items(), ("all", "every verdict")],
            "terms": await visit.query_cached("terms", vocabulary="verdict"),
            "verdicts": verdicts,
            "checked": _by_fact(verdicts),
            "pagination": pagination,
            "sentences": await visit.query_first(SENTENCES, "most_contradicted_sentences", least="1"),
            "institutions": await options.institutions(visit),
            "sections": options.sections(await visit.query_cached("questions")),
            "headings": headings,
        },
    )


async def _draw(visit: Visit, rows: LinkedResult, headings: Mapping[str, str]) -> Markup:
    """The chart of the groups of which any fact was compared; sections have their headings."""
    checked = [row for row in rows if row["checked"]]
    names = {name: f"{name} {heading}" for name, heading in headings.items()}
    return await visit.draw("accuracy", [{**row, "name": names.get(row["name"], row["name"])} for row in checked])


def _summary(whole: Row) -> str:
    if not whole["checked"]:
        return "How the facts of the survey compare with the documents of the developers: none has been compared yet."
    return (
        f"Of {text.counted(whole['checked'], 'fact')} of the survey that were compared with the developers' own "
        f"documents, {whole['confirmed']} are confirmed, {whole['partly']} in part, and {whole['contradicted']} are "
        "contradicted."
    )


def _by_fact(verdicts: Iterable[Row]) -> list[CheckedFact]:
    """Verdicts by fact, in the order of the survey."""
    return [CheckedFact(list(rows)) for _, rows in groupby(verdicts, key=lambda row: row["fact_id"])]
