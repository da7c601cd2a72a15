"""The named queries over verdicts, recomputed: what is counted and divided."""

from .oracle import Answer, Fact, Knowledge, Oracle, Row, grouped
from .oracle_disclosure import percent
from .oracle_documents import locator, verdict
from .oracle_rows import window
from .oracle_text import fitting


def accuracy_of_survey(kb: Knowledge, grouping: str) -> Answer:
    orders: dict[tuple[str, str], tuple[int, int]] = {}
    groups: dict[tuple[str, str], list[str | None]] = {}
    for fact in kb.survey_facts:
        ordinals = (
            (("all", "all"), (1, 0)),
            (("section", fact.section_name or ""), (2, fact.section["ordinal"] if fact.section else 0)),
            (("institution", fact.maker["name"]), (3, fact.maker["ordinal"])),
            (("basis", fact.row["basis_id"]), (4, kb.ordinal("bases", fact.row["basis_id"]))),
        )
        for group, order in ordinals:
            orders[group] = order
            groups.setdefault(group, []).append(verdict(kb, fact))
    rows = []
    for group in sorted(groups, key=lambda group: (orders[group], group[1])):
        checked = [each for each in groups[group] if each]
        parts = [checked.count(each) for each in ("confirmed", "contradicted")]
        shares = [percent(part, len(checked)) if checked else None for part in parts]
        rows += [(*group, len(groups[group]), len(checked), *shares)] if grouping.lower() in ("", group[0]) else []
    return rows


def most_contradicted_sentences(kb: Knowledge, section: str, least: str, limit: str) -> Answer:
    choice = dict.fromkeys(("model", "institution", "technique", "relation", "release", "publication", "exactly"), "")
    facts = [fact for fact in fitting(kb, {**choice, "section": section}) if fact.source_kind == "survey"]
    rows = []
    for statement, members in grouped(facts, lambda fact: fact.statement["id"]).items():
        found = [verdict(kb, fact) for fact in members]
        wrong, partly = found.count("contradicted"), found.count("partly")
        if wrong >= int(least or 0):
            order = (-wrong, -partly, members[0].statement["ordinal"])
            rows.append((order, (statement, sum(map(bool, found)), wrong, partly, len(members))))
    return window([row for _, row in sorted(rows)], limit)


def verdicts_on_facts(kb: Knowledge, limit: str, offset: str, **wanted: str) -> Answer:
    places = {fact.id: (place, fact) for place, fact in enumerate(kb.facts)}
    models, makers = kb.models(wanted["model"]), {row["id"] for row in kb.institutions(wanted["institution"])}
    rows = []
    for row in kb.tables["fact_verdicts"]:
        place, fact = places.get(row["evidence_id"], (0, None))
        if fact is None or not _fits(kb, fact, row, wanted):
            continue
        if fact.model["id"] in models and fact.maker["id"] in makers:
            source = kb.get("sources", row["source_id"])
            title = source and source["title"]
            order = (place, title is None, title or "", row["id"])
            rows.append((order, (fact.id, row["source_id"], locator(kb, fact.passage))))
    return window([(*row, len(rows)) for _, row in sorted(rows)], limit, offset)


def _fits(kb: Knowledge, fact: Fact, row: Row, wanted: dict[str, str]) -> bool:
    return (
        fact.source_kind == "survey"
        and wanted["verdict"].lower().replace(" ", "-") in ("", row["verdict_id"])
        and kb.in_section(fact.section_name, wanted["section"])
        and wanted["fact"].lower() in ("", fact.id)
        and wanted["source"].lower() in ("", row["source_id"])
    )


QUERIES: dict[str, tuple[str, Oracle]] = {
    "accuracy_of_survey": (
        "grouped_by, name, facts, checked, percent_confirmed, percent_contradicted",
        accuracy_of_survey,
    ),
    "most_contradicted_sentences": (
        "statement_id, checked, contradicted, partly, facts",
        most_contradicted_sentences,
    ),
    "verdicts_on_facts": ("fact_id, source_id, survey_locator, verdicts_in_all", verdicts_on_facts),
}
"""The columns that are computed anew, and how, by the name of the query."""
