"""Names, the search over everything and what a name with slips may mean, recomputed."""

import re
import unicodedata
from typing import Any

from .oracle import Answer, Knowledge, Row
from .oracle_details import corrected_publications

KINDS = ("finding", "institution", "question", "technique", "model", "publication", "fact")
"""In the order in which a search with too many matches is cut off."""
WEIGHTS = "0, 0, 10, 5, 1"
"""Of a match in the title, in another name and in the body, after two columns that are not searched."""
OF_EACH, OF_ONE, SHOWN_OF_ALL = 25, 500, 100
BEGINNING = 160


def spelling(name: str) -> str:
    """A name as it is compared: without accents, in lower case, a dot between numbers and nothing between words."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    parts = re.split(r"[\s._-]+", "".join(sign for sign in decomposed if not unicodedata.combining(sign)))
    joined = parts[0]
    for part in parts[1:]:
        joined += ("." if joined[-1:].isdecimal() and part[:1].isdecimal() else "") + part
    return joined


def _known(kb: Knowledge) -> list[tuple[str, str, int, str]]:
    """Kind, identifier, form (1 the name, 2 another, 3 the identifier) and text of everything that names a thing."""
    found: list[tuple[str, str, int, str]] = []
    for kind, table in (("model", "models"), ("technique", "techniques"), ("institution", "institutions")):
        for row in kb.tables[table]:
            found += [(kind, row["id"], 1, row["name"]), (kind, row["id"], 3, row["id"])]
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
    return found


def names(kb: Knowledge) -> dict[tuple[str, str, str], str]:
    """The best form of every name by kind, identifier and spelling."""
    best: dict[tuple[str, str, str], str] = {}
    for kind, identity, _, text in sorted(_known(kb), key=lambda row: (row[2], row[3])):
        best.setdefault((kind, identity, spelling(text)), text)
    return best


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
    for fact in kb.facts:
        title = f"{fact.model['name']} {fact.relation} {fact.technique['name']}"
        found["fact", fact.id] = (title, [], [fact.statement["statement"], fact.statement["phrase"]])
    return {key: (title, sorted(others), sorted(body)) for key, (title, others, body) in found.items()}


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
    return [row["alias"] for row in kb.tables[f"{kind}_aliases"] if row[f"{kind}_id"] == thing["id"]]


def _title(kb: Knowledge, finding: Row) -> str:
    """What kind of finding it is, and of what: its question's section, its dimension or the survey."""
    kind = kb.one("finding_kinds", finding["kind_id"])["name"]
    number = f" {finding['ordinal']}" if finding["kind_id"] == "point" else ""
    question, dimension = kb.get("research_questions", finding["research_question_id"]), finding["dimension_id"]
    section = question and kb.one("sections", question["section_id"])["name"]
    place = section or (dimension and kb.one("dimensions", dimension)["name"]) or "the survey"
    topic = kb.get("topics", finding["topic_id"])
    return f"{kind[:1].upper()}{kind[1:]}{number} of {place}{', ' + topic['name'] if topic else ''}"
