"""Nothing that a visitor sends changes the file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from datasette.app import Datasette

from llm_kb.site.server import create_datasette

Get = Callable[..., httpx.Response]
Browse = Callable[[Datasette], Get]

WRITES = [
    "insert into models (id) values ('x')",
    "delete from models",
    "drop table models",
    "with x as (select 1) insert into models (id) select 'x'",
    "pragma journal_mode = wal",
    "attach database '/tmp/other.db' as other",
    "vacuum",
    "explain delete from models",
]


@pytest.fixture
def oddly_named(kb_file: Path, tmp_path: Path) -> Path:
    """A copy of the knowledge base whose name has signs that mean something in an address."""
    copy = tmp_path / "a #1?%20 b&c.sqlite"
    shutil.copyfile(kb_file, copy)
    return copy


@pytest.mark.parametrize("sql", WRITES)
def test_sql_that_writes_is_refused(get: Get, sql: str) -> None:
    answer = get("/llm_kb.json?sql=" + sql.replace(" ", "+"))
    refused = answer.status_code == 400
    harmless = sql.startswith("explain") and answer.status_code == 200
    assert refused or harmless


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/", "/models", "/-/versions", "/llm_kb", "/llm_kb/models", "/llm_kb/models/swift-3", "/llm_kb.json"]
)
def test_requests_that_would_change_something_are_refused_plainly(get: Get, method: str, path: str) -> None:
    answer = get(path, method=method)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.text == "Nothing can be changed here: ask with GET.\n"


def test_the_file_is_the_same_after_all_that_and_nothing_stands_beside_it(oddly_named: Path, browse: Browse) -> None:
    before = oddly_named.read_bytes()
    get = browse(create_datasette(oddly_named))
    for sql in WRITES:
        get("/llm_kb.json?sql=" + sql.replace(" ", "+"))
    assert get("/llm_kb/models").status_code == 200
    assert oddly_named.read_bytes() == before
    assert list(oddly_named.parent.iterdir()) == [oddly_named]


def test_a_file_of_any_name_is_served_under_one_name(oddly_named: Path, browse: Browse) -> None:
    get = browse(create_datasette(oddly_named))
    assert list(get("/.json").json()) == ["llm_kb"]
    answer = get("/llm_kb.db")
    assert answer.content == oddly_named.read_bytes()


def test_the_database_is_immutable(datasette: Datasette) -> None:
    assert not datasette.get_database("llm_kb").is_mutable


def test_browsers_of_other_sites_may_ask_what_is_allowed(get: Get) -> None:
    answer = get("/llm_kb/models.json", method="OPTIONS")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
