"""The derived tables of techniques and groups, recomputed."""

from collections import Counter

from .oracle import ADOPTING, DECLINING, NAMED, Answer, Knowledge, Oracle, distinct, grouped
from .oracle_adoption import earliest, releases_of, year_of
from .oracle_documents import NOT_OF_MAKERS
from .oracle_rows import names


def path_of(kb: Knowledge, technique: str) -> str:
    return " › ".join(kb.one("techniques", each)["name"] for each in reversed(kb.line("techniques", technique)))


def technique_counts(kb: Knowledge) -> Answer:
    rows = []
    for technique in kb.by_id["techniques"]:
        reach = kb.below("techniques", [technique])
        facts = [fact for fact in kb.survey_facts if fact.technique["id"] in reach]
        own = [fact for fact in facts if fact.technique["id"] == technique]
        doing = releases_of(fact for fact in facts if fact.adopts)
        counts = (
            len(facts),
            len(doing),
            len(distinct((fact for fact in own if fact.adopts), "release")),
            len({release["institution_id"] for release in doing}),
            len(distinct((fact for fact in own if fact.relation in DECLINING), "release")),
            len(distinct((f for f in facts if f.relation not in (*ADOPTING, *DECLINING)), "release")),
            len(distinct((fact for fact in facts if fact.adopts), "model")),
        )
        rows += [(technique, *counts)] if facts else []
    return rows


def technique_adoption(kb: Knowledge) -> Answer:
    rows = []
    for key, all_facts in grouped(kb.facts, lambda fact: (fact.technique["id"], fact.relation)).items():
        facts = [fact for fact in all_facts if fact.source_kind == "survey"]
        of_makers = [fact for fact in all_facts if fact.source_kind not in NOT_OF_MAKERS]
        surveyed = distinct((fact for fact in facts if fact.model["surveyed"]), "model")
        counts = (len(distinct(facts, "model")), len(surveyed), len(distinct(facts, "maker")), len(facts))
        counts_of_makers = (len(distinct(of_makers, "model")), len(of_makers))
        rows.append((*key, *counts, all_facts[0].technique["abbreviation"], *counts_of_makers))
    return rows


def technique_adopters(kb: Knowledge) -> Answer:
    rows = []
    for top in ("", *kb.by_id["techniques"]):
        reach = kb.below("techniques", [top]) if top else set(kb.by_id["techniques"])
        stated = [fact for fact in kb.survey_facts if fact.technique["id"] in reach]
        for relation, facts in grouped(stated, lambda fact: fact.relation).items():
            releases = sorted(releases_of(facts), key=lambda row: earliest(kb, row))
            for rank, release in enumerate(releases, 1):
                told = {fact.technique["id"]: fact.technique for fact in facts if fact.release is release}.values()
                made = (kb.year(release["publication_id"]), release["id"], release["institution_id"])
                rows.append((top, relation, *made, rank, len(told), names(told)))
    return rows


def technique_paths(kb: Knowledge) -> Answer:
    rows = []
    for technique in kb.by_id["techniques"]:
        own = [fact for fact in kb.survey_facts if fact.technique["id"] == technique]
        line = kb.line("techniques", technique)
        dimension = min((fact.dimension["name"] for fact in own if fact.dimension), default=None)
        adopting = sum(technique in techniques for techniques in kb.adopted.values())
        rows.append((technique, line[-1], path_of(kb, technique), len(line) - 1, dimension, len(own), adopting))
    return rows


def technique_years(kb: Knowledge) -> Answer:
    rows = []
    adopting = [fact for fact in kb.survey_facts if fact.adopts and year_of(kb, fact)]
    for key, facts in grouped(adopting, lambda fact: (year_of(kb, fact), fact.technique["id"])).items():
        releases = releases_of(facts)
        rows.append((*key, len(releases), len(distinct(facts, "maker")), names(releases, NAMED)))
    return rows


def group_adoption(kb: Knowledge) -> Answer:
    rows = []
    adopting = [fact for fact in kb.survey_facts if fact.adopts]
    for key, facts in grouped(adopting, lambda fact: (fact.group["id"], fact.maker["id"])).items():
        releases = releases_of(facts)
        rows.append((*key, len(distinct(facts, "technique")), len(releases), names(releases, NAMED)))
    return rows


def group_years(kb: Knowledge) -> Answer:
    dated = {row["id"]: kb.year(row["publication_id"]) for row in kb.tables["models"] if row["kind_id"] != "variant"}
    years = Counter(year for year in dated.values() if year)
    adopting = [fact for fact in kb.survey_facts if fact.adopts and dated.get(fact.release["id"])]
    rows = []
    for dimension in ("", *(row["name"] for row in kb.tables["dimensions"])):
        here = [fact for fact in adopting if not dimension or (fact.dimension and fact.dimension["name"] == dimension)]
        for group, facts in grouped(here, lambda fact: fact.group["id"]).items():
            for year, number in years.items():
                releases = releases_of(fact for fact in facts if dated[fact.release["id"]] == year)
                rows.append((dimension, group, year, len(releases), number, names(releases, NAMED)))
    return rows


def section_adoption(kb: Knowledge) -> Answer:
    rows = []
    for key, facts in grouped(kb.survey_facts, lambda fact: (fact.section_name, fact.technique["id"])).items():
        introducing = distinct((fact for fact in facts if fact.relation == "introduces"), "release")
        in_all = len(distinct(facts, "release"))
        for relation, members in grouped(facts, lambda fact: fact.relation).items():
            releases = distinct(members, "release") - (introducing if relation == "uses" else set())
            rows.append((*key, relation, len(members), len(releases), in_all))
    return rows


def release_techniques(kb: Knowledge) -> Answer:
    return [(technique, release) for release, techniques in kb.adopted.items() for technique in techniques]


TECHNIQUES: dict[str, tuple[str, Oracle]] = {
    "technique_counts": (
        "technique_id, facts, models, own_models, institutions, avoiding_models, other_models, adopting_models",
        technique_counts,
    ),
    "technique_adoption": (
        "technique_id, relation, models, surveyed_models, institutions, facts, technique_abbreviation, maker_models,"
        " maker_facts",
        technique_adoption,
    ),
    "technique_adopters": (
        "technique_id, relation, year, release_id, institution_id, rank, techniques, technique_names",
        technique_adopters,
    ),
    "technique_paths": (
        "technique_id, technique_group_id, technique_path, depth, dimension, facts, releases",
        technique_paths,
    ),
    "technique_years": ("year, technique_id, models, institutions, model_names", technique_years),
    "group_adoption": ("technique_group_id, institution_id, techniques, releases, release_names", group_adoption),
    "group_years": (
        "dimension, technique_group_id, year, releases, releases_of_year, release_names",
        group_years,
    ),
    "section_adoption": ("section, technique_id, relation, facts, releases, releases_in_all", section_adoption),
    "release_techniques": ("technique_id, release_id", release_techniques),
}
"""The columns that are computed anew, and how, by the name of the table."""
