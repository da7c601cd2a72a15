"""Two databases are compared row by row, as their own tables and keys have it, whatever their schemas."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb import derive, dictionary
from llm_kb.database import open_read_only
from llm_kb.diff import Difference, RowChange, TableDifference, UnmatchedRow, compare

from .conftest import RETRACTION, Compare


def the_one(difference: Difference) -> TableDifference:
    """The only table in which anything differs."""
    (table,) = difference.tables
    return table


def test_the_same_contents_do_not_differ(difference: Compare) -> None:
    same = difference("VACUUM")
    assert not same
    assert same == Difference(len(dictionary.tables()), [], {}, {})


def test_a_row_that_came_is_added_and_one_that_went_is_removed(difference: Compare) -> None:
    sql = "INSERT INTO institutions VALUES ('attic', 99, 'The Attic', 0)"
    entry = UnmatchedRow(
        {"id": "attic"}, "The Attic", {"id": "attic", "ordinal": 99, "name": "The Attic", "surveyed": 0}
    )
    table = the_one(difference(sql))
    assert (table.table, table.title, table.added, table.removed) == ("institutions", "Institutions", [entry], [])
    backwards = the_one(difference("SELECT 1", backwards=True))
    assert (backwards.added, backwards.removed) == ([], [entry])


def test_a_changed_row_tells_the_columns_that_changed(difference: Compare) -> None:
    table = the_one(difference("UPDATE models SET name = 'Kiwi 1', publication_id = '9' WHERE id = 'kiwi'"))
    assert table.changed == [
        RowChange({"id": "kiwi"}, "Kiwi 1", {"name": ("Kiwi", "Kiwi 1"), "publication_id": (None, "9")})
    ]
    assert (table.added, table.removed, table.moved) == ([], [], [])


def test_a_row_with_another_key_is_another_row(difference: Compare) -> None:
    table = the_one(difference("UPDATE units SET id = 'percents' WHERE id = 'percent'"))
    assert [entry.key["id"] for entry in (*table.added, *table.removed)] == ["percents", "percent"]


def test_rows_that_only_stand_elsewhere_have_moved(difference: Compare) -> None:
    table = the_one(
        difference(
            """
            UPDATE techniques SET ordinal = ordinal + 1000 WHERE ordinal > 15;
            UPDATE techniques SET definition = 'New.' WHERE ordinal = 1016;
            """
        )
    )
    assert table.counts == {"added": 0, "removed": 0, "changed": 1, "moved": 10}
    assert table.changed[0].columns["ordinal"] == (16, 1016)


def test_a_key_of_several_columns_tells_rows_apart(difference: Compare) -> None:
    table = the_one(
        difference("UPDATE technique_publications SET role_id = 'cited-for' WHERE technique_id = 'moss-lining'")
    )
    assert [change.key for change in table.changed] == [{"technique_id": "moss-lining", "publication_id": "9"}]


def test_numbers_of_a_key_stand_in_their_order(crowded_file: Path, tmp_path: Path) -> None:
    after = Path(shutil.copyfile(crowded_file, tmp_path / "after.db"))
    with closing(sqlite3.connect(after)) as connection, connection:
        connection.execute("UPDATE authorships SET name_printed = name_printed || '!' WHERE publication_id = '1'")
    with closing(open_read_only(crowded_file)) as old, closing(open_read_only(after)) as new:
        table = the_one(compare(old, new))
    assert [change.key["ordinal"] for change in table.changed] == list(range(3, 1201, 3))


@pytest.mark.parametrize(
    ("sql", "table", "label"),
    [
        (
            "DELETE FROM claims WHERE id = 'swift-3--half-folding--uses--inference'",
            "claims",
            "Swift 3 uses half folding (inference)",
        ),
        (
            "DELETE FROM evidence WHERE id LIKE '%--swift-3--half-folding--uses--inference'",
            "evidence",
            "Swift 3 uses half folding (inference), 3.1 ¶3 s1: ",
        ),
        ("DELETE FROM statements WHERE id = 'tiny-source-3-1-3-1'", "statements", "3.1 ¶3 s1: "),
        ("DELETE FROM citations WHERE passage_id = 'tiny-source-3-1-3-2'", "citations", "[5] in 3.1 ¶3 s2"),
        ("DELETE FROM publications WHERE id = '5'", "publications", "[5] Wren 2: Notes"),
        (
            "DELETE FROM measurements WHERE statement_id = 'tiny-source-3-1-3-1'",
            "measurements",
            "duration 50%: Swift 3 folds in halves",
        ),
        (RETRACTION, "claim_changes", "retract Magpie uses half folding (inference): It was <wrong>."),
        ("DELETE FROM evidence_models", "evidence_models", ""),
    ],
)
def test_a_row_is_told_readably(sql: str, table: str, label: str, difference: Compare) -> None:
    found = {each.table: each for each in difference(sql).tables}
    told = [entry.label for entry in (*found[table].added, *found[table].removed)]
    assert told[0].startswith(label)
    assert bool(told[0]) is bool(label)


def test_every_file_of_labels_knows_every_row_of_its_table(kb: sqlite3.Connection) -> None:
    from llm_kb.diff import labels

    for name, file in labels._files().items():
        told = kb.execute(file.sql).fetchall()
        assert len(told) == kb.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        assert all(row["label"] for row in told)


def test_derived_tables_are_compared_only_where_asked_for(difference: Compare) -> None:
    sql = "UPDATE design_facts SET statement = 'x' WHERE rowid = 1; UPDATE build_info SET value = 'x'"
    assert not difference(sql)
    assert [table.table for table in difference("SELECT 1", derived=True).tables] == ["build_info", "design_facts"]


def test_every_derived_table_of_the_dictionary_can_be_compared(difference: Compare) -> None:
    plain, all_of_them = difference("SELECT 1"), difference("SELECT 1", derived=True)
    assert all_of_them.compared - plain.compared == len(derive.TABLES)


def test_a_table_that_only_one_has_is_named_with_its_rows(difference: Compare) -> None:
    sql = """
        CREATE TABLE shades (id TEXT PRIMARY KEY);
        INSERT INTO shades VALUES ('gray'), ('brown');
        INSERT INTO dictionary_tables VALUES ('shades', 'table', 'Shades', 'One row per shade.');
    """
    assert (difference(sql).only_in_new, difference("SELECT 1", backwards=True).only_in_old) == (
        {"shades": 2},
        {"shades": 2},
    )
    assert difference("SELECT 1")


def test_a_column_that_only_one_has_is_named_and_the_others_are_compared(difference: Compare) -> None:
    table = the_one(
        difference("ALTER TABLE units ADD COLUMN color TEXT; UPDATE units SET name = 'x' WHERE id = 'percent'")
    )
    assert (table.columns_only_in_old, table.columns_only_in_new) == ([], ["color"])
    assert [list(change.columns) for change in table.changed] == [["name"]]
    assert the_one(difference("SELECT 1", backwards=True)).columns_only_in_old == ["color"]


def test_a_column_alone_is_a_difference(difference: Compare) -> None:
    assert difference("ALTER TABLE units ADD COLUMN color TEXT")


def test_with_another_key_rows_are_compared_as_a_whole(difference: Compare) -> None:
    table = the_one(
        difference(
            """
            CREATE TABLE others (id TEXT, ordinal INTEGER, name TEXT, definition TEXT, PRIMARY KEY (id, name)) STRICT;
            INSERT INTO others SELECT * FROM units;
            DROP TABLE units;
            ALTER TABLE others RENAME TO units;
            UPDATE units SET definition = 'New.' WHERE id = 'percent';
            """
        )
    )
    assert not table.same_key
    assert table.counts == {"added": 1, "removed": 1, "changed": 0, "moved": 0}


def table_of(columns: str, *rows: tuple[object, ...]) -> sqlite3.Connection:
    """A database with one table of these columns and rows."""
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    database.execute("CREATE TABLE dictionary_tables AS SELECT 't' AS name, 'T' AS title, 'table' AS kind")
    database.execute(f"CREATE TABLE t ({columns})")
    for row in rows:
        database.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(row))})", row)
    return database


def test_without_a_common_key_each_of_several_equal_rows_counts() -> None:
    many = table_of("oldid INTEGER PRIMARY KEY, v TEXT", (1, "same"), (2, "same"), (3, "same"), (4, "gone"))
    one = table_of("newid INTEGER PRIMARY KEY, v TEXT", (7, "same"))
    removed = [
        UnmatchedRow({"v": "gone"}, "", {"oldid": 4, "v": "gone"}),
        UnmatchedRow({"v": "same"}, "", {"oldid": 2, "v": "same"}),
        UnmatchedRow({"v": "same"}, "", {"oldid": 3, "v": "same"}),
    ]
    forth, back = the_one(compare(many, one)), the_one(compare(one, many))
    assert (forth.added, forth.removed, forth.changed) == ([], removed, [])
    assert (back.added, back.removed, back.changed) == (removed, [], [])


def test_as_many_equal_rows_without_a_common_key_differ_in_the_schema_alone() -> None:
    table = the_one(compare(table_of("a INTEGER PRIMARY KEY, v", (1, "x"), (2, "x")), table_of("v", ("x",), ("x",))))
    assert (set(table.counts.values()), table.same_key, table.columns_only_in_old) == ({0}, False, ["a"])


def test_without_a_common_column_all_rows_went_and_others_came() -> None:
    table = the_one(compare(table_of("a PRIMARY KEY", (1,), (2,), (3,)), table_of("b PRIMARY KEY", (1,))))
    assert table.counts == {"added": 1, "removed": 3, "changed": 0, "moved": 0}
    assert [entry.key for entry in (*table.added, *table.removed)] == [{"b": 1}, {"a": 1}, {"a": 2}, {"a": 3}]


def test_tables_without_any_key_are_compared_as_a_whole() -> None:
    old = table_of("v", ("x",), ("x",))
    assert not compare(old, table_of("v", ("x",), ("x",)))
    assert the_one(compare(old, table_of("v", ("x",)))).counts["removed"] == 1


def test_without_a_label_of_its_own_schema_a_row_is_told_by_its_columns(difference: Compare) -> None:
    sql = """
        ALTER TABLE stages RENAME TO phases;
        UPDATE dictionary_tables SET name = 'phases' WHERE name = 'stages';
        ALTER TABLE publications RENAME COLUMN number TO place;
        UPDATE evidence SET qualifier = 'x' WHERE id LIKE '%--swift-3--half-folding--uses--inference';
        UPDATE publications SET year = 1999 WHERE id = '9';
        UPDATE statements SET phrase = 'x' WHERE id = 'tiny-source-3-1-3-2';
    """
    found = {table.table: [change.label for change in table.changed] for table in difference(sql).tables}
    assert found["evidence"] == [""]
    assert found["publications"] == ["Moss & mud: ein Überblick"]
    assert found["statements"][0].startswith("3.1 ¶3 s2: ")


def test_a_database_without_a_dictionary_is_an_error(kb_file: Path, difference: Compare, tmp_path: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError, match="dictionary_tables"):
        difference("DROP TABLE dictionary_tables")


def test_comparing_twice_tells_the_same(kb_file: Path, difference: Compare, tmp_path: Path) -> None:
    first = difference("DELETE FROM model_aliases; UPDATE models SET name = name || '!'")
    with open_read_only(kb_file) as old, open_read_only(tmp_path / "copy.db") as new:
        assert compare(old, new) == first
