"""What those need who host the site: its health, the file for download, a word when that changes, a warm start."""

import asyncio
import hashlib
import logging
import shutil
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
import uvicorn
from datasette.app import Datasette

from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting.asgi import Application, Receive, Scope, Send
from llm_kb.hosting.caching import FOR_A_WHILE
from llm_kb.site import snapshot, warming
from llm_kb.site.knowledge_base import ServedKnowledgeBase, served_by
from llm_kb.site.server import create_datasette
from tests.site.conftest import Get


@pytest.fixture(scope="module")
def pages(kb_file: Path) -> Datasette:
    return create_datasette(kb_file)


@pytest.fixture
def ask(pages: Datasette, browse: Callable[[Datasette], Get]) -> Get:
    return browse(pages)


def knowledge_base_of(datasette: Datasette) -> ServedKnowledgeBase:
    knowledge_base = served_by(datasette)
    assert knowledge_base
    return knowledge_base


def test_health_tells_what_is_served_and_is_kept_nowhere(ask: Get, kb_file: Path) -> None:
    answer = ask("/-/health")
    told = answer.json()
    assert (answer.status_code, answer.headers["cache-control"], told["ok"]) == (200, "no-store", True)
    assert told["sha256"] == hashlib.sha256(kb_file.read_bytes()).hexdigest()
    assert told["edition"].startswith("Small talkers")
    head = ask("/-/health", "HEAD")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(answer.content)))
    assert ask("/-/health", "POST").status_code == 405


def test_health_is_bad_when_the_database_cannot_be_read(
    kb_file: Path, browse: Callable[[Datasette], Get], monkeypatch: pytest.MonkeyPatch
) -> None:
    datasette = create_datasette(kb_file)
    get = browse(datasette)
    assert get("/-/health").status_code == 200

    async def unreadable(look: object) -> None:
        raise sqlite3.DatabaseError("disk I/O error")

    monkeypatch.setattr(knowledge_base_of(datasette), "execute_fn", unreadable)
    answer = get("/-/health")
    assert answer.status_code == 503
    assert (answer.json()["ok"], answer.json()["problem"]) == (
        False,
        "The database cannot be read: disk I/O error.",
    )


def test_the_database_file_comes_whole_under_its_hash(ask: Get, kb_file: Path) -> None:
    answer, head = ask("/llm_kb.db"), ask("/llm_kb.db", "HEAD")
    assert answer.content == kb_file.read_bytes()
    assert answer.headers == head.headers
    assert head.content == b""
    assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert answer.headers["cache-control"] == FOR_A_WHILE.decode()
    assert answer.headers["content-disposition"] == 'attachment; filename="llm_kb.db"'
    known = ask("/llm_kb.db", **{"if-none-match": answer.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [("bytes=0-99", 0, 100), ("bytes=1000000-1300000", 1_000_000, 1_300_001), ("bytes=-100", -100, None)],
)
def test_an_interrupted_download_can_be_resumed(ask: Get, kb_file: Path, asked: str, begin: int, end: int) -> None:
    whole = kb_file.read_bytes()
    answer = ask("/llm_kb.db", range=asked)
    assert (answer.status_code, answer.content) == (206, whole[begin:end])
    first = begin % len(whole)
    assert answer.headers["content-range"] == f"bytes {first}-{first + len(answer.content) - 1}/{len(whole)}"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"range": "bytes=99999999999-"}, 416),
        ({"range": "bytes=-0"}, 416),
        ({"range": "bytes=5-4"}, 416),
        ({"range": "bytes=-"}, 200),
        ({"range": "lines=1-2"}, 200),
        ({"range": "bytes=0-1,4-5"}, 200),
        ({"range": "bytes=0-99", "if-range": '"another"'}, 200),
    ],
)
def test_a_part_that_there_is_not_is_refused_and_what_is_no_part_is_the_whole(
    ask: Get, headers: dict[str, str], status: int
) -> None:
    answer = ask("/llm_kb.db", **headers)
    assert answer.status_code == status
    assert bool(answer.content) == (status == 200)


def changes(path: Path, change: Callable[[], object], caplog: pytest.LogCaptureFixture) -> list[str]:
    async def run() -> None:
        watching = asyncio.create_task(snapshot.watch(path, snapshot.identity(path)))
        await asyncio.sleep(0.03)
        change()
        await asyncio.sleep(0.06)
        watching.cancel()

    with caplog.at_level(logging.WARNING):
        asyncio.run(run())
    return [record.getMessage() for record in caplog.records if record.name == snapshot.__name__]


def test_a_file_that_is_replaced_or_removed_is_told_of_in_one_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "SECONDS_BETWEEN_LOOKS", 0.01)
    path, other = tmp_path / "kb.db", tmp_path / "other.db"
    path.write_text("old")
    other.write_text("new")
    assert changes(path, lambda: None, caplog) == []
    rest = "the site serves what it was at the start, until it is restarted."
    assert changes(path, lambda: other.replace(path), caplog) == [f"{path} is another file now: {rest}"]
    assert changes(path, path.unlink, caplog)[1:] == [f"{path} is gone: {rest}"]


def test_a_file_that_cannot_be_copied_is_told_with_the_cure(kb_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(KnowledgeBaseError, match=r"No space left on device.*TMPDIR"), snapshot.private_copy(kb_file):
        pass


def test_a_file_that_is_replaced_while_it_is_copied_is_copied_again(
    kb_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "kb.db", tmp_path / "other.db"
    for target in (path, other):
        shutil.copyfile(kb_file, target)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("DELETE FROM design_facts WHERE rowid > 1")
        connection.commit()
    copyfile, expected = shutil.copyfile, other.read_bytes()

    def replaced_meanwhile(source: Path, target: Path) -> Path:
        copied = copyfile(source, target)
        if other.exists():
            other.replace(path)
        return copied

    monkeypatch.setattr(shutil, "copyfile", replaced_meanwhile)
    with snapshot.private_copy(path) as copy:
        assert copy.path.read_bytes() == expected
        assert copy.original == snapshot.identity(path)


def warm(app: Application, datasette: Datasette, tasks: set[str]) -> Coroutine[Any, Any, None]:
    server = cast("uvicorn.Server", SimpleNamespace(server_state=SimpleNamespace(tasks=tasks)))
    return warming.warmed(app, knowledge_base_of(datasette), "warm.test:8001", server)


def test_the_pages_that_most_begin_with_are_there_before_they_are_asked_for(
    pages: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "PAGES", 3)
    asyncio.run(warm(pages.app(), pages, set()))
    kept = [target for _, host, target in knowledge_base_of(pages).cache.answers if host == b"warm.test:8001"]
    assert kept == [b"/", b"/questions", b"/models"]


def test_a_warm_start_lets_others_go_first(pages: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "PAUSE", 0.001)
    asked: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(scope["path"])
        raise httpx.ReadError("is told to the visitor who asks for it")

    async def asked_while_busy() -> int:
        busy = {"a request"}
        task = asyncio.create_task(warm(app, pages, busy))
        await asyncio.sleep(0.05)
        while_busy = len(asked)
        busy.clear()
        await task
        return while_busy

    assert asyncio.run(asked_while_busy()) == 0
    assert {"/", "/trends", "/llm_kb/design_facts", "/questions/3.1"} <= set(asked)
    assert len(asked) <= warming.PAGES
