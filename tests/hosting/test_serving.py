"""What those need who host the site: its health, the file for download, a word when that changes."""

import asyncio
import hashlib
import logging
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting.cache import FOR_A_WHILE
from llm_kb.site import snapshot
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
    assert head.headers == answer.headers
    assert head.content == b""
    assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["cache-control"] == FOR_A_WHILE.decode()
    assert answer.headers["content-disposition"] == 'attachment; filename="llm_kb.db"'
    known = ask("/llm_kb.db", **{"if-none-match": answer.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")


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
    monkeypatch.setattr(snapshot, "POLL_SECONDS", 0.01)
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
