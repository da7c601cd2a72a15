"""Two curators change one draft at once: both changes are kept, the log tells who made them, one bundle has both."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from click.testing import CliRunner
from sqlalchemy.engine.interfaces import ReflectedColumn

from llm_kb import derive, dictionary, seeds
from llm_kb.cli import main
from llm_kb.drafts.draft import draft_in, files_in, snapshot
from llm_kb.drafts.sums import sums_of_draft
from llm_kb.migrate import migration_engine
from llm_kb.postgresql import connected
from llm_kb.schema import Base

from ..tiny import BUNDLES
from .desk import Desk

RENAME = "UPDATE draft.sources SET title = 'Wren 2, the card' WHERE id = 'wren-2-card'"
NEW_SOURCE = """
INSERT INTO draft.sources (id, title, rights, description, sha256)
VALUES ('swift-4-blog', 'Swift 4, a note', 'Invented.', 'A blog.', repeat('0', 64));
INSERT INTO draft.documents (source_id, kind_id, publisher_id, official, read)
VALUES ('swift-4-blog', 'technical-report', 'mud-and-straw', '1', 'whole');
INSERT INTO draft.document_models VALUES ('swift-4-blog', 'swift-3')
"""
STATEMENT = """
UPDATE draft.entries SET entry = replace(entry, 'takes in text and audio', 'hears and reads')
WHERE file = 'facts/wren-2-card.yaml' AND at = 'wren-2/1'
"""
SILENT = """
INSERT INTO draft.entries (file, list, entry) VALUES
('facts/swift-3-config.yaml', 'silent', '- {model: swift-3, attributes: [license], status: withheld}')
"""


def kb_in(url: str) -> None:
    """Make the knowledge base of the first tiny bundle in a database."""
    with migration_engine(sa.make_url(url).set(drivername="postgresql+psycopg")).begin() as connection:
        Base.metadata.create_all(connection)
        with Operations.context(MigrationContext.configure(connection)):
            seeds.insert(seeds.read(BUNDLES / "tiny"))
        derive.rebuild(connection)


@contextmanager
def reading(desk: Desk) -> Iterator[list[int]]:
    """Somebody asks the knowledge base in the same database all the time, and waits for nobody; gives the answers."""
    answers: list[int] = []
    ended = threading.Event()

    def ask() -> None:
        with desk.session() as connection:
            connection.exec_driver_sql("SET lock_timeout = '1ms'")
            while not ended.is_set():
                answers.append(connection.exec_driver_sql("SELECT count(*) FROM design_facts").scalar_one())

    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(ask)
        try:
            yield answers
        finally:
            ended.set()
            reader.result(timeout=30)


def test_what_two_curators_change_at_once_ends_in_one_reviewed_bundle(draft: Desk) -> None:
    kb_in(draft.url)
    before = draft.files()
    both_have_written, exported = threading.Barrier(3, timeout=30), threading.Barrier(3, timeout=30)

    def work(role: str, *statements: str) -> None:
        with draft.session(role) as connection:
            for statement in statements:
                connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
            both_have_written.wait()
            exported.wait()

    started = datetime.now(UTC)
    with reading(draft) as answers, ThreadPoolExecutor(2) as pool:
        curators = [pool.submit(work, "ann", RENAME, SILENT), pool.submit(work, "ben", NEW_SOURCE, STATEMENT)]
        both_have_written.wait()
        assert draft.done("export").startswith("Wrote 0 changed files"), "what is not committed is not exported"
        assert draft.files() == before
        exported.wait()
        for curator in curators:
            curator.result(timeout=30)
        told = draft.done("export")
        asked = len(answers)
        for _ in range(1000):
            time.sleep(0.01)
            if len(answers) > asked:
                break
        assert len(answers) > asked, "the reader is still answered"
    assert set(answers) == {answers[0]} != {0}

    facts = ("facts/swift-3-config.yaml", "facts/wren-2-card.yaml")
    assert told.startswith("Wrote 5 changed files to ")
    assert f": document_models.csv, documents.csv, {', '.join(facts)}, sources.csv.\nReview them with git diff" in told
    after = {name: data.decode() for name, data in draft.files().items()}
    assert {name for name in after if after[name].encode() != before[name]} == {
        *(*facts, "document_models.csv", "documents.csv", "sources.csv")
    }
    assert '\nwren-2-card,"Wren 2, the card",,' in after["sources.csv"]
    assert after["sources.csv"].splitlines()[-1].startswith("swift-4-blog,"), "new rows come last"
    assert "  says: Wren 2 hears and reads.\n" in after["facts/wren-2-card.yaml"]
    assert after["facts/swift-3-config.yaml"].startswith("entries:\n- at: layers/1\n")
    assert (
        "\nsilent:\n- {model: swift-3, attributes: [license], status: withheld}\n" in after["facts/swift-3-config.yaml"]
    )
    checked = CliRunner().invoke(main, ["seed", "check"])
    assert checked.stdout.startswith("tiny-makers has no problems: "), checked.stderr
    assert draft.done("check").startswith("tiny-makers has no problems: ")

    log = draft.rows(
        "SELECT changed_by, table_name, operation, row_key, changed_at FROM draft.changes ORDER BY 1, 2, 4"
    )
    (silent,) = (row[3] for row in log if "silent" in row[3])
    assert [row[:4] for row in log] == [
        ("ann", "entries", "INSERT", silent),
        ("ann", "sources", "UPDATE", "wren-2-card"),
        ("ben", "document_models", "INSERT", "swift-4-blog swift-3"),
        ("ben", "documents", "INSERT", "swift-4-blog"),
        ("ben", "entries", "UPDATE", "facts/wren-2-card.yaml wren-2/1"),
        ("ben", "sources", "INSERT", "swift-4-blog"),
    ]
    assert all(started - timedelta(seconds=5) < row[4] < datetime.now(UTC) for row in log)
    assert draft.done("changes", "--shared", "--csv").count("\n") == 1, "no row was changed by both"
    assert draft.done("end") == "Removed the draft of tiny-makers from the database.\n"


def test_what_is_read_of_a_draft_is_of_one_instant(draft: Desk) -> None:
    with connected(draft.url) as connection, snapshot(connection).begin():
        found = draft_in(connection)
        draft.sql("ann", NEW_SOURCE)
        files = files_in(connection, found.format)
    assert (sums_of_draft(files),) == found.sums


def test_a_row_that_two_curators_change_is_marked_and_no_version_of_it_is_lost(draft: Desk) -> None:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'ben' AND cardinality(pg_blocking_pids(pid)) > 0"
    with ThreadPoolExecutor(1) as pool:
        with draft.session("ann") as connection:
            connection.exec_driver_sql(RENAME)
            later = pool.submit(draft.sql, "ben", RENAME.replace("the card", "a page"))
            while draft.rows(waiting) != [(1,)]:
                assert not later.done(), "the second waits until the first is decided"
        assert later.result(timeout=30) == 1
    draft.sql("ann", STATEMENT)
    shared = "SELECT changed_by, before ->> 'title', after ->> 'title' FROM draft.changes WHERE table_name = 'sources'"
    assert draft.rows(f"{shared} ORDER BY change_id") == [
        ("ann", "Wren 2", "Wren 2, the card"),
        ("ben", "Wren 2, the card", "Wren 2, a page"),
    ]
    lines = draft.done("changes", "--shared", "--tsv").splitlines()[1:]
    assert [(line.split("\t")[2], line.split("\t")[-1]) for line in lines] == [("ann", "ann, ben"), ("ben", "ann, ben")]


def test_whoever_says_what_he_has_read_overwrites_nothing(draft: Desk) -> None:
    careful = RENAME.replace("WHERE", "WHERE title = 'Wren 2' AND")
    assert [draft.sql("ann", careful), draft.sql("ben", careful)] == [1, 0]


def test_a_row_is_followed_under_its_new_key(draft: Desk) -> None:
    draft.sql("ann", "UPDATE draft.sources SET id = 'wren-2-page' WHERE id = 'wren-2-card'")
    draft.sql("ben", "DELETE FROM draft.sources WHERE id = 'wren-2-page'")
    rows = [line.split(",", 8) for line in draft.done("changes", "--csv").splitlines()[1:]]
    assert [row[4:7] for row in rows] == [["wren-2-card", "wren-2-page", "UPDATE"], ["wren-2-page", "", "DELETE"]]
    assert all(row[-1].endswith('"ann, ben"') for row in rows)


FORGERIES = {
    "a row of the log": "INSERT INTO draft.changes"
    " (changed_at, changed_by, transaction_id, table_name, row_key, operation)"
    " VALUES (now(), 'ben', 1, 'sources', 'x', 'DELETE')",
    "another author": "UPDATE draft.changes SET changed_by = 'ben'",
    "no author": "DELETE FROM draft.changes",
    "an empty log": "TRUNCATE draft.changes",
    "a table without a trigger": "ALTER TABLE draft.sources DISABLE TRIGGER ALL",
    "another function": "CREATE OR REPLACE FUNCTION draft.log_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
    "the trigger on a table of one's own": "CREATE TEMP TABLE sources (id text); CREATE TRIGGER forge AFTER INSERT"
    " ON sources FOR EACH ROW EXECUTE FUNCTION draft.log_change('id'); INSERT INTO sources VALUES ('x')",
    "a replica": "SET session_replication_role = 'replica'",
    "another session": "SET SESSION AUTHORIZATION ben",
    "another role": "SET ROLE ben",
    "an emptied table": "TRUNCATE draft.sources",
    "an export by another": "INSERT INTO draft.exports (sums, exported_by) VALUES ('', 'ben')",
    "another bundle": "UPDATE draft.bundle SET sums = ''",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_no_curator_can_forge_the_log(settled: Desk, forgery: str) -> None:
    with pytest.raises(sa.exc.DBAPIError, match=r"permission denied|must be owner"):
        settled.sql("ann", forgery)


def test_the_log_names_whoever_logged_in_whatever_role_and_path_he_has_set(draft: Desk) -> None:
    draft.sql("postgres", "DROP ROLE IF EXISTS desk; CREATE ROLE desk; GRANT desk TO ann")
    draft.done("admit", "desk")
    shadow = "CREATE TEMP TABLE changes (x text); SET search_path = pg_temp, pg_catalog"
    draft.sql("ann", f"SET ROLE desk; {shadow}; {RENAME}")
    assert draft.rows("SELECT changed_by, row_key FROM draft.changes") == [("ann", "wren-2-card")]
    draft.sql("postgres", "DROP OWNED BY desk; DROP ROLE desk")


def test_truncating_is_refused_even_to_the_owner_and_changing_nothing_is_no_change(draft: Desk) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="TRUNCATE would not be logged row by row: use DELETE"):
        draft.sql("postgres", "TRUNCATE draft.sources")
    assert draft.sql("ann", "UPDATE draft.sources SET title = title") == 3
    assert draft.rows("SELECT * FROM draft.changes") == []


NEVER_NULL = {
    "entries": ("file", "list", "entry", "row_position"),
    "files": ("name", "list", "text", "row_position"),
    "sources": ("id", "title", "row_position"),
}


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (NEW_SOURCE.replace("swift-4-blog", "wren-2-card"), "duplicate key"),
        ("INSERT INTO draft.entries (file, entry) SELECT file, entry FROM draft.entries", "duplicate key"),
        ("INSERT INTO draft.sources (title) VALUES ('a')", "null value in column"),
        ("INSERT INTO draft.entries (file, entry) VALUES ('facts/../x.yaml', '- at: a/1')", "file_of_facts"),
        ("INSERT INTO draft.files (name) VALUES ('../x')", "name_of_a_file"),
        *(
            (f"UPDATE draft.{table} SET {column} = NULL", f'null value in column "{column}"')
            for table, columns in NEVER_NULL.items()
            for column in columns
        ),
        ("INSERT INTO draft.entries (file, entry) VALUES ('facts/x.yaml', 'at: a/1')", "entry_begins_with_a_dash"),
    ],
)
def test_what_no_bundle_could_hold_is_refused(settled: Desk, statement: str, told: str) -> None:
    with pytest.raises(sa.exc.IntegrityError, match=told):
        settled.sql("ann", statement)


def test_a_row_is_put_between_two_others(draft: Desk) -> None:
    draft.sql(
        "ann",
        "INSERT INTO draft.document_models (source_id, model_id, row_position) VALUES ('wren-2-card', 'wren-2-x', 3.5)",
    )
    draft.done("export")
    lines = draft.files()["document_models.csv"].decode().splitlines()
    assert lines[3:5] == ["wren-2-card,wren-2", "wren-2-card,wren-2-x"]


SELF_EXPLAINING = {
    "entries": {"id", "file"},
    "files": {"name"},
    "changes": {"change_id", "transaction_id", "table_name", "operation", "before", "after"},
}
"""The columns of the draft's own tables whose names say all."""


def test_tables_and_columns_are_described(settled: Desk) -> None:
    entry = next(entry for entry in dictionary.tables() if entry.name == "models")
    columns = {column.name: column.description for column in entry.columns}
    with settled.session("ben") as connection:
        inspector = sa.inspect(connection)
        assert inspector.get_table_comment("models", "draft")["text"] == entry.description
        found = {column["name"]: column["comment"] for column in inspector.get_columns("models", "draft")}
        bare = {table: _without_a_comment(inspector.get_columns(table, "draft")) for table in SELF_EXPLAINING}
    assert "Rows are in this order" in str(found.pop("row_position"))
    assert found == {name: columns[name] for name in found}
    assert "parent_id" in found
    assert bare == SELF_EXPLAINING


def _without_a_comment(columns: list[ReflectedColumn]) -> set[str]:
    return {column["name"] for column in columns if not column.get("comment")}
