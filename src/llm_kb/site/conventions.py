"""Conventions of the data for programs and language models, for `/llms.txt` and the MCP endpoint."""

from llm_kb.site.evidence import SYMBOLS

PAGE = "/machines"
"""Path of the documentation page of the MCP endpoint."""

MCP_INSTRUCTIONS = (
    "Call read_me_first, then get_database_schema, then execute_sql to answer questions; or find a predefined query "
    "with list_canned_queries, and run it with execute_canned_query."
)
"""Server instructions of the MCP endpoint."""

CONVENTIONS = (
    "design_facts is the table to begin with: one row is a fact, with the names of everything beside the identifiers. "
    "dictionary_columns says of every column of every table what it holds.",
    f"relation is one of {', '.join(SYMBOLS)}. “avoids” is a choice against, “omits” an absence that the survey "
    "states. No row means that the survey says nothing, never that a model does not use a technique; a name that "
    "nothing has is an error.",
    "basis is explicit (the sentence says it), implied (it follows) or ambiguous (it can be read otherwise), and "
    "basis_note says why. disputed = 1 means that an erratum touches the fact. Tell a user of a fact that is disputed "
    "or not explicit.",
    "section, paragraph and sentence say where a fact stands, written §4.2 ¶3 s5; phrase holds at most twelve words to "
    "find the sentence by, and statement says in other words what the sentence says.",
    "release rolls a variant up to the model that was released: count releases, not models, when asked how many.",
    "technique_names and model_names find a technique or model by any of its names, with all that is narrower or "
    "belongs to it: join them on technique_id or model_id, and ask for the name in small letters.",
    "Permanent addresses: /facts/<fact_id>, /models/<model_id>, /techniques/<technique_id>, "
    "/institutions/<institution_id>, /publications/<number>, /questions/<section>. Cite a fact by its own.",
)


def read_me_first() -> str:
    """What the tables hold and what their words mean: to be read before anything is asked."""
    return "\n".join(f"- {convention}" for convention in CONVENTIONS)
