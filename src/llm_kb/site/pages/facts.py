"""Facts: those that fit a choice of model, technique and so on, and everything that is known of one."""

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from llm_kb.site import addresses, evidence
from llm_kb.site.visit import Answer, MissingError, Page, Row, Visit

FILTERS = ("model", "technique", "relation", "section", "institution", "publication", "release", "exactly")
"""What facts can be chosen by; parameters of the named query `facts`."""

STATEMENTS = 100
"""How many statements stand on one page."""

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
    options: Options

    @property
    def chosen(self) -> str:
        """The name of what is chosen, or the value itself where it is none of the options; empty for all."""
        known = dict(option for _, options in self.options for option in options)
        return known.get(self.value, self.value)

    @property
    def unlisted(self) -> bool:
        """Whether the value is chosen but none of the options, such as another name of a model."""
        return self.value not in {value for _, options in self.options for value, _ in [("", ""), *options]}


async def show_all(visit: Visit) -> Page:
    """The facts that fit what is chosen, as statements in reading order, some of them on each page."""
    wanted = {name: visit.given(name) for name in FILTERS}
    facts = await visit.ask("facts", **wanted)
    choices = await _choices(visit, wanted)
    said = evidence.statements(facts)
    pages = max(1, -(-len(said) // STATEMENTS))
    number = {str(page): page for page in range(1, pages + 1)}.get(visit.given("page"), 1)
    start = (number - 1) * STATEMENTS
    chosen = [choice.chosen for choice in choices if choice.value]
    chosen += [f"beside reference [{wanted['publication']}]"] if wanted["publication"] else []
    chosen += [f"release {wanted['release']}"] if wanted["release"] else []
    chosen += ["without anything narrower"] if wanted["technique"] and wanted["exactly"] not in ("", "0") else []
    return Page(
        "facts",
        ": ".join(["Facts", *([", ".join(chosen)] if chosen else [])]),
        "Which model stands in which relation to which technique, and which sentence of the survey says so.",
        {
            "facts": facts,
            "chosen": chosen,
            "choices": choices,
            "publication": wanted["publication"],
            "statements": len(said),
            "shown": (start + 1, min(start + STATEMENTS, len(said))),
            "questions": evidence.by_question(said[start : start + STATEMENTS]),
            "pages": [(page, _address(wanted, page)) for page in range(1, pages + 1)],
            "number": number,
        },
    )


async def _choices(visit: Visit, wanted: dict[str, str]) -> list[Choice]:
    models = await visit.ask("model_list")
    techniques = await visit.ask("technique_list")
    institutions = await visit.ask("institution_list")
    options = {
        "model": _grouped(models, "institution", "model_id", "model"),
        "technique": _by_top(techniques),
        "relation": [("", [(name, name) for name in evidence.SYMBOLS])],
        "section": _sections(await visit.ask("questions")),
        "institution": [("", [(row["institution_id"], row["institution"]) for row in institutions if row["facts"]])],
    }
    return [Choice(name, name.capitalize(), wanted[name], found) for name, found in options.items()]


def _grouped(rows: Answer, group: str, value: str, name: str) -> Options:
    """The things of which there are facts, by a column that the rows are ordered by."""
    told = [row for row in rows if row["facts"]]
    return [
        (str(key), [(row[value], row[name]) for row in members])
        for key, members in groupby(told, key=lambda row: row[group])
    ]


def _by_top(techniques: Answer) -> Options:
    """The techniques of which there are facts, below the top-level group that they belong to."""
    told = [(row["technique_path"].partition(" › ")[0], row) for row in techniques if row["facts"]]
    return [
        (group, [(row["technique_id"], row["technique"]) for _, row in members])
        for group, members in groupby(told, key=lambda pair: pair[0])
    ]


def _sections(questions: Answer) -> Options:
    """The sections under their dimensions; the first of each is the whole dimension."""
    groups = groupby(questions, key=lambda row: (row["section"].partition(".")[0], row["dimension"]))
    return [
        (f"{top} {dimension}", [(top, f"{top} (all)"), *((row["section"], _titled(row)) for row in rows)])
        for (top, dimension), rows in groups
    ]


def _titled(row: Row) -> str:
    return f"{row['section']} {row['question']}"


def _address(wanted: dict[str, str], page: int) -> str:
    given = {name: value for name, value in wanted.items() if value} | ({"page": str(page)} if page > 1 else {})
    return f"/facts{'?' if given else ''}{urlencode(given)}"


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
        f"{evidence.place(record)}: {record['statement']}",
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
