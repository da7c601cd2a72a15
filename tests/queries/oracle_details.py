"""What belongs to facts, figures, statements, sentences and references as lists, recomputed."""

from collections.abc import Iterable
from typing import Any

from .oracle import Answer, Knowledge, Oracle, Row, distinct
from .oracle_records import authorships, in_words
from .oracle_techniques import path_of


def joined(parts: Iterable[Any], sign: str = ", ") -> str | None:
    return sign.join(map(str, parts)) or None


def fact_details(kb: Knowledge) -> Answer:
    ordered = kb.errata()
    places = {row["id"]: place for place, row in enumerate(ordered, 1)}
    rows = []
    for place, fact in enumerate(kb.facts, 1):
        cited = {_cited(kb, row)["number"] for row in kb.tables["evidence_citations"] if row["evidence_id"] == fact.id}
        others = [row for row in kb.tables["evidence_models"] if row["evidence_id"] == fact.id]
        others.sort(key=lambda row: (row["role_id"], kb.one("models", row["model_id"])["name"]))
        touched = {row["erratum_id"] for row in kb.tables["errata_places"] if row["evidence_id"] == fact.id}
        errata = sorted((kb.one("errata", each) for each in touched), key=lambda row: (row["ordinal"], row["id"]))
        rows.append(
            (
                fact.id,
                place,
                fact.statement["id"],
                joined(sorted(number for number in cited if number is not None)),
                joined(row["model_id"] for row in others),
                joined((row["title"] for row in errata), " · "),
                joined(row["id"] for row in errata),
                joined(places[row["id"]] for row in errata),
            )
        )
    return rows


def _cited(kb: Knowledge, beside: Row) -> Row:
    return kb.one("publications", kb.one("citations", beside["citation_id"])["publication_id"])


def figure_details(kb: Knowledge) -> Answer:
    standing = {fact.id: fact for fact in kb.facts}
    rows = []
    for figure in kb.by_id["measurements"]:
        own = [row["evidence_id"] for row in kb.tables["measurement_evidence"] if row["measurement_id"] == figure]
        facts = [standing[each] for each in own if each in standing]
        models, techniques = ({getattr(f, kind)["name"] for f in facts} for kind in ("model", "technique"))
        first = min((fact.id for fact in facts), default=None)
        rows.append((figure, joined(sorted(models)), joined(sorted(techniques)), first))
    return rows


def statement_details(kb: Knowledge) -> Answer:
    rows = []
    for statement in kb.by_id["statements"]:
        facts = [fact for fact in kb.facts if fact.statement["id"] == statement]
        named = sorted((kb.one("techniques", each)["name"], each) for each in _named(kb, statement))
        models = sorted({fact.model["name"] for fact in facts})
        first = min((fact.id for fact in facts), default=None)
        techniques = (joined(name for name, _ in named), joined(each for _, each in named))
        rows.append((statement, len(facts), first, joined(models), *techniques))
    return rows


def _named(kb: Knowledge, statement: str) -> set[str]:
    """The techniques that a statement names, in a fact or without a model."""
    alone = {row["technique_id"] for row in kb.tables["statement_techniques"] if row["statement_id"] == statement}
    return alone | distinct((fact for fact in kb.facts if fact.statement["id"] == statement), "technique")


def named_techniques(kb: Knowledge) -> Answer:
    return [(statement, technique) for statement in kb.by_id["statements"] for technique in _named(kb, statement)]


def finding_passages(kb: Knowledge) -> Answer:
    return _stretches(kb, "findings")


def passage_topics(kb: Knowledge) -> Answer:
    return _stretches(kb, "topics")


def _stretches(kb: Knowledge, table: str) -> Answer:
    passages = kb.tables["passages"]
    return [(row["id"], each["id"]) for row in kb.tables[table] for each in passages if kb.within(each, row)]


def passage_places(kb: Knowledge) -> Answer:
    rows = []
    for row in kb.tables["passages"]:
        section = kb.get("sections", row["section_id"])
        questions = [q for q in kb.tables["research_questions"] if section and q["section_id"] == section["id"]]
        question: Row = next(iter(questions), {})
        dimension = question and kb.one("dimensions", question["dimension_id"])["name"]
        topic: Row = next((each for each in kb.tables["topics"] if kb.within(row, each)), {})
        place = (section and section["name"], row["paragraph"], row["sentence"])
        rows.append((row["id"], *place, dimension or None, question.get("question"), topic.get("name")))
    return rows


def model_releases(kb: Knowledge) -> Answer:
    return [(row["id"], kb.release(row)["id"]) for row in kb.tables["models"]]


def model_techniques(kb: Knowledge) -> Answer:
    return list({(f.model["id"], f.technique["id"], f.release["id"]) for f in kb.survey_facts if f.adopts})


def technique_tree(kb: Knowledge) -> Answer:
    rows = []
    for technique in kb.by_id["techniques"]:
        line = kb.line("techniques", technique)
        top = kb.one("techniques", line[-1])
        rows.append((technique, top["name"], top["id"], path_of(kb, technique), len(line) - 1))
    return rows


def erratum_models(kb: Knowledge) -> Answer:
    standing = {fact.id: fact.model["id"] for fact in kb.facts}
    rows = set()
    for place in kb.tables["errata_places"]:
        own = place["model_id"] or standing.get(place["evidence_id"])
        known = place["publication_id"]
        by_publication = {row["id"] for row in kb.tables["models"] if known and row["publication_id"] == known}
        rows |= {(place["erratum_id"], model) for model in ({own} if own else by_publication)}
    return list(rows)


def corrected_publications(kb: Knowledge) -> Answer:
    rows = []
    for row in kb.tables["publications"]:
        parts = dict(_parts(kb, row))
        right = {field: corrected or printed for field, (printed, corrected) in parts.items()}
        models = sorted(each["name"] for each in kb.tables["models"] if each["publication_id"] == row["id"])
        cited = [each["technique_id"] for each in kb.tables["technique_publications"] if _is_of(each, row)]
        techniques = sorted((kb.one("techniques", each) for each in cited), key=lambda each: int(each["ordinal"]))
        texts = [right[field] for field in ("title", "authors", "venue", "DOI", "address")]
        counts = (len(kb.cited(row["id"])), int(any(corrected for _, corrected in parts.values())))
        names = (joined(models), joined(each["name"] for each in techniques))
        rows.append((row["id"], row["number"], *texts, kb.year(row["id"]), row["arxiv_id"], *counts, *names))
    return rows


def _is_of(row: Row, publication: Row) -> bool:
    return bool(row["publication_id"] == publication["id"])


def _parts(kb: Knowledge, row: Row) -> list[tuple[str, tuple[Any, Any]]]:
    """Every part of a reference as it is printed and, where the two differ, as it should be."""
    written = sorted(authorships(kb, row), key=lambda each: int(each["ordinal"]))
    authors = in_words([each["name_printed"] for each in written], row["et_al"])
    right = in_words([each["name_corrected"] or each["name_printed"] for each in written], row["et_al"])
    venue = row["venue_corrected"] and kb.one("venues", row["venue_corrected"])["name"]
    years = [row[column] and str(row[column]) for column in ("year", "year_corrected")]
    return [
        ("title", (row["title"], row["title_corrected"])),
        ("authors", (authors, right if any(each["name_corrected"] for each in written) else None)),
        ("venue", (row["venue_printed"], venue)),
        ("year", (years[0], years[1])),
        ("arXiv", (row["arxiv_id"], None)),
        ("DOI", (row["doi"], row["doi_corrected"])),
        ("address", (row["url"], row["url_corrected"])),
    ]


def entries_of_references(kb: Knowledge, publication: str) -> Answer:
    listed = sorted(kb.tables["publications"], key=lambda row: (row["number"] is not None, row["number"]))
    chosen = [row for row in listed if publication in ("", str(row["number"]))]
    return [(row["number"], field, *texts) for row in chosen for field, texts in _parts(kb, row) if any(texts)]


DETAILS: dict[str, tuple[str, Oracle]] = {
    "corrected_publications": (
        "publication_id, number, title, authors, venue, doi, url, year, arxiv_id, citations, corrected, model_names, "
        "technique_names",
        corrected_publications,
    ),
    "erratum_models": ("erratum_id, model_id", erratum_models),
    "fact_details": (
        "fact_id, place, statement_id, numbers_cited, other_model_ids, erratum, erratum_ids, erratum_places",
        fact_details,
    ),
    "figure_details": ("measurement_id, model_names, technique_names, fact_id", figure_details),
    "finding_passages": ("finding_id, passage_id", finding_passages),
    "model_releases": ("model_id, release_id", model_releases),
    "model_techniques": ("model_id, technique_id, release_id", model_techniques),
    "named_techniques": ("statement_id, technique_id", named_techniques),
    "passage_places": ("passage_id, section, paragraph, sentence, dimension, question, topic", passage_places),
    "passage_topics": ("topic_id, passage_id", passage_topics),
    "statement_details": (
        "statement_id, facts, fact_id, model_names, technique_names, technique_ids",
        statement_details,
    ),
    "technique_tree": ("technique_id, technique_group, technique_group_id, technique_path, depth", technique_tree),
}
"""The columns that are computed anew, and how, by the name of the table."""
