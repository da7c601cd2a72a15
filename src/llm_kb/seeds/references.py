"""Holds the rows of a bundle against each other and against earlier bundles: references, trees, reading order."""

from collections.abc import Mapping

from llm_kb.seeds.files import FILES
from llm_kb.seeds.order import FURTHER_KEYS, LOAD_ORDER
from llm_kb.seeds.problems import Problems, suggestion
from llm_kb.seeds.rows import Row, Rows
from llm_kb.seeds.tables import Cell

FACT_REFERENCES = {
    "statements": {"passage_id": "passages"},
    "statement_techniques": {"technique_id": "techniques"},
    "claims": {
        "model_id": "models",
        "technique_id": "techniques",
        "relation_id": "relations",
        "stage_id": "stages",
    },
    "evidence": {"basis_id": "bases"},
    "evidence_models": {"model_id": "models"},
    "measurements": {
        "metric_id": "metrics",
        "unit_id": "units",
        "change_id": "changes",
        "bound_id": "bounds",
        "baseline_model_id": "models",
        "baseline_technique_id": "techniques",
    },
}
CSV_REFERENCES = {f.table: {c.table_column: c.references for c in f.columns if c.references} for f in FILES}
REFERENCES: dict[str, dict[str, str]] = {
    **CSV_REFERENCES,
    **FACT_REFERENCES,
    "passages": {"source_id": "sources", "section_id": "sections"},
    "citations": {"passage_id": "passages", "publication_id": "publications"},
    "prompt_markers": {"passage_id": "passages", "model_id": "models", "role_id": "marker_roles"},
}
"""For each table: which column holds the id of a row of which other table."""

TREES = {file.table: file.parent for file in FILES if file.parent}


def check(rows: Rows, problems: Problems) -> None:
    """Check everything that takes more than one row."""
    for table, key in LOAD_ORDER.items():
        _unique(table, key, rows, problems)
    for table, key in FURTHER_KEYS.items():
        _unique(table, key, rows, problems)
    ids = {table: {str(v["id"]) for v in rows.values(table) if "id" in v} for table in LOAD_ORDER}
    for row in (row for table in LOAD_ORDER for row in rows.by_table[table]):
        for column, target in REFERENCES.get(row.table, {}).items():
            if target not in rows.partial:
                _known(row, column, target, ids[target], problems)
    for table, parent in TREES.items():
        _tree(rows.by_table[table], parent, problems)
    ordinals = {str(v["id"]): int(str(v["ordinal"])) for v in rows.values("passages") if "id" in v}
    for row in (*rows.by_table["topics"], *rows.by_table["findings"]):
        _reading_order(row, ordinals, problems)
    _topics_apart(rows, problems)
    _changes(rows, problems)


def _unique(table: str, key: tuple[str, ...], rows: Rows, problems: Problems) -> None:
    taken = {tuple(values[column] for column in key) for values in rows.earlier.get(table, ())}
    for row in rows.by_table[table]:
        identity = tuple(row.values.get(column) for column in key)
        if identity in taken and None not in identity:
            words = ", ".join(f"{column} {value!r}" for column, value in zip(key, identity, strict=True))
            problems.add(row.file, row.line, f"{words} is taken in {table}, choose another")
        taken.add(identity)


def _known(row: Row, column: str, target: str, ids: set[str], problems: Problems) -> None:
    value = row.values.get(column)
    if isinstance(value, str) and value and value not in ids:
        told = f"{column} {value!r} is not among {target}{suggestion(value, ids)}"
        problems.add(row.file, row.line, f"{told}, add it there or use a known id")


def _tree(rows: list[Row], parent: str, problems: Problems) -> None:
    parents = {str(r.values["id"]): r.values[parent] for r in rows}
    places = {str(r.values["id"]): n for n, r in enumerate(rows)}
    for number, row in enumerate(rows):
        above = str(row.values[parent])
        if circle := _circle(str(row.values["id"]), parents):
            problems.add(row.file, row.line, f"{' → '.join(circle)} is a circle of parents, break it")
        elif places.get(above, -1) > number:
            problems.add(row.file, row.line, f"its parent {above!r} stands further down, move the parent above it")


def _circle(start: str, parents: Mapping[str, object]) -> list[str] | None:
    path = [start]
    while (above := parents.get(path[-1])) is not None:
        path.append(str(above))
        if above == start:
            return path
        if path.count(str(above)) > 1:
            return None
    return None


def _reading_order(row: Row, ordinals: dict[str, int], problems: Problems) -> None:
    first = ordinals.get(str(row.values["first_passage_id"]), 0)
    last = ordinals.get(str(row.values["last_passage_id"]), first)
    if first > last:
        problems.add(row.file, row.line, "first_passage comes after last_passage, swap them")


def _topics_apart(rows: Rows, problems: Problems) -> None:
    """No sentence stands under two headings."""
    places = {v["id"]: (v["source_id"], int(str(v["ordinal"]))) for v in rows.values("passages") if "id" in v}
    owner: dict[Cell, Cell] = {}
    for row in rows.by_table["topics"]:
        first, last = (places.get(row.values[key]) for key in ("first_passage_id", "last_passage_id"))
        if first is None or last is None:
            continue
        inside = [passage for passage, place in places.items() if place[0] == first[0] and first <= place <= last]
        for other in sorted({str(owner[passage]) for passage in inside if passage in owner}):
            problems.add(row.file, row.line, f"has sentences of the topic {other!r}, too: mend first or last_passage")
        owner |= dict.fromkeys(inside, row.values["id"])


def _changes(rows: Rows, problems: Problems) -> None:
    """A change of a claim is of its own evidence, and says what takes the place of what is superseded."""
    claims = {str(v["id"]): v["claim_id"] for v in rows.values("evidence")}
    withdrawn = {v["claim_id"] for v in rows.values("claim_changes") if v["evidence_id"] is None}
    for row in rows.by_table["claim_changes"]:
        kind, replacement, evidence = (row.values[key] for key in ("kind_id", "replacement_id", "evidence_id"))
        if evidence in claims and claims[str(evidence)] != row.values["claim_id"]:
            problems.add(row.file, row.line, f"evidence_id {evidence!r} is of another claim, name that claim")
        if (kind == "supersede") == (replacement is None):
            told = (
                "supersede needs a replacement_id, add it"
                if replacement is None
                else "retract has no replacement_id, remove it"
            )
            problems.add(row.file, row.line, told)
    for row in rows.by_table["evidence"]:
        if row.values["claim_id"] in withdrawn:
            told = f"the claim {row.values['claim_id']!r} is withdrawn as a whole"
            problems.add(row.file, row.line, f"{told}, withdraw its single facts instead or leave this one out")
