"""Who adopts what: the named queries that count models, releases and institutions by technique, group and year."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .oracle import ADOPTING, COMPARED, DECLINING, NAMED, Answer, Fact, Knowledge, Oracle, Row, distinct, grouped
from .oracle_rows import names, window


def releases_of(facts: Iterable[Fact]) -> list[Row]:
    """The releases that facts are about, each once."""
    return list({fact.release["id"]: fact.release for fact in facts}.values())


def year_of(kb: Knowledge, fact: Fact) -> int | None:
    """The year of the model's publication, of its release's where it has none of its own."""
    return kb.year(fact.model["publication_id"] or fact.release["publication_id"])


def share(part: int, whole: int) -> float:
    """A share with three decimals, halves rounded up."""
    return float((Decimal(part) / Decimal(whole)).quantize(Decimal("0.001"), ROUND_HALF_UP))


def none_last(year: int | None) -> tuple[bool, int]:
    return year is None, year or 0


def adopters_of_technique(kb: Knowledge, technique: str, limit: str) -> Answer:
    found = []
    for top in kb.techniques_named(technique) if technique else [""]:
        reach = kb.below("techniques", [top]) if top else kb.techniques("")
        stated = [fact for fact in kb.survey_facts if fact.technique["id"] in reach]
        for relation, facts in grouped(stated, lambda fact: fact.relation).items():
            releases = sorted(releases_of(facts), key=lambda row: earliest(kb, row))
            found += [(earliest(kb, row), relation, top, row, facts) for row in window(releases, limit)]
    found.sort(key=lambda row: (row[0], kb.ordinal("relations", row[1]), row[2]))
    rows = []
    for _, relation, _, release, facts in found:
        of_release = [fact for fact in facts if fact.release is release]
        techniques = {fact.technique["id"]: fact.technique for fact in of_release}.values()
        year = kb.year(release["publication_id"])
        rows.append((year, release["id"], relation, len(techniques), names(techniques), release["institution_id"]))
    return rows


def earliest(kb: Knowledge, release: Row) -> tuple[Any, ...]:
    maker = kb.ordinal("institutions", release["institution_id"])
    return *none_last(kb.year(release["publication_id"])), maker, release["name"], release["id"]


def adoption_by_institution(kb: Knowledge, institution: str, technique: str) -> Answer:
    makers, reach = {row["id"] for row in kb.institutions(institution)}, kb.techniques(technique)
    adopting = [fact for fact in kb.survey_facts if fact.adopts and fact.technique["id"] in reach]
    facts = [fact for fact in adopting if fact.maker["id"] in makers]
    rows = []
    for members in grouped(facts, lambda fact: (fact.maker["id"], fact.technique["id"])).values():
        first, models = members[0], {fact.model["name"] for fact in members}
        order = (first.maker["name"], first.group["name"], -len(models), first.technique["name"])
        told = ", ".join(sorted(models))
        rows.append((order, (first.maker["name"], first.group["name"], len(models), told, first.technique["id"])))
    return [row for _, row in sorted(rows)]


def adoption_by_year(kb: Knowledge, technique: str) -> Answer:
    reach = kb.techniques(technique)
    facts = [fact for fact in kb.survey_facts if fact.adopts and fact.technique["id"] in reach]
    return [row for _, row in sorted(_by_year(kb, facts))]


def _by_year(kb: Knowledge, facts: list[Fact]) -> list[tuple[Any, Any]]:
    rows = []
    for (year, _), members in grouped(facts, lambda fact: (year_of(kb, fact), fact.technique["id"])).items():
        first, releases = members[0], releases_of(members)
        order = (*none_last(year), first.group["name"], -len(releases), first.technique["name"])
        makers = len(distinct(members, "maker"))
        told = (year, first.group["name"], len(releases), makers, names(releases), first.technique["id"])
        rows.append((order, told))
    return rows


def most_adopted_by_year(kb: Knowledge, limit: str) -> Answer:
    facts = [fact for fact in kb.survey_facts if fact.adopts and year_of(kb, fact) is not None]
    by_year: dict[Any, list[Any]] = {}
    for _, row in sorted(_by_year(kb, facts)):
        by_year.setdefault(row[0], []).append(row)
    for rows in by_year.values():
        rows.sort(key=lambda row: (-row[2], row[1], kb.one("techniques", row[5])["name"]))
    return [row for year in sorted(by_year) for row in window(by_year[year], limit)]


def adoption_of_groups(kb: Knowledge, institution: str, limit: str) -> Answer:
    rows = []
    for maker in window(kb.institutions(institution), limit):
        own = [fact for fact in kb.survey_facts if fact.adopts and fact.maker is maker]
        for members in grouped(own, lambda fact: fact.group["id"]).values():
            releases, group = releases_of(members), members[0].group
            counts = (len(distinct(members, "technique")), len(releases), names(releases, NAMED))
            rows.append(((group["ordinal"], maker["ordinal"]), (group["id"], maker["id"], *counts)))
    return [row for _, row in sorted(rows)]


def adoption_of_question(kb: Knowledge, section: str, limit: str) -> Answer:
    here = [fact for fact in kb.survey_facts if kb.in_section(fact.section_name, section)]
    rows = []
    for technique, members in grouped(here, lambda fact: fact.technique["id"]).items():
        introducing = distinct((fact for fact in members if fact.relation == "introduces"), "release")
        in_all, order = len(distinct(members, "release")), members[0].technique["ordinal"]
        for relation, facts in grouped(members, lambda fact: fact.relation).items():
            again = introducing if relation == "uses" else set()
            releases = sorted(
                (row for row in releases_of(facts) if row["id"] not in again), key=lambda row: str(row["id"])
            )
            if releases:
                key = (-in_all, order, kb.ordinal("relations", relation))
                told = names(window(releases, limit))
                rows.append((key, (technique, relation, len(releases), in_all, told)))
    return [row for _, row in sorted(rows)]


def choices_of_institution(kb: Knowledge, institution: str) -> Answer:
    rows = []
    for maker in kb.institutions(institution):
        own = [fact for fact in kb.survey_facts if fact.maker is maker]
        for technique in distinct((fact for fact in own if fact.adopts), "technique"):
            reach = kb.below("techniques", [technique])
            doing = [fact for fact in kb.survey_facts if fact.adopts and fact.technique["id"] in reach]
            releases = releases_of(fact for fact in doing if fact.maker is maker)
            others = distinct(doing, "maker") - {maker["id"]}
            order = (maker["ordinal"], -len(releases), -len(others), kb.ordinal("techniques", technique))
            counts = (len(releases), len(distinct(own, "release")), names(releases, NAMED), len(others))
            rows.append((order, (technique, *counts, maker["id"])))
    return [row for _, row in sorted(rows)]


def companions_of_technique(kb: Knowledge, technique: str, limit: str) -> Answer:
    tops = kb.techniques_named(technique) if technique else set()
    reach = kb.techniques(technique)
    line = (
        (kb.below("techniques", tops) | {above for top in tops for above in kb.line("techniques", top)})
        if tops
        else set()
    )
    adopting = [fact for fact in kb.survey_facts if fact.adopts and fact.technique["id"] in reach]
    doing = sorted(distinct(adopting, "release"))
    adopters = window(doing, limit)
    together: dict[str, list[Row]] = {}
    for release in adopters:
        for other in kb.adopted[release] - line:
            together.setdefault(other, []).append(kb.one("models", release))
    rows = []
    for other, releases in together.items():
        everywhere = sum(other in techniques for techniques in kb.adopted.values())
        order = (-len(releases), everywhere, kb.ordinal("techniques", other))
        rows.append((order, (other, len(releases), everywhere, len(adopters), names(releases))))
    return [row for _, row in sorted(rows)]


def contested_techniques(kb: Knowledge) -> Answer:
    rows = []
    for technique, members in grouped(kb.survey_facts, lambda fact: fact.technique["id"]).items():
        sides = [
            sorted({fact.model["name"] for fact in members if fact.relation in relations})
            for relations in (ADOPTING, DECLINING)
        ]
        if all(sides):
            told = (technique, *map(len, sides), *(", ".join(side[:NAMED]) for side in sides))
            rows.append((kb.ordinal("techniques", technique), told))
    return [row for _, row in sorted(rows)]


def technique_pairs(kb: Knowledge, technique: str, least: str) -> Answer:
    wanted = kb.techniques(technique)
    having: dict[str, set[str]] = {}
    for fact in kb.survey_facts:
        if fact.adopts:
            having.setdefault(fact.model["id"], set()).add(fact.technique["id"])
    pairs: dict[tuple[str, str], list[Row]] = {}
    for model, techniques in having.items():
        for one in techniques:
            for two in techniques:
                if kb.ordinal("techniques", one) < kb.ordinal("techniques", two) and {one, two} & wanted:
                    pairs.setdefault((one, two), []).append(kb.one("models", model))
    rows = []
    for pair, models in pairs.items():
        if len(models) >= int(least or 0):
            first, second = (kb.one("techniques", each) for each in pair)
            order = (-len(models), first["ordinal"], second["ordinal"])
            rows.append((order, (first["name"], second["name"], len(models), names(models))))
    return [row for _, row in sorted(rows)]


def distinctive_techniques(kb: Knowledge, model: str) -> Answer:
    own = kb.models(model)
    line = own | {above for one in kb.models_named(model) for above in kb.line("models", one)}
    rows = []
    having = [fact for fact in kb.survey_facts if fact.adopts and fact.model["id"] in own]
    for technique, members in grouped(having, lambda fact: fact.technique["id"]).items():
        same = [fact for fact in kb.survey_facts if fact.adopts and fact.technique["id"] == technique]
        others = distinct((fact for fact in same if fact.model["id"] not in line), "release")
        relations = ",".join(sorted({fact.relation for fact in members}))
        order = (len(others), kb.ordinal("techniques", technique))
        rows.append((order, (technique, relations, len(others), min(fact.id for fact in members))))
    return [row for _, row in sorted(rows)]


def similar_models(kb: Knowledge, model: str, limit: str) -> Answer:
    named = kb.models_named(model)
    reached = kb.models(model)
    releases = {one for one in named if kb.one("models", one)["kind_id"] == "release"}
    if releases:
        own = set().union(*(kb.adopted.get(release, set()) for release in releases))
    else:
        own = distinct((fact for fact in kb.survey_facts if fact.adopts and fact.model["id"] in reached), "technique")
    line = (reached | {above for one in named for above in kb.line("models", one)}) if model else set()
    rows = []
    for release, techniques in kb.adopted.items():
        shared = own & techniques
        if shared and release not in line:
            row = kb.one("models", release)
            similarity = share(len(shared), len(own | techniques))
            ordered = sorted((kb.one("techniques", each) for each in shared), key=lambda each: int(each["ordinal"]))
            told = (len(shared), len(techniques), similarity, ", ".join(each["name"] for each in ordered), release)
            rows.append(((-similarity, -len(shared), row["name"], release), told))
    most = sorted(rows, key=lambda row: (-row[1][0], row[1][-1]))[:COMPARED]
    return window([row for _, row in sorted(most)], limit)


ADOPTION: dict[str, tuple[str, Oracle]] = {
    "adopters_of_technique": (
        "year, release_id, relation, techniques, technique_names, institution_id",
        adopters_of_technique,
    ),
    "adoption_by_institution": (
        "institution, technique_group, models, model_names, technique_id",
        adoption_by_institution,
    ),
    "adoption_by_year": ("year, technique_group, models, institutions, model_names, technique_id", adoption_by_year),
    "adoption_of_groups": (
        "technique_group_id, institution_id, techniques, releases, release_names",
        adoption_of_groups,
    ),
    "adoption_of_question": ("technique_id, relation, releases, releases_in_all, release_names", adoption_of_question),
    "choices_of_institution": (
        "technique_id, releases, releases_in_all, release_names, other_institutions, institution_id",
        choices_of_institution,
    ),
    "companions_of_technique": ("technique_id, models, all_models, adopters, model_names", companions_of_technique),
    "contested_techniques": (
        "technique_id, models_for, models_against, used_by, avoided_or_omitted_by",
        contested_techniques,
    ),
    "distinctive_techniques": ("technique_id, relation, other_models, fact_id", distinctive_techniques),
    "most_adopted_by_year": (
        "year, technique_group, models, institutions, model_names, technique_id",
        most_adopted_by_year,
    ),
    "similar_models": ("shared_techniques, techniques, similarity, technique_names, model_id", similar_models),
    "technique_pairs": ("technique, other_technique, models, model_names", technique_pairs),
}
"""The columns that are computed anew, and how, by the name of the query."""
