"""The values that the parameters of named queries can have, where these are listed in the database."""

from llm_kb.errors import KnowledgeBaseError
from llm_kb.queries import LISTS, NUMBER, PAGINATION_PARAMETERS, NamedQuery, Reader, naming, rendering, run
from llm_kb.text import did_you_mean, listed

ERRATUM_KINDS = "SELECT id AS value, name FROM erratum_kinds"
NAMED_KINDS = "SELECT kind AS value, kind AS name FROM search_index_kinds WHERE kind NOT IN ('fact', 'finding')"
QUESTIONS = (
    "SELECT s.name AS value, q.id AS name FROM research_questions AS q INNER JOIN sections AS s ON q.section_id = s.id"
)
AROUND = """
    SELECT id AS value, '' AS name FROM (SELECT id FROM {table} WHERE id >= lower(:value) ORDER BY id LIMIT 50)
    UNION ALL
    SELECT id, '' FROM (SELECT id FROM {table} WHERE id < lower(:value) ORDER BY id DESC LIMIT 50)
"""
"""The identifiers of a table next to a value, itself the first."""
PART_OF = """
    SELECT DISTINCT
        {column} AS value,
        CASE WHEN lower({column}) LIKE '%' || lower(:value) || '%' THEN :value ELSE '' END AS name
    FROM {table}
    WHERE {column} IS NOT NULL
    UNION ALL
    SELECT :value, '' WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {column} IS NOT NULL)
"""
"""The values of a column, of which any part will do; any text where there are none."""
THINGS = " UNION ALL ".join(
    f"SELECT '{kind}' AS value, '' AS name"
    for kind in ("question", "model", "technique", "institution", "publication", "fact", "source")
)
TRUTHS = "SELECT '0' AS value, '' AS name UNION ALL SELECT '1', ''"

VALUES = {
    "attention": PART_OF.format(table="spec_sheet", column="attention_kind"),
    "attribute": "SELECT id AS value, name FROM attributes",
    "attributes": "SELECT id AS value, '' AS name FROM attributes",
    "basis": "SELECT id AS value, name FROM bases WHERE id <> 'explicit'",
    "catalog": f"""
        SELECT DISTINCT source_id AS value, '' AS name FROM catalog_comparisons
        UNION ALL
        {PART_OF.format(table="catalog_comparisons", column="catalog")}
    """,
    "dimension": "SELECT id AS value, name FROM dimensions",
    "errata_by_kind.kind": ERRATUM_KINDS,
    "erratum": AROUND.format(table="errata"),
    "exactly": TRUTHS,
    "fact": AROUND.format(table="evidence"),
    "findings_of_question.kind": "SELECT id AS value, name FROM finding_kinds",
    "findings_of_question.question": f"""
        {QUESTIONS}
        UNION ALL
        SELECT lower(:value), '' FROM research_questions WHERE lower(question) LIKE '%' || lower(:value) || '%'
    """,
    "grouping": "SELECT DISTINCT grouped_by AS value, '' AS name FROM survey_accuracy",
    "group": "SELECT id AS value, name FROM techniques WHERE parent_id IS NULL",
    "license": PART_OF.format(table="spec_sheet", column="license"),
    "makers_in_numbers.id": "SELECT DISTINCT id AS value, '' AS name FROM maker_counts",
    "makers_in_numbers.kind": "SELECT DISTINCT kind AS value, '' AS name FROM maker_counts",
    "metric": "SELECT id AS value, name FROM metrics",
    "names.kind": NAMED_KINDS,
    "names_like.kind": NAMED_KINDS,
    "places_of_errata.kind": ERRATUM_KINDS,
    "position": PART_OF.format(table="spec_sheet", column="positional_encoding"),
    "publication_list.kind": "SELECT id AS value, name FROM publication_kinds",
    "question": QUESTIONS,
    "outcome": "SELECT DISTINCT outcome AS value, replace(outcome, ' ', '-') AS name FROM catalog_comparisons",
    "relation": "SELECT id AS value, name FROM relations",
    "release": """
        SELECT DISTINCT release_id AS value, '' AS name
        FROM model_releases
        WHERE
            release_id = lower(:value)
            OR model_id IN (SELECT model_id FROM model_names WHERE name = lower(:value) AND own = 1)
    """,
    "role": "SELECT id AS value, name FROM roles",
    "search.kind": "SELECT kind AS value, kind AS name FROM search_index_kinds",
    "section": """
        SELECT name AS value, replace(name, '.', '-') AS name FROM sections
        UNION ALL
        SELECT substr(name, 1, instr(name, '.') - 1), '' FROM sections WHERE instr(name, '.')
    """,
    "status": "SELECT id AS value, name FROM erratum_statuses",
    "source": """
        SELECT id AS value, title AS name FROM sources
        UNION ALL
        SELECT id, name FROM source_kinds
        UNION ALL
        SELECT 'makers', 'survey'
    """,
    "specifications_of_model.status": "SELECT id AS value, replace(id, '-', ' ') AS name FROM specification_statuses",
    "stage": "SELECT id AS value, name FROM stages",
    "surveyed": TRUTHS,
    "open": TRUTHS,
    "listed": TRUTHS,
    "preferred": TRUTHS,
    "things.kind": THINGS,
    "topic": PART_OF.format(table="topics", column="name"),
    "verdict": "SELECT id AS value, replace(id, '-', ' ') AS name FROM verdict_kinds",
}
"""The values of a parameter and further names of them, as SQL, by parameter or by query and parameter.

A value is compared without regard to case. The SQL may use it as `:value`, to find it or others like it.
"""

NAMING_COLUMNS = {"publication": ("number", "title")}
"""The columns of the identifier and of the name of a thing in the list of its kind, where they are named otherwise."""

MAX_CHOICES = 20
"""Number of values of a parameter up to which all are named where none is near."""


def check(connection: Reader, query: NamedQuery, parameter: str, value: str) -> None:
    """Raise KnowledgeBaseError, with the nearest, if nothing has this value of a query's parameter.

    Parameters that take any text are not checked, nor are those that name a model or another thing: see `lookup`.
    """
    values = _values(connection, query, parameter, value)
    if values is not None and value.lower() not in {spelling.lower() for pair in values for spelling in pair}:
        if _is_columns(query, parameter):
            near = did_you_mean(value, [name for name, _ in values])
            cure = f"did you mean {near!r}?" if near else f"without {parameter!r} the query gives all that there are."
            raise KnowledgeBaseError(f"There is no column {value!r}: {cure}")
        raise KnowledgeBaseError(f"There is no {parameter} {value!r}: {_cure(value, values)}")
    numbers = {*PAGINATION_PARAMETERS, *(other.name for other in query.parameters if other.is_number)}
    if parameter in numbers and not NUMBER.fullmatch(value):
        raise KnowledgeBaseError(f"The parameter {parameter!r} must be a whole number, not {value!r}.")


def choices(connection: Reader, query: NamedQuery, parameter: str, most: int) -> list[tuple[str, str]]:
    """The values to choose from for a parameter, each with a name; none where they are not listed, or above `most`."""
    kind = naming.KINDS.get(parameter)
    values = [] if _is_near_value(query, parameter) else _values(connection, query, parameter, "") or []
    if values or kind is None:
        return values if len(values) <= most else []
    if _count(connection, kind) > most:
        return []
    result = run(connection, LISTS[kind])
    identifier, name = NAMING_COLUMNS.get(kind, (f"{kind}_id", kind))
    columns = [result.columns.index(column) for column in (identifier, name)]
    return [(str(row[columns[0]]), str(row[columns[1]])) for row in result.rows]


def _is_columns(query: NamedQuery, parameter: str) -> bool:
    return any(other.is_columns for other in query.parameters if other.name == parameter)


def _is_near_value(query: NamedQuery, parameter: str) -> bool:
    """Whether the values of a parameter are read next to one that is looked for, and so are not all listed."""
    return ":value" in (VALUES.get(f"{query.name}.{parameter}", VALUES.get(parameter)) or "")


def _count(connection: Reader, kind: str) -> int:
    result = run(connection, "counts")
    return int(result.rows[0][result.columns.index(f"{kind}s")])


def _values(connection: Reader, query: NamedQuery, parameter: str, value: str) -> list[tuple[str, str]] | None:
    """The values of a parameter with a name of each; None where they are not listed."""
    if _is_columns(query, parameter):
        return [(name, "") for name in rendering.columns(query.sql)]
    if parameter == "vocabulary":
        return [(str(row[0]), "") for row in run(connection, "terms", {"vocabulary": ""}).rows]
    sql = VALUES.get(f"{query.name}.{parameter}", VALUES.get(parameter))
    if sql is None:
        return None
    return [(str(row[0]), str(row[1])) for row in connection.execute(sql, {"value": value})]


def _cure(value: str, values: list[tuple[str, str]]) -> str:
    known = list(dict.fromkeys(known for known, _ in values))
    near = did_you_mean(value, known, {name: known for known, name in values})
    if near is None and 0 < len(known) <= MAX_CHOICES:
        return f"choose {listed(known)}."
    return f"did you mean {near!r}?" if near else "the query 'search' finds names."
