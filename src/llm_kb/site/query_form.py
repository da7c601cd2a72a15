"""The form of a named query's page: its fields with their options, rarely needed ones folded."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from llm_kb.queries import NamedQuery, Parameter
from llm_kb.queries import values as values_of_parameters
from llm_kb.site.knowledge_base import ServedKnowledgeBase
from llm_kb.wording import RELATIONS

TECHNICAL = {"exactly", "limit", "offset", "release", "sort"}
"""Parameters that are mostly used by programs."""
MAX_FIELDS = 5
"""Number of fields that are shown from the start."""
MAX_OPTIONS = 500
"""Number of values above which none are suggested."""
Options = list[tuple[str, str]]
"""Values, each with the text that is shown."""


@dataclass(frozen=True)
class FormField:
    """A field of the form."""

    name: str
    description: str
    value: str
    options: Options
    """Suggestions."""


@dataclass(frozen=True)
class QueryForm:
    """The fields of the form, and those that are folded."""

    fields: list[FormField]
    folded: list[FormField]
    is_open: bool
    """Whether the folded fields are shown, since one of them is not at its default."""


async def query_form(knowledge_base: ServedKnowledgeBase, query: NamedQuery, values: Mapping[str, str]) -> QueryForm:
    """The form of a named query, filled with these values."""
    fields: list[FormField] = []
    folded: list[FormField] = []
    is_open = False
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        options = await _options(knowledge_base, query, parameter)
        field = FormField(parameter.name, parameter.description, value, options)
        if parameter.name in TECHNICAL or len(fields) >= MAX_FIELDS:
            folded.append(field)
            is_open = is_open or value.strip() != parameter.default
        else:
            fields.append(field)
    return QueryForm(fields, folded, is_open)


async def _options(knowledge_base: ServedKnowledgeBase, query: NamedQuery, parameter: Parameter) -> Options:
    """The options of a parameter, cached for good, since the database is immutable."""
    cache, key = knowledge_base.cached, ("options", query.name, parameter.name)
    if key not in cache:
        choices = partial(values_of_parameters.choices, query=query, parameter=parameter.name, most=MAX_OPTIONS)
        cache[key] = [
            (value, _shown(parameter.name, value, name)) for value, name in await knowledge_base.call(choices)
        ]
    options: Options = cache[key]
    return options


def _shown(parameter: str, value: str, name: str) -> str:
    if parameter == "relation":
        return RELATIONS.get(value, name)
    return value if not name or name.replace("-", ".") == value else name
