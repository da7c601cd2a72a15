"""Validates specifications: what is surely wrong in a value, or in several of one model in one document."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import NamedTuple

from llm_kb.seeds.problems import Problems
from llm_kb.seeds.rows import StagingRows
from llm_kb.seeds.specifications import is_date

Fault = tuple[str, int, str]
"""File, line, and a message with the cure."""
WHOLE = (
    *("total_parameters", "active_parameters", "layers", "hidden_size", "feed_forward_size", "attention_heads"),
    *("expert_feed_forward_size", "kv_heads", "head_dimension", "vocabulary_size", "context_length", "output_limit"),
    *("native_context_length", "experts_total", "experts_active", "experts_shared", "training_tokens"),
)
"""Attributes that count something whole."""
MAY_BE_ZERO = ("experts_total", "experts_active", "experts_shared")
DATES = ("release_date", "knowledge_cutoff")
MODALITIES = ("text", "image", "audio", "video")
LICENSE_TYPES = ("open source", "open weights with use policy", "open weights, non-commercial", "API only")
VALUES = """
    SELECT v.bundle, v.file, v.line, p.source_id, v.model_id, v.attribute_id, v.value, v.number, v.value_model_id,
        v.scope, p.id
    FROM specification_values AS v INNER JOIN passages AS p ON v.passage_id = p.id
    WHERE v.value IS NOT NULL ORDER BY p.source_id, v.model_id, v.rowid
"""


class Stated(NamedTuple):
    """A value that a passage gives."""

    bundle: int
    file: str
    line: int
    source: str
    model: str
    attribute: str
    value: str
    number: float | None
    value_model: str | None
    scope: str | None
    passage: str


Pair = Callable[[Stated, Stated], str | None]
"""The problem of two values of one model in one document, with the cure, or None."""


def check(rows: StagingRows, problems: Problems) -> None:
    """Check the values of a bundle: each by itself, and those of one model in one document together."""
    values = map(Stated._make, rows.query(VALUES))
    for _, group in groupby(values, key=lambda value: (value.source, value.model)):
        for value, message in _faults(list(group), rows):
            if value.bundle == rows.bundle:
                problems.add(value.file, value.line, message)
    for file, line, message in _circles(rows):
        problems.add(file, line, message)


def _faults(values: list[Stated], rows: StagingRows) -> Iterator[tuple[Stated, str]]:
    """What is surely wrong in the values of one model in one document, each with its value."""
    first: dict[tuple[str, str | None], Stated] = {}
    for value in values:
        for message in _faults_of_value(value, rows.date):
            yield value, message
        before = first.setdefault((value.attribute, value.scope), value)
        if before.value != value.value:
            message = f"{value.attribute!r} of {value.model!r} is {before.value!r} in {before.passage!r}"
            yield value, f"{message} and {value.value!r} here, correct it or tell the two apart by a scope"
    unscoped = {attribute: value for (attribute, scope), value in first.items() if scope is None}
    for names, fault in PAIRS.items():
        if all(name in unscoped for name in names):
            one, other = (unscoped[name] for name in names)
            if problem := fault(one, other):
                last = max(one, other, key=lambda value: (value.bundle, value.file, value.line))
                yield last, f"{one.model!r} {problem}"


def _faults_of_value(value: Stated, today: str) -> Iterator[str]:
    """What is surely wrong in a value by itself."""
    what, number = repr(value.attribute), value.number
    if number is not None and value.attribute in WHOLE:
        if number != int(number):
            yield f"{what} {value.value} is not whole, write the number itself"
        elif number == 0 and value.attribute not in MAY_BE_ZERO:
            yield f"{what} is 0, which no model has, correct it"
    if value.attribute in DATES and is_date(value.value) and value.value > today:
        yield f"{what} {value.value!r} is after the date of the edition, {today}, correct one of the two"
    if value.attribute in ("input_modalities", "output_modalities"):
        names = value.value.split(", ")
        if names != [name for name in MODALITIES if name in names]:
            yield f"{what} {value.value!r} is not in form, write some of {', '.join(MODALITIES)} in this order"
    if value.attribute == "license_type" and value.value not in LICENSE_TYPES:
        yield f"{what} {value.value!r} is none of its terms, write one of: {'; '.join(LICENSE_TYPES)}"
    if value.attribute == "post_training_stages" and "->" in value.value:
        yield f"{what} {value.value!r} has arrows of two characters, write → between the stages"
    if value.value_model == value.model:
        yield f"{what} of {value.model!r} is the model itself, name the one that it comes from"


def _more(what: str) -> Pair:
    def fault(one: Stated, other: Stated) -> str | None:
        exceeds = one.number is not None and other.number is not None and one.number > other.number
        return f"has {one.value} {what} of {other.value} in all, correct one of the two" if exceeds else None

    return fault


def _dividing(heads: Stated, kv_heads: Stated) -> str | None:
    if not heads.number or not kv_heads.number or heads.number % kv_heads.number == 0:
        return None
    return f"has {kv_heads.value} KV heads, which do not divide its {heads.value} attention heads, correct one of them"


def _later(cutoff: Stated, release: Stated) -> str | None:
    length = min(len(cutoff.value), len(release.value))
    if cutoff.value[:length] <= release.value[:length]:
        return None
    return f"has a knowledge cutoff, {cutoff.value}, after its release, {release.value}, correct one of the two"


PAIRS: dict[tuple[str, str], Pair] = {
    ("active_parameters", "total_parameters"): _more("active parameters"),
    ("experts_active", "experts_total"): _more("active experts"),
    ("native_context_length", "context_length"): _more("tokens of native context"),
    ("attention_heads", "kv_heads"): _dividing,
    ("knowledge_cutoff", "release_date"): _later,
}


def _circles(rows: StagingRows) -> Iterator[Fault]:
    """Models that are initialized from each other."""
    both = """
        SELECT DISTINCT a.file, a.line, a.model_id, a.value_model_id
        FROM specification_values AS a INNER JOIN specification_values AS b
            ON a.model_id = b.value_model_id AND a.value_model_id = b.model_id AND a.attribute_id = b.attribute_id
        WHERE a.bundle = ? AND a.model_id <> a.value_model_id AND a.rowid > b.rowid
    """
    for file, line, model, base in rows.query(both, rows.bundle):
        yield file, line, f"{model!r} and {base!r} would each be the base of the other, correct one of the two"
