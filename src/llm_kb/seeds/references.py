"""Validates the rows of a bundle and of earlier ones together: uniqueness, references, trees, reading order."""

from collections.abc import Mapping

from llm_kb.seeds import changes, documents, judgments, plausibility
from llm_kb.seeds.format import COLUMNS, FILES, REFERENCES, TABLES
from llm_kb.seeds.problems import Problems, suggestion
from llm_kb.seeds.rows import Cell, SeedRow, StagingRows

CHECKED_BY_READER = {file.name for file in FILES if file.file_key == file.primary_key}
"""Tables whose primary keys the CSV reader has already checked for duplicates."""
KEYS = [(name, key) for name, table in TABLES.items() for key in (table.primary_key, table.unique) if key]
TREES = {name: table.parent for name, table in TABLES.items() if table.parent}
REFERRING = [(table, column, target) for table, columns in REFERENCES.items() for column, target in columns.items()]
CURES = {
    "statements": "give the entry the next letter",
    **dict.fromkeys(("undisclosed", "fact_verdicts", "document_texts"), "keep one of them"),
}
"""What to do about a key that occurs twice, where another one cannot be chosen."""
TARGETS = sorted({target for _, _, target in REFERRING})


def check(rows: StagingRows, problems: Problems) -> None:
    """Check everything that takes more than one row."""
    for name in TARGETS:
        rows.query(f"CREATE INDEX IF NOT EXISTS ix_{name}_id ON {name} (id)")
    checked_by_reader = CHECKED_BY_READER if rows.bundle == 1 else set()
    for name, key in KEYS:
        if name not in checked_by_reader or key != TABLES[name].primary_key:
            _unique(name, key, rows, problems)
    for name, column, target in REFERRING:
        if target not in rows.partial:
            _references_exist(name, column, target, rows, problems)
    for name, parent in TREES.items():
        _tree(list(rows.own_rows(name, "id", parent)), parent, problems)
    for name in ("topics", "findings"):
        for row in list(rows.own_rows(name, "first_passage_id", "last_passage_id")):
            _reading_order(row, rows, problems)
    _topics_apart(rows, problems)
    for module in (changes, documents, plausibility, judgments):
        module.check(rows, problems)


def _unique(table: str, key: tuple[str, ...], rows: StagingRows, problems: Problems) -> None:
    columns, filled = ", ".join(key), " AND ".join(f"{column} IS NOT NULL" for column in key)
    duplicates = f"SELECT {columns} FROM {table} WHERE {filled} GROUP BY {columns} HAVING count(*) > 1"
    for identity in rows.query(duplicates).fetchall():
        condition = " AND ".join(f"{column} = ?" for column in key)
        occurrences = rows.query(f"SELECT bundle, file, line FROM {table} WHERE {condition} ORDER BY rowid", *identity)
        words = ", ".join(f"{column} {value!r}" for column, value in zip(key, identity, strict=True))
        cure = CURES.get(table, "choose another")
        for bundle, file, line in occurrences.fetchall()[1:]:
            if bundle == rows.bundle:
                problems.add(file, line, f"{words} is taken in {table}, {cure}")


def _references_exist(table: str, column: str, target: str, rows: StagingRows, problems: Problems) -> None:
    """Report ids in a column that do not exist in the referenced table."""
    unknown = f"""
        SELECT {column}, file, line FROM {table}
        WHERE bundle = ? AND {column} <> '' AND NOT EXISTS (SELECT 1 FROM {target} AS t WHERE t.id = {table}.{column})
    """
    for value, file, line in rows.query(unknown, rows.bundle).fetchall():
        if target == "passages":
            problems.add(file, line, _missing_passage_message(column, value, rows))
        else:
            hint = suggestion(value, rows.column_values(target), _names(target, rows))
            problems.add(file, line, f"{column} {value!r} is not among {target}{hint}, add it there or use a known id")


def _names(table: str, rows: StagingRows) -> dict[str, str]:
    """The names and aliases of a table's rows, each with the id that it stands for."""
    one = table.removesuffix("s")
    aliases = f"SELECT alias, {one}_id FROM {one}_aliases" if f"{one}_aliases" in COLUMNS else ""
    own = [column for column in ("abbreviation", "name") if column in COLUMNS[table]]
    names = [f"SELECT {column}, id FROM {table} WHERE {column} <> '' AND id IS NOT NULL" for column in own]
    return {str(name): str(identity) for sql in (aliases, *names) if sql for name, identity in rows.query(sql)}


def _missing_passage_message(column: str, passage: str, rows: StagingRows) -> str:
    """The message for an unknown passage, with its locator as a curator writes it."""
    sections = {row[0]: row[1:] for row in rows.query("SELECT id, source_id, name FROM sections")}
    section = passage.rsplit("-", 2)[0]
    if section in sections:
        source, name = sections[section]
    elif document := _document_of(passage, rows):
        source, name = document, ""
    else:
        near = suggestion(section, sections)
        return f"the section {section!r} of {column} is not among sections{near}, add it there or correct the locator"
    places = """
        SELECT coalesce(s.name || '/' || p.paragraph || '/' || p.sentence, p.id)
        FROM passages AS p LEFT OUTER JOIN sections AS s ON p.section_id = s.id
        WHERE p.source_id = ? AND p.id IS NOT NULL
    """
    at = f"{name}/{'/'.join(passage.rsplit('-', 2)[1:])}" if name else _place_in(source, passage)
    locators = [place if name else _place_in(source, str(place)) for (place,) in rows.query(places, source)]
    cure = "add it there" if name else "run 'llm-kb seed passages' to add it"
    return f"{at!r} is not among the passages of {source!r}{suggestion(at, locators)}, {cure} or correct the locator"


def _document_of(passage: str, rows: StagingRows) -> str | None:
    """The source without sections that the id of a passage begins with, the longest where there are several."""
    undivided = "SELECT id FROM sources WHERE id NOT IN (SELECT source_id FROM sections WHERE source_id IS NOT NULL)"
    sources = [str(source) for (source,) in rows.query(undivided) if passage.startswith(f"{source}-")]
    return max(sources, key=len, default=None)


def _place_in(source: str, passage: str) -> str:
    """The locator of a passage in a source without sections: place and number."""
    return "/".join(passage.removeprefix(f"{source}-").rsplit("-", 1))


def _tree(rows: list[SeedRow], parent: str, problems: Problems) -> None:
    parents = {str(r.values["id"]): r.values[parent] for r in rows}
    places = {str(r.values["id"]): n for n, r in enumerate(rows)}
    for number, row in enumerate(rows):
        above = str(row.values[parent])
        if circle := _circle(str(row.values["id"]), parents):
            problems.add(row.file, row.line, f"{' → '.join(circle)} is a circle of parents, break it")
        elif places.get(above, -1) > number:
            problems.add(row.file, row.line, f"its parent {above!r} is defined further down, move the parent above it")


def _circle(start: str, parents: Mapping[str, object]) -> list[str] | None:
    path = [start]
    while (above := parents.get(path[-1])) is not None:
        path.append(str(above))
        if above == start:
            return path
        if path.count(str(above)) > 1:
            return None
    return None


def _place(passage: Cell, rows: StagingRows) -> tuple[str, int] | None:
    """The source of a passage and its place in the reading order there."""
    place: tuple[str, int] | None = rows.query(
        "SELECT source_id, ordinal FROM passages WHERE id = ?", passage
    ).fetchone()
    return place


def _reading_order(row: SeedRow, rows: StagingRows, problems: Problems) -> None:
    first, last = (_place(row.values[key], rows) for key in ("first_passage_id", "last_passage_id"))
    if first and last and first[1] > last[1]:
        problems.add(row.file, row.line, "first_passage comes after last_passage, swap them")


def _topics_apart(rows: StagingRows, problems: Problems) -> None:
    """No sentence stands under two headings."""
    owner: dict[Cell, Cell] = {}
    for row in list(rows.own_rows("topics", "id", "first_passage_id", "last_passage_id")):
        first, last = (_place(row.values[key], rows) for key in ("first_passage_id", "last_passage_id"))
        if first is None or last is None:
            continue
        passages_between = (
            "SELECT id FROM passages WHERE source_id = ? AND ordinal >= ? AND (source_id, ordinal) <= (?, ?)"
        )
        inside = [passage for (passage,) in rows.query(passages_between, *first, *last)]
        for other in sorted({str(owner[passage]) for passage in inside if passage in owner}):
            problems.add(
                row.file, row.line, f"has sentences of the topic {other!r}, too: correct first_passage or last_passage"
            )
        owner |= dict.fromkeys(inside, row.values["id"])
