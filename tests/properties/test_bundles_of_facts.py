"""Facts that are written as a bundle's text are read as just these facts, in whatever form and order they stand."""

import json
import tempfile
import unicodedata
from collections import defaultdict
from itertools import groupby, product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from llm_kb.seeds import Bundle, read

from .mutations import files_of, written
from .profiles import examples

pytestmark = pytest.mark.slow

TINY = files_of(Path(__file__).resolve().parent.parent / "bundles" / "tiny")
SOURCE = "tiny-source"
PLACES = {"abstract": ("1/1", "1/2"), "2.1": ("1/1", "3/1", "3/2", "3/3"), "2.2": ("1/1", "3/1", "3/2")}
"""Sentences of the tiny bundle by section, in reading order."""
MODELS = ("wren-1", "owl-2", "owl-2-tiny", "finch")
TECHNIQUES = ("song-copying", "distillation", "rule-list", "turn-tags")
RELATIONS = ("uses", "introduces", "avoids", "omits")
STAGES = ("unstated", "training", "inference")

Entry = dict[str, Any]

signs = st.characters(
    exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Mn", "Mc", "Me"), exclude_characters="\xa0"
)
words = st.text(signs, min_size=1, max_size=8) | st.sampled_from(
    ["no", "3:1", "1e3", "# a", "- b", "'", '"', "{", "null", "007", ": "]
)
texts = st.lists(words, min_size=1, max_size=6).map(lambda found: " ".join(" ".join(found).split())).filter(bool)
texts = texts.map(lambda text: unicodedata.normalize("NFC", text))
values = st.integers(-(10**9), 10**9).map(float) | st.integers(-(10**6), 10**6).map(lambda number: number / 100)
figures = st.fixed_dictionaries(
    {"metric": st.sampled_from(["memory", "speed"]), "printed": texts},
    optional={
        "value": values,
        "from": values,
        "unit": st.just("percent"),
        "change": st.just("increase"),
        "scope": texts,
    },
)
claims = st.fixed_dictionaries(
    {
        "model": st.lists(st.sampled_from(MODELS), min_size=1, max_size=2, unique=True),
        "relation": st.sampled_from(RELATIONS),
        "technique": st.lists(st.sampled_from(TECHNIQUES), min_size=1, max_size=2, unique=True),
        "stage": st.lists(st.sampled_from(STAGES), min_size=1, max_size=2, unique=True),
        "why": st.none() | texts,
    },
    optional={
        "as": texts,
        "phrase": texts.map(lambda text: f"{text} of its own"),
        "judge": st.sampled_from(MODELS),
        "role-why": texts,
        "figures": st.lists(figures, min_size=1, max_size=2),
    },
)


def parts(claim: Entry) -> list[tuple[str, str, str, str]]:
    """What a claim multiplies into: model, technique, relation and stage."""
    return list(product(claim["model"], claim["technique"], [claim["relation"]], claim["stage"]))


@st.composite
def bundles(draw: st.DrawFn) -> list[Entry]:
    """Entries of several sections in reading order, of which none says for one sentence what another says of it."""
    entries = []
    for place in (f"{section}/{place}" for section, places in PLACES.items() for place in places):
        made: set[tuple[str, ...]] = set()
        for letter in draw(st.sampled_from(["", "a", "ab"])) or [""]:
            new = []
            for claim in draw(st.lists(claims, max_size=2)):
                if made.isdisjoint(parts(claim)):
                    made.update(parts(claim))
                    new.append(claim)
            named = {"claims": new} if new else {"techniques": [draw(st.sampled_from(TECHNIQUES))]}
            entries.append({"at": f"{place}{letter}", "says": draw(texts), "phrase": draw(texts), **named})
    return entries


def as_written(entry: Entry) -> Entry:
    """An entry with the keys that a file of facts has."""
    if "claims" not in entry:
        return entry
    return {**entry, "claims": [_claim_as_written(claim) for claim in entry["claims"]]}


def _claim_as_written(claim: Entry) -> Entry:
    kept = {key: value for key, value in claim.items() if key not in {"relation", "technique", "why", "role-why"}}
    told = {"basis": "implied", "why": claim["why"]} if claim["why"] else {}
    if "judge" in claim and "role-why" in claim:
        told |= {"role-basis": "ambiguous", "role-why": claim["role-why"]}
    return {**kept, claim["relation"]: claim["technique"], **told}


def in_blocks(entries: list[Entry]) -> str:
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False)


def in_flows(entries: list[Entry]) -> str:
    return "".join(f"- {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)


def read_from(entries: list[Entry], form: Any = in_flows, backwards: bool = False) -> Bundle:
    """The bundle that has these facts, its files written in the order of their names or the other way round."""
    files = {name: data for name, data in TINY.items() if not name.startswith("facts/")}
    files["errata_places.csv"] = TINY["errata_places.csv"].partition(b"\n")[0] + b"\n"
    for section, found in groupby(entries, lambda entry: entry["at"].partition("/")[0]):
        files[f"facts/{section}.yaml"] = form([as_written(entry) for entry in found]).encode()
    with tempfile.TemporaryDirectory() as folder:
        return read(written(dict(sorted(files.items(), reverse=backwards)), Path(folder) / "tiny"))


def rows_of(entries: list[Entry]) -> dict[str, list[Entry]]:
    """The rows that these facts are."""
    rows: dict[str, list[Entry]] = defaultdict(list)
    claims: dict[str, Entry] = {}
    for ordinal, entry in enumerate(entries, 1):
        statement = f"{SOURCE}-{entry['at'].replace('.', '-').replace('/', '-')}"
        passage = statement.rstrip("ab")
        said = {"statement": entry["says"], "phrase": entry["phrase"]}
        rows["statements"].append({"id": statement, "ordinal": ordinal, "passage_id": passage, **said})
        for technique in entry.get("techniques", ()):
            rows["statement_techniques"].append({"statement_id": statement, "technique_id": technique})
        for claim in entry.get("claims", ()):
            made = ["--".join(found) for found in parts(claim)]
            for name, found in zip(made, parts(claim), strict=True):
                claims.setdefault(name, _claim_row(name, found))
                fact = f"{statement}--{name}"
                basis = {"basis_id": "implied" if claim["why"] else "explicit", "basis_note": claim["why"]}
                place = {"statement_id": statement, "passage_id": passage}
                own = {"qualifier": claim.get("as"), "phrase": claim.get("phrase")}
                rows["evidence"].append({"id": fact, "claim_id": name, **place, **basis, **own})
                if "judge" in claim:
                    part = {"basis_id": "ambiguous", "basis_note": claim["role-why"]} if "role-why" in claim else basis
                    rows["evidence_models"].append(_beside(fact, claim["judge"]) | part)
            for figure in claim.get("figures", ()):
                measurement = _figure_row(statement, rows["measurements"], figure)
                rows["measurements"].append(measurement)
                pairs = [(measurement["id"], f"{statement}--{name}") for name in made]
                rows["measurement_evidence"] += [
                    dict(zip(("measurement_id", "evidence_id"), p, strict=True)) for p in pairs
                ]
    return {table: found for table, found in {**rows, "claims": list(claims.values())}.items() if found}


def _claim_row(name: str, found: tuple[str, ...]) -> Entry:
    return {"id": name, **dict(zip(("model_id", "technique_id", "relation_id", "stage_id"), found, strict=True))}


def _beside(fact: str, model: str) -> Entry:
    return {"evidence_id": fact, "model_id": model, "role_id": "judge"}


def _figure_row(statement: str, before: list[Entry], figure: Entry) -> Entry:
    count = sum(row["statement_id"] == statement for row in before) + 1
    ids = {f"{key}_id": figure.get(key) for key in ("metric", "unit", "change")}
    numbers = {"value": figure.get("value"), "value_from": figure.get("from")}
    none = {"bound_id": "exact", "baseline_model_id": None, "baseline_technique_id": None}
    shown = {"printed": figure["printed"], "scope": figure.get("scope")}
    return {
        "id": f"{statement}--{count}",
        "statement_id": statement,
        "ordinal": count,
        **ids,
        **numbers,
        **none,
        **shown,
    }


FACTS = (
    "statements",
    "statement_techniques",
    "claims",
    "evidence",
    "evidence_models",
    "measurements",
    "measurement_evidence",
)
"""Tables that entries fill."""


@examples(25)
@given(bundles())
def test_facts_are_read_as_they_were_written(entries: list[Entry]) -> None:
    rows = read_from(entries).rows
    assert {table: rows[table] for table in FACTS if table in rows} == rows_of(entries)


@examples(10)
@given(bundles())
def test_neither_the_form_nor_the_order_of_files_matters(entries: list[Entry]) -> None:
    assert read_from(entries, in_blocks).rows["statements"] == read_from(entries).rows["statements"]
    assert read_from(entries, backwards=True) == read_from(entries)
