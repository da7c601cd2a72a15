"""Records, places, names and terms as the named queries and the tables of names give them."""

import json
from collections.abc import Iterable
from typing import Any

from .oracle import Answer, Knowledge, Oracle, Row, grouped
from .oracle_rows import window

VOCABULARIES = {
    "basis": "bases",
    "change of a claim": "claim_change_kinds",
    "kind of erratum": "erratum_kinds",
    "kind of model": "model_kinds",
    "kind of publication": "publication_kinds",
    "kind of source": "source_kinds",
    "kind of technique": "technique_kinds",
    "relation": "relations",
    "role of a model": "roles",
    "role of a publication": "publication_roles",
    "stage": "stages",
    "status of a specification": "specification_statuses",
    "status of an erratum": "erratum_statuses",
    "verdict": "verdict_kinds",
}
AROUND = 50  # facts before and after an identifier at most


def descendants_of_model(kb: Knowledge, model: str) -> Answer:
    steps = {(row["parent_id"], row["id"], row["kind_id"]) for row in kb.tables["models"] if row["parent_id"]}
    ways: dict[tuple[str, str, str, str], set[str]] = {}
    for fact, student, teacher, role in kb.lessons():
        if role in ("teacher", "base"):
            same = [f for f in kb.facts if f.model is fact.model and f.passage is fact.passage]
            below = kb.below("techniques", [fact.technique["id"]]) - {fact.technique["id"]}
            narrower = {f.technique["name"] for f in same if f.relation == fact.relation and f.technique["id"] in below}
            ways.setdefault((teacher, student, role, fact.passage["id"]), set()).update(
                narrower or {fact.technique["name"]}
            )
    steps |= {(teacher, student, ", ".join(sorted(told))) for (teacher, student, _, _), told in ways.items()}
    starts = kb.models_named(model) if model else set(kb.by_id["models"]) - {step[1] for step in steps}
    rows: set[tuple[Any, ...]] = set()
    paths: list[tuple[tuple[str, ...], str]] = [((start,), "") for start in starts]
    while paths:
        path, step = paths.pop()
        names = " › ".join(kb.one("models", each)["name"] for each in path)
        if len(path) > 1:
            rows.add((names, step, len(path) - 1, path[-1]))
        paths += [((*path, to), way) for start, to, way in steps if start == path[-1] and to not in path]
    return sorted(rows)


def record_of_fact(kb: Knowledge, fact: str) -> Answer:
    rows = []
    for evidence in kb.tables["evidence"]:
        claim = kb.one("claims", evidence["claim_id"])
        if fact in ("", evidence["id"]):
            own = [row for row in kb.tables["claim_changes"] if row["claim_id"] == claim["id"]]
            changes = [row["id"] for row in own if row["evidence_id"] in (None, evidence["id"])]
            place = (kb.ordinal("statements", evidence["statement_id"]), kb.one("models", claim["model_id"])["name"])
            order = (*place, kb.ordinal("techniques", claim["technique_id"]), evidence["id"])
            phrase = evidence["phrase"] or kb.one("statements", evidence["statement_id"])["phrase"]
            rows += [((*order, change or ""), (evidence["id"], change, phrase)) for change in changes or [None]]
    told = []
    for _, (identity, change, phrase) in sorted(rows):
        row = kb.get("claim_changes", change)
        replacement = row and kb.get("claims", row["replacement_id"])
        kind = row and kb.one("claim_change_kinds", row["kind_id"])["name"]
        told.append((identity, kind, replacement and replacement["model_id"], phrase))
    return told


def facts_around(kb: Knowledge, fact: str) -> Answer:
    known = sorted(kb.by_id["evidence"])
    before, after = [each for each in known if each < fact], [each for each in known if each >= fact]
    return [(each,) for each in ([*before[-AROUND:], *after[:AROUND]] if fact else known)]


def citations_of_publication(kb: Knowledge, publication: str) -> Answer:
    by_statement = grouped(kb.facts, lambda fact: fact.statement["id"])
    rows = []
    for cited in kb.tables["citations"]:
        number = kb.one("publications", cited["publication_id"])["number"]
        passage = kb.one("passages", cited["passage_id"])
        if publication in ("", str(number)):
            said = [row for row in kb.tables["statements"] if row["passage_id"] == passage["id"]]
            place = (number or 0, passage["source_id"], passage["ordinal"], cited["position"])
            several: list[Row | None] = [*said] or [None]
            for row in several:
                known = [fact.id for fact in by_statement.get(row["id"], [])] if row else []
                told = (number, passage["id"], cited["position"], row and row["id"], min(known, default=None))
                rows.append(((*place, row["ordinal"] if row else 0), told))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


def places_of_errata(kb: Knowledge, **wanted: str) -> Answer:
    kinds, statuses = kb.term("erratum_kinds", wanted["kind"]), kb.term("erratum_statuses", wanted["status"])
    errata = [row for row in kb.errata() if row["kind_id"] in kinds and row["status_id"] in statuses]
    chosen = {name.strip() for name in wanted["erratum"].split(",")}
    errata = [row for row in errata if not wanted["erratum"] or row["id"] in chosen]
    listed = {row["id"] for row in window(errata, wanted["limit"], wanted["offset"])}
    models, standing = kb.models(wanted["model"]), {fact.id: fact.model["id"] for fact in kb.facts}
    places = sorted(
        kb.tables["errata_places"], key=lambda row: (kb.ordinal("errata", row["erratum_id"]), row["ordinal"])
    )
    return [
        (row["erratum_id"], row["evidence_id"], row["model_id"], row["passage_id"])
        for row in places
        if row["erratum_id"] in listed
        and (not wanted["model"] or (row["model_id"] or standing.get(row["evidence_id"])) in models)
    ]


def publications_of_techniques(kb: Knowledge, technique: str, publication: str, limit: str) -> Answer:
    reach, rows = kb.techniques(technique), []
    for row in kb.tables["technique_publications"]:
        number = kb.one("publications", row["publication_id"])["number"]
        if row["technique_id"] in reach and publication in ("", str(number)):
            order = (kb.ordinal("techniques", row["technique_id"]), kb.ordinal("publication_roles", row["role_id"]))
            rows.append(((*order, number), (row["technique_id"], number)))
    return window([row for _, row in sorted(rows)], limit)


def prompt_markers_of_model(kb: Knowledge, model: str) -> Answer:
    line = kb.models(model) | {above for one in kb.models_named(model) for above in kb.line("models", one)}
    rows = []
    for row in kb.tables["prompt_markers"]:
        passage = kb.one("passages", row["passage_id"])
        order = (kb.one("models", row["model_id"])["name"], passage["source_id"], passage["ordinal"], row["ordinal"])
        rows += [(order, (row["model_id"], row["marker"], passage["id"]))] if row["model_id"] in line else []
    return [row for _, row in sorted(rows)]


def terms(kb: Knowledge, vocabulary: str) -> Answer:
    rows = []
    for name, table in VOCABULARIES.items():
        for row in sorted(kb.tables[table], key=lambda row: int(row["ordinal"])) if vocabulary in ("", name) else ():
            rows.append((name, row["name"], row["definition"], row["id"]))
    return rows


def things(kb: Knowledge, kind: str, limit: str, offset: str) -> Answer:
    def by_ordinal(table: str) -> list[str]:
        return sorted(kb.by_id[table], key=lambda each: kb.ordinal(table, each))

    numbers = sorted(row["number"] for row in kb.tables["publications"] if row["number"] is not None)
    kinds = {
        "question": by_ordinal("research_questions"),
        "model": sorted(kb.by_id["models"]),
        "technique": by_ordinal("techniques"),
        "institution": sorted(kb.by_id["institutions"]),
        "publication": list(map(str, numbers)),
        "fact": sorted(fact.id for fact in kb.facts),
    } | {"source": sorted(kb.by_id["sources"])}
    return [(name, each) for name, ids in kinds.items() if kind in ("", name) for each in window(ids, limit, offset)]


def references(kb: Knowledge, publication: str, model: str) -> Answer:
    wanted = {kb.one("models", each)["publication_id"] for each in kb.models(model)}
    for named in kb.models_named(model):
        line = (kb.one("models", each)["publication_id"] for each in kb.line("models", named))
        wanted.add(next(filter(None, line), None))
    chosen = [row for row in kb.tables["publications"] if publication in ("", row["id"])]
    chosen = [row for row in chosen if not model or row["id"] in wanted]
    chosen.sort(key=lambda row: (row["number"] or 0, row["id"]))
    return [(row["id"], row["title_corrected"] or row["title"], kb.year(row["id"])) for row in chosen]


def model_names(kb: Knowledge) -> Answer:
    spellings = [row for row in kb.tables["model_aliases"] if row["kind_id"] != "elliptic"]
    return _names(kb, "models", ((row["alias"], row["model_id"]) for row in spellings))


def technique_names(kb: Knowledge) -> Answer:
    aliases = [(row["alias"], row["technique_id"]) for row in kb.tables["technique_aliases"]]
    short = [(row["abbreviation"], row["id"]) for row in kb.tables["techniques"] if row["abbreviation"]]
    return _names(kb, "techniques", (*aliases, *short))


def institution_names(kb: Knowledge) -> Answer:
    return list(
        {(name, row["id"]) for row in kb.tables["institutions"] for name in (row["id"], row["name"].lower(), "")}
    )


def _names(kb: Knowledge, table: str, others: Iterable[tuple[str, str]]) -> Answer:
    named = [(row[column].lower(), row["id"]) for row in kb.tables[table] for column in ("id", "name")]
    named += [(alias.lower(), identity) for alias, identity in others]
    named += [("", row["id"]) for row in kb.tables[table] if row["parent_id"] is None]
    own: dict[tuple[str, str], int] = {}
    for name, top in named:
        for reached in kb.below(table, [top]):
            own[name, reached] = max(own.get((name, reached), 0), int(reached == top))
    return [(*key, value) for key, value in own.items()]


def bibliography(kb: Knowledge) -> Answer:
    rows = []
    for row in kb.tables["publications"]:
        written = sorted((a for a in authorships(kb, row)), key=lambda a: int(a["ordinal"]))
        printed = in_words([a["name_printed"] for a in written], row["et_al"])
        right = in_words([a["name_corrected"] or a["name_printed"] for a in written], row["et_al"])
        venue = row["venue_corrected"] and kb.one("venues", row["venue_corrected"])["name"]
        slips = right if any(a["name_corrected"] for a in written) else None
        rows.append((row["id"], row["number"], printed, slips, venue, len(kb.cited(row["id"]))))
    return rows


def authorships(kb: Knowledge, publication: Row) -> list[Row]:
    return [row for row in kb.tables["authorships"] if row["publication_id"] == publication["id"]]


def in_words(names: list[str], et_al: int) -> str | None:
    """Names as a reference prints them: with "and" before the last, or "et al." after it."""
    if et_al or len(names) < 2:
        return ", ".join([*names, *["et al."] * et_al]) if names else None
    return f"{', '.join(names[:-1])}{',' * (len(names) > 2)} and {names[-1]}"


def reference_details(kb: Knowledge) -> Answer:
    rows = []
    for row in kb.tables["publications"]:
        written = sorted(authorships(kb, row), key=lambda a: int(a["ordinal"]))
        people = [kb.one("authors", a["author_id"]) for a in written]
        listed = [
            {"literal": person["name"]}
            if person["is_group"] or not person["family"]
            else {"family": person["family"], "given": person["given"]}
            for person in people
        ]
        mended = ["title"] * (row["title_corrected"] is not None)
        mended += ["authors"] * any(a["name_corrected"] for a in written)
        others = {
            "venue": "venue_corrected",
            "year": "year_corrected",
            "DOI": "doi_corrected",
            "address": "url_corrected",
        }
        mended += [field for field, column in others.items() if row[column] is not None]
        authors = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
        rows.append((row["id"], authors, ", ".join(mended) or None, ", ".join(_explained(kb, row, written)) or None))
    return rows


def _explained(kb: Knowledge, publication: Row, written: list[Row]) -> list[str]:
    """The errata of a kind that print a part of what is corrected, in their order."""
    mended = [("title", publication["title"])] * (publication["title_corrected"] is not None)
    mended += [("name", a["name_printed"]) for a in written if a["name_corrected"]]
    mended += [("venue", publication["venue_printed"])] * (publication["venue_corrected"] is not None)
    mended += [("year", str(publication["year"]))] * (publication["year_corrected"] is not None)
    addresses = [publication[f"{field}_corrected"] for field in ("doi", "url")]
    mended += [("url", publication["url"])] * any(addresses)
    places = [
        row for row in kb.tables["errata_places"] if row["publication_id"] == publication["id"] and row["printed"]
    ]
    touched = [(kb.one("errata", row["erratum_id"]), row["printed"]) for row in places]
    found = {
        (row["ordinal"], row["id"])
        for row, printed in touched
        for kind, text in mended
        if text and row["kind_id"] == kind and printed in text
    }
    return [identity for _, identity in sorted(found)]


def citation_contexts(kb: Knowledge) -> Answer:
    rows = []
    for row in kb.tables["citations"]:
        passage = kb.one("passages", row["passage_id"])
        said = [each for each in kb.tables["statements"] if each["passage_id"] == passage["id"]]
        first: Row = min(said, key=lambda each: int(each["ordinal"]), default={})
        topic = next((each["name"] for each in kb.tables["topics"] if kb.within(passage, each)), None)
        number = kb.one("publications", row["publication_id"])["number"]
        rows.append((passage["id"], number, row["position"], topic, first.get("statement")))
    return rows


RECORDS: dict[str, tuple[str, Oracle]] = {
    "citations_of_publication": ("number, passage_id, position, statement_id, fact_id", citations_of_publication),
    "descendants_of_model": ("path, step, depth, model_id", descendants_of_model),
    "facts_around": ("fact_id", facts_around),
    "places_of_errata": ("erratum_id, fact_id, model_id, passage_id", places_of_errata),
    "prompt_markers_of_model": ("model_id, marker, passage_id", prompt_markers_of_model),
    "publications_of_techniques": ("technique_id, number", publications_of_techniques),
    "record_of_fact": ("fact_id, change, new_model_id, phrase", record_of_fact),
    "references": ("publication_id, title, year", references),
    "terms": ("vocabulary, term, definition, term_id", terms),
    "things": ("kind, id", things),
}
"""The columns that are computed anew, and how, by the name of the query."""

NAMES: dict[str, tuple[str, Oracle]] = {
    "bibliography": ("publication_id, number, authors, authors_corrected, venue_corrected, citations", bibliography),
    "reference_details": ("publication_id, authors, corrected_fields, errata", reference_details),
    "citation_contexts": ("passage_id, number, position, topic, statement", citation_contexts),
    "institution_names": ("name, institution_id", institution_names),
    "model_names": ("name, model_id, own", model_names),
    "technique_names": ("name, technique_id, own", technique_names),
}
"""The same for derived tables."""
