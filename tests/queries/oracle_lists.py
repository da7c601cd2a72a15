"""Lists of things with numbers beside them, and the numbers alone: of models, facts, references, findings, errata."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from .oracle import DECLINING, Answer, Fact, Knowledge, Oracle, distinct, grouped
from .oracle_adoption import releases_of
from .oracle_documents import facts_from
from .oracle_rows import names, window

STANDING_APART = ("architecture", "post-training", "optimization")
"""The dimensions that a list of models has columns for."""


PHASES = {
    "training": ("training", "pre-training", "post-training"),
    "inference": ("inference", "prefilling", "decoding"),
}


def choices_of_models(kb: Knowledge, models: str, section: str, stage: str, source: str) -> Answer:
    named = [part.strip() for part in models.split(",") if part.strip()]
    places: dict[str, int] = {}
    tops = [row["id"] for row in kb.tables["models"] if row["parent_id"] is None]
    for model in tops if not named else ():
        places[model] = 0
    for place, name in enumerate(named):
        for model in kb.models_named(name):
            places.setdefault(model, place)
    rows = []
    for model, place in places.items():
        reach = kb.below("models", [model])
        row = kb.one("models", model)
        said = [fact for fact in facts_from(kb, source) if fact.model["id"] in reach]
        here = [fact for fact in said if kb.in_section(fact.section_name, section)]
        stages = kb.term("stages", stage)
        phases = {phase for name in stages for phase in PHASES.get(name, (name,))}
        for told in _cells(kb, (fact for fact in here if fact.claim["stage_id"] in phases)):
            order = (kb.ordinal("techniques", told[0]), place, row["name"], model, kb.ordinal("relations", told[1]))
            rows.append((order, (model, *told)))
    return [row for _, row in sorted(rows)]


def _cells(kb: Knowledge, facts: Iterable[Fact]) -> Answer:
    """Technique, relation, number of facts, whether one is disputed, the first fact, its qualifier, and all stages.

    The first fact is an explicit one where there is one.
    """
    rows = []
    for (technique, relation), members in grouped(facts, lambda fact: (fact.technique["id"], fact.relation)).items():
        explicit = [fact for fact in members if fact.row["basis_id"] == "explicit"]
        disputed = max(fact.disputed for fact in members)
        first = (explicit or members)[0]
        stages = sorted({fact.claim["stage_id"] for fact in members}, key=lambda stage: kb.ordinal("stages", stage))
        told = ", ".join(stage for stage in stages if stage != "unstated") or None
        rows.append((technique, relation, len(members), disputed, first.id, first.row["qualifier"], told))
    return rows


def matrix(kb: Knowledge, **wanted: str) -> Answer:
    makers = {row["id"] for row in kb.institutions(wanted["institution"])}
    facts = facts_from(kb, wanted["source"])
    releases = sorted(releases_of(facts), key=kb.place)
    releases = [row for row in releases if row["institution_id"] in makers]
    releases = [row for row in releases if wanted["surveyed"] in ("", str(row["surveyed"]))]
    shown = window(releases, wanted["limit"], wanted["offset"])
    dimensions, groups = kb.term("dimensions", wanted["dimension"]), kb.term("techniques", wanted["group"])
    here = [fact for fact in facts if fact.release in shown and fact.group["id"] in groups]
    here = [fact for fact in here if not wanted["dimension"] or (fact.dimension and fact.dimension["id"] in dimensions)]
    having = {
        key: distinct(facts, "release") for key, facts in grouped(here, lambda fact: fact.technique["id"]).items()
    }
    rows = []
    for release in shown:
        for cell in _cells(kb, (fact for fact in here if fact.release is release)):
            technique = kb.one("techniques", cell[0])
            if len(having[cell[0]]) >= int(wanted["least"] or 0):
                group = kb.ordinal("techniques", kb.line("techniques", cell[0])[-1])
                order = (kb.place(release), group, technique["ordinal"], kb.ordinal("relations", cell[1]))
                rows.append((order, (release["id"], *cell, kb.year(release["publication_id"]))))
    return [row for _, row in sorted(rows)]


def number_of_releases(kb: Knowledge, institution: str, surveyed: str, source: str) -> Answer:
    makers = {row["id"] for row in kb.institutions(institution)}
    releases = [row for row in releases_of(facts_from(kb, source)) if row["institution_id"] in makers]
    return [(sum(surveyed in ("", str(row["surveyed"])) for row in releases),)]


def model_list(kb: Knowledge, **wanted: str) -> Answer:
    named = kb.models_named(wanted["model"]) if wanted["model"] else set(kb.by_id["models"])
    makers = {row["id"] for row in kb.institutions(wanted["institution"])}
    found = []
    for row in kb.tables["models"]:
        counts = _known_of(kb, row["id"])
        of_maker = not wanted["institution"] or {row["institution_id"], row["listed_under_id"]} & makers
        fits = row["id"] in named and of_maker and _in_dimension(kb, counts, wanted["dimension"])
        fits = fits and wanted["year"] in ("", str(kb.year(row["publication_id"])))
        fits = fits and wanted["surveyed"] in ("", str(row["surveyed"]))
        if fits and wanted["publication"] in ("", row["publication_id"]):
            found.append((row, counts))
    orders: dict[str, Any] = {
        "": lambda row, counts: kb.place(row),
        "model": lambda row, counts: (row["name"].lower(), kb.place(row)),
        "year": lambda row, counts: (-(kb.year(row["publication_id"]) or 0), kb.place(row)),
        "facts": lambda row, counts: (-counts[0], kb.place(row)),
        "techniques": lambda row, counts: (-counts[1], kb.place(row)),
    }
    found.sort(key=lambda pair: orders.get(wanted["sort"], orders[""])(*pair))
    shown = window(found, wanted["limit"], wanted["offset"])
    return [(row["id"], kb.year(row["publication_id"]), *counts, len(found)) for row, counts in shown]


def _known_of(kb: Knowledge, model: str) -> tuple[int, ...]:
    """The facts of a model and all that belongs to it, their techniques, and the facts of each dimension."""
    reach = kb.below("models", [model])
    facts = [fact for fact in kb.survey_facts if fact.model["id"] in reach]
    by_dimension = Counter(fact.dimension["id"] for fact in facts if fact.dimension)
    return len(facts), len(distinct(facts, "technique")), *(by_dimension[each] for each in STANDING_APART)


def _in_dimension(kb: Knowledge, counts: tuple[int, ...], dimension: str) -> bool:
    wanted = kb.term("dimensions", dimension)
    return not dimension or any(counts[2 + STANDING_APART.index(each)] for each in wanted & set(STANDING_APART))


def family_of_model(kb: Knowledge, model: str) -> Answer:
    named = kb.models_named(model) if model else set(kb.by_id["models"])
    tops = {kb.line("models", each)[-1] for each in named}
    rows = []
    for member in kb.below("models", tops):
        line = kb.line("models", member)[::-1]
        order = "/".join(f"{kb.one('models', each)['name']}/{each}" for each in line)
        facts = sum(fact.model["id"] == member for fact in kb.survey_facts)
        rows.append((order, (member, len(line) - 1, facts, line[-2] if len(line) > 1 else None)))
    return [row for _, row in sorted(rows)]


def institution_list(kb: Knowledge, institution: str, limit: str, offset: str) -> Answer:
    rows = []
    for maker in window(kb.institutions(institution), limit, offset):
        made = [row for row in kb.tables["models"] if row["institution_id"] == maker["id"]]
        listed = [row for row in kb.tables["models"] if row["surveyed"] and row["listed_under_id"] == maker["id"]]
        years = [year for row in made if (year := kb.year(row["publication_id"]))]
        facts = [fact for fact in kb.survey_facts if fact.maker is maker]
        surveyed = sum(row["surveyed"] for row in made)
        ends = (min(years, default=None), max(years, default=None))
        rows.append(
            (maker["id"], surveyed, len(made), len(listed), *ends, len(facts), len(distinct(facts, "technique")))
        )
    return rows


def models_of_institutions(kb: Knowledge, limit: str, offset: str) -> Answer:
    rows = []
    for maker in window(kb.institutions(""), limit, offset):
        made = sorted((row for row in kb.tables["models"] if row["institution_id"] == maker["id"]), key=kb.place)
        kept = sorted(made, key=lambda row: not row["surveyed"] and row["kind_id"] in ("family", "variant"))[:50]
        rows += [(maker["id"], row["id"], kb.year(row["publication_id"])) for row in made if row in kept]
    return rows


def models_per_institution(kb: Knowledge) -> Answer:
    surveyed = [row for row in kb.tables["models"] if row["surveyed"]]
    rows = []
    for maker in kb.institutions(""):
        listed = [row for row in surveyed if row["listed_under_id"] == maker["id"]]
        made = [row for row in surveyed if row["institution_id"] == maker["id"]]
        others = [row for row in kb.tables["models"] if row["institution_id"] == maker["id"] and not row["surveyed"]]
        told = (names(listed) or None, names(made) or None)
        rows.append((maker["name"], len(listed), len(made), len(others), int(told[0] != told[1]), *told))
    return rows


def models_by_year(kb: Knowledge, institution: str) -> Answer:
    makers = {row["id"] for row in kb.institutions(institution)}
    rows = []
    models = [row for row in kb.tables["models"] if row["institution_id"] in makers]
    for year in sorted({year for row in models if (year := kb.year(row["publication_id"]))}):
        of_year = [row for row in models if kb.year(row["publication_id"]) == year]
        rows.append((year, len(of_year), len({row["institution_id"] for row in of_year}), names(of_year)))
    return rows


def years_of_models(kb: Knowledge, surveyed: str) -> Answer:
    counts: dict[int, list[Any]] = {}
    for row in kb.tables["models"]:
        if year := kb.year(row["publication_id"]):
            counts.setdefault(year, []).append(row["surveyed"])
    return [(year, len(of), sum(of)) for year, of in sorted(counts.items()) if surveyed != "1" or sum(of)]


def taxonomy(kb: Knowledge, technique: str) -> Answer:
    groups = {row["id"] for row in kb.tables["techniques"] if row["parent_id"] is None}
    rows = []
    for top in kb.techniques_named(technique) if technique else groups:
        for node in kb.below("techniques", [top]):
            reach = kb.below("techniques", [node])
            facts = [fact for fact in kb.survey_facts if fact.technique["id"] in reach]
            models = distinct((fact for fact in facts if fact.adopts), "model")
            line = kb.line("techniques", node)
            path = line[: line.index(top) + 1][::-1]
            order = [kb.ordinal("techniques", each) for each in path]
            counts = (len(models), len(facts), len(path) - 1)
            rows.append((order, (node, *counts, kb.one("techniques", node)["abbreviation"])))
    return [row for _, row in sorted(rows)]


def technique_list(kb: Knowledge, technique: str, above: str) -> Answer:
    named = kb.techniques_named(technique) if technique else set(kb.by_id["techniques"])
    if above:
        named &= kb.techniques(above) - kb.techniques_named(above)
    rows = []
    for row in sorted((kb.one("techniques", each) for each in named), key=lambda row: int(row["ordinal"])):
        reach = kb.below("techniques", [row["id"]])
        facts = [fact for fact in kb.survey_facts if fact.technique["id"] in reach]
        own = [fact for fact in facts if fact.technique is row]
        doing = releases_of(fact for fact in facts if fact.adopts)
        makers = {release["institution_id"] for release in doing}
        declining = distinct((fact for fact in own if fact.relation in DECLINING), "release")
        others = distinct((fact for fact in facts if not fact.adopts and fact.relation not in DECLINING), "release")
        depth = len(kb.line("techniques", row["id"])) - 1
        counts = (len(doing), len(makers), len(declining), len(others), len(facts), depth)
        rows.append((row["id"], *counts, row["abbreviation"]))
    return rows


LISTS: dict[str, tuple[str, Oracle]] = {
    "choices_of_models": (
        "model_id, technique_id, relation, facts, disputed, fact_id, qualifier, stages",
        choices_of_models,
    ),
    "family_of_model": ("model_id, depth, facts, parent_model_id", family_of_model),
    "institution_list": (
        "institution_id, surveyed_models, models, models_listed, first_year, last_year, facts, techniques",
        institution_list,
    ),
    "matrix": ("model_id, technique_id, relation, facts, disputed, fact_id, qualifier, stages, year", matrix),
    "model_list": (
        "model_id, year, facts, techniques, architecture, post_training, optimization, models_in_all",
        model_list,
    ),
    "models_by_year": ("year, models, institutions, model_names", models_by_year),
    "models_of_institutions": ("institution_id, model_id, year", models_of_institutions),
    "models_per_institution": (
        "institution, models_listed, models_made, other_models_made, differs, listed, made",
        models_per_institution,
    ),
    "number_of_releases": ("releases", number_of_releases),
    "taxonomy": ("technique_id, models, facts, depth, abbreviation", taxonomy),
    "technique_list": (
        "technique_id, models, institutions, avoiding_models, other_models, facts, depth, abbreviation",
        technique_list,
    ),
    "years_of_models": ("year, models, surveyed_models", years_of_models),
}
"""The columns that are computed anew, and how, by the name of the query."""
