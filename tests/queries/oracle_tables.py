"""The derived tables, recomputed: what the build counts once, so that no request has to."""

from collections import Counter

from .oracle import Answer, Fact, Knowledge, Oracle, Row, distinct, grouped
from .oracle_adoption import releases_of
from .oracle_documents import NOT_OF_MAKERS, cells, locator, verdict
from .oracle_lists import STANDING_APART
from .oracle_techniques import path_of
from .oracle_text import lessons


def design_facts(kb: Knowledge) -> Answer:
    return [
        (
            fact.id,
            fact.claim["id"],
            fact.model["id"],
            fact.release["id"],
            fact.maker["name"],
            _name(kb, "institutions", fact.release["listed_under_id"]),
            fact.dimension and fact.dimension["name"],
            fact.section_name,
            fact.question and fact.question["question"],
            fact.topic and fact.topic["name"],
            fact.group["name"],
            path_of(kb, fact.technique["id"]),
            fact.row["qualifier"],
            fact.phrase,
            fact.row["basis_id"],
            fact.disputed,
            fact.passage["paragraph"],
            *_others(kb, fact),
            " · ".join(_names(kb, "model", fact.model)),
            " · ".join(_names(kb, "technique", fact.technique)),
            kb.one("sources", fact.passage["source_id"])["title"],
            locator(kb, fact.passage),
            verdict(kb, fact),
            fact.source_kind,
        )
        for fact in kb.facts
    ]


def _names(kb: Knowledge, kind: str, thing: Row) -> list[str]:
    """The name, the other names and the identifier as words."""
    rows = [row for row in kb.tables[f"{kind}_aliases"] if row[f"{kind}_id"] == thing["id"]]
    known = {row["alias"] for row in rows if row.get("kind_id") != "elliptic"}
    others = sorted(known.union(filter(None, [thing.get("abbreviation")])))
    return [thing["name"], *(name for name in others if name != thing["name"]), thing["id"].replace("-", " ")]


def _others(kb: Knowledge, fact: Fact) -> tuple[str | None, ...]:
    """The names of the other models of a fact, the parts that they play and the bases of those, in the same order."""
    rows = [row for row in kb.tables["evidence_models"] if row["evidence_id"] == fact.id]
    rows.sort(key=lambda row: (row["role_id"], kb.one("models", row["model_id"])["name"]))
    names = [kb.one("models", row["model_id"])["name"] for row in rows]
    columns = (names, [row["role_id"] for row in rows], [row["basis_id"] for row in rows])
    return tuple(", ".join(column) or None for column in columns)


def _name(kb: Knowledge, table: str, identity: str | None) -> str | None:
    return None if identity is None else str(kb.one(table, identity)["name"])


def model_counts(kb: Knowledge) -> Answer:
    rows = []
    for place, model in enumerate(sorted(kb.tables["models"], key=kb.place), 1):
        reach = kb.below("models", [model["id"]])
        facts = [fact for fact in kb.survey_facts if fact.model["id"] in reach]
        own = sum(fact.release is model for fact in kb.survey_facts)
        by_dimension = Counter(fact.dimension["id"] for fact in facts if fact.dimension)
        of = tuple(by_dimension[each] for each in STANDING_APART)
        counts = (own, len(facts), len(distinct(facts, "technique")), *of)
        others = [row["alias"] for row in kb.tables["model_aliases"] if row["model_id"] == model["id"]]
        aliases = " · ".join(sorted(alias for alias in others if alias != model["name"])) or None
        rows.append((model["id"], place, kb.year(model["publication_id"]), *counts, aliases))
    return rows


def model_years(kb: Knowledge) -> Answer:
    dated = [(kb.year(row["publication_id"]), row["surveyed"]) for row in kb.tables["models"]]
    years = Counter(year for year, _ in dated if year)
    return [(year, number, sum(of for other, of in dated if other == year)) for year, number in years.items()]


def models_overview(kb: Knowledge) -> Answer:
    rows = []
    for model in kb.tables["models"]:
        facts = [fact for fact in kb.survey_facts if fact.model is model]
        of_makers = sum(fact.model is model and fact.source_kind not in NOT_OF_MAKERS for fact in kb.facts)
        parent, lister = _name(kb, "models", model["parent_id"]), _name(kb, "institutions", model["listed_under_id"])
        counts = (len(facts), len(distinct(facts, "technique")), of_makers)
        rows.append((model["id"], parent, lister, kb.year(model["publication_id"]), *counts))
    return rows


def institution_counts(kb: Knowledge) -> Answer:
    rows = []
    for maker in kb.tables["institutions"]:
        made = [row for row in kb.tables["models"] if row["institution_id"] == maker["id"]]
        listed = sum(row["surveyed"] and row["listed_under_id"] == maker["id"] for row in kb.tables["models"])
        years = [year for row in made if (year := kb.year(row["publication_id"]))]
        facts = [fact for fact in kb.survey_facts if fact.maker is maker]
        known = (len(distinct(facts, "release")), len(facts), len(distinct(facts, "technique")))
        ends = (min(years, default=None), max(years, default=None))
        rows.append((maker["id"], len(made), sum(row["surveyed"] for row in made), listed, *ends, *known))
    return rows


def section_counts(kb: Knowledge) -> Answer:
    return [
        (section, len(facts), len(distinct(facts, "release")), len(distinct(facts, "technique")))
        for section, facts in grouped(kb.survey_facts, lambda fact: fact.section_name).items()
    ]


def finding_counts(kb: Knowledge) -> Answer:
    return [(row["id"], sum(kb.within(fact.passage, row) for fact in kb.facts)) for row in kb.tables["findings"]]


def finding_facts(kb: Knowledge) -> Answer:
    within = [(row, fact) for row in kb.tables["findings"] for fact in kb.facts if kb.within(fact.passage, row)]
    return [(row["id"], fact.id, fact.section_name) for row, fact in within]


def errata_overview(kb: Knowledge) -> Answer:
    rows = []
    for place, row in enumerate(kb.errata(), 1):
        places = [each for each in kb.tables["errata_places"] if each["erratum_id"] == row["id"]]
        rows.append((place, row["id"], len(places), sum(each["evidence_id"] is not None for each in places)))
    return rows


def lineage(kb: Knowledge) -> Answer:
    columns = ("student_id", "teacher_id", "role", "technique", "fact_id")
    return [(*(row[column] for column in columns), _basis_of_lesson(kb, row)) for row in lessons(kb)]


def _basis_of_lesson(kb: Knowledge, lesson: Row) -> str:
    """How far the sentence says that the one model learned from the other."""
    pair = {lesson["student_id"], lesson["teacher_id"]}
    for row in kb.tables["evidence_models"]:
        of = kb.one("claims", kb.one("evidence", row["evidence_id"])["claim_id"])["model_id"]
        learner = row["model_id"] if row["role_id"] == "student" else of
        role = "teacher" if row["role_id"] == "student" else row["role_id"]
        found = row["evidence_id"], role, learner, {row["model_id"], of}
        if found == (lesson["fact_id"], lesson["role"], lesson["student_id"], pair):
            return str(row["basis_id"])
    raise LookupError(lesson)


def measured_facts(kb: Knowledge) -> Answer:
    standing = {fact.id: fact for fact in kb.facts}
    joined = [(row["measurement_id"], standing.get(row["evidence_id"])) for row in kb.tables["measurement_evidence"]]
    return [(figure, fact.id, fact.model["id"], fact.technique["id"]) for figure, fact in joined if fact]


def totals(kb: Knowledge) -> Answer:
    counted: dict[str, int] = {}
    for name in ("models", "institutions", "publications", "citations", "errata"):
        counted[name] = len(kb.tables[name])
    for name in ("models", "institutions"):
        counted[f"surveyed_{name}"] = sum(row["surveyed"] for row in kb.tables[name])
    releases = releases_of(kb.survey_facts)
    tops = sum(row["parent_id"] is None for row in kb.tables["techniques"])
    counted |= {
        "questions": len(kb.tables["research_questions"]),
        "techniques": len(kb.tables["techniques"]) - tops,
        "technique_groups": tops,
        "facts": len(kb.survey_facts),
        "explicit_facts": sum(fact.row["basis_id"] == "explicit" for fact in kb.survey_facts),
        "sentences": len(distinct(kb.survey_facts, "passage")),
        "releases": len(releases),
        "surveyed_releases": sum(row["surveyed"] for row in releases),
        "lessons": len(lessons(kb)),
        "sources": len(kb.tables["sources"]),
        "maker_documents": sum(kind not in NOT_OF_MAKERS for kind in kb.kinds.values()),
        "maker_facts": sum(fact.source_kind not in NOT_OF_MAKERS for fact in kb.facts),
        "specifications": sum(row["value"] is not None for row in kb.tables["specification_values"]),
        "specified_models": len({row["model_id"] for row in cells(kb)}),
        "checked_facts": sum(verdict(kb, fact) is not None for fact in kb.facts),
        "contradicted_facts": sum(verdict(kb, fact) == "contradicted" for fact in kb.facts),
    }
    return list(counted.items())


def counts(kb: Knowledge) -> Answer:
    counted: dict[str, int] = dict(totals(kb))
    return [tuple(counted[column] for column in COUNTED.split(", "))]


COUNTED = (
    "surveyed_models, models, surveyed_institutions, institutions, questions, techniques, technique_groups, facts, "
    "explicit_facts, sentences, publications, citations, errata, lessons, sources"
)

TABLES: dict[str, tuple[str, Oracle]] = {
    "design_facts": (
        "fact_id, claim_id, model_id, release_id, institution, listed_under, dimension, section, question, topic, "
        "technique_group, technique_path, qualifier, phrase, basis, disputed, paragraph, other_model, other_role, "
        "other_basis, model_names, technique_names, source, locator, verdict, source_kind",
        design_facts,
    ),
    "errata_overview": ("place, erratum_id, places, facts", errata_overview),
    "finding_counts": ("finding_id, facts", finding_counts),
    "finding_facts": ("finding_id, fact_id, section", finding_facts),
    "institution_counts": (
        "institution_id, models, surveyed_models, models_listed, first_year, last_year, releases, facts, techniques",
        institution_counts,
    ),
    "lineage": ("student_id, teacher_id, role, technique, fact_id, basis", lineage),
    "measured_facts": ("measurement_id, fact_id, model_id, technique_id", measured_facts),
    "model_counts": (
        "model_id, place, year, release_facts, facts, techniques, architecture, post_training, optimization, aliases",
        model_counts,
    ),
    "model_years": ("year, models, surveyed_models", model_years),
    "models_overview": ("id, parent, listed_under, year, facts, techniques, maker_facts", models_overview),
    "section_counts": ("section, facts, models, techniques", section_counts),
    "totals": ("name, number", totals),
}
"""The columns that are computed anew, and how, by the name of the table."""
