"""The list of models: a table of specifications to filter, to sort and to choose columns of."""

from dataclasses import dataclass, replace

from llm_kb import specifications
from llm_kb.site import paging
from llm_kb.site.pages import options
from llm_kb.site.visit import LinkedResult, Page, Visit
from llm_kb.wording import SPECIFICATION_GROUPS

MODELS = 200
"""Page size of the list."""

COLUMNS_OF_SURVEY = {
    "year": "Year of publication",
    "techniques": "Techniques",
    "facts": "Facts of the survey",
    "architecture": "Facts on architecture",
    "post_training": "Facts on post-training",
    "optimization": "Facts on optimization",
}
"""Columns by which the survey describes a model, with their headings."""
SPECIFIED_FIRST = (
    *("release_date", "total_parameters", "active_parameters", "context_length", "attention_kind", "license"),
    "open_weights",
)
"""Attributes that are shown first."""
SORTS = (
    *("institution", "model", "year", "techniques", "facts", "release_date", "total_parameters", "active_parameters"),
    *("context_length", "training_tokens", "layers", "vocabulary_size", "attention_kind", "license", "open_weights"),
)
"""Columns that the list can be sorted by."""
ASCENDING = ("institution", "model", "attention_kind", "license")
"""Columns that are sorted from the smallest."""

FILTERS = ("institution", "dimension", "year", "attention", "license", "open", "context", "least", "most", "since")
"""The filters of the list; parameters of the named query `model_table`."""
CONTEXTS = (("8000", "8K"), ("32000", "32K"), ("128000", "128K"), ("200000", "200K"), ("1000000", "1M"))
SIZES = (
    *(("1000000000", "1B"), ("4000000000", "4B"), ("10000000000", "10B"), ("40000000000", "40B")),
    *(("100000000000", "100B"), ("400000000000", "400B")),
)
ATTENTION = (("MHA", "MHA"), ("MQA", "MQA"), ("GQA", "GQA"), ("MLA", "MLA"))
TRUTHS = (("1", "open weights"), ("0", "not open"))


@dataclass(frozen=True)
class Column:
    """A column of the list."""

    name: str
    heading: str
    kind: str
    """Kind of the attribute; empty for what the survey says, which are numbers."""
    is_shown: bool

    @property
    def is_attribute(self) -> bool:
        """Whether it is an attribute of the specifications."""
        return bool(self.kind)

    @property
    def alignment(self) -> str:
        """The class of its cells."""
        return {"": "n", "number": "n", "date": "place"}.get(self.kind, "")

    @property
    def is_sortable(self) -> bool:
        """Whether the list can be sorted by it."""
        return self.name in SORTS

    @property
    def direction(self) -> str:
        """The direction in which it is sorted."""
        return "ascending" if self.name in ASCENDING else "descending"


async def show_all(visit: Visit) -> Page:
    """The list of models."""
    filters = {name: visit.parameter(name) for name in FILTERS}
    listed = "" if visit.parameter("all") else "1"
    sort = visit.parameter("sort") if visit.parameter("sort") in SORTS else "institution"
    pagination, models = await paging.query(
        visit, MODELS, "models_in_all", "model_table", **filters, listed=listed, sort=sort
    )
    columns = _columns(await visit.query_cached("attribute_list"), visit.parameter_values("column"))
    shown = [column for column in columns if column.is_shown]
    return Page(
        "models",
        "Models",
        "Every model with its developer, its specifications and how much the survey says about its design.",
        {
            "models": _limited(models, shown),
            "of_cells": visit.query_without_rows("specifications_of_models", models="", attributes=_attributes(shown)),
            "cells": await _cells(visit, models, shown),
            "columns": columns,
            "shown": shown,
            "is_chosen": bool(visit.parameter_values("column")),
            "pagination": pagination,
            "unknown": await visit.unknown_value(models),
            "sort": sort,
            "filters": filters,
            "all": not listed,
            **await _choices(visit),
        },
    )


def _columns(attributes: LinkedResult, chosen: list[str]) -> list[Column]:
    """The columns in their order: those shown first, further attributes, and what the survey says."""
    known = {attribute for group in SPECIFICATION_GROUPS.values() for attribute in group}
    names = {row["attribute"]: row["name"] for row in attributes if row["attribute"] in known}
    kinds = {row["attribute"]: row["kind"] for row in attributes}
    order = [name for name in SPECIFIED_FIRST if name in names]
    order += [name for name in names if name not in order]
    shown = set(chosen) & {*names, *COLUMNS_OF_SURVEY} or (
        {*SPECIFIED_FIRST, "facts"} if names else {*COLUMNS_OF_SURVEY}
    )
    of_survey = [Column(name, text, "", name in shown) for name, text in COLUMNS_OF_SURVEY.items()]
    return [
        Column(name, names[name][0].upper() + names[name][1:], kinds[name], name in shown) for name in order
    ] + of_survey


def _limited(models: LinkedResult, shown: list[Column]) -> LinkedResult:
    """The result whose links lead to the columns that are shown."""
    columns = ("model", "institution", *(column.name for column in shown), "model_id")
    return replace(models, values={**models.values, "columns": ",".join(columns)})


def _attributes(shown: list[Column]) -> str:
    return ",".join(column.name for column in shown if column.is_attribute)


async def _cells(visit: Visit, models: LinkedResult, shown: list[Column]) -> dict[tuple[str, str], specifications.Cell]:
    """The specifications of the listed models in the columns that are shown, by model and attribute."""
    attributes = _attributes(shown)
    listed = ",".join(row["model_id"] for row in models)
    if not attributes or not listed:
        return {}
    return specifications.by_cell(await visit.query("specifications_of_models", models=listed, attributes=attributes))


async def _choices(visit: Visit) -> dict[str, object]:
    """The options of the filters."""
    return {
        "institutions": await options.institutions(visit),
        "dimensions": options.dimensions(await visit.query_cached("questions")),
        "years": [(str(row["year"]), str(row["year"])) for row in await visit.query_cached("years_of_models")],
        "contexts": CONTEXTS,
        "sizes": SIZES,
        "attention_kinds": ATTENTION,
        "truths": TRUTHS,
    }
