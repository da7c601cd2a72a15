"""Derived objects come and go as a whole, and a fingerprint tells whether they are out of date."""

import importlib
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from llm_kb import derive
from llm_kb.derive import stored
from llm_kb.derive.names import SEARCH_TABLES, STORED, VIEWS, in_order
from llm_kb.migrate import migration_engine
from llm_kb.settings import PACKAGE, data_directory
from llm_kb.sqlfile import SqlFile, read_folder

from .derive_tools import path_of, rederive

fingerprint_module = importlib.import_module("llm_kb.fingerprint")


def names(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE sql IS NOT NULL")}


def dump(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    listed = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    inner = tuple(f"{index}_" for index in SEARCH_TABLES)
    kept = [name for (name,) in listed if name in SEARCH_TABLES or not name.startswith(inner)]
    return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in kept}


def test_dropping_leaves_nothing_derived_and_everything_else(kb_copy: sqlite3.Connection) -> None:
    before = dump(kb_copy)
    with migration_engine(f"sqlite:///{path_of(kb_copy)}").begin() as connection:
        derive.drop(connection)
    after = dump(kb_copy)
    derived = set(before) - set(after)
    assert derived == {
        *derive.TABLES,
        *derive.VIEWS,
        *SEARCH_TABLES,
        *(n for n in before if n.startswith("sqlite_stat")),
    }
    assert after == {name: rows for name, rows in before.items() if name not in derived}
    assert not [name for name in names(kb_copy) if "design_facts" in name]


def test_dropping_twice_is_harmless(kb_copy: sqlite3.Connection) -> None:
    with migration_engine(f"sqlite:///{path_of(kb_copy)}").begin() as connection:
        derive.drop(connection)
        derive.drop(connection)


def test_deriving_anew_gives_the_same_again(kb_copy: sqlite3.Connection) -> None:
    before, objects = dump(kb_copy), names(kb_copy)
    rederive(kb_copy)
    assert dump(kb_copy) == before
    assert names(kb_copy) == objects


def test_the_order_of_creation_names_everything_after_what_it_reads() -> None:
    views = read_folder(PACKAGE / "derive" / "views")
    assert sorted(VIEWS) == [file.name for file in views]
    assert sorted(STORED) == [file.name for file in stored.files()]
    order = [file.name for file in in_order((*views, *stored.files()))]
    for file in (*views, *stored.files()):
        read = set(re.findall(r"\b(?:FROM|JOIN) (\w+)", file.sql)) & set(order)
        assert read <= set(order[: order.index(file.name)]), file.name


def test_every_stored_table_is_laid_out_as_its_header_says(kb: sqlite3.Connection) -> None:
    for file in stored.files():
        assert_that_it_is_laid_out(file, kb)


def assert_that_it_is_laid_out(file: SqlFile, kb: sqlite3.Connection) -> None:
    declared = {name for key in ("key", "integers", "reals", "nullable", "index") for name in file.names(key)}
    assert declared | set(file.named("reference")) <= set(file.columns)
    assert file.names("key")
    kind = kb.execute("SELECT type, strict FROM pragma_table_list WHERE name = ?", (file.name,)).fetchone()
    assert tuple(kind) == ("table", 1)
    keys = kb.execute("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (file.name,))
    assert tuple(name for (name,) in keys) == file.names("key")
    indexes = kb.execute("SELECT name FROM pragma_index_list(?) WHERE origin = 'c'", (file.name,))
    assert len(indexes.fetchall()) == len(file.values("index"))


def test_views_of_an_earlier_version_of_the_package_give_way_to_stored_tables(kb_copy: sqlite3.Connection) -> None:
    before = dump(kb_copy)
    kb_copy.execute("DROP TABLE lineage")
    kb_copy.execute("CREATE VIEW lineage AS SELECT 1 AS student")
    rederive(kb_copy)
    assert dump(kb_copy) == before


def test_every_derived_object_is_known_as_such() -> None:
    for name in (*derive.TABLES, *derive.VIEWS, *SEARCH_TABLES, "models_fts_data", "search_index_content"):
        assert derive.is_derived(name), name
    for other in ("models", "findings", "publications", "search", "dictionary", None):
        assert not derive.is_derived(other), other


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of migrations, seeds and package that the fingerprint is taken of instead of the real ones."""
    for name in ("migrations", "seed"):
        shutil.copytree(data_directory(name), tmp_path / name)
    shutil.copytree(PACKAGE, tmp_path / "package", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint_module, "data_directory", lambda name: tmp_path / name)
    monkeypatch.setattr(fingerprint_module, "PACKAGE", tmp_path / "package")
    return tmp_path


def test_the_fingerprint_depends_on_contents_only(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of_the_copy = derive.fingerprint()
    monkeypatch.undo()
    assert derive.fingerprint() == of_the_copy
    assert derive.fingerprint() == of_the_copy


@pytest.mark.parametrize(
    "name",
    [
        "seed/2025-06-paper/models.csv",
        "seed/2025-06-paper/edition.yaml",
        "migrations/versions/0004_create_models.py",
        "package/derive/tables/design_facts.sql",
        "package/derive/views/finding_facts.sql",
        "package/derive/search.py",
        "package/schema/models.py",
        "package/seeds/facts.py",
        "package/dictionary.py",
        "package/presentation.py",
        "package/sqlfile.py",
    ],
)
def test_the_fingerprint_changes_with_everything_that_decides_the_contents(name: str, data: Path) -> None:
    before = derive.fingerprint()
    path = data / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert derive.fingerprint() != before


def test_the_fingerprint_changes_with_a_new_and_with_a_renamed_file(data: Path) -> None:
    seen = {derive.fingerprint()}
    new = data / "seed" / "2025-06-paper" / "facts" / "9.9.yaml"
    new.write_text("[]\n", encoding="utf-8")
    seen.add(derive.fingerprint())
    new.rename(new.with_name("9.8.yaml"))
    seen.add(derive.fingerprint())
    assert len(seen) == 3


@pytest.mark.parametrize("name", ["seed/README.md", "migrations/__pycache__/env.py", "package/site/plugin.py"])
def test_the_fingerprint_does_not_change_with_anything_else(name: str, data: Path) -> None:
    before = derive.fingerprint()
    path = data / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    assert derive.fingerprint() == before
