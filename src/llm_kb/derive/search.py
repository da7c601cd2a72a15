"""Full-text search (SQLite only): an index beside each searched table, and one index over everything.

`content="…"` stands in double quotes because Datasette recognizes a search table only so. Beside the index over
everything are tables of its unstemmed words and of names, since the index itself has only stems.
"""

import csv

import sqlalchemy as sa

from llm_kb import text
from llm_kb.derive.names import SEARCH_INDEX, SEARCH_KINDS, SEARCH_NAMES, SEARCH_WORDS, SEARCHED
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import read_folder, read_sql

SPELLING = "unicode61 remove_diacritics 2"
TOKENIZER = f"porter {SPELLING}"


def create(connection: sa.Connection) -> None:
    """Create and fill every search index."""
    for table, columns in SEARCHED.items():
        options = f'{", ".join(columns)}, content="{table}", tokenize="{TOKENIZER}"'
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {table}_fts USING fts5({options})")
        connection.exec_driver_sql(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
    fields = f'kind UNINDEXED, id UNINDEXED, title, aliases, body, tokenize="{TOKENIZER}"'
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {SEARCH_INDEX} USING fts5({fields})")
    connection.exec_driver_sql("CREATE TEMP TABLE outside (kind TEXT, id TEXT, title TEXT, aliases TEXT, body TEXT)")
    connection.exec_driver_sql("INSERT INTO outside VALUES (?, ?, ?, ?, ?)", [*_queries(), *_topics(connection)])
    connection.exec_driver_sql("CREATE TEMP TABLE attribute_words (attribute TEXT, words TEXT)")
    connection.exec_driver_sql(
        "INSERT INTO attribute_words VALUES (?, ?)",
        [(row["attribute"], row["words"]) for row in _rows("attribute_words")],
    )
    connection.exec_driver_sql(
        f"INSERT INTO {SEARCH_INDEX} (kind, id, title, aliases, body)"
        " SELECT kind, id, title, aliases || coalesce(' · ' || words, ''), body"
        f" FROM ({_sql('search_index')} UNION ALL SELECT * FROM outside)"
        " LEFT OUTER JOIN attribute_words ON kind = 'attribute' AND id = attribute"
        # A search with too many matches is cut off in this order.
        " ORDER BY CASE kind WHEN 'technique' THEN 1 WHEN 'model' THEN 3 WHEN 'erratum' THEN 4"
        " WHEN 'publication' THEN 5 WHEN 'specification' THEN 6 WHEN 'fact' THEN 7 ELSE 2 END, kind, id"
    )
    connection.exec_driver_sql("DROP TABLE outside")
    connection.exec_driver_sql("DROP TABLE attribute_words")
    _create_names(connection)
    _create_words(connection)
    _create_kinds(connection)
    for table in (SEARCH_NAMES, SEARCH_WORDS, SEARCH_KINDS):
        connection.exec_driver_sql(f"ANALYZE {table}")


def _queries() -> list[tuple[str, ...]]:
    """The named queries that are listed, as documents."""
    listed = (file for file in read_folder(PACKAGE / "queries") if not file.values("internal"))
    return [
        ("query", file.name, file.text("title"), " · ".join(file.names("words")), file.text("description"))
        for file in listed
    ]


def _topics(connection: sa.Connection) -> list[tuple[str, ...]]:
    """Common topics that the knowledge base does not cover, with the closest alternative, as documents.

    A topic of which an attribute of specifications is recorded is covered.
    """
    recorded = set(connection.exec_driver_sql("SELECT DISTINCT attribute FROM specifications").scalars())
    rows = [row for row in _rows("topics") if recorded.isdisjoint(row["attributes"].split())]
    return [("topic", row["id"], row["title"], row["words"], row["answer"]) for row in rows]


def _create_names(connection: sa.Connection) -> None:
    """Create the table of names by the key by which they are looked up.

    A model is also found without its size, where that is no other model's name. An attribute has further names: the
    words by which people ask for it.
    """
    connection.exec_driver_sql(
        f"CREATE TABLE {SEARCH_NAMES} (spelling TEXT NOT NULL, document INTEGER NOT NULL, name TEXT NOT NULL,"
        " kind TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,"
        " PRIMARY KEY (spelling, document)) STRICT, WITHOUT ROWID"
    )
    rows = connection.exec_driver_sql(
        f"SELECT s.rowid, n.name, s.kind, s.id, s.title FROM ({_sql('search_names')}) AS n"
        f" INNER JOIN {SEARCH_INDEX} AS s ON n.kind = s.kind AND n.id = s.id ORDER BY n.form, s.rowid, n.name"
    ).all()
    names = [(text.folded(row.name), *row) for row in rows]
    attributes = {row.id: row for row in rows if row.kind == "attribute"}
    names += [
        (text.folded(name), attribute.rowid, name, attribute.kind, attribute.id, attribute.title)
        for row in _rows("attribute_words")
        if (attribute := attributes.get(row["attribute"]))
        for name in row["words"].split(" · ")
    ]
    known = {spelling for spelling, *_ in names}
    shortened = [(text.folded(text.without_size(row.name)), *row) for row in rows if row.kind == "model"]
    names += [name for name in shortened if name[0] not in known]
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO {SEARCH_NAMES} (spelling, document, name, kind, id, title) VALUES (?, ?, ?, ?, ?, ?)",
        names,
    )


def _create_words(connection: sa.Connection) -> None:
    """Create the table of unstemmed words with their document frequencies."""
    options = f"content='', columnsize=0, detail=none, tokenize=\"{SPELLING}\""
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.spelled USING fts5(t, a, b, {options})")
    columns = "rowid, t, a, b"
    connection.exec_driver_sql(
        f"INSERT INTO temp.spelled ({columns}) SELECT rowid, title, aliases, body FROM {SEARCH_INDEX}"
    )
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.spelled_words USING fts5vocab(temp, spelled, row)")
    connection.exec_driver_sql(
        f"CREATE TABLE {SEARCH_WORDS} (word TEXT PRIMARY KEY, documents INTEGER NOT NULL) STRICT, WITHOUT ROWID"
    )
    connection.exec_driver_sql(f"INSERT INTO {SEARCH_WORDS} SELECT term, doc FROM temp.spelled_words")
    connection.exec_driver_sql("DROP TABLE temp.spelled_words")
    connection.exec_driver_sql("DROP TABLE temp.spelled")


def _create_kinds(connection: sa.Connection) -> None:
    """Create the table of row number ranges by kind, since the index is filled kind by kind."""
    connection.exec_driver_sql(
        f"CREATE TABLE {SEARCH_KINDS} (kind TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL)"
        " STRICT, WITHOUT ROWID"
    )
    connection.exec_driver_sql(
        f"INSERT INTO {SEARCH_KINDS} SELECT kind, min(rowid), max(rowid) FROM {SEARCH_INDEX} GROUP BY kind"
    )


def _rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this folder."""
    with (PACKAGE / "derive" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sql(name: str) -> str:
    return read_sql(PACKAGE / "derive" / f"{name}.sql").sql
