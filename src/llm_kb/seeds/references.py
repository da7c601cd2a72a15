"""Holds the rows of a bundle against each other and against earlier bundles: references, trees, reading order."""

from collections.abc import Mapping

from llm_kb.seeds import changes
from llm_kb.seeds.format import COLUMNS, FILES, REFERENCES, TABLES
from llm_kb.seeds.problems import Problems, suggestion
from llm_kb.seeds.rows import Cell, Row, Rows

UNIQUE_AS_READ = {file.name for file in FILES if file.file_key == file.primary_key}
"""Tables of which no file has a key twice, as its reading tells."""
KEYS = [(name, key) for name, table in TABLES.items() for key in (table.primary_key, table.unique) if key]
TREES = {name: table.parent for name, table in TABLES.items() if table.parent}
REFERRING = [(table, column, target) for table, columns in REFERENCES.items() for column, target in columns.items()]
TARGETS = sorted({target for _, _, target in REFERRING})


def check(rows: Rows, problems: Problems) -> None:
    """Check everything that takes more than one row."""
    for name in TARGETS:
        rows.ask(f"CREATE INDEX IF NOT EXISTS ix_{name}_id ON {name} (id)")
    as_read = UNIQUE_AS_READ if rows.bundle == 1 else set()
    for name, key in KEYS:
        if name not in as_read or key != TABLES[name].primary_key:
            _unique(name, key, rows, problems)
    for name, column, target in REFERRING:
        if target not in rows.partial:
            _known(name, column, target, rows, problems)
    for name, parent in TREES.items():
        _tree(list(rows.own(name, "id", parent)), parent, problems)
    for name in ("topics", "findings"):
        for row in list(rows.own(name, "first_passage_id", "last_passage_id")):
            _reading_order(row, rows, problems)
    _topics_apart(rows, problems)
    changes.check(rows, problems)


def _unique(table: str, key: tuple[str, ...], rows: Rows, problems: Problems) -> None:
    columns, filled = ", ".join(key), " AND ".join(f"{column} IS NOT NULL" for column in key)
    several = f"SELECT {columns} FROM {table} WHERE {filled} GROUP BY {columns} HAVING count(*) > 1"
    for identity in rows.ask(several).fetchall():
        same = " AND ".join(f"{column} = ?" for column in key)
        found = rows.ask(f"SELECT bundle, file, line FROM {table} WHERE {same} ORDER BY rowid", *identity)
        words = ", ".join(f"{column} {value!r}" for column, value in zip(key, identity, strict=True))
        cure = "give the entry the next letter" if table == "statements" else "choose another"
        for bundle, file, line in found.fetchall()[1:]:
            if bundle == rows.bundle:
                problems.add(file, line, f"{words} is taken in {table}, {cure}")


def _known(table: str, column: str, target: str, rows: Rows, problems: Problems) -> None:
    """Note it where a column of a table holds an id that its target does not have."""
    unknown = f"""
        SELECT {column}, file, line FROM {table}
        WHERE bundle = ? AND {column} <> '' AND NOT EXISTS (SELECT 1 FROM {target} AS t WHERE t.id = {table}.{column})
    """
    for value, file, line in rows.ask(unknown, rows.bundle).fetchall():
        if target == "passages":
            problems.add(file, line, _no_passage(column, value, rows))
        else:
            near = suggestion(value, rows.known(target), _names(target, rows))
            problems.add(file, line, f"{column} {value!r} is not among {target}{near}, add it there or use a known id")


def _names(table: str, rows: Rows) -> dict[str, str]:
    """The names and aliases of a table's rows, each with the id that it stands for."""
    one = table.removesuffix("s")
    aliases = f"SELECT alias, {one}_id FROM {one}_aliases" if f"{one}_aliases" in COLUMNS else ""
    names = f"SELECT name, id FROM {table} WHERE id IS NOT NULL" if "name" in COLUMNS[table] else ""
    return {str(name): str(identity) for sql in (aliases, names) if sql for name, identity in rows.ask(sql)}


def _no_passage(column: str, passage: str, rows: Rows) -> str:
    """What is told of an unknown passage: its locator, as a curator writes it."""
    sections = {row[0]: row[1:] for row in rows.ask("SELECT id, source_id, name FROM sections")}
    section, paragraph, sentence = passage.rsplit("-", 2)
    if section not in sections:
        near = suggestion(section, sections)
        return f"the section {section!r} of {column} is not among sections{near}, add it there or mend the locator"
    source, name = sections[section]
    places = """
        SELECT s.name || '/' || p.paragraph || '/' || p.sentence
        FROM passages AS p INNER JOIN sections AS s ON p.section_id = s.id WHERE p.source_id = ?
    """
    at, there = f"{name}/{paragraph}/{sentence}", [place for (place,) in rows.ask(places, source)]
    return f"{at!r} is not among the passages of {source!r}{suggestion(at, there)}, add it there or mend the locator"


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


def _place(passage: Cell, rows: Rows) -> tuple[str, int] | None:
    """The source of a passage and its place in the reading order there."""
    found: tuple[str, int] | None = rows.ask("SELECT source_id, ordinal FROM passages WHERE id = ?", passage).fetchone()
    return found


def _reading_order(row: Row, rows: Rows, problems: Problems) -> None:
    first, last = (_place(row.values[key], rows) for key in ("first_passage_id", "last_passage_id"))
    if first and last and first[1] > last[1]:
        problems.add(row.file, row.line, "first_passage comes after last_passage, swap them")


def _topics_apart(rows: Rows, problems: Problems) -> None:
    """No sentence stands under two headings."""
    owner: dict[Cell, Cell] = {}
    for row in list(rows.own("topics", "id", "first_passage_id", "last_passage_id")):
        first, last = (_place(row.values[key], rows) for key in ("first_passage_id", "last_passage_id"))
        if first is None or last is None:
            continue
        stretch = "SELECT id FROM passages WHERE source_id = ? AND ordinal >= ? AND (source_id, ordinal) <= (?, ?)"
        inside = [passage for (passage,) in rows.ask(stretch, *first, *last)]
        for other in sorted({str(owner[passage]) for passage in inside if passage in owner}):
            problems.add(row.file, row.line, f"has sentences of the topic {other!r}, too: mend first or last_passage")
        owner |= dict.fromkeys(inside, row.values["id"])
