"""Names, the search over everything and what a name with slips may mean, recomputed."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from .oracle import Answer, Knowledge, Row
from .oracle_details import corrected_publications
from .oracle_documents import asked_by, cells
from .oracle_text import models_at

KINDS = (
    *("technique", "attribute", "finding", "institution", "marker", "query", "question", "source", "term", "topic"),
    *("model", "erratum", "publication", "specification", "fact"),
)
"""In the order in which a search with too many matches is cut off."""
WEIGHTS = "0, 0, 10, 5, 1"
"""Of a match in the title, in another name and in the body, after two columns that are not searched."""
OF_EACH, OF_ONE, SHOWN_OF_ALL = 25, 500, 100
BEGINNING = 160
FACTORS = {"technique": 1.3, "question": 1.3, "publication": 0.7, "specification": 0.7, "fact": 0.7}
"""By which the score of a kind is multiplied."""
QUESTION_WORDS = ("says", "uses", "way")
"""Words of the tests that are left out where there are others."""
ENOUGH, LEAST = 3, 0.4
"""Number of entries with all words from which no others count, and otherwise the minimum share of the best score."""
DETAILS = {"specification", "fact"}
"""The kinds that do not count for the others when entries with all words are counted."""


def spelling(name: str) -> str:
    """A name as it is compared: without accents, in lower case, a dot between numbers and nothing between words."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    parts = re.split(r"[\s._-]+", "".join(sign for sign in decomposed if not unicodedata.combining(sign)))
    joined = parts[0]
    for part in parts[1:]:
        joined += ("." if joined[-1:].isdecimal() and part[:1].isdecimal() else "") + part
    return joined


def _sizeless(name: str) -> str:
    """The name of a model without the size at its end."""
    return re.sub(r"[ -]\d+(x\d+)?(\.\d+)?[BM](-A\d+B)?$", "", name, flags=re.IGNORECASE)


def _known(kb: Knowledge) -> list[tuple[str, str, int, str]]:
    """Kind, identifier, form (1 the name, 2 another, 3 the identifier) and text of everything that names a thing."""
    found: list[tuple[str, str, int, str]] = []
    for kind, table in (("model", "models"), ("technique", "techniques"), ("institution", "institutions")):
        for row in kb.tables[table]:
            found += [(kind, row["id"], 1, row["name"]), (kind, row["id"], 3, row["id"])]
            found += [(kind, row["id"], 2, row["abbreviation"])] if row.get("abbreviation") else []
        for row in kb.tables.get(f"{kind}_aliases", ()):
            found += [(kind, row[f"{kind}_id"], 2, row["alias"])] if row.get("kind_id") != "elliptic" else []
    for row in kb.tables["research_questions"]:
        section = kb.one("sections", row["section_id"])["name"]
        found += [("question", row["id"], 1, row["question"]), ("question", row["id"], 2, section)]
    for row in kb.tables["publications"]:
        right = row["title_corrected"] or row["title"]
        found += [
            ("publication", row["id"], form, text) for form, text in ((1, right), (2, row["title"]), (3, row["id"]))
        ]
    found += [("attribute", row["id"], 1, row["name"]) for row in kb.tables["attributes"]]
    found += [("attribute", row["id"], 3, row["id"]) for row in kb.tables["attributes"]]
    found += [("attribute", row["id"], 4, word) for row in kb.tables["attributes"] for word in asked_by(row["id"])]
    for row in kb.tables["documents"]:
        source = kb.one("sources", row["source_id"])
        found += [("source", source["id"], 1, source["title"]), ("source", source["id"], 3, source["id"])]
    return found


def names(kb: Knowledge) -> dict[tuple[str, str, str], str]:
    """The best form of every name by kind, identifier and spelling."""
    best: dict[tuple[str, str, str], str] = {}
    for kind, identity, _, text in sorted(_known(kb), key=lambda row: (row[2], row[3])):
        best.setdefault((kind, identity, spelling(text)), text)
    taken = {known for _, _, known in best}
    for kind, identity, _, text in sorted(_known(kb), key=lambda row: (row[2], row[3])):
        if kind == "model" and spelling(_sizeless(text)) not in taken:
            best.setdefault((kind, identity, spelling(_sizeless(text))), text)
    return best


def named_in(kb: Knowledge, text: str) -> set[tuple[str, str]]:
    """What a text names: of names within names that of the longest."""
    return {key for key, _ in _spans(kb, text)}


def cells_in(kb: Knowledge, text: str) -> set[tuple[str, str]]:
    """The specifications that a text names by a model and, anywhere in it, an attribute; that alone where none is."""
    runs = _runs(text)
    attributes = {identity for kind, identity, key in names(kb) if kind == "attribute" and key in runs}
    models = {identity for kind, identity in named_in(kb, text) if kind == "model"}
    known = documents(kb).keys()
    cells = {("specification", f"{model}/{attribute}"): attribute for model in models for attribute in attributes}
    return {cell if cell in known else ("attribute", attribute) for cell, attribute in cells.items()}


def _runs(text: str) -> set[str]:
    """Any number of successive words of a text, as they are compared."""
    words, numbers = text.split(), range(len(text.split()) + 1)
    return {spelling(" ".join(words[first:last])) for last in numbers for first in numbers[:last]}


def terms(kb: Knowledge, text: str, holds: Callable[[str], bool]) -> list[str]:
    """The expressions that a text is searched by: names, and the other words as they are or as prefixes."""
    spans, titles = _spans(kb, text), {key: document[0] for key, document in documents(kb).items()}
    covered = {place for _, places in spans for place in places}
    words = [word for place, word in enumerate(text.split()) if place not in covered and word not in QUESTION_WORDS]
    words = words or ([] if spans else text.split())
    return [
        *(_name(titles[key], key[0], text.split()[places.start : places.stop]) for key, places in spans),
        *(f'"{word}"' if holds(f'"{word}"') else f'"{word}"*' for word in words),
    ]


def topics_in(topics: list[tuple[str, str, str]], text: str) -> set[str]:
    """The topics of which the title or one of the other names stands in a text, by identifier, title and names."""
    runs = _runs(text)
    return {
        identity
        for identity, title, others in topics
        if runs & {spelling(name) for name in (title, *others.split(" · "))}
    }


def _name(title: str, kind: str, typed: list[str]) -> str:
    """The expression of a name: that of the entity, of a model including names that it prefixes, or as it is typed."""
    return f'"{title}"{" *" if kind == "model" else ""} OR "{" ".join(typed)}"'


def _spans(kb: Knowledge, text: str) -> list[tuple[tuple[str, str], range]]:
    words, known, spans = text.split(), names(kb), []
    for first in range(len(words)):
        for last in range(first, len(words)):
            is_whole, key = (first, last) == (0, len(words) - 1), spelling(" ".join(words[first : last + 1]))
            for kind, identity, name in known:
                if name == key and (is_whole or kind in ("model", "technique", "institution")):
                    spans.append(((kind, identity), range(first, last + 1)))
    return [span for span in spans if not any(set(span[1]) < set(other) for _, other in spans)]


def names_like(kb: Knowledge, like: str, kind: str) -> Answer:
    """Names that begin like it, or that are about as long and begin with one of its first two letters."""
    typed = spelling(like[:120])
    slack = 1 if len(typed) < 8 else len(typed) // 4
    rows = []
    for (of_kind, identity, known), name in sorted(names(kb).items()):
        near = known[:1] in (typed[:1], typed[1:2]) and abs(len(known) - len(typed)) <= slack
        if kind.lower() in ("", of_kind) and (not like or known.startswith(typed) or near):
            rows.append((of_kind, identity, name))
    return rows


def documents(kb: Knowledge) -> dict[tuple[str, str], tuple[str, list[str], list[str]]]:
    """Title, other names and parts of the body of everything that is searched, by kind and identifier."""
    found: dict[tuple[str, str], tuple[str, list[str], list[str]]] = {}
    for row in kb.tables["models"]:
        maker, kind = kb.one("institutions", row["institution_id"]), kb.one("model_kinds", row["kind_id"])
        year = kb.year(row["publication_id"])
        body = [maker["name"], kind["name"], *([str(year)] if year else [])]
        found["model", row["id"]] = (row["name"], _aliases(kb, "model", row), body)
    for row in kb.tables["techniques"]:
        found["technique", row["id"]] = (row["name"], _aliases(kb, "technique", row), [row["definition"]])
    for row in kb.tables["institutions"]:
        made = [model["name"] for model in kb.tables["models"] if model["institution_id"] == row["id"]]
        found["institution", row["id"]] = (row["name"], [], made)
    for row in kb.tables["research_questions"]:
        section, dimension = kb.one("sections", row["section_id"]), kb.one("dimensions", row["dimension_id"])
        found["question", row["id"]] = (f"{section['name']} {row['question']}", [], [dimension["name"]])
    for row in kb.tables["findings"]:
        found["finding", row["id"]] = (_title(kb, row), [], [row["statement"]])
    _publications(kb, found)
    _facts(kb, found)
    _errata(kb, found)
    _markers(kb, found)
    _terms(kb, found)
    _sources(kb, found)
    _specifications(kb, found)
    return {key: (title, sorted(others), sorted(body)) for key, (title, others, body) in found.items()}


def _facts(kb: Knowledge, found: dict[tuple[str, str], Any]) -> None:
    printed = {row["id"]: row["printed"] for row in kb.tables["measurements"]}
    for fact in kb.facts:
        title = f"{fact.model['name']} {fact.relation} {fact.technique['name']}"
        others = [name for name in _aliases(kb, "model", fact.model) if name != fact.model["name"]]
        others += _aliases(kb, "technique", fact.technique)
        figures = [
            printed[row["measurement_id"]] for row in kb.tables["measurement_evidence"] if row["evidence_id"] == fact.id
        ]
        found["fact", fact.id] = (title, others, [fact.statement["statement"], fact.phrase, *figures])


def _errata(kb: Knowledge, found: dict[tuple[str, str], Any]) -> None:
    for row in kb.tables["errata"]:
        places = [place for place in kb.tables["errata_places"] if place["erratum_id"] == row["id"]]
        models = sorted({model for place in places for model in models_at(kb, place)})
        words = ["errata", "error", "mistake", "wrong", kb.one("erratum_kinds", row["kind_id"])["name"]]
        body = [part for part in (row["correction"], row["reason"]) if part]
        found["erratum", row["id"]] = (row["title"], [*words, *(kb.one("models", m)["name"] for m in models)], body)


def _markers(kb: Knowledge, found: dict[tuple[str, str], Any]) -> None:
    for model in {row["model_id"] for row in kb.tables["prompt_markers"]}:
        rows = [row for row in kb.tables["prompt_markers"] if row["model_id"] == model]
        roles = {kb.one("marker_roles", row["role_id"])["name"] for row in rows}
        body = ["prompt format", "chat template", "special tokens", ",".join(sorted(roles))]
        title = f"Prompt markers of {kb.one('models', model)['name']}"
        found["marker", model] = (title, [row["marker"] for row in rows], body)


TERMS = {
    "relation": ("relations", "relation"),
    "basis": ("bases", "basis of a fact"),
    "stage": ("stages", "stage"),
    "role of a model": ("roles", "role of a model"),
    "kind of model": ("model_kinds", "kind of model"),
    "kind of erratum": ("erratum_kinds", "kind of erratum"),
    "status of an erratum": ("erratum_statuses", "status of an erratum"),
    "status of a specification": ("specification_statuses", "status of a specification"),
    "verdict": ("verdict_kinds", "verdict"),
    "kind of source": ("source_kinds", "kind of source"),
}


def _terms(kb: Knowledge, found: dict[tuple[str, str], Any]) -> None:
    for vocabulary, (table, name) in TERMS.items():
        for row in kb.tables[table]:
            title = f"{row['name']} ({name})"
            found["term", f"{vocabulary}/{row['id']}"] = (title, [row["id"]], [row["definition"]])


def _sources(kb: Knowledge, found: dict[tuple[str, str], Any]) -> None:
    """Attributes and documents."""
    for row in kb.tables["attributes"]:
        others = [row["id"].replace("_", " "), "specification", *asked_by(row["id"])]
        found["attribute", row["id"]] = (row["name"], others, [row["definition"]])
    for row in kb.tables["documents"]:
        source, publisher = kb.one("sources", row["source_id"]), kb.get("institutions", row["publisher_id"])
        others = [source["id"].replace("-", " "), "document", kb.one("source_kinds", row["kind_id"])["name"]]
        speaks = [each["model_id"] for each in kb.tables["document_models"] if each["source_id"] == source["id"]]
        names_of_models = ", ".join(sorted(kb.one("models", model)["name"] for model in speaks))
        body = [names_of_models] if names_of_models else []
        body += [source["date"][:4]] if source["date"] else []
        others += [publisher["name"]] if publisher else []
        found["source", source["id"]] = (source["title"], others, body)


def _specifications(kb: Knowledge, found: dict[tuple[str, str], Any]) -> None:
    """The preferred value of each attribute of a model but examples, and all of them together."""
    sheets: dict[str, list[str]] = {}
    for row in cells(kb):
        if not row["preferred"] or row["value"] is None:
            continue
        model, attribute = kb.one("models", row["model_id"]), kb.one("attributes", row["attribute_id"])
        if attribute["kind_id"] == "example":
            continue
        others = [name for name in _aliases(kb, "model", model) if name != model["name"]]
        statement = kb.one("statements", row["statement_id"])
        said = [statement["statement"], statement["phrase"], *([row["scope"]] if row["scope"] else [])]
        printed = [row["printed"]] if row["printed"] else []
        title = f"{model['name']} {attribute['name']}: {row['value']}"
        found["specification", f"{model['id']}/{attribute['id']}"] = (title, others + printed, said)
        is_flag = attribute["kind_id"] == "flag"
        cell = attribute["name"] if is_flag else " ".join((attribute["name"], row["value"], *printed))
        sheets.setdefault(model["id"], []).extend([cell] if not is_flag or row["number"] else [])
        found["specification", model["id"]] = (f"Specifications of {model['name']}", others, sheets[model["id"]])


def _publications(kb: Knowledge, found: dict[tuple[str, str], Any]) -> None:
    right = {row[0]: row for row in corrected_publications(kb)}
    for row in kb.tables["publications"]:
        _, _, title, _, venue, _, _, year, *_ = right[row["id"]]
        people = [kb.one("authors", each["author_id"])["name"] for each in kb.tables["authorships"] if _by(each, row)]
        body = [*people, *(str(part) for part in (venue, year) if part)]
        found["publication", row["id"]] = (title, [row["title"]] if row["title_corrected"] else [], body)


def _by(authorship: Row, publication: Row) -> bool:
    return bool(authorship["publication_id"] == publication["id"])


def _aliases(kb: Knowledge, kind: str, thing: Row) -> list[str]:
    names = {row["alias"] for row in kb.tables[f"{kind}_aliases"] if row[f"{kind}_id"] == thing["id"]}
    return [*names.union(filter(None, [thing.get("abbreviation")]))]


def _title(kb: Knowledge, finding: Row) -> str:
    """What kind of finding it is, and of what: its question's section, its dimension or the survey."""
    kind = kb.one("finding_kinds", finding["kind_id"])["name"]
    number = f" {finding['ordinal']}" if finding["kind_id"] == "point" else ""
    question, dimension = kb.get("research_questions", finding["research_question_id"]), finding["dimension_id"]
    section = question and kb.one("sections", question["section_id"])["name"]
    place = section or (dimension and kb.one("dimensions", dimension)["name"]) or "the survey"
    topic = kb.get("topics", finding["topic_id"])
    return f"{kind[:1].upper()}{kind[1:]}{number} of {place}{', ' + topic['name'] if topic else ''}"
