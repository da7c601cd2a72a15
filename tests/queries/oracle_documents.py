"""What documents specify of models, and how the survey compares with them, recomputed in plain Python."""

import csv
from functools import lru_cache
from typing import Any

from llm_kb.settings import PACKAGE

from .oracle import Answer, Fact, Knowledge, Oracle, Row, distinct

ORDER_OF_VERDICTS = ("contradicted", "confirmed", "partly", "not-found", "no-source")
REPORTS, CODE = ("technical-report", "system-card"), ("configuration", "code")
NOT_OF_MAKERS = ("survey", "list", "catalog")
"""Kinds of documents that no maker has published."""
STATUSES = ("stated", "derived", "inherited")


def facts_from(kb: Knowledge, source: str) -> list[Fact]:
    """The facts that stand of a source, of a kind of source, or of makers; all of them for an empty name."""
    wanted = source.lower()
    return [
        fact
        for fact in kb.facts
        if wanted in ("", fact.passage["source_id"], fact.source_kind)
        or (wanted == "makers" and fact.source_kind not in NOT_OF_MAKERS)
    ]


def locator(kb: Knowledge, passage: Row) -> str:
    """The place of a passage as people read it."""
    section = kb.get("sections", passage["section_id"])
    if section is None:
        return str(passage["locator"])
    name = section["name"]
    shown = f"§{name}" if name[0].isdigit() else name.replace("-", " ").capitalize()
    return f"{shown} ¶{passage['paragraph']} s{passage['sentence']}"


def verdict(kb: Knowledge, fact: Fact) -> str | None:
    """The verdict of the strongest evidence on a fact of the survey."""
    found = {row["verdict_id"] for row in kb.tables["fact_verdicts"] if row["evidence_id"] == fact.id}
    first = next((each for each in ORDER_OF_VERDICTS if each in found), None)
    return first.replace("-", " ") if first and fact.source_kind == "survey" else None


@lru_cache(maxsize=2)
def cells(kb: Knowledge) -> list[Row]:
    """Every value and every attribute that is not disclosed, with conflict and preference, those of a cell together."""
    rows = [
        {**row, "source_id": kb.one("passages", row["passage_id"])["source_id"]}
        for row in kb.tables["specification_values"]
    ]
    for row in kb.tables["undisclosed"]:
        key = "--".join((row["source_id"], row["model_id"], row["attribute_id"]))
        rows.append({**dict.fromkeys(kb.tables["specification_values"][0]), **row, "id": key})
    by_cell: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_cell.setdefault((row["model_id"], row["attribute_id"]), []).append(row)
    ordered = sorted(by_cell.values(), key=lambda members: _place(kb, members[0]))
    return [row for members in ordered for row in _judged(kb, members)]


def _place(kb: Knowledge, row: Row) -> tuple[Any, ...]:
    model = kb.one("models", row["model_id"])
    release, maker = kb.release(model), kb.ordinal("institutions", model["institution_id"])
    ordinal = kb.ordinal("attributes", row["attribute_id"])
    return maker, release["name"], release["id"], model["name"], model["id"], ordinal


def _judged(kb: Knowledge, members: list[Row]) -> list[Row]:
    ordered = sorted(members, key=lambda row: _preference(kb, row))
    return [
        {**row, "preferred": int(place == 0), "conflict": int(_differs(kb, row, members))}
        for place, row in enumerate(ordered)
    ]


def _preference(kb: Knowledge, row: Row) -> tuple[Any, ...]:
    document = next(each for each in kb.tables["documents"] if each["source_id"] == row["source_id"])
    kind = document["kind_id"]
    date = kb.one("sources", row["source_id"])["date"] or ""
    return (
        0 if row["value"] is not None else 1 if row["status_id"] == "withheld" else 2,
        row["scope"] is not None,
        row["bound_id"] != "exact",
        not is_of_maker(kb, row),
        STATUSES.index(row["status_id"]) if row["status_id"] in STATUSES else 9,
        not document["official"],
        1 if kind in REPORTS else 3 if kind in CODE else 4 if kind in NOT_OF_MAKERS else 2,
        [-ord(letter) for letter in date] or [0],
        row["source_id"],
        row["id"],
    )


def is_of_maker(kb: Knowledge, row: Row) -> bool:
    document = next(each for each in kb.tables["documents"] if each["source_id"] == row["source_id"])
    return bool(document["publisher_id"] == kb.one("models", row["model_id"])["institution_id"])


def _is_exact(row: Row) -> bool:
    return row["value"] is not None and row["bound_id"] == "exact"


def _differs(kb: Knowledge, row: Row, members: list[Row]) -> bool:
    """Whether makers' documents give different values for the scope of a row, beyond rounding."""
    scope = [each for each in members if each["scope"] == row["scope"] and _is_exact(each)]
    same = [each for each in scope if is_of_maker(kb, each)]
    if not _is_exact(row) or not is_of_maker(kb, row) or not same:
        return False
    kind = kb.one("attributes", row["attribute_id"])["kind_id"]
    if kind in ("number", "flag"):
        numbers = [each["number"] for each in same]
        distance = max(numbers) - min(numbers)
        return bool(0 < distance >= max(map(_rounded_to, same)))
    if kind == "date":
        shortest = min(len(each["value"]) for each in same)
        return len({each["value"][:shortest] for each in same}) > 1
    return len({each["value"].lower().replace(" ", "").replace("-", "") for each in same}) > 1


def _rounded_to(row: Row) -> int:
    """The power of ten to which a number is rounded that is printed with a letter, such as 8.03B."""
    printed = row["printed"] or row["value"]
    if not row["number"] or not any(letter.isalpha() for letter in printed):
        return 0
    return max((10**power for power in range(3, 13) if row["number"] % 10**power == 0), default=0)


def specifications(kb: Knowledge) -> Answer:
    rows = []
    for place, row in enumerate(cells(kb), 1):
        model, passage = kb.one("models", row["model_id"]), kb.get("passages", row["passage_id"])
        maker = kb.one("institutions", model["institution_id"])["name"]
        where = (kb.one("sources", row["source_id"])["title"], passage and locator(kb, passage))
        flags = (row["conflict"], row["preferred"], place)
        told = (row["value"], row["number"], row["status_id"].replace("-", " "), row["printed"], row["scope"])
        names = (model["name"], kb.release(model)["name"], maker, row["attribute_id"])
        rows.append((row["id"], *names, *told, *where, *flags))
    return rows


SHEET = ("total_parameters", "layers", "attention_kind", "context_length", "license", "open_weights", "release_date")


@lru_cache(maxsize=2)
def sheets(kb: Knowledge) -> dict[str, dict[str, Any]]:
    """The preferred value of each attribute by attribute, by the id of each model."""
    found: dict[str, dict[str, Any]] = {}
    for row in cells(kb):
        if row["preferred"]:
            is_number = kb.one("attributes", row["attribute_id"])["kind_id"] in ("number", "flag")
            found.setdefault(row["model_id"], {})[row["attribute_id"]] = row["number" if is_number else "value"]
    return found


def spec_sheet(kb: Knowledge) -> Answer:
    rows = []
    for model, sheet in sheets(kb).items():
        values = (sheet.get(attribute) for attribute in SHEET)
        rows.append((model, *(int(value) if isinstance(value, float) else value for value in values), None))
    return rows


@lru_cache(maxsize=2)
def verdicts(kb: Knowledge) -> Answer:
    surveyed = {fact.id: fact for fact in kb.survey_facts}
    rows = []
    for row in kb.tables["fact_verdicts"]:
        source, passage = kb.get("sources", row["source_id"]), kb.get("passages", row["passage_id"])
        said = kb.get("statements", row["statement_id"])
        if row["evidence_id"] in surveyed:
            fact = surveyed[row["evidence_id"]]
            where = (passage and locator(kb, passage), said and said["phrase"], row["note"], locator(kb, fact.passage))
            rows.append((fact.id, source and source["title"], row["verdict_id"].replace("-", " "), *where))
    return rows


def survey_accuracy(kb: Knowledge) -> Answer:
    groups: dict[tuple[str, str], list[str | None]] = {}
    for fact in kb.survey_facts:
        for group in (
            ("all", "all"),
            ("section", fact.section_name or ""),
            ("institution", fact.maker["name"]),
            ("basis", fact.row["basis_id"]),
        ):
            groups.setdefault(group, []).append(verdict(kb, fact))
    names = [name.replace("-", " ") for name in ("confirmed", "partly", "contradicted", "not-found", "no-source")]
    return [
        (*group, len(found), len([each for each in found if each]), *map(found.count, names))
        for group, found in groups.items()
    ]


def sources_overview(kb: Knowledge) -> Answer:
    documents = {row["source_id"]: row for row in kb.tables["documents"]}
    rows = []
    for source in kb.tables["sources"]:
        document, own = documents.get(source["id"]), source["id"]
        publisher = document and kb.get("institutions", document["publisher_id"])
        values = [row for row in cells(kb) if row["source_id"] == own]
        counts = (
            sum(row["source_id"] == own for row in kb.tables["document_models"]),
            sum(kb.one("passages", row["passage_id"])["source_id"] == own for row in kb.tables["statements"]),
            sum(fact.passage["source_id"] == own for fact in kb.facts),
            sum(row["value"] is not None for row in values),
            sum(row["value"] is None for row in values),
            sum(row[1] == source["title"] for row in verdicts(kb)),
        )
        rows.append((own, document and document["kind_id"], publisher and publisher["name"], *counts))
    return rows


@lru_cache(maxsize=1000)
def question_of(kb: Knowledge, technique: str) -> Row | None:
    """The question that most of the facts on a technique belong to, or on the nearest wider one that has any."""
    for wider in kb.line("techniques", technique):
        counts: dict[str, int] = {}
        for row in kb.tables["evidence"]:
            section = kb.one("passages", row["passage_id"])["section_id"]
            stated = kb.one("claims", row["claim_id"])["technique_id"]
            if wider in kb.line("techniques", stated) and section:
                counts[section] = counts.get(section, 0) + 1
        questions = [row for row in kb.tables["research_questions"] if row["section_id"] in counts]
        if questions:
            return min(questions, key=lambda row: (-counts[row["section_id"]], row["ordinal"]))
    return None


def maker_counts(kb: Knowledge) -> Answer:
    facts = facts_from(kb, "makers")
    questions = {row[0]: kb.one("research_questions", row[1]) for row in technique_questions(kb)}
    sections = {one: kb.one("sections", question["section_id"])["name"] for one, question in questions.items()}
    having = {("institution", row["id"]): [f for f in facts if f.maker is row] for row in kb.tables["institutions"]}
    for kind in ("technique", "model"):
        for row in kb.tables[f"{kind}s"]:
            reach = kb.below(f"{kind}s", [row["id"]])
            having[kind, row["id"]] = [fact for fact in facts if getattr(fact, kind)["id"] in reach]
    for section in set(sections.values()):
        having["question", section] = [fact for fact in facts if sections.get(fact.technique["id"]) == section]
    return [
        (
            *key,
            len(found),
            len(distinct(found, "release")),
            len(distinct((fact for fact in found if fact.adopts), "release")),
            len(distinct(found, "technique")),
            len({fact.passage["source_id"] for fact in found}),
        )
        for key, found in having.items()
        if found
    ]


def makers_in_numbers(kb: Knowledge, kind: str, id: str) -> Answer:
    rows = [row for row in maker_counts(kb) if kind.lower() in ("", row[0]) and id.lower() in ("", row[1])]
    return sorted(rows, key=lambda row: (row[0], -row[2], row[1]))


def technique_questions(kb: Knowledge) -> Answer:
    found = ((technique, question_of(kb, technique)) for technique in kb.by_id["techniques"])
    return [(technique, question["id"]) for technique, question in found if question]


def group_dimensions(kb: Knowledge) -> Answer:
    return [(group, dimension["name"]) for group, dimension in kb.dimension_of_group.items()]


TABLES: dict[str, tuple[str, Oracle]] = {
    "specifications": (
        "specification_id, model, release, institution, attribute, value, number, status, printed, scope, source,"
        " locator, conflict, preferred, place",
        specifications,
    ),
    "spec_sheet": (f"model_id, {', '.join(SHEET)}, chat_template", spec_sheet),
    "verdicts": ("fact_id, source, verdict, locator, phrase, note, survey_locator", verdicts),
    "survey_accuracy": (
        "grouped_by, name, facts, checked, confirmed, partly, contradicted, not_found, no_source",
        survey_accuracy,
    ),
    "sources_overview": (
        "source_id, kind, publisher, models, statements, facts, specifications, undisclosed, verdicts",
        sources_overview,
    ),
    "maker_counts": ("kind, id, facts, models, adopting_models, techniques, documents", maker_counts),
    "technique_questions": ("technique_id, question_id", technique_questions),
    "group_dimensions": ("technique_group_id, dimension", group_dimensions),
}
"""The columns that are computed anew, and how, by the name of the table."""


def asked_by(attribute: str) -> list[str]:
    """The words by which people ask for an attribute."""
    with (PACKAGE / "derive" / "attribute_words.csv").open(encoding="utf-8", newline="") as file:
        return [
            word for row in csv.DictReader(file) if row["attribute"] == attribute for word in row["words"].split(" · ")
        ]
