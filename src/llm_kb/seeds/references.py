"""Holds the rows of a bundle against each other and against earlier bundles: references, trees, reading order."""

from collections.abc import Mapping

from llm_kb.seeds import changes
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
    ids = _Ids(rows)
    for row in (row for table in LOAD_ORDER for row in rows.by_table[table]):
        for column, target in REFERENCES.get(row.table, {}).items():
            if target not in rows.partial:
                ids.check(row, column, target, problems)
    for table, parent in TREES.items():
        _tree(rows.by_table[table], parent, problems)
    ordinals = {str(v["id"]): int(str(v["ordinal"])) for v in rows.values("passages") if "id" in v}
    for row in (*rows.by_table["topics"], *rows.by_table["findings"]):
        _reading_order(row, ordinals, problems)
    _topics_apart(rows, problems)
    changes.check(rows, problems)


def _unique(table: str, key: tuple[str, ...], rows: Rows, problems: Problems) -> None:
    taken = {tuple(values[column] for column in key) for values in rows.earlier.get(table, ())}
    for row in rows.by_table[table]:
        identity = tuple(row.values.get(column) for column in key)
        if identity in taken and None not in identity:
            words = ", ".join(f"{column} {value!r}" for column, value in zip(key, identity, strict=True))
            cure = "give the entry the next letter" if table == "statements" else "choose another"
            problems.add(row.file, row.line, f"{words} is taken in {table}, {cure}")
        taken.add(identity)


class _Ids:
    """Which ids there are, and by what other spellings a curator may mean them."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.known = {table: {str(v["id"]) for v in rows.values(table) if "id" in v} for table in LOAD_ORDER}

    def check(self, row: Row, column: str, target: str, problems: Problems) -> None:
        """Note it when a column holds an id that its table does not have."""
        value = row.values.get(column)
        if not isinstance(value, str) or not value or value in self.known[target]:
            return
        if target == "passages":
            problems.add(row.file, row.line, self._no_passage(column, value))
        else:
            near = suggestion(value, self.known[target], self._names(target))
            told = f"{column} {value!r} is not among {target}{near}"
            problems.add(row.file, row.line, f"{told}, add it there or use a known id")

    def _names(self, table: str) -> dict[str, str]:
        """The names and aliases of a table's rows, each with the id that it stands for."""
        one = table.removesuffix("s")
        aliases = {str(v["alias"]): str(v[f"{one}_id"]) for v in self.rows.values(f"{one}_aliases")}
        return aliases | {str(v["name"]): str(v["id"]) for v in self.rows.values(table) if "name" in v and "id" in v}

    def _no_passage(self, column: str, passage: str) -> str:
        """What is told of an unknown passage: its locator, as a curator writes it."""
        sections = {str(v["id"]): v for v in self.rows.values("sections")}
        section, paragraph, sentence = passage.rsplit("-", 2)
        if section not in sections:
            near = suggestion(section, sections)
            return f"the section {section!r} of {column} is not among sections{near}, add it there or mend the locator"
        source, at = sections[section]["source_id"], f"{sections[section]['name']}/{paragraph}/{sentence}"
        there = [
            f"{sections[str(v['section_id'])]['name']}/{v['paragraph']}/{v['sentence']}"
            for v in self.rows.values("passages")
            if v["source_id"] == source and v.get("section_id") in sections
        ]
        near = suggestion(at, there)
        return f"{at!r} is not among the passages of {source!r}{near}, add it there or mend the locator"


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
