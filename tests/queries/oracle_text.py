"""What the text says and cites: facts, lessons, findings, citations and errata, as the named queries count them."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from .oracle import Answer, Fact, Knowledge, Oracle, Row, distinct, grouped
from .oracle_documents import facts_from
from .oracle_rows import window


def fitting(kb: Knowledge, wanted: dict[str, str]) -> list[Fact]:
    """The facts that fit a choice of model, technique and so on, in reading order."""
    models, makers = kb.models(wanted["model"]), {row["id"] for row in kb.institutions(wanted["institution"])}
    exactly = wanted["exactly"] not in ("", "0") and wanted["technique"]
    techniques = (kb.techniques_named if exactly else kb.techniques)(wanted["technique"])
    relations = kb.term("relations", wanted["relation"])
    cited = {row["id"]: kb.one("publications", row["publication_id"])["number"] for row in kb.tables["citations"]}
    beside = defaultdict(set)
    for row in kb.tables["evidence_citations"]:
        beside[row["evidence_id"]].add(str(cited[row["citation_id"]]))
    return [
        fact
        for fact in facts_from(kb, wanted.get("source", ""))
        if fact.model["id"] in models
        and fact.maker["id"] in makers
        and fact.technique["id"] in techniques
        and fact.relation in relations
        and kb.in_section(fact.section_name, wanted["section"])
        and wanted["release"] in ("", fact.release["id"])
        and (not wanted["publication"] or wanted["publication"] in beside[fact.id])
    ]


def number_of_facts(kb: Knowledge, **wanted: str) -> Answer:
    return [(len(fitting(kb, wanted)),)]


def facts(kb: Knowledge, **wanted: str) -> Answer:
    identities = [part.strip() for part in wanted["fact"].split(",") if part.strip()]
    found = [fact for fact in fitting(kb, wanted) if not identities or fact.id in identities]
    return [_told(kb, fact) for fact in window(found, wanted["limit"], wanted["offset"])]


def _told(kb: Knowledge, fact: Fact) -> tuple[Any, ...]:
    """A fact with its qualifier, its other models, the errata that touch it and the references beside it."""
    others = [row for row in kb.tables["evidence_models"] if row["evidence_id"] == fact.id]
    others.sort(key=lambda row: (row["role_id"], kb.one("models", row["model_id"])["name"]))
    errata = {row["erratum_id"] for row in kb.tables["errata_places"] if row["evidence_id"] == fact.id}
    ordered = sorted(errata, key=lambda erratum: kb.ordinal("errata", erratum))
    cited = [row["citation_id"] for row in kb.tables["evidence_citations"] if row["evidence_id"] == fact.id]
    works = {kb.one("publications", kb.one("citations", each)["publication_id"])["number"] for each in cited}
    return (
        fact.id,
        fact.row["qualifier"],
        ", ".join(row["model_id"] for row in others) or None,
        ", ".join(row["role_id"] for row in others) or None,
        fact.disputed,
        ", ".join(ordered) or None,
        ", ".join(map(str, sorted(number for number in works if number is not None))) or None,
        fact.topic and fact.topic["name"],
        fact.release["id"],
        fact.phrase,
        ", ".join(row["basis_id"] for row in others) or None,
    )


def lessons(kb: Knowledge) -> list[Row]:
    """Model lineage: a link is a pair, role and sentence, with the narrowest technique that the sentence states."""
    found = grouped_lessons(kb)
    rows = []
    for (student, teacher, role, _), taught in found.items():
        ways = {way for fact in taught for way in _ways(kb, fact)}
        technique = ", ".join(sorted(ways))
        row = {"student_id": student, "teacher_id": teacher, "role": role, "technique": technique}
        rows.append({**row, "fact_id": min(fact.id for fact in taught)})
    return rows


def grouped_lessons(kb: Knowledge) -> dict[Any, list[Fact]]:
    found = defaultdict(list)
    for fact, student, teacher, role in kb.lessons():
        found[student, teacher, role, fact.passage["id"]].append(fact)
    return found


def _ways(kb: Knowledge, fact: Fact) -> set[str]:
    """The techniques that a sentence names in place of a broader one, or that one itself."""
    same = [f for f in kb.facts if (f.model, f.passage, f.relation) == (fact.model, fact.passage, fact.relation)]
    below = kb.below("techniques", [fact.technique["id"]]) - {fact.technique["id"]}
    return {f.technique["name"] for f in same if f.technique["id"] in below} or {str(fact.technique["name"])}


def lineage_of_model(kb: Knowledge, model: str, source: str, limit: str, offset: str) -> Answer:
    reach, stated = kb.models(model), {fact.id for fact in facts_from(kb, source)}
    found = [row for row in lessons(kb) if {row["student_id"], row["teacher_id"]} & reach and row["fact_id"] in stated]

    def order(row: Row) -> tuple[Any, ...]:
        people = (kb.one("models", row[side])["name"] for side in ("teacher_id", "student_id"))
        return *people, row["technique"], row["fact_id"]

    shown = window(sorted(found, key=order), limit, offset)
    return [
        (*(row[c] for c in ("student_id", "teacher_id", "role", "technique", "fact_id")), len(found)) for row in shown
    ]


def findings_of_question(kb: Knowledge, question: str, kind: str) -> Answer:
    rows = []
    kinds, wanted = kb.term("finding_kinds", kind), question.strip().lower()
    for row in kb.tables["findings"]:
        asked = kb.get("research_questions", row["research_question_id"])
        section = asked and kb.one("sections", asked["section_id"])["name"]
        fits = not wanted or (asked and (wanted in (asked["id"], section) or wanted in asked["question"].lower()))
        if fits and row["kind_id"] in kinds:
            first = kb.one("passages", row["first_passage_id"])
            number = sum(kb.within(fact.passage, row) for fact in kb.facts)
            place = (first["source_id"], asked["ordinal"] if asked else -1, first["ordinal"])
            order = (*place, kb.ordinal("finding_kinds", row["kind_id"]), row["ordinal"])
            rows.append((order, (row["id"], number)))
    return [row for _, row in sorted(rows)]


def questions(kb: Knowledge, question: str) -> Answer:
    rows = []
    for row in sorted(kb.tables["research_questions"], key=lambda row: int(row["ordinal"])):
        if question in ("", row["id"], kb.one("sections", row["section_id"])["name"]):
            said = [fact for fact in kb.facts if fact.question is row]
            mine = [found for found in kb.tables["findings"] if found["research_question_id"] == row["id"]]
            points = sum(found["kind_id"] == "point" for found in mine)
            takeaway = next((found["statement"] for found in mine if found["kind_id"] == "takeaway"), None)
            counts = (len(said), len(distinct(said, "release")), len(distinct(said, "technique")))
            rows.append((row["id"], takeaway, points, *counts))
    return rows


def neighbours_of_fact(kb: Knowledge, fact: str) -> Answer:
    own = kb.by_id["evidence"].get(fact)
    here = own and kb.one("passages", own["passage_id"])
    by_statement = grouped(kb.facts, lambda each: each.statement["id"])
    rows = []
    for row in sorted(kb.tables["statements"], key=lambda row: int(row["ordinal"])):
        passage = kb.one("passages", row["passage_id"])
        beside = here and all(here[column] == passage[column] for column in ("section_id", "paragraph"))
        if beside or not fact:
            known = [each.id for each in by_statement.get(row["id"], [])]
            rows.append((row["id"], len(known), int(fact in known), min(known, default=None)))
    return rows


def citations_per_question(kb: Knowledge) -> Answer:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in kb.tables["citations"]:
        section = kb.one("passages", row["passage_id"])["section_id"]
        found[section or ""].append(row)
    rows = []
    for identity, cited in found.items():
        if not identity:
            continue
        section = kb.one("sections", identity)
        counts = (len(cited), *(len({row[column] for row in cited}) for column in ("publication_id", "passage_id")))
        rows.append(((section["source_id"], section["ordinal"]), (section["name"], *counts)))
    return [row for _, row in sorted(rows)]


def most_cited_publications(kb: Knowledge, least: str) -> Answer:
    rows = []
    for row in kb.tables["publications"]:
        cited = kb.cited(row["id"])
        if len(cited) >= int(least or 0):
            places = sorted(_citing(kb, citation) for citation in cited)
            told = "; ".join(place for _, place in places) or None
            order = (-len(cited), row["number"] or 0)
            rows.append((order, (row["number"], kb.year(row["id"]), len(cited), told)))
    return [row for _, row in sorted(rows)]


def _citing(kb: Knowledge, citation: Row) -> tuple[Any, str]:
    passage = kb.one("passages", citation["passage_id"])
    section = kb.get("sections", passage["section_id"])
    topic = next((row["name"] for row in kb.tables["topics"] if kb.within(passage, row)), None)
    place = f"{section['name']}/{passage['paragraph']}/{passage['sentence']}" if section else ""
    place = f"{place or passage['source_id'] + ' ' + passage['locator']}{f' {topic}' if topic else ''}"
    return (passage["source_id"], passage["ordinal"], citation["position"]), place


def number_of_publications(kb: Knowledge) -> Answer:
    listed = [row for row in kb.tables["publications"] if row["number"] is not None]
    counts = Counter((kb.year(row["id"]), row["kind_id"]) for row in listed)

    def order(key: tuple[int | None, str]) -> tuple[Any, ...]:
        return key[0] is None, key[0] or 0, kb.ordinal("publication_kinds", key[1])

    return [(*key, counts[key]) for key in sorted(counts, key=order)]


def publication_list(kb: Knowledge, **wanted: str) -> Answer:
    kinds, rows = kb.term("publication_kinds", wanted["kind"]), []
    for row in kb.tables["publications"]:
        year, number, cited = kb.year(row["id"]), row["number"], len(kb.cited(row["id"]))
        fits = row["kind_id"] in kinds and wanted["year"] in ("", str(year))
        if number is not None and fits and wanted["publication"] in ("", str(number)):
            models = sorted(model["name"] for model in kb.tables["models"] if model["publication_id"] == row["id"])
            named = any(a["publication_id"] == row["id"] and a["name_corrected"] for a in kb.tables["authorships"])
            corrected = named or any(row[column] is not None for column in row if column.endswith("_corrected"))
            first = {"citations": -cited, "year": -(year or 0)}.get(wanted["sort"], 0)
            told = (number, year, cited, ", ".join(models) or None, int(corrected))
            rows.append(((first, number), told))
    return window([row for _, row in sorted(rows)], wanted["limit"], wanted["offset"])


def errata_by_kind(kb: Knowledge, **wanted: str) -> Answer:
    kinds, statuses = kb.term("erratum_kinds", wanted["kind"]), kb.term("erratum_statuses", wanted["status"])
    rows = []
    for place, row in enumerate(kb.errata(), 1):
        touched = [each for each in kb.tables["errata_places"] if each["erratum_id"] == row["id"]]
        fits = row["kind_id"] in kinds and row["status_id"] in statuses and _touches(kb, touched, wanted)
        if fits:
            rows.append((row["id"], place, len(touched), sum(each["evidence_id"] is not None for each in touched)))
    return window(rows, wanted["limit"], wanted["offset"])


def _touches(kb: Knowledge, places: list[Row], wanted: dict[str, str]) -> bool:
    """Whether the places of an erratum speak of all that is wanted: a model, a maker, a reference, a fact."""
    makers = {row["id"] for row in kb.institutions(wanted.get("institution", ""))}
    made = {row["id"] for row in kb.tables["models"] if {row["institution_id"], row["listed_under_id"]} & makers}
    checks: dict[str, Callable[[Row], Any]] = {
        "model": lambda place: models_at(kb, place) & kb.models(wanted["model"]),
        "institution": lambda place: models_at(kb, place) & made,
        "publication": lambda place: (
            str((kb.get("publications", place["publication_id"]) or {}).get("number")) == wanted.get("publication")
        ),
        "fact": lambda place: place["evidence_id"] == wanted.get("fact"),
        "section": lambda place: place["passage_id"] and kb.in_section(_section_at(kb, place), wanted["section"]),
    }
    return all(not wanted.get(name) or any(check(place) for place in places) for name, check in checks.items())


def models_at(kb: Knowledge, place: Row) -> set[str]:
    """The models that a place speaks of: the one it names, else that of its fact, else those of its publication."""
    if place["model_id"]:
        return {place["model_id"]}
    fact = next((fact for fact in kb.facts if fact.id == place["evidence_id"]), None)
    if fact:
        return {fact.model["id"]}
    known = place["publication_id"]
    return {row["id"] for row in kb.tables["models"] if known and row["publication_id"] == known}


def _section_at(kb: Knowledge, place: Row) -> str:
    section = kb.get("sections", kb.one("passages", place["passage_id"])["section_id"])
    return str(section["name"]) if section else "none"


def number_of_errata(kb: Knowledge, **wanted: str) -> Answer:
    counts = Counter[tuple[str, str]]()
    for row in kb.tables["errata"]:
        places = [each for each in kb.tables["errata_places"] if each["erratum_id"] == row["id"]]
        counts[row["kind_id"], row["status_id"]] += _touches(kb, places, wanted)
    counts = +counts

    def order(key: tuple[str, str]) -> tuple[int, int]:
        return kb.ordinal("erratum_kinds", key[0]), kb.ordinal("erratum_statuses", key[1])

    return [(*key, counts[key]) for key in sorted(counts, key=order)]


TEXT: dict[str, tuple[str, Oracle]] = {
    "citations_per_question": ("section, citations, publications, passages", citations_per_question),
    "errata_by_kind": ("erratum_id, place, places, facts", errata_by_kind),
    "facts": (
        "fact_id, qualifier, other_model_ids, other_role, disputed, erratum_ids, numbers_cited, topic, release_id, "
        "phrase, other_basis",
        facts,
    ),
    "findings_of_question": ("finding_id, facts", findings_of_question),
    "lineage_of_model": ("student_id, teacher_id, role, technique, fact_id, lessons_in_all", lineage_of_model),
    "most_cited_publications": ("number, year, citations, contexts", most_cited_publications),
    "neighbours_of_fact": ("statement_id, facts, own, fact_id", neighbours_of_fact),
    "number_of_errata": ("kind_id, status_id, errata", number_of_errata),
    "number_of_facts": ("facts", number_of_facts),
    "number_of_publications": ("year, kind_id, publications", number_of_publications),
    "publication_list": ("number, year, citations, models, corrected", publication_list),
    "questions": ("question_id, takeaway, points, facts, models, techniques", questions),
}
"""The columns that are computed anew, and how, by the name of the query."""
