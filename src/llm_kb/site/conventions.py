"""Conventions of the data for programs and language models, for `/llms.txt` and the MCP endpoint."""

from collections.abc import Iterable

from llm_kb.dictionary import TableEntry
from llm_kb.site.evidence import SYMBOLS

PAGE = "/machines"
"""Path of the documentation page of the MCP endpoint."""

MCP_INSTRUCTIONS = (
    "Call read_me_first, then execute_sql to answer questions: on design choices from the table design_facts, on "
    "parameters, context lengths, licenses and the like from spec_sheet and specifications, on how the survey compares "
    "with documents of developers from verdicts; get_database_schema lists the other tables. Or find a predefined "
    "query with list_canned_queries, and run it with execute_canned_query: 'search' takes a whole question."
)
"""Server instructions of the MCP endpoint."""

CONVENTIONS = (
    "Start with the table design_facts: one row per fact, with the names of everything beside the identifiers. "
    "dictionary_columns describes every column of every table.",
    f"relation is one of {', '.join(SYMBOLS)}. “avoids” is a choice against, “omits” an absence that the "
    "source states. No row means that the sources say nothing, never that a model does not use a technique; an unknown "
    "name is an error.",
    "basis is explicit (the sentence says it), implied (it follows) or ambiguous (it can be read otherwise), and "
    "basis_note says why. disputed = 1 means that an erratum questions the fact. Tell the user when a fact is disputed "
    "or not explicit.",
    "A fact is of the survey (source_kind = 'survey') or of a maker's document (any other source_kind, such as "
    "technical-report). Never count both together: say whose word it is, by source and locator. verdict says how a "
    "fact of the survey fares against makers' documents (confirmed, partly, contradicted, not found, no source): tell "
    "the user when it is not confirmed, and see the table verdicts for the places.",
    "locator is the place of a fact: §4.2 ¶3 s5 in the survey (section, paragraph and sentence, which other documents "
    "lack), else a page, heading, key or line; phrase has at most twelve words to find it by, and statement "
    "paraphrases it.",
    "Specifications (parameters, context length, license, attention, training tokens …) are in spec_sheet, one row per "
    "model with the preferred value of each attribute, and in specifications, every value with its document, place and "
    "status; conflict = 1 where makers' documents differ; withheld and not found mean that it is not disclosed.",
    "release rolls a variant up to the model that was released: count releases, not models, when asked how many.",
    "The columns model_names and technique_names of design_facts contain every name, including abbreviations and "
    "spellings without accents, for LIKE. The tables model_names and technique_names also map each name to all "
    "subtypes or variants: join them on technique_id or model_id, and compare name with the name in lower case.",
    "Not covered: hyperparameters of runs, benchmark results, prices, and specifications of models without a row in "
    "spec_sheet. Say so, and do not guess.",
    "Permanent URLs: /facts/<fact_id>, /models/<model_id>, /techniques/<technique_id>, "
    "/institutions/<institution_id>, /publications/<number>, /questions/<section>. Cite a fact by its own.",
)


EXAMPLES = {
    "Who uses GRPO?": """SELECT DISTINCT release, institution FROM design_facts
WHERE technique_names LIKE '%GRPO%' AND relation IN ('uses', 'introduces') AND source_kind = 'survey'""",
    "What do makers' own documents say about GRPO?": """SELECT release, relation, statement, source, locator
FROM design_facts
WHERE technique_names LIKE '%GRPO%' AND source_kind NOT IN ('survey', 'list', 'catalog')""",
    "Which open-weight models have a context of at least 128K?": """SELECT model, context_length, license
FROM spec_sheet
WHERE open_weights = 1 AND context_length >= 128000 ORDER BY context_length DESC, model""",
    "What does Llama 3 do with tensor parallelism, and at which stage?": """SELECT relation, stage, qualifier,
    statement, basis, disputed, fact_id
FROM design_facts
WHERE model_names LIKE '%Llama 3%' AND technique_names LIKE '%tensor parallelism%'""",
    "Which models use mixture of experts or one of its subtypes, and which avoid it?": """SELECT f.release, f.relation,
    f.technique, f.section FROM design_facts AS f
INNER JOIN technique_names AS n ON f.technique_id = n.technique_id
WHERE n.name = 'mixture of experts' ORDER BY f.relation, f.release""",
    "Which context length has Llama 3.1 405B, and where is that stated?": """SELECT value, number, status, scope,
    conflict, preferred, source, locator, phrase
FROM specifications
WHERE model_id = 'llama-3-1-405b' AND attribute = 'context_length' ORDER BY preferred DESC""",
    "Which facts of the survey do the developers contradict?": """SELECT model, relation, technique, survey_locator,
    statement, source, locator, said, note
FROM verdicts WHERE verdict = 'contradicted'""",
    "Which documents of Alibaba were read, and how far?": """SELECT title, kind, official, date, read, url
FROM sources_overview WHERE publisher = 'Alibaba' ORDER BY title""",
}
"""SQL statements by the question that they answer."""


def guide(table: TableEntry, others: Iterable[TableEntry], relations: Iterable[tuple[str, str]]) -> str:
    """What a language model reads first: conventions, the columns of tables, relations and example statements.

    The columns of the first table have their descriptions.
    """
    parts = (
        [f"- {convention}" for convention in CONVENTIONS],
        [f"Columns of {table.name}:", *(f"- {column.name}: {column.description}" for column in table.columns)],
        [f"Columns of {each.name}: {', '.join(column.name for column in each.columns)}." for each in others],
        ["Relations:", *(f"- {relation}: {definition}" for relation, definition in relations)],
        ["Examples:", *(f"- {question}\n{sql}" for question, sql in EXAMPLES.items())],
    )
    return "\n\n".join("\n".join(lines) for lines in parts)


def schema(tables: Iterable[TableEntry]) -> str:
    """Tables and views with their columns, one per line, for language models that write SQL."""
    return "\n".join(
        f"{table.name} ({', '.join(column.name for column in table.columns)}): {table.description}"
        for table in tables
        if not table.presentation.hidden
    )
