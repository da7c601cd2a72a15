"""Variables of the templates of Datasette's own pages: the index of tables, forms of named queries, schema, hints."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from datasette.utils import tilde_decode

from llm_kb import queries
from llm_kb.hosting import context
from llm_kb.hosting.svg import renderer
from llm_kb.site import contents, mcp_hints
from llm_kb.site.knowledge_base import ServedKnowledgeBase
from llm_kb.site.query_form import query_form

if TYPE_CHECKING:
    from datasette.utils.asgi import Request

Variables = dict[str, Any]


async def variables(
    knowledge_base: ServedKnowledgeBase,
    common: Variables,
    request: "Request",
    table: str | None,
    columns: list[str] | None,
    view: str,
) -> Variables:
    """The variables of one page in addition to the common ones; table, columns and view are those of Datasette."""
    found = dict(common)
    tables = knowledge_base.configuration.tables
    entry = next((entry for entry in tables if entry.name == table), None)
    if columns:
        found["chart"] = renderer.form(request, [column.name for column in entry.columns] if entry else columns)
        found["chart_problem"] = partial(renderer.problem, found["chart"])
    if entry:
        found["facets_suggested"] = contents.suggested_facets(entry, request.args.getlist("_facet"))
    if view == "database":
        found["schema"] = contents.schema(tables)
        if "sql" in request.args:
            return found | {"hint": partial(_hint, knowledge_base), "error_hint": partial(_error_hint, knowledge_base)}
        counts = knowledge_base.cached_table_counts or {}
        public = queries.public_queries()
        return found | {
            "main_tables": contents.main_tables(tables, counts),
            "questions": contents.QUESTIONS,
            "listings": contents.listings(tables, counts, public),
            "example": contents.EXAMPLE,
        }
    query = None if table else queries.find(tilde_decode(request.url_vars.get("table") or ""))
    if query:
        found["query_form"] = await query_form(knowledge_base, query, context.current().parameters)
    return found


async def _error_hint(knowledge_base: ServedKnowledgeBase, message: str, sql: str) -> str:
    """The hint for a statement that fails; empty if there is none."""
    return await knowledge_base.call(partial(mcp_hints.of_error, message=message, sql=sql))


async def _hint(knowledge_base: ServedKnowledgeBase, sql: str, values: Mapping[str, str]) -> str:
    """The hint for a statement without rows."""
    return await knowledge_base.call(partial(mcp_hints.of_statement, sql=sql, values=[*filter(None, values.values())]))
