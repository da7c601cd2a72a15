"""The site as a real server: it listens, answers, ends quietly, and tells plainly why it cannot start."""

import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from llm_kb.errors import KnowledgeBaseError
from llm_kb.site.server import create_app, create_datasette, serve

pytestmark = pytest.mark.slow

SCRIPT = """
import sys
from functools import partial
from pathlib import Path
from llm_kb.site.server import serve
serve(Path(sys.argv[1]), port=0, base_url=sys.argv[2], announce=partial(print, flush=True))
"""


@contextmanager
def served(path: Path, base_url: str = "/") -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-c", SCRIPT, str(path), base_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.mark.parametrize(("number", "base_url"), [(signal.SIGTERM, "/"), (signal.SIGINT, "/llms/")])
def test_the_server_can_be_reached_where_it_says_answers_and_ends_quietly_when_told_to(
    kb_file: Path, number: signal.Signals, base_url: str
) -> None:
    with served(kb_file, base_url) as (process, address):
        assert re.fullmatch(rf"http://127\.0\.0\.1:\d+{base_url}", address)
        assert "<title>llm-kb: the design choices" in httpx.get(address).text
        assert httpx.get(f"{address}llm_kb/models/swift-3").status_code == 200
        assert len(httpx.get(f"{address}llm_kb/authorships.csv").text.splitlines()) == 1 + 18
        process.send_signal(number)
        rest, complaints = process.communicate(timeout=20)
        assert (process.returncode, rest, complaints) == (0, "", "")


def test_what_is_served_stays_the_same_when_the_file_is_replaced(kb_file: Path, tmp_path: Path) -> None:
    path, other = tmp_path / "kb.db", tmp_path / "other.db"
    for target in (path, other):
        shutil.copyfile(kb_file, target)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("DELETE FROM design_facts")
        connection.commit()
    question = "llm_kb.json?sql=select+count(*)+as+n+from+design_facts&_shape=array"
    with served(path) as (_, address), ThreadPoolExecutor(8) as pool:
        before = httpx.get(address + question).json()
        other.replace(path)
        answers = list(pool.map(lambda _: httpx.get(address + question).json(), range(24)))
        assert all(answer == before for answer in answers)
        assert httpx.get(f"{address}llm_kb.db").content == kb_file.read_bytes()


def test_a_port_that_is_taken_is_told_with_the_cure(kb_file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        message = rf"cannot listen at 127\.0\.0\.1, port {port} \(Address already in use\): choose another port"
        with pytest.raises(KnowledgeBaseError, match=message):
            serve(kb_file, port=port)


@pytest.mark.parametrize(
    ("host", "port", "message"),
    [
        ("nowhere.invalid", 0, "There is no host 'nowhere.invalid' here: use 127.0.0.1"),
        ("a" * 100, 0, "There is no host 'aaa"),
        ("192.0.2.1", 0, "cannot listen at 192.0.2.1, port 0"),
        ("127.0.0.1", 70000, "There is no port 70000: choose one from 1 to 65535"),
    ],
)
def test_a_host_or_port_that_cannot_be_is_told_with_the_cure(kb_file: Path, host: str, port: int, message: str) -> None:
    with pytest.raises(KnowledgeBaseError) as caught:
        serve(kb_file, host=host, port=port)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def damaged(kb_file: Path, folder: Path) -> Path:
    content = bytearray(kb_file.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    path = folder / "damaged.db"
    path.write_bytes(content)
    return path


def cut_off(kb_file: Path, folder: Path) -> Path:
    path = folder / "cut.db"
    path.write_bytes(kb_file.read_bytes()[:-50_000])
    return path


def no_database(kb_file: Path, folder: Path) -> Path:
    path = folder / "text.db"
    path.write_text("This is no database at all.")
    return path


def other_database(kb_file: Path, folder: Path) -> Path:
    path = folder / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE design_facts (x)")
    return path


def missing(kb_file: Path, folder: Path) -> Path:
    return folder / "missing.db"


@pytest.mark.parametrize(
    ("spoil", "cure"),
    [
        (damaged, "rebuild it with"),
        (cut_off, "rebuild it with"),
        (no_database, "choose another file with --db"),
        (other_database, "choose another file with --db"),
        (missing, "build it with"),
    ],
)
def test_a_file_that_cannot_be_served_is_told_in_one_sentence_with_the_cure(
    kb_file: Path, tmp_path: Path, spoil: Callable[[Path, Path], Path], cure: str
) -> None:
    with pytest.raises(KnowledgeBaseError, match=cure) as caught:
        create_datasette(spoil(kb_file, tmp_path))
    assert "\n" not in str(caught.value)


def test_the_application_serves_any_asgi_server(kb_file: Path) -> None:
    assert callable(create_app(kb_file))
