"""What is assumed of Datasette, datasette-mcp and jinja2 beyond what they document: one test for each assumption."""

import asyncio
import copy
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import datasette_mcp
import httpx
import pytest
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm
from jinja2 import Environment

from llm_kb.hosting import context, datasette065
from llm_kb.hosting.datasette065 import PublicDatasette, ServedDatabase, SharedMetadata
from llm_kb.hosting.middleware.security import scripts_of
from llm_kb.settings import checkout

NAME = "birds"
LOOK_UPS = (
    *("fts_table", "_foreign_keys", "get_all_foreign_keys", "hidden_table_names", "label_column_for_table"),
    *("primary_keys", "table_column_details", "table_columns", "table_names", "view_names", "_definition"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with a table of 250 rows that come in no order of their keys, and of which many are alike."""
    path = tmp_path / "any name?.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE nests (id TEXT PRIMARY KEY, kind TEXT)")
        rows = [(f"{number * 97 % 250:03}", "round" if number % 3 else "flat") for number in range(250)]
        connection.executemany("INSERT INTO nests VALUES (?, ?)", rows)
    return path


@pytest.fixture
def served(file: Path) -> Iterator[PublicDatasette]:
    """A Datasette of that database, with one canned query whose statement is made for each request."""

    def canned_query(name: str) -> dict[str, Any] | None:
        sql = f"SELECT {len(context.current().client)} AS length, :x AS x"
        return {"name": name, "sql": sql, "params": ["x"]} if name == "made" else None

    datasette = PublicDatasette(canned_query, metadata={"databases": {NAME: SharedMetadata(tables={})}})
    database = ServedDatabase(datasette, file)
    datasette065.serve_only(datasette, NAME, database)
    with closing(database):
        yield datasette


def get(datasette: Datasette, path: str, request: context.RequestContext | None = None) -> httpx.Response:
    async def ask() -> httpx.Response:
        await datasette.invoke_startup()
        if request:
            context.begin(request)
        response: httpx.Response = await datasette.client.get(path)
        return response

    return asyncio.run(ask())


def test_copies_of_metadata_share_the_content() -> None:
    metadata = SharedMetadata(tables={"nests": {}})
    assert copy.deepcopy({"databases": metadata})["databases"] is metadata
    datasette = Datasette(memory=True, metadata={"databases": {"_memory": metadata}})
    assert datasette.metadata("tables", database="_memory") == {"nests": {}}


def test_only_the_one_database_is_there_and_everybody_may_read_it(served: PublicDatasette) -> None:
    assert list(served.databases) == [NAME]
    assert get(served, f"/{NAME}/nests").status_code == 200
    assert get(served, "/-/permissions").status_code == 403


def test_permissions_and_schemas_are_asked_for_by_the_names_that_are_overridden() -> None:
    for name in ("permission_allowed", "refresh_schemas", "get_canned_query"):
        assert asyncio.iscoroutinefunction(getattr(Datasette, name))


def test_a_canned_query_is_asked_for_by_name_for_each_request(served: PublicDatasette) -> None:
    request = context.RequestContext(client="four")
    rows = get(served, f"/{NAME}/made.json?x=1&_shape=array", request).json()
    assert rows == [{"length": 4, "x": "1"}]
    assert get(served, f"/{NAME}/nosuch").status_code == 404


def test_the_client_of_a_datasette_asks_the_database_that_was_added(served: PublicDatasette) -> None:
    assert get(served, f"/{NAME}.json").json()["database"] == NAME


@pytest.mark.parametrize("name", LOOK_UPS)
def test_each_part_of_the_schema_is_looked_up_by_a_method_of_datasette(name: str) -> None:
    look_up: Callable[..., Awaitable[Any]] = getattr(ServedDatabase, name)
    original = look_up.__wrapped__  # type: ignore[attr-defined]
    assert original is getattr(Database, original.__name__)


def test_a_part_of_the_schema_is_looked_up_once_and_what_is_not_there_is_not_remembered(
    served: PublicDatasette,
) -> None:
    for _ in range(2):
        get(served, f"/{NAME}/nests")
        get(served, f"/{NAME}/no-such-table")
    known = served.get_database(NAME).cached
    assert known["primary_keys", "nests"] == ["id"]
    assert not any("no-such-table" in key for key in known)


def test_a_statement_of_a_request_runs_in_the_sandbox_and_others_do_not(
    served: PublicDatasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    database = served.get_database(NAME)
    run = database.executor.run

    async def recorded(sql: str, *arguments: Any) -> Any:
        seen.append(sql)
        return await run(sql, *arguments)

    monkeypatch.setattr(database.executor, "run", recorded)
    get(served, f"/{NAME}/nests")
    assert seen == []
    get(served, f"/{NAME}/nests?_facet=kind", context.RequestContext(table="nests"))
    assert sum("count(*)" in sql for sql in seen) >= 2
    assert not any(sql.lower().startswith("pragma") for sql in seen)


@pytest.mark.parametrize("direction", ["_sort", "_sort_desc"])
def test_no_row_is_lost_or_repeated_between_the_pages_of_a_sorted_table(
    served: PublicDatasette, direction: str
) -> None:
    keys, path = [], f"/{NAME}/nests.json?{direction}=kind&_size=40"
    while path:
        page = get(served, path, context.RequestContext(table="nests")).json()
        keys += [row[0] for row in page["rows"]]
        path = (page["next_url"] or "").replace("http://localhost", "")
    assert len(keys) == len(set(keys)) == 250


@pytest.mark.parametrize("size", ["max", "50", "49"])
def test_pages_of_the_maximum_size_hold_each_row_once_and_are_not_truncated(
    served: PublicDatasette, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    monkeypatch.setattr(served, "max_returned_rows", 50)
    monkeypatch.setitem(served._settings, "max_returned_rows", 50)
    keys, path = [], f"/{NAME}/nests.json?_size={size}"
    while path:
        request = context.RequestContext(table="nests")
        page = get(served, path, request).json()
        assert (page["truncated"], request.truncated_at) == (False, None)
        keys += [row[0] for row in page["rows"]]
        path = (page["next_url"] or "").replace("http://localhost", "")
    assert keys == [f"{number:03}" for number in range(250)]


def test_a_statement_with_more_rows_than_are_returned_is_truncated_at_the_maximum(
    served: PublicDatasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(served._settings, "max_returned_rows", 50)
    for rows, truncated_at in ((50, None), (51, 50)):
        request = context.RequestContext(has_custom_sql=True)
        answer = get(served, f"/{NAME}.json?sql=select+id+from+nests+limit+{rows}", request).json()
        assert (len(answer["rows"]), request.truncated_at) == (50, truncated_at)


def test_connections_are_closed_with_the_database(served: PublicDatasette) -> None:
    get(served, f"/{NAME}/nests")
    database = served.get_database(NAME)
    connections = [*database._all_file_connections]
    database.close()
    assert connections
    for connection in connections:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_tables_are_counted_once_and_as_datasette_shows_them(served: PublicDatasette) -> None:
    tables = get(served, f"/{NAME}.json").json()["tables"]
    assert [(table["name"], table["count"]) for table in tables] == [("nests", 250)]
    assert served.get_database(NAME)._cached_table_counts == {"nests": 250}


def test_an_interrupted_query_is_an_error_of_this_title(served: PublicDatasette) -> None:
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    answer = get(served, f"/{NAME}.json?sql={endless}".replace("+", "%2B"), context.RequestContext(has_custom_sql=True))
    assert answer.status_code == 400
    assert answer.json()["title"] == datasette065.INTERRUPTED


def test_the_template_of_the_sql_editor_has_an_inline_script() -> None:
    assert scripts_of([datasette065.SQL_EDITOR_TEMPLATE])


def test_the_warning_about_facets_left_behind_is_the_one_that_is_filtered(served: PublicDatasette) -> None:
    names = [facet.__name__ for facet in pm.hook.register_facet_classes()[0]]
    assert names
    for method in ("facet_results", "suggest"):
        assert re.match(datasette065.UNAWAITED_FACETS, f"coroutine '{names[0]}.{method}' was never awaited")
        assert asyncio.iscoroutinefunction(getattr(pm.hook.register_facet_classes()[0][0], method))


def test_the_mcp_endpoint_keeps_no_sessions_and_gives_its_name_and_instructions(served: PublicDatasette) -> None:
    datasette065.prepare_mcp(served, "Ask the birds.", "aviary", "1.2")
    server = datasette_mcp._get_state(served).server
    assert (server.name, server.version) == ("aviary", "1.2")
    assert server.session_manager.stateless
    assert server._lowlevel_server.instructions == "Ask the birds."
    assert vars(server.session_manager).keys() >= {"stateless"}


def test_only_statements_that_read_are_let_through_also_behind_comments() -> None:
    for sql in ("select 1", "-- a\n/* b */ SELECT 1", "/**/with a as (select 1) select * from a", "explain select 1"):
        datasette065.validate_sql_select(sql)
    for sql in ("delete from models", "-- a\ndelete from models", "/* select 1 */ drop table models", "-- select 1"):
        with pytest.raises(datasette065.InvalidSql):
            datasette065.validate_sql_select(sql)


def test_the_comparisons_of_filters_are_known_by_their_names() -> None:
    assert {"exact", "gt", "contains", "isnull", "in"} <= set(datasette065.COMPARISONS)


def test_a_template_is_rendered_without_awaiting_and_prefers_the_columns_of_a_row(tmp_path: Path) -> None:
    (tmp_path / "row.html").write_text("{{ row.items }}|{{ word }}{% block x %}{% endblock %}")
    datasette = Datasette(memory=True, template_dir=str(tmp_path))
    asyncio.run(datasette.invoke_startup())
    template = datasette065.sync_template(datasette, "row.html")
    assert template.render(row={"items": "nests"}, word="birds") == "nests|birds"
    assert asyncio.run(template.render_async(row={"items": "nests"}, word="birds")) == "nests|birds"
    environment: Environment = datasette.jinja_env
    assert environment.is_async
    assert not template.environment.is_async
    assert template.environment.linked_to is None


def test_a_plugin_is_registered_once() -> None:
    plugin = object()
    try:
        datasette065.register(plugin)
        datasette065.register(plugin)
        assert pm.is_registered(plugin)
    finally:
        pm.unregister(plugin)


def test_packages_whose_private_parts_are_used_have_an_upper_bound() -> None:
    root = checkout()
    if root is None:
        pytest.skip("an installed package has no pyproject.toml")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = {re.split(r"[<>=;\[ ]", line)[0]: line for line in project["dependencies"]}
    for name in ("datasette", "datasette-mcp", "jinja2"):
        assert "<" in bounds[name], name


def test_the_mcp_plugin_is_whole_whatever_is_imported_first() -> None:
    """Datasette loads its plugins when it is imported, so a plugin that imports it first would be registered empty."""
    code = (
        "import llm_kb.hosting.datasette065; from datasette.plugins import pm; print(bool(pm.hook.register_mcp_tools))"
    )
    code += "; import datasette_mcp; print(bool(pm.get_hookcallers(datasette_mcp)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]
