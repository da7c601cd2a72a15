"""Which facts, statements and references the named queries choose, and in which order they stand."""

from typing import Any

from .oracle import ADOPTING, DECLINING, Answer, Fact, Knowledge, Oracle, Row, grouped
from .oracle_documents import facts_from
from .oracle_rows import window


def facts_of_section(kb: Knowledge, section: str) -> Answer:
    here = [fact for fact in kb.facts if fact.section and kb.in_section(fact.section_name, section)]

    def order(fact: Fact) -> tuple[Any, ...]:
        names = (fact.model["name"], fact.technique["name"], fact.relation, fact.claim["stage_id"])
        return fact.statement["ordinal"], *names

    return [(*order(fact)[1:], fact.disputed) for fact in sorted(here, key=order)]


def models_by_technique(kb: Knowledge, technique: str, relation: str) -> Answer:
    reach = kb.techniques(technique)
    found = [f for f in kb.facts if f.technique["id"] in reach and f.relation in kb.term("relations", relation)]
    found.sort(key=lambda fact: (fact.model["name"], fact.technique["name"], fact.relation, fact.id))
    return [(fact.id, fact.maker["name"], fact.row["qualifier"], fact.disputed) for fact in found]


def techniques_by_model(kb: Knowledge, model: str, relation: str) -> Answer:
    reach = kb.models(model)
    found = [f for f in kb.facts if f.model["id"] in reach and f.relation in kb.term("relations", relation)]
    found.sort(key=lambda fact: (fact.model["name"], fact.technique["ordinal"], fact.relation, fact.id))
    return [(fact.id, fact.group["name"], fact.row["qualifier"], fact.disputed) for fact in found]


def avoided_or_omitted(kb: Knowledge, model: str, technique: str) -> Answer:
    models, techniques = kb.models(model), kb.techniques(technique)
    found = [f for f in kb.facts if f.model["id"] in models and f.technique["id"] in techniques]
    found = [fact for fact in found if fact.relation in DECLINING]
    found.sort(key=lambda fact: (fact.relation, fact.technique["name"], fact.model["name"], fact.id))
    return [(fact.id, fact.maker["name"]) for fact in found]


def ambiguous_and_implied(kb: Knowledge, basis: str) -> Answer:
    found = [f for f in kb.facts if f.row["basis_id"] != "explicit" and f.row["basis_id"] in kb.term("bases", basis)]

    def order(fact: Fact) -> tuple[Any, ...]:
        how = (fact.row["basis_id"], fact.section_name or "", fact.row["basis_note"])
        return *how, fact.model["name"], fact.technique["name"], fact.id

    return [(fact.row["basis_id"], fact.id) for fact in sorted(found, key=order)]


def compare_models(kb: Knowledge, first: str, second: str, source: str) -> Answer:
    sides = [kb.models(first), kb.models(second)]
    rows = []
    for technique, facts in grouped(facts_from(kb, source), lambda fact: fact.technique["id"]).items():
        told = [", ".join(sorted({f.relation for f in facts if f.model["id"] in side})) for side in sides]
        if any(told):
            how = "same" if told[0] == told[1] else "different"
            how = how if told[0] else "only the second"
            how = how if told[1] else "only the first"
            rows.append((kb.ordinal("techniques", technique), (technique, *(each or None for each in told), how)))
    return [row for _, row in sorted(rows)]


def conflicting_claims(kb: Knowledge, source: str) -> Answer:
    def group(fact: Fact) -> tuple[str, ...]:
        return fact.release["id"], fact.technique["id"], fact.passage["source_id"]

    rows = []
    for members in grouped(facts_from(kb, source), group).values():
        for pro in (fact for fact in members if fact.relation in ADOPTING):
            for contra in (fact for fact in members if fact.relation in DECLINING):
                rows.append((pro.model["name"], pro.technique["name"], pro.id, contra.id))
    return [row[2:] for row in sorted(rows)]


def disputed_facts(kb: Knowledge, status: str) -> Answer:
    standing, statuses = {fact.id for fact in kb.facts}, kb.term("erratum_statuses", status)
    places = [row for row in kb.tables["errata_places"] if row["evidence_id"] in standing]
    places = [row for row in places if kb.one("errata", row["erratum_id"])["status_id"] in statuses]
    places.sort(key=lambda row: (kb.ordinal("errata", row["erratum_id"]), row["ordinal"]))
    return [(row["erratum_id"], row["evidence_id"], row["printed"]) for row in places]


def facts_of_findings(kb: Knowledge, question: str, limit: str) -> Answer:
    rows = []
    for finding in kb.tables["findings"]:
        if question.replace(".", "-") in ("", finding["research_question_id"]):
            for fact in window([fact for fact in kb.facts if kb.within(fact.passage, finding)], limit):
                names = (fact.model["name"], fact.technique["name"], fact.id)
                order = (fact.section_name, finding["id"], fact.statement["ordinal"], *names)
                rows.append((order, (finding["id"], fact.id)))
    return [row for _, row in sorted(rows)]


def facts_beside_fact(kb: Knowledge, fact: str) -> Answer:
    rows = []
    for own in kb.tables["evidence"]:
        for place, other in enumerate(kb.facts) if fact in ("", own["id"]) else ():
            same = other.row["statement_id"] == own["statement_id"]
            if other.id != own["id"] and (same or other.claim["id"] == own["claim_id"]):
                rows.append(((own["id"], not same, place), ("statement" if same else "claim", other.id, own["id"])))
    return [row for _, row in sorted(rows)]


def models_in_a_role(kb: Knowledge, role: str) -> Answer:
    standing, roles = {fact.id: fact for fact in kb.facts}, kb.term("roles", role)
    rows = []
    for row in kb.tables["evidence_models"]:
        fact = standing.get(row["evidence_id"])
        if fact and row["role_id"] in roles:
            other = kb.one("models", row["model_id"])["name"]
            order = (kb.ordinal("roles", row["role_id"]), other, fact.model["name"], fact.technique["name"], fact.id)
            rows.append((order, (other, fact.model["name"], fact.id, fact.phrase, row["basis_id"], row["basis_note"])))
    return [row for _, row in sorted(rows)]


def figures_reported(kb: Knowledge, **wanted: str) -> Answer:
    metrics, models, techniques = (
        kb.term("metrics", wanted["metric"]),
        kb.models(wanted["model"]),
        kb.techniques(wanted["technique"]),
    )
    standing = {fact.id: fact for fact in kb.facts}
    rows = []
    for figure in kb.tables["measurements"]:
        joined = [row for row in kb.tables["measurement_evidence"] if row["measurement_id"] == figure["id"]]
        facts = [standing[row["evidence_id"]] for row in joined if row["evidence_id"] in standing]
        fits = figure["metric_id"] in metrics
        fits &= not wanted["model"] or any(fact.model["id"] in models for fact in facts)
        fits &= not wanted["technique"] or any(fact.technique["id"] in techniques for fact in facts)
        if fits and (not wanted["fact"] or wanted["fact"] in {fact.id for fact in facts}):
            named = (_listed(fact.model for fact in facts), _listed(fact.technique for fact in facts))
            first = min((fact.id for fact in facts), default=None)
            order = (kb.ordinal("statements", figure["statement_id"]), figure["ordinal"])
            rows.append((order, (figure["id"], *named, figure["value"], first)))
    return window([row for _, row in sorted(rows)], wanted["limit"])


def _listed(rows: Any) -> str | None:
    return ", ".join(sorted({row["name"] for row in rows})) or None


def statements_of_section(kb: Knowledge, section: str, technique: str, limit: str) -> Answer:
    reach, left = kb.techniques(technique), dict[str, int]()
    by_statement = grouped(kb.facts, lambda fact: fact.statement["id"])
    rows = []
    for row in sorted(kb.tables["statements"], key=lambda row: _place(kb, row)):
        within = kb.get("sections", kb.one("passages", row["passage_id"])["section_id"])
        own = within and within["name"]
        facts = by_statement.get(row["id"], [])
        alone = [each for each in kb.tables["statement_techniques"] if each["statement_id"] == row["id"]]
        named = {fact.technique["id"] for fact in facts} | {each["technique_id"] for each in alone}
        if own and kb.in_section(own, section) and (not technique or named & reach):
            left[own] = left.get(own, int(limit or len(kb.tables["statements"]))) - 1
            told = (_listed(fact.model for fact in facts), _listed(kb.one("techniques", each) for each in named))
            rows += [(row["ordinal"], (row["id"], *told))] if left[own] >= 0 else []
    return [row for _, row in sorted(rows)]


def _place(kb: Knowledge, statement: Row) -> tuple[Any, ...]:
    passage = kb.one("passages", statement["passage_id"])
    return passage["section_id"] or "", passage["paragraph"], passage["sentence"], statement["ordinal"]


def statements_without_models(kb: Knowledge, technique: str, limit: str) -> Answer:
    reach = kb.techniques(technique)
    told = {fact.statement["id"] for fact in kb.facts if fact.technique["id"] in reach}
    named = {row["statement_id"] for row in kb.tables["statement_techniques"] if row["technique_id"] in reach}
    return [(each,) for each in window(sorted(named - told, key=lambda each: kb.ordinal("statements", each)), limit)]


def publications_of_models(kb: Knowledge, institution: str) -> Answer:
    makers = {row["id"] for row in kb.institutions(institution)}
    rows = []
    for row in (row for row in kb.tables["models"] if row["institution_id"] in makers):
        listed = [each["url"] for each in kb.tables["model_listings"] if each["model_id"] == row["id"] and each["url"]]
        for url in listed or ([None] if row["publication_id"] else []):
            year = kb.year(row["publication_id"])
            order = (kb.ordinal("institutions", row["institution_id"]), year or 0, row["name"])
            rows.append((order, (row["id"], year, url)))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


def references_beside_facts(kb: Knowledge, fact: str) -> Answer:
    rows = []
    for each in kb.facts:
        beside = [row["citation_id"] for row in kb.tables["evidence_citations"] if row["evidence_id"] == each.id]
        first: dict[str, int] = {}
        for citation in sorted((kb.one("citations", one) for one in beside), key=lambda row: int(row["position"])):
            first.setdefault(citation["publication_id"], citation["position"])
        for publication, position in first.items() if fact in ("", each.id) else ():
            order = (each.passage["source_id"], each.passage["ordinal"], each.id, position)
            rows.append((order, (each.id, kb.one("publications", publication)["number"], kb.year(publication))))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


FACTS: dict[str, tuple[str, Oracle]] = {
    "ambiguous_and_implied": ("basis, fact_id", ambiguous_and_implied),
    "avoided_or_omitted": ("fact_id, institution", avoided_or_omitted),
    "compare_models": ("technique_id, first_relation, second_relation, comparison", compare_models),
    "conflicting_claims": ("fact_id, other_fact_id", conflicting_claims),
    "disputed_facts": ("erratum_id, fact_id, printed", disputed_facts),
    "facts_beside_fact": ("shared, fact_id, beside_fact_id", facts_beside_fact),
    "facts_of_findings": ("finding_id, fact_id", facts_of_findings),
    "facts_of_section": ("model, technique, relation, stage, disputed", facts_of_section),
    "figures_reported": ("measurement_id, model, technique, value, fact_id", figures_reported),
    "models_by_technique": ("fact_id, institution, qualifier, disputed", models_by_technique),
    "models_in_a_role": (
        "other_model, model, fact_id, phrase, other_basis, other_basis_note",
        models_in_a_role,
    ),
    "publications_of_models": ("model_id, year, listed_url", publications_of_models),
    "references_beside_facts": ("fact_id, number, year", references_beside_facts),
    "statements_of_section": ("statement_id, model, technique", statements_of_section),
    "statements_without_models": ("statement_id", statements_without_models),
    "techniques_by_model": ("fact_id, technique_group, qualifier, disputed", techniques_by_model),
}
"""The columns that are computed anew, and how, by the name of the query."""
