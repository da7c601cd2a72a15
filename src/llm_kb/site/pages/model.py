"""The page of one model: its specifications, what its makers say, and what the survey says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from llm_kb import specifications, text, wording
from llm_kb.site import evidence, paths
from llm_kb.site.chips import Chip, by_relation, chips
from llm_kb.site.pages import publications, references
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

FACTS = 200
"""Maximum number of facts of the survey."""

FACTS_OF_MAKERS = 1000
"""Maximum number of facts of makers that are shown as techniques."""

STATEMENTS = 4
"""Maximum number of statements of makers on a question."""

MAX_ROWS = 100
"""Maximum numbers of variants, relatives, lessons, figures and errata."""

VARIANTS = 12
"""Maximum number of different values of variants in a row of the card."""

SPECIFICATIONS = 500
"""Maximum number of rows of specifications of the model itself."""

ALIKE = 5
"""Maximum number of similar models."""
ALONE = 30
"""Maximum number of techniques that are mentioned for no other model."""


@dataclass(frozen=True)
class AnsweredTopic:
    """What makers say on one question of the survey, or else in one dimension."""

    title: str
    section: str | None
    """Section of the question; None for techniques that belong to none."""
    facts: list[Row]

    @property
    def relations(self) -> list[tuple[str, list[tuple[Row, int]]]]:
        """By relation the techniques, each by its first fact with the number of facts."""
        found = []
        for relation in wording.RELATIONS:
            groups: dict[str, list[Row]] = defaultdict(list)
            for fact in self.facts:
                if fact["relation"] == relation:
                    groups[fact["technique_id"]].append(fact)
            found += [(relation, [(facts[0], len(facts)) for facts in groups.values()])] if groups else []
        return found

    @property
    def statements(self) -> list[evidence.CitedStatement]:
        """The first statements, with their facts."""
        return evidence.statements(self.facts)[:STATEMENTS]


async def show(visit: Visit) -> Page:
    """One model."""
    identifier = visit.path_parameters["model"]
    model = await visit.row_of("model", "model_list", identifier)
    facts = await visit.query_first(FACTS, "facts", model=identifier, source="survey")
    of_makers = await visit.query_first(FACTS_OF_MAKERS, "facts_of_makers", model=identifier, question="")
    specified = await visit.query_first(
        SPECIFICATIONS, "specifications_of_model", model=identifier, exactly="1", preferred=""
    )
    variants = await visit.query_first(MAX_ROWS + 1, "model_table", model=identifier, listed="1")
    of_variants = await _of_variants(visit, identifier, variants)
    return Page(
        "model",
        model["model"],
        _summary(model, specified, of_makers),
        {
            "model": model,
            "specified": specified,
            "variants": variants,
            "specifications": specifications.under_headings(specified, of_variants or ()),
            "specified_by": {row["of_maker"] for row in [*specified, *(of_variants or ())]},
            "of_variants": of_variants,
            "of_makers": of_makers,
            "topics": _topics(of_makers, await visit.query_cached("questions")),
            "source_ids": list(dict.fromkeys(row["source_id"] for row in [*specified, *of_makers])),
            "of_evidence": paths.of_evidence,
            **await _of_survey(visit, model, facts),
            **await _relatives(visit, model),
            "MAX_ROWS": MAX_ROWS,
            "VARIANTS": VARIANTS,
            "ALIKE": ALIKE,
            "ALONE": ALONE,
        },
    )


async def _of_survey(visit: Visit, model: Row, facts: LinkedResult) -> dict[str, object]:
    """What the survey says: facts with verdicts, what is special about the model, figures and errata."""
    identifier = model["model_id"]
    counts = await visit.query_cached("counts")
    apart = await visit.query("distinctive_techniques", model=identifier)
    verdicts = await visit.query_first(2 * FACTS, "verdicts_on_facts", model=identifier, verdict="")
    return {
        "surveyed_models": (counts.first or {})["surveyed_models"],
        "facts": facts,
        "overview": _overview(facts, identifier),
        "questions": evidence.by_question(evidence.statements(facts)),
        "verdicts": _by_fact(verdicts),
        "verdict_rows": verdicts,
        "verdict_counts": _verdict_counts(facts) if verdicts else [],
        "apart": apart,
        "alone": [row for row in apart if not row["other_models"]],
        "alike": await visit.query("similar_models", model=identifier) if model["kind_id"] != "family" else None,
        "figures": await visit.query_first(MAX_ROWS, "figures_reported", model=identifier),
        "errata": await visit.query_first(MAX_ROWS, "errata_by_kind", model=identifier),
    }


async def _relatives(visit: Visit, model: Row) -> dict[str, object]:
    """Prompt format, family, lineage and report of a model."""
    identifier = model["model_id"]
    report = await visit.query("publication_list", publication=str(model["number"])) if model["number"] else None
    return {
        "report_links": _report_links(report.first) if report and report.first else [],
        "markers": await visit.query("prompt_markers_of_model", model=identifier),
        "family": await visit.query("family_of_model", model=identifier),
        "lineage": await visit.query_first(MAX_ROWS, "lineage_of_model", model=identifier),
        "bibtex": references.as_bibtex(await references.of(visit, model=identifier)),
    }


async def _of_variants(visit: Visit, identifier: str, variants: Iterable[Row]) -> LinkedResult | None:
    """The specifications of a model and its variants; None where it has no variant with specifications."""
    if all(row["model_id"] == identifier for row in variants):
        return None
    return await visit.query("specifications_of_models", models=identifier)


def _summary(model: Row, specified: LinkedResult, of_makers: LinkedResult) -> str:
    values = [row["of_maker"] for row in specified if row["preferred"] and row["value"] is not None]
    by_whom = {1: "its makers' documents", 0: "third parties"}
    parts = [
        f"{text.counted(number, 'specification')} from {whom}"
        for of_maker, whom in by_whom.items()
        if (number := values.count(of_maker))
    ]
    parts += [f"{text.counted(len(of_makers), 'fact')} from its makers"] if of_makers else []
    parts += [
        f"{text.counted(model['facts'], 'fact')} from the survey on {text.counted(model['techniques'], 'technique')}"
    ]
    return f"{model['model']} by {model['institution']}: {', '.join(parts)}, each with the place that says so."


def _report_links(publication: Row) -> list[tuple[str, str]]:
    """Name and URL of each link to a report; those by their address alone are named by their host."""
    links = publications.links_to(publication)
    named = [(name if name != url else urlsplit(url).hostname or url, url) for name, url in links]
    return [(name, url) for name, url in named if not publication["arxiv_id"] or name != "arxiv.org"]


def _overview(facts: LinkedResult, model: str) -> list[tuple[str, list[tuple[str, list[Chip]]]]]:
    """The facts as chips by relation, under the questions of the survey."""
    found = chips(facts, "technique_id", page_model=model)
    groups = groupby(found, key=lambda chip: chip.first["question"])
    return [(question, by_relation(group)) for question, group in groups]


def _topics(facts: Iterable[Row], questions: LinkedResult) -> list[AnsweredTopic]:
    """The facts of makers by the question that their technique belongs to, in the order of the survey."""
    names = {row["section"]: wording.short_question(row["question"]) for row in questions}
    groups: dict[tuple[str | None, str], list[Row]] = {(section, name): [] for section, name in names.items()}
    for fact in facts:
        section = fact["section"]
        key = (section, names[section]) if section in names else (None, fact["dimension"] or fact["technique_group"])
        groups.setdefault(key, []).append(fact)
    return [AnsweredTopic(title, section, found) for (section, title), found in groups.items() if found]


def _by_fact(verdicts: Iterable[Row]) -> Mapping[str, list[Row]]:
    """The verdicts on each fact, by its identifier."""
    by_fact: dict[str, list[Row]] = defaultdict(list)
    for row in verdicts:
        by_fact[row["fact_id"]].append(row)
    return dict(by_fact)


def _verdict_counts(facts: Iterable[Row]) -> list[tuple[int, str]]:
    """Number of facts and name of each verdict that occurs; last those that were not checked."""
    found = [fact["verdict"] for fact in facts]
    counts = [(found.count(verdict), wording.verdict_name(verdict)) for verdict in (*wording.VERDICTS, None)]
    return [(number, name) for number, name in counts if number]
