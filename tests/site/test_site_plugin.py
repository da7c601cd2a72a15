"""The plugin, which Datasette loads wherever llm-kb is installed, leaves other Datasettes alone."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from llm_kb import derive
from llm_kb.hosting import datasette065
from llm_kb.site import plugin

Pages = Callable[..., list[tuple[int, str]]]

PATHS = [
    *("/", "/llm_kb", "/llm_kb/things", "/llm_kb/things/1", "/llm_kb?sql=select+1", "/nowhere", "/models"),
    *("/llm_kb/things?_sort=x", "/llm_kb/things.svg?_x=id", "/llms.txt", "/llm_kb/nowhere.json"),
]


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A database that is not ours, though its file has the name that ours is served under."""
    path = tmp_path / "llm_kb.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, name)")
        connection.executemany("INSERT INTO things (name) VALUES (?)", [(number,) for number in range(200)])
    return path


@pytest.fixture
def pages(foreign: Path, browse: Callable[[Datasette], Callable[[str], httpx.Response]]) -> Pages:
    """Asks a foreign Datasette for each kind of page, and leaves out how long it took."""

    def ask(**options: str) -> list[tuple[int, str]]:
        get = browse(Datasette([str(foreign)], **options))
        answers = [get(path) for path in PATHS]
        return [(answer.status_code, answer.text.partition("Queries took")[0]) for answer in answers]

    return ask


@contextmanager
def plugin_away() -> Iterator[None]:
    name = pm.get_name(plugin)
    pm.unregister(plugin)
    try:
        yield
    finally:
        pm.register(plugin, name)


@pytest.fixture(autouse=True)
def registered() -> None:
    """The plugin is registered, as it is once a site has been made in the process."""
    datasette065.register(plugin)


def test_making_a_site_registers_the_plugin(datasette: Datasette) -> None:
    assert plugin in pm.get_plugins()


def test_a_foreign_datasette_gives_the_same_pages_as_without_the_plugin(pages: Pages) -> None:
    with plugin_away():
        before = pages()
    assert pages() == before
    assert "SHA-256" not in str(before)


def test_a_foreign_datasette_still_pages_its_csv(
    foreign: Path, browse: Callable[[Datasette], Callable[[str], httpx.Response]]
) -> None:
    get = browse(Datasette([str(foreign)]))
    assert len(get("/llm_kb/things.csv").text.splitlines()) == 101


def test_loading_the_plugin_loads_nothing_heavy() -> None:
    script = "import sys, datasette.app; sys.exit('sqlalchemy' in sys.modules or 'alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_query_strings_are_completed_by_what_tables_and_queries_declare() -> None:
    tables = plugin._tables(derive.entries())
    assert tables.database == "llm_kb"
    assert tables.defaults["statements_of_section"] == {"section": "2.2", "technique": "", "limit": ""}
    assert tables.facets["claims"] == ("relation_id", "stage_id") and tables.facets["authorships"] == ()
    assert "claims" not in tables.columns
    assert tables.columns["specifications"][:3] == ["model", "attribute", "value"]
    assert {"model_id", "source_id"} <= {*tables.columns["specifications"]}
