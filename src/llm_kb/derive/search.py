"""Full-text search (SQLite only): an index beside each searched table, and one index over everything.

`content="…"` stands in double quotes because Datasette recognises a search table only so.
"""

import sqlalchemy as sa

from llm_kb.derive.names import SEARCH_INDEX, SEARCHED
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import read_sql

TOKENIZER = "porter unicode61 remove_diacritics 2"


def create(connection: sa.Connection) -> None:
    """Create and fill every search index."""
    for table, columns in SEARCHED.items():
        options = f'{", ".join(columns)}, content="{table}", tokenize="{TOKENIZER}"'
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {table}_fts USING fts5({options})")
        connection.exec_driver_sql(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
    fields = f'kind UNINDEXED, id UNINDEXED, title, aliases, body, tokenize="{TOKENIZER}"'
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {SEARCH_INDEX} USING fts5({fields})")
    documents = read_sql(PACKAGE / "derive" / "search_index.sql").sql
    connection.exec_driver_sql(f"INSERT INTO {SEARCH_INDEX} (kind, id, title, aliases, body) {documents}")
