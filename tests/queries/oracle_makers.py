"""What makers' documents state on the survey's questions, and how much it is, recomputed."""

from .oracle import Answer, Knowledge, Oracle
from .oracle_details import named_techniques
from .oracle_documents import NOT_OF_MAKERS, facts_from, technique_questions
from .oracle_rows import window
from .oracle_tables import totals

COUNTED = (
    "maker_documents",
    "maker_facts",
    "specifications",
    "specified_models",
    "checked_facts",
    "contradicted_facts",
)


def attribute_list(kb: Knowledge, attribute: str) -> Answer:
    chosen = [row for row in kb.tables["attributes"] if attribute.lower() in ("", row["id"], row["name"].lower())]
    chosen.sort(key=lambda row: int(row["ordinal"]))
    return [(row["id"], row["name"], row["kind_id"], row["unit_id"], row["definition"]) for row in chosen]


def counts_of_makers(kb: Knowledge) -> Answer:
    numbers: dict[str, int] = dict(totals(kb))
    return [tuple(numbers[name] for name in COUNTED)]


def facts_of_makers(
    kb: Knowledge,
    question: str,
    topic: str,
    model: str,
    technique: str,
    institution: str,
    source: str,
    limit: str,
    offset: str,
) -> Answer:
    sections = {
        one: (kb.one("sections", kb.one("research_questions", asked)["section_id"])["name"], asked)
        for one, asked in technique_questions(kb)
    }
    on_topic = _techniques_of(kb, topic)
    models, techniques = kb.models(model), kb.techniques(technique)
    makers = {row["id"] for row in kb.institutions(institution)}
    rows = [
        (fact.id, sections.get(fact.technique["id"], (None, None))[0], fact.passage["source_id"])
        for fact in facts_from(kb, source)
        if fact.source_kind not in NOT_OF_MAKERS
        and (not question or question in sections.get(fact.technique["id"], ()))
        and fact.technique["id"] in on_topic
        and fact.model["id"] in models
        and fact.technique["id"] in techniques
        and fact.maker["id"] in makers
    ]
    return window(rows, limit, offset)


def _techniques_of(kb: Knowledge, words: str) -> set[str]:
    """The techniques that sentences of a topic name; all of them where no topic is given."""
    if not words:
        return set(kb.by_id["techniques"])
    topics = [row for row in kb.tables["topics"] if words.lower() in row["name"].lower()]
    statements = {
        row["id"]
        for row in kb.tables["statements"]
        if any(kb.within(kb.one("passages", row["passage_id"]), topic) for topic in topics)
    }
    return {technique for statement, technique in named_techniques(kb) if statement in statements}


MAKERS: dict[str, tuple[str, Oracle]] = {
    "attribute_list": ("attribute, name, kind, unit, definition", attribute_list),
    "counts_of_makers": (
        "documents, facts, specifications, models, checked_facts, contradicted_facts",
        counts_of_makers,
    ),
    "facts_of_makers": ("fact_id, section, source_id", facts_of_makers),
}
"""The columns that are computed anew, and how, by the name of the query."""
