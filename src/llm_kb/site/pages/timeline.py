"""Numbers of models against their release dates, as charts whose points lead to the evidence."""

from dataclasses import dataclass

from markupsafe import Markup

from llm_kb.site.visit import LinkedResult, Row, Visit


@dataclass(frozen=True)
class Number:
    """A number that is drawn against the release date."""

    title: str
    caption: str
    """What a point is, in one sentence."""
    query: str
    """The named query of its rows, which have a `release_date`, a `model_id` and an `institution`."""
    column: str
    """The column of the number."""
    attribute: str
    """The attribute under which the page of a model has its evidence."""
    unit: str = ""
    """What stands after the number where the query has no text for it."""
    whole: bool = False
    """Whether values with a scope, such as one stage of training, are left out."""


OF_ATTRIBUTE = "numbers_over_time"
"""The named query of an attribute's numbers."""

PARAMETERS = Number(
    "Parameters", "Total parameters of each model and version.", OF_ATTRIBUTE, "number", "total_parameters"
)
SPARSITY = Number(
    "Active parameters",
    "Share of the parameters of a mixture of experts that is active for a token, in percent.",
    "active_and_total_parameters",
    "percent_active",
    "active_parameters",
    unit=" %",
)
CONTEXT = Number(
    "Context length", "Tokens of context of each model and version.", OF_ATTRIBUTE, "number", "context_length"
)
TOKENS = Number(
    "Training tokens",
    "Tokens of pre-training, where a document gives them without a restriction.",
    OF_ATTRIBUTE,
    "number",
    "training_tokens",
    whole=True,
)
CACHE = Number(
    "KV cache per token",
    "Bytes of keys and values per token in 16 bits, computed from layers, KV heads and head dimension, or from the "
    "compressed latent of MLA. Of a hybrid only the layers with full attention count where their number is known; "
    "where it is not, a model with local layers needs less.",
    "kv_cache_per_token",
    "bytes_per_token",
    "kv_heads",
    unit=" bytes",
)
NUMBERS = (PARAMETERS, SPARSITY, CONTEXT, TOKENS, CACHE)


@dataclass(frozen=True)
class Timeline:
    """A drawn number."""

    number: Number
    drawing: Markup
    result: LinkedResult


async def drawn(visit: Visit, number: Number) -> Timeline:
    """Draw a number of all models that have it and a release date."""
    values = {"attribute": number.attribute} if number.query == OF_ATTRIBUTE else {}
    result = await visit.query_cached(number.query, **values)
    rows = [
        _point(visit, number, row)
        for row in result
        if row["release_date"] and row[number.column] and not (number.whole and row["scope"])
    ]
    return Timeline(number, await visit.draw("timeline", rows), result)


def _point(visit: Visit, number: Number, row: Row) -> Row:
    """The columns that the chart needs, with the URL of the evidence."""
    attribute = "kv_lora_rank" if row.get("kv_lora_rank") else number.attribute
    return {
        **{name: row[name] for name in ("release_date", "model", "institution")},
        "number": row[number.column],
        "value": row.get("value") or f"{row[number.column]:,}{number.unit}",
        "url": f"{visit.link('model', row['model_id'])}#{attribute}",
    }
