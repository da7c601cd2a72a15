"""What became of techniques, values and numbers after the survey, recomputed in plain Python."""

from collections import Counter
from functools import lru_cache
from typing import Any

from .oracle import ADOPTING, Answer, Fact, Knowledge, Oracle, Row
from .oracle_cache import kv_cache_per_token
from .oracle_disclosure import chosen, percent
from .oracle_documents import cells, is_of_maker, question_of, sheets
from .oracle_rows import window

LARGE = 10


def documented_facts(kb: Knowledge) -> list[Fact]:
    """The facts from documents that the developer of their model has published."""
    publishers = {row["source_id"]: row["publisher_id"] for row in kb.tables["documents"]}
    return [fact for fact in kb.facts if publishers.get(fact.passage["source_id"]) == fact.maker["id"]]


@lru_cache(maxsize=2)
def dates(kb: Knowledge) -> dict[str, str]:
    """The date of a release itself, else the earliest of its variants, unless it is a family, by its id."""
    found: dict[str, str] = {}
    for identity, sheet in sheets(kb).items():
        release, date = kb.release(kb.one("models", identity))["id"], sheet.get("release_date")
        if date and kb.one("models", release)["kind_id"] != "family":
            found[release] = min(date, found.get(release, date))
    own = {
        model: date
        for model, sheet in sheets(kb).items()
        if (date := sheet.get("release_date")) and kb.release(kb.one("models", model))["id"] == model
    }
    return found | own


def date_of_model(kb: Knowledge, model: str) -> str | None:
    """The release date of a model, else that of its release."""
    date: str | None = sheets(kb)[model].get("release_date")
    return date or dates(kb).get(kb.release(kb.one("models", model))["id"])


@lru_cache(maxsize=2)
def releases(kb: Knowledge) -> dict[str, Row]:
    """The releases with specifications or facts from documents, with date, year, period and number of facts."""
    survey = max(kb.one("sources", source)["date"] for source, kind in kb.kinds.items() if kind == "survey")
    facts = Counter(fact.release["id"] for fact in documented_facts(kb))
    specified = {kb.release(kb.one("models", identity))["id"] for identity in sheets(kb)}
    found = {}
    for release in specified | set(facts):
        model, date = kb.one("models", release), dates(kb).get(release)
        since = "since the survey" if date and date > survey else "other"
        found[release] = {
            "name": model["name"],
            "date": date,
            "year": int(date[:4]) if date else None,
            "period": "surveyed" if model["surveyed"] else since,
            "facts": facts[release],
        }
    return found


def release_dates(kb: Knowledge) -> Answer:
    return [
        (release, *(row[name] for name in ("date", "year", "period", "facts"))) for release, row in releases(kb).items()
    ]


@lru_cache(maxsize=2)
def adopters(kb: Knowledge) -> dict[str, Counter[str]]:
    """How many facts tell that a release uses or introduces a technique or a subtype, by technique and release."""
    found: dict[str, Counter[str]] = {}
    for fact in documented_facts(kb):
        if fact.relation in ADOPTING:
            for technique in kb.line("techniques", fact.technique["id"]):
                found.setdefault(technique, Counter())[fact.release["id"]] += 1
    return found


def documented_techniques(kb: Knowledge) -> Answer:
    return [
        (technique, release, releases(kb)[release]["period"], releases(kb)[release]["year"], facts)
        for technique, of_releases in adopters(kb).items()
        for release, facts in of_releases.items()
    ]


def _numbers(kb: Knowledge, technique: str) -> tuple[int, int, int, int, int, int]:
    """Of the surveyed releases and of those since: how many adopt a technique, of how many, and the share."""
    told = [row["period"] for row in releases(kb).values() if row["facts"]]
    adopting = [releases(kb)[release]["period"] for release in adopters(kb).get(technique, ())]
    numbers: list[int] = []
    for period in ("surveyed", "since the survey"):
        numbers += [adopting.count(period), told.count(period)]
        numbers.append(percent(*numbers[-2:]))
    return tuple(numbers)  # type: ignore[return-value]


def _change(numbers: tuple[int, ...]) -> float:
    """The change of a share in percentage points."""
    return 100 * numbers[3] / numbers[4] - 100 * numbers[0] / numbers[1]


def _outcome(numbers: tuple[int, ...]) -> str:
    if not numbers[0] + numbers[3]:
        return "not told"
    change = _change(numbers)
    return "told more often" if change >= LARGE else "told less often" if change <= -LARGE else "about as before"


def _rounded(change: float) -> int:
    """To a whole number, halves away from zero."""
    return int(abs(change) + 0.5) * (1 if change > 0 else -1)


def _names_since(kb: Knowledge, technique: str) -> str | None:
    since = [releases(kb)[each] for each in adopters(kb).get(technique, ())]
    return ", ".join(sorted(row["name"] for row in since if row["period"] == "since the survey")) or None


def technique_periods(kb: Knowledge) -> Answer:
    rows = []
    for technique in kb.by_id["techniques"]:
        numbers = _numbers(kb, technique)
        rest = (_rounded(_change(numbers)), _outcome(numbers), _names_since(kb, technique))
        rows.append((technique, *numbers, *rest))
    return rows


def adoption_since_survey(kb: Knowledge, question: str, least: str, limit: str) -> Answer:
    rows = []
    for technique in kb.tables["techniques"]:
        of_question = question_of(kb, technique["id"])
        names = {of_question["id"], kb.one("sections", of_question["section_id"])["name"]} if of_question else set()
        numbers = _numbers(kb, technique["id"]) if technique["id"] in adopters(kb) else None
        if not numbers or not technique["parent_id"] or (question and question not in names):
            continue
        total = numbers[0] + numbers[3]
        if total and total >= int(least or 0):
            order = (-numbers[3], -numbers[0], technique["ordinal"])
            rows.append(
                (order, (technique["id"], *numbers, _rounded(_change(numbers)), _names_since(kb, technique["id"])))
            )
    return window([row for _, row in sorted(rows)], limit)


def positions_since_survey(kb: Knowledge, question: str) -> Answer:
    rows = []
    for finding in kb.tables["findings"]:
        if finding["kind_id"] != "position":
            continue
        asked = kb.get("research_questions", finding["research_question_id"])
        section = kb.one("sections", asked["section_id"])["name"] if asked else None
        if question and question not in (section, asked and asked["id"]):
            continue
        for technique in _techniques_of_finding(kb, finding):
            numbers = _numbers(kb, technique)
            order = (section or "", finding["ordinal"], finding["id"], kb.ordinal("techniques", technique))
            rows.append((order, (finding["id"], technique, *numbers, _outcome(numbers))))
    return [row for _, row in sorted(rows)]


def _techniques_of_finding(kb: Knowledge, finding: Row) -> set[str]:
    """The techniques that statements on the sentences of a finding name, with or without a fact."""
    passages = {row["id"] for row in kb.tables["passages"] if kb.within(row, finding)}
    statements = {row["id"] for row in kb.tables["statements"] if row["passage_id"] in passages}
    named = {row["technique_id"] for row in kb.tables["statement_techniques"] if row["statement_id"] in statements}
    return named | {fact.technique["id"] for fact in kb.facts if fact.statement["id"] in statements}


def values_over_time(kb: Knowledge, attribute: str, institution: str, limit: str) -> Answer:
    found: dict[tuple[str, int], dict[str, set[str]]] = {}
    for row in chosen(kb, attribute=attribute, institution=institution, preferred="1"):
        kind = kb.one("attributes", row["attribute_id"])["kind_id"]
        release = kb.release(kb.one("models", row["model_id"]))["id"]
        date = date_of_model(kb, row["model_id"])
        if row["value"] is not None and is_of_maker(kb, row) and kind in ("term", "text", "flag", "model") and date:
            year = int(date[:4])
            found.setdefault((row["attribute_id"], year), {}).setdefault(row["value"], set()).add(release)
    rows = []
    for (name, year), values in found.items():
        of_year = len(set.union(*values.values()))
        for value, members in values.items():
            names = ", ".join(sorted(releases(kb)[each]["name"] for each in members)[: int(limit) if limit else None])
            order = (kb.ordinal("attributes", name), year, -len(members), value)
            rows.append((order, (name, year, value, len(members), of_year, percent(len(members), of_year), names)))
    return [row for _, row in sorted(rows)]


def numbers_over_time(kb: Knowledge, limit: str, **wanted: str) -> Answer:
    places = {row["id"]: place for place, row in enumerate(cells(kb))}
    rows = []
    for row in chosen(kb, preferred="1", **wanted):
        date = date_of_model(kb, row["model_id"])
        if row["number"] is not None and date:
            order = ([-ord(letter) for letter in date] + [1], places[row["id"]])
            rows.append((order, (date, row["id"], row["number"])))
    return window([row for _, row in sorted(rows)], limit)


def techniques_over_time(kb: Knowledge, least: str) -> Answer:
    years = Counter(row["year"] for row in releases(kb).values() if row["facts"] and row["year"])
    rows = []
    for technique in kb.tables["techniques"]:
        numbers = Counter(releases(kb)[release]["year"] for release in adopters(kb).get(technique["id"], ()))
        del numbers[None]
        if technique["parent_id"] and numbers and max(numbers.values()) >= int(least or 0):
            for year, of_year in years.items():
                shown = (technique["id"], year, numbers[year], of_year, percent(numbers[year], of_year))
                rows.append(((technique["ordinal"], year), shown))
    return [row for _, row in sorted(rows)]


def generations(kb: Knowledge, model: str, attribute: str, institution: str) -> Answer:
    pairs = set()
    for row in cells(kb):
        if row["attribute_id"] == "predecessor" and row["preferred"] and row["value_model_id"]:
            ends = [kb.release(kb.one("models", row[name]))["id"] for name in ("model_id", "value_model_id")]
            pairs |= {tuple(ends)} if ends[0] != ends[1] else set()
    line = _line(kb, model, pairs) if model else None
    makers = {row["id"] for row in kb.institutions(institution)}
    values = _values_of_releases(kb, attribute)
    rows = []
    for new, old in pairs:
        release = kb.one("models", new)
        if (line is not None and new not in line) or release["institution_id"] not in makers:
            continue
        for name in kb.by_id["attributes"]:
            after, before = values.get((new, name)), values.get((old, name))
            if after and before and after != before:
                maker, date = kb.one("institutions", release["institution_id"])["name"], releases(kb)[new]["date"]
                order: tuple[Any, ...] = (maker, date is not None, date or "", new, old, kb.ordinal("attributes", name))
                rows.append((order, (new, old, name, before, after)))
    return [row for _, row in sorted(rows)]


def _line(kb: Knowledge, model: str, pairs: set[Any]) -> set[str]:
    """The releases before those of a model, and everything that succeeds any of them."""
    earlier = {kb.release(kb.one("models", identity))["id"] for identity in kb.models_named(model)}
    while more := {old for new, old in pairs if new in earlier} - earlier:
        earlier |= more
    while more := {new for new, old in pairs if old in earlier} - earlier:
        earlier |= more
    return earlier


def _values_of_releases(kb: Knowledge, attribute: str) -> dict[tuple[str, str], str]:
    """The distinct values of each attribute of a release and its variants, in one text."""
    found: dict[tuple[str, str], set[tuple[float, str]]] = {}
    rows = [row for row in chosen(kb, attribute=attribute, institution="", preferred="1") if row["value"] is not None]
    own = {(row["model_id"], row["attribute_id"]) for row in rows}
    for row in rows:
        kind = kb.one("attributes", row["attribute_id"])["kind_id"]
        release = kb.release(kb.one("models", row["model_id"]))["id"]
        stands = row["model_id"] == release or (release, row["attribute_id"]) not in own
        if stands and kind not in ("identifier", "example", "model", "date"):
            found.setdefault((release, row["attribute_id"]), set()).add((row["number"] or 0, row["value"]))
    return {key: " | ".join(value for _, value in sorted(values)) for key, values in found.items()}


TABLES: dict[str, tuple[str, Oracle]] = {
    "release_dates": ("release_id, release_date, year, period, facts", release_dates),
    "documented_techniques": ("technique_id, release_id, period, year, facts", documented_techniques),
    "technique_periods": (
        "technique_id, surveyed, of_surveyed, percent_surveyed, since, of_since, percent_since, change, outcome,"
        " since_names",
        technique_periods,
    ),
}
QUERIES: dict[str, tuple[str, Oracle]] = {
    "kv_cache_per_token": ("model_id, bytes_per_token, gib_at_context", kv_cache_per_token),
    "adoption_since_survey": (
        "technique_id, surveyed, of_surveyed, percent_surveyed, since, of_since, percent_since, change, since_names",
        adoption_since_survey,
    ),
    "positions_since_survey": (
        "finding_id, technique_id, surveyed, of_surveyed, percent_surveyed, since, of_since, percent_since, outcome",
        positions_since_survey,
    ),
    "values_over_time": (
        "attribute, year, value, releases, releases_of_year, percent, release_names",
        values_over_time,
    ),
    "numbers_over_time": ("release_date, specification_id, number", numbers_over_time),
    "techniques_over_time": ("technique_id, year, releases, releases_of_year, percent", techniques_over_time),
    "generations": ("release_id, predecessor_id, attribute, previous_values, release_values", generations),
}
"""The columns that are computed anew, and how, by the name of the table or query."""
