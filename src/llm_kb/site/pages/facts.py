"""The filtered list of facts, and the page of one fact."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from itertools import groupby

from llm_kb import text, wording
from llm_kb.queries import LISTS
from llm_kb.site import evidence, paging, paths
from llm_kb.site.pages import options
from llm_kb.site.visit import LinkedResult, MissingError, Page, Row, Visit

FILTERS = ("model", "technique", "relation", "section", "institution", "publication", "release", "exactly", "source")
"""The filters of the list; parameters of the named query `facts`."""

LABELS = {"institution": "Developer"}
"""Labels of filters that are not the parameter's name."""

FACTS = 100
"""Page size of the list."""

ET_AL_FROM = 3
"""Number of authors from which a citation names only the first one."""

OptionGroups = list[tuple[str, list[tuple[str, str]]]]
"""Option groups of a select element: a label, which may be empty, with the values and names of the options."""


@dataclass(frozen=True)
class FactFilter:
    """A filter of the list, with its current value and its options."""

    name: str
    label: str
    value: str
    options: OptionGroups | None
    """None if there are too many for a select element."""

    @property
    def selected_name(self) -> str:
        """The name of the selected option, or the value itself if it is not an option; empty for all."""
        known = dict(option for _, options in self.options or () for option in options)
        return known.get(self.value, self.value)

    @property
    def is_unlisted(self) -> bool:
        """Whether the value is not an option, such as another name of a model."""
        return self.value not in {value for _, options in self.options or () for value, _ in [("", ""), *options]}


async def show_all(visit: Visit) -> Page:
    """The filtered facts in reading order, paginated."""
    filters = {name: visit.parameter(name) for name in FILTERS}
    number = await visit.query("number_of_facts", **filters)
    filters, total = {name: number.values[name] for name in FILTERS}, number.rows[0]["facts"]
    pagination = paging.paginate(visit, FACTS, total)
    facts = await visit.query("facts", **filters, **pagination.limit_and_offset)
    fact_filters = await _fact_filters(visit, filters)
    statements = evidence.statements(facts)
    selection = _selection(fact_filters, filters)
    return Page(
        "facts",
        ": ".join(["Facts", *([", ".join(selection)] if selection else [])]),
        f"Which model uses, avoids or does without which technique, and which sentence of {_sources(visit)} says so.",
        {
            "facts": pagination.of(facts),
            "pagination": pagination,
            "selection": selection,
            "fact_filters": fact_filters,
            "publication": filters["publication"],
            "filters": {name: value for name, value in filters.items() if value},
            "by_source": await _by_source(visit, filters, total),
            "statements": len(statements),
            "questions": evidence.by_question(statements),
            "unknown": [] if total else await _unknown(visit, filters),
        },
    )


def _sources(visit: Visit) -> str:
    return "the survey or of a maker's document" if visit.knowledge_base.edition.documents else "the survey"


async def _by_source(visit: Visit, filters: Mapping[str, str], total: int) -> list[tuple[str, int, str]]:
    """Value of the filter, number of facts and name of the survey, the makers and other sources that have any."""
    if filters["source"] or not visit.knowledge_base.edition.documents:
        return []
    parts = []
    for source, name in (("survey", "of the survey"), (options.MAKERS, "of makers' documents")):
        number = await visit.query("number_of_facts", **{**filters, "source": source})
        parts.append((source, int(number.rows[0]["facts"]), name))
    parts.append(("", total - sum(facts for _, facts, _ in parts), "of other sources"))
    return [part for part in parts if part[1]]


def _selection(fact_filters: list[FactFilter], filters: Mapping[str, str]) -> list[str]:
    """The current filters, for the title."""
    selection = [fact_filter.selected_name for fact_filter in fact_filters if fact_filter.value]
    selection += [f"with reference [{filters['publication']}]"] if filters["publication"] else []
    selection += [f"release {filters['release']}"] if filters["release"] else []
    return selection + (["without subtypes"] if filters["technique"] and filters["exactly"] not in ("", "0") else [])


async def _fact_filters(visit: Visit, filters: Mapping[str, str]) -> list[FactFilter]:
    counts = (await visit.query_cached("counts")).rows[0]
    models = await visit.query_cached("model_list") if counts["models"] <= options.MOST else None
    institutions = await visit.query_cached("institution_list") if counts["institutions"] <= options.MOST else None
    of_makers = await options.facts_of_makers(visit, "institution")
    makers = [
        (row["institution_id"], row["institution"])
        for row in institutions or ()
        if row["facts"] or row["institution_id"] in of_makers
    ]
    options_by_filter: dict[str, OptionGroups | None] = {
        "model": None if models is None else _grouped(models, await options.facts_of_makers(visit, "model")),
        "technique": _by_top(
            await visit.query_cached("technique_list"), await options.facts_of_makers(visit, "technique")
        ),
        "relation": [("", list(wording.RELATIONS.items()))],
        "section": _sections(await visit.query_cached("questions")),
        "institution": None if institutions is None else [("", makers)],
        **({"source": await _source_options(visit)} if visit.knowledge_base.edition.documents else {}),
    }
    return [
        FactFilter(name, LABELS.get(name, name.capitalize()), filters[name], option_groups)
        for name, option_groups in options_by_filter.items()
    ]


async def _source_options(visit: Visit) -> OptionGroups | None:
    """Options from the survey, all documents of makers, and each document with facts by its publisher."""
    documents = [document for document in (await visit.documents()).values() if document.row["facts"]]
    if len(documents) > options.MOST:
        return None
    groups = groupby(documents, key=lambda document: document.row["publisher"])
    by_publisher = [
        (publisher, [(document.row["source_id"], f"{document.name}, {document.kind}") for document in group])
        for publisher, group in groups
        if publisher
    ]
    return [("", options.SOURCES), *by_publisher]


async def _unknown(visit: Visit, filters: Mapping[str, str]) -> list[tuple[str, str]]:
    """Kind and value of each filter whose value does not exist."""
    unknown = [
        (kind, filters[kind])
        for kind, query in LISTS.items()
        if filters[kind] and not await visit.query(query, **{kind: filters[kind]})
    ]
    release = filters["release"].lower()
    matches = await visit.query("model_list", model=release) if release else ()
    is_release = any(row["model_id"] == release for row in matches)
    unknown += [("release", filters["release"])] if release and not is_release else []
    unknown += [("source", filters["source"])] if not await _is_source(visit, filters["source"]) else []
    relation, section = filters["relation"].lower(), filters["section"].replace("-", ".")
    unknown += [("relation", filters["relation"])] if relation and relation not in wording.RELATIONS else []
    sections = {row["section"] for row in await visit.query_cached("questions")} if section else set()
    known = {"", *sections, *(name.partition(".")[0] for name in sections)}
    return unknown + ([("section with facts", filters["section"])] if section not in known else [])


async def _is_source(visit: Visit, name: str) -> bool:
    documents = await visit.documents()
    kinds = {document.row["kind"] for document in documents.values()}
    return name.lower() in {"", options.MAKERS, "survey", *documents, *kinds}


def _grouped(models: LinkedResult, of_makers: Container[str]) -> OptionGroups:
    """Options from those models that have facts, grouped by institution, by which the rows are ordered."""
    with_facts = [row for row in models if row["facts"] or row["model_id"] in of_makers]
    return [
        (str(key), [(row["model_id"], row["model"]) for row in members])
        for key, members in groupby(with_facts, key=lambda row: row["institution"])
    ]


def _by_top(techniques: LinkedResult, of_makers: Container[str]) -> OptionGroups:
    """Options from the techniques that have facts, grouped by top-level group."""
    with_facts = [
        (row["technique_path"].partition(text.PATH_SEPARATOR)[0], row)
        for row in techniques
        if row["facts"] or row["technique_id"] in of_makers
    ]
    return [
        (group, [(row["technique_id"], row["technique"]) for _, row in members])
        for group, members in groupby(with_facts, key=lambda pair: pair[0])
    ]


def _sections(questions: LinkedResult) -> OptionGroups:
    """Options from the sections, grouped by dimension; the first of each is the whole dimension."""
    groups = groupby(questions, key=lambda row: (row["section"].partition(".")[0], row["dimension"]))
    return [
        (f"{top} {dimension}", [(top, f"{top} (all)"), *((row["section"], _section_title(row)) for row in rows)])
        for (top, dimension), rows in groups
    ]


def _section_title(row: Row) -> str:
    return f"{row['section']} {row['question']}"


async def show(visit: Visit) -> Page:
    """The page of one fact; a retracted one is shown with the reason."""
    identifier = visit.path_parameters["fact"]
    records = await visit.query("record_of_fact", fact=identifier)
    if records.first is None or records.first["fact_id"] != identifier:
        raise MissingError("fact", identifier)
    record = records.first
    facts = await visit.query("facts", fact=identifier)
    beside = await visit.query("facts_beside_fact", fact=identifier)
    document = (await visit.documents())[record["source_id"]]
    technique = (await visit.short_names()).get(record["technique_id"], record["technique"])
    return Page(
        "fact",
        f"{record['model']} {wording.relation_name(record['relation'])} {technique}",
        f"{text.place(record)}: {record['statement']}",
        {
            "record": record,
            "document": document,
            "verdicts": await visit.query("verdicts_on_facts", fact=identifier, verdict=""),
            "records": records,
            "changes": [row for row in records if row["change"]],
            "fact": facts.first,
            "technique": (await visit.query("technique_list", technique=record["technique_id"])).first,
            "references": await visit.query("references_beside_facts", fact=identifier),
            "figures": await visit.query("figures_reported", fact=identifier),
            "errata": await visit.query("errata_by_kind", fact=identifier),
            "beside": beside,
            "of_statement": [row for row in beside if row["shared"] == "statement"],
            "of_claim": [row for row in beside if row["shared"] == "claim"],
            "neighbors": await visit.query("neighbours_of_fact", fact=identifier),
            "citation": _citation(visit, record, document.row["publisher"]),
        },
    )


def _citation(visit: Visit, record: Row, publisher: str | None) -> str:
    """The citation of a fact: document, place in it, edition and permanent URL."""
    authors = (record["source_authors"] or publisher or "").split("; ")
    named = f"{authors[0]} et al." if len(authors) >= ET_AL_FROM else " and ".join(authors)
    titled = f"“{record['source']}” ({(record['source_date'] or '')[:4] or 'undated'})"
    place = f"section {record['section']}, paragraph {record['paragraph']}, sentence {record['sentence']}"
    place = (record["locator"] or "").replace("`", "") if record["paragraph"] is None else place
    document = ", ".join(part for part in (named, titled, place) if part)
    edition = visit.knowledge_base.edition
    return f"{document}; llm-kb, edition of {edition.date}, {visit.absolute(paths.of('fact', record['fact_id']))}"
