"""Facts: those that fit a choice of model, technique and so on, and everything that is known of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from llm_kb import text
from llm_kb.queries import LISTS
from llm_kb.site import addresses, evidence, paging
from llm_kb.site.pages import options
from llm_kb.site.visit import MissingError, Page, QueryAnswer, Row, Visit

FILTERS = ("model", "technique", "relation", "section", "institution", "publication", "release", "exactly")
"""What facts can be chosen by; parameters of the named query `facts`."""

FACTS = 100
"""How many facts stand on one page."""

SEVERAL = 3
"""The number of authors from which on only the first is named in a citation."""

Options = list[tuple[str, list[tuple[str, str]]]]
"""Groups of options, each with its name, which may be empty, and the values and names in it."""


@dataclass(frozen=True)
class Choice:
    """One thing that facts can be chosen by, with everything that can be chosen."""

    name: str
    label: str
    value: str
    options: Options | None
    """None where there is too much to choose from."""

    @property
    def chosen(self) -> str:
        """The name of what is chosen, or the value itself where it is none of the options; empty for all."""
        known = dict(option for _, options in self.options or () for option in options)
        return known.get(self.value, self.value)

    @property
    def unlisted(self) -> bool:
        """Whether the value is chosen but none of the options, such as another name of a model."""
        return self.value not in {value for _, options in self.options or () for value, _ in [("", ""), *options]}


async def show_all(visit: Visit) -> Page:
    """The facts that fit what is chosen, in reading order, some of them on each page."""
    wanted = {name: visit.given(name) for name in FILTERS}
    total = (await visit.ask("number_of_facts", **wanted)).rows[0]["facts"]
    part = paging.part(visit, FACTS, total)
    facts = await visit.ask("facts", **wanted, **part.window)
    choices = await _choices(visit, wanted)
    said = evidence.statements(facts)
    chosen = _chosen(choices, wanted)
    return Page(
        "facts",
        ": ".join(["Facts", *([", ".join(chosen)] if chosen else [])]),
        "Which model stands in which relation to which technique, and which sentence of the survey says so.",
        {
            "facts": part.of(facts),
            "part": part,
            "chosen": chosen,
            "choices": choices,
            "publication": wanted["publication"],
            "statements": len(said),
            "questions": evidence.by_question(said),
            "unknown": [] if total else await _unknown(visit, wanted),
        },
    )


def _chosen(choices: list[Choice], wanted: Mapping[str, str]) -> list[str]:
    """What is chosen, in words."""
    chosen = [choice.chosen for choice in choices if choice.value]
    chosen += [f"beside reference [{wanted['publication']}]"] if wanted["publication"] else []
    chosen += [f"release {wanted['release']}"] if wanted["release"] else []
    return chosen + (
        ["without anything narrower"] if wanted["technique"] and wanted["exactly"] not in ("", "0") else []
    )


async def _choices(visit: Visit, wanted: Mapping[str, str]) -> list[Choice]:
    counts = (await visit.ask_once("counts")).rows[0]
    models = await visit.ask_once("model_list") if counts["models"] <= options.MOST else None
    institutions = await visit.ask_once("institution_list") if counts["institutions"] <= options.MOST else None
    makers = [(row["institution_id"], row["institution"]) for row in institutions or () if row["facts"]]
    offered: dict[str, Options | None] = {
        "model": None if models is None else _grouped(models, "institution", "model_id", "model"),
        "technique": _by_top(await visit.ask_once("technique_list")),
        "relation": [("", [(name, name) for name in evidence.SYMBOLS])],
        "section": _sections(await visit.ask_once("questions")),
        "institution": None if institutions is None else [("", makers)],
    }
    return [Choice(name, name.capitalize(), wanted[name], found) for name, found in offered.items()]


async def _unknown(visit: Visit, wanted: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is asked for and is not known at all, each with the kind of thing that it would be."""
    found = [
        (kind, wanted[kind])
        for kind, query in LISTS.items()
        if wanted[kind] and not await visit.ask(query, **{kind: wanted[kind]})
    ]
    release = wanted["release"].lower()
    named = await visit.ask("model_list", model=release) if release else ()
    is_release = any(row["model_id"] == release for row in named)
    found += [("release", wanted["release"])] if release and not is_release else []
    relation, section = wanted["relation"].lower(), wanted["section"].replace("-", ".")
    found += [("relation", wanted["relation"])] if relation and relation not in evidence.SYMBOLS else []
    sections = {row["section"] for row in await visit.ask_once("questions")} if section else set()
    known = {"", *sections, *(name.partition(".")[0] for name in sections)}
    return found + ([("section with facts", wanted["section"])] if section not in known else [])


def _grouped(rows: QueryAnswer, group: str, value: str, name: str) -> Options:
    """The things of which there are facts, by a column that the rows are ordered by."""
    told = [row for row in rows if row["facts"]]
    return [
        (str(key), [(row[value], row[name]) for row in members])
        for key, members in groupby(told, key=lambda row: row[group])
    ]


def _by_top(techniques: QueryAnswer) -> Options:
    """The techniques of which there are facts, below the top-level group that they belong to."""
    told = [(row["technique_path"].partition(" › ")[0], row) for row in techniques if row["facts"]]
    return [
        (group, [(row["technique_id"], row["technique"]) for _, row in members])
        for group, members in groupby(told, key=lambda pair: pair[0])
    ]


def _sections(questions: QueryAnswer) -> Options:
    """The sections under their dimensions; the first of each is the whole dimension."""
    groups = groupby(questions, key=lambda row: (row["section"].partition(".")[0], row["dimension"]))
    return [
        (f"{top} {dimension}", [(top, f"{top} (all)"), *((row["section"], _titled(row)) for row in rows)])
        for (top, dimension), rows in groups
    ]


def _titled(row: Row) -> str:
    return f"{row['section']} {row['question']}"


async def show(visit: Visit) -> Page:
    """One fact; one that a later edition took back is shown with the reason."""
    identifier = visit.named["fact"]
    records = await visit.ask("record_of_fact", fact=identifier)
    if records.first is None or records.first["fact_id"] != identifier:
        raise MissingError("fact", identifier)
    record = records.first
    facts = await visit.ask("facts", fact=identifier)
    beside = await visit.ask("facts_beside_fact", fact=identifier)
    return Page(
        "fact",
        f"{record['model']} {record['relation']} {record['technique']}",
        f"{text.place(record)}: {record['statement']}",
        {
            "record": record,
            "records": records,
            "changes": [row for row in records if row["change"]],
            "fact": facts.first,
            "technique": (await visit.ask("technique_list", technique=record["technique_id"])).first,
            "references": await visit.ask("references_beside_facts", fact=identifier),
            "figures": await visit.ask("figures_reported", fact=identifier),
            "errata": await visit.ask("errata_by_kind", fact=identifier),
            "beside": beside,
            "of_statement": [row for row in beside if row["shared"] == "statement"],
            "of_claim": [row for row in beside if row["shared"] == "claim"],
            "neighbours": await visit.ask("neighbours_of_fact", fact=identifier),
            "citation": _citation(visit, record),
        },
    )


def _citation(visit: Visit, record: Row) -> str:
    """The fact as it is cited: the survey, the sentence, the edition and the permanent address."""
    authors = (record["source_authors"] or "").split("; ")
    named = f"{authors[0]} et al." if len(authors) >= SEVERAL else " and ".join(authors)
    titled = f"“{record['source']}” ({(record['source_date'] or '')[:4] or 'undated'})"
    place = f"section {record['section']}, paragraph {record['paragraph']}, sentence {record['sentence']}"
    survey = ", ".join(part for part in (named, titled, place) if part)
    edition = visit.knowledge_base.edition
    return f"{survey}; llm-kb, edition of {edition.date}, {visit.absolute(addresses.of('fact', record['fact_id']))}"
