"""Where nothing can be written, one line says so, with the cure and what is there now, and nothing changes."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb.database import open_read_only
from llm_kb.export import FORMATS, export

from .fault_tools import NAMESPACE, can_mount, run, said
from .killing import hash_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("on_tiny_editions"),
    pytest.mark.skipif(sys.platform != "linux", reason="room is taken away with calls of Linux"),
]

needs_mount = pytest.mark.skipif(not can_mount(), reason="nobody may mount a file system here")
KILOBYTE = 1024


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("share", [0.1, 0.9], ids=["little room", "nearly enough room"])
def test_a_build_without_room_keeps_the_old_file_and_says_so(share: float, old_file: Path, tmp_path: Path) -> None:
    target = Path(shutil.copyfile(old_file, tmp_path / "kb.db"))
    told = said(run("build", "--db", target, room=int(old_file.stat().st_size * share)))
    assert "cannot be written (" in told
    assert "or free disk space. The old" in told
    assert told.endswith(f"{str(target)!r} is still there, unchanged.\n")
    assert hash_of(target) == hash_of(old_file)
    assert names(tmp_path) == ["kb.db"]


def test_a_build_without_room_for_the_first_file_says_that_there_is_none(tmp_path: Path) -> None:
    told = said(run("build", "--db", tmp_path / "new" / "kb.db", room=100 * KILOBYTE))
    assert told.endswith(f"free disk space. There is no {str(tmp_path / 'new' / 'kb.db')!r}.\n")
    assert names(tmp_path / "new") == []


ON_A_SMALL_DISK = """
mount -t tmpfs -o size=$1k none "$2" && cp "$3" "$2/kb.db" && shift 3 && "$@"
code=$?
ls -A "$PLACE" && sha256sum < "$PLACE/kb.db"
exit $code
"""


@needs_mount
@pytest.mark.parametrize("draft", [0.3, 1.5], ids=["for half a draft", "for the draft alone"])
def test_a_build_on_a_full_disk_keeps_the_old_file_and_says_so(
    draft: float, old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kilobytes = int(old_file.stat().st_size * (1 + draft)) // KILOBYTE
    monkeypatch.setenv("PLACE", str(tmp_path))
    before = [*NAMESPACE, "sh", "-c", ON_A_SMALL_DISK, "sh", str(kilobytes), str(tmp_path), str(old_file)]
    done = run("build", "--db", tmp_path / "kb.db", before=before)
    told = said(done)
    assert "full" in told or "No space left" in told
    assert told.endswith("kb.db' is still there, unchanged.\n")
    sha256 = subprocess.run(["sha256sum"], stdin=old_file.open(), capture_output=True, text=True, check=True).stdout
    assert done.stdout == f"kb.db\n{sha256}"


READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'


@pytest.mark.parametrize("command", ["build", "export"])
def test_a_folder_that_is_read_only_is_told_with_what_is_there(command: str, kb_file: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    target = Path(shutil.copyfile(kb_file, place / "kb.db"))
    before: list[str] = []
    if os.geteuid() == 0:  # permissions do not bind root
        if not can_mount():
            pytest.skip("nobody may mount a file system here, and root may write everywhere else")
        before = [*NAMESPACE, "sh", "-c", READ_ONLY, "sh", str(place)]
    place.chmod(0o555)
    arguments = ("build",) if command == "build" else ("export", "csv", place / "out")
    told = said(run(*arguments, "--db", target, before=before))
    place.chmod(0o755)
    assert "choose another location" in told
    assert told.endswith(
        f"The old {str(target)!r} is still there, unchanged.\n"
        if command == "build"
        else f"There is no {str(place / 'out')!r}.\n"
    )
    assert names(place) == ["kb.db"]
    assert hash_of(target) == hash_of(kb_file)


EXPORT_ALL = """
import resource, sys
from contextlib import closing
from pathlib import Path
import pyarrow, xlsxwriter
from llm_kb.database import open_read_only
from llm_kb.errors import KnowledgeBaseError
from llm_kb.export import FORMATS, export
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
with closing(open_read_only(Path(sys.argv[1]))) as connection:
    for form in FORMATS:
        try:
            export(connection, form.name, Path(form.name))
        except KnowledgeBaseError as error:
            sys.stderr.write(f"{error} {error.__notes__[0]}\\n")
"""


def test_an_export_in_any_format_without_room_keeps_the_old_one_and_says_so(kb_file: Path, tmp_path: Path) -> None:
    with closing(open_read_only(kb_file)) as connection:
        export(connection, "markdown", tmp_path / "markdown")
    before = hash_of(tmp_path / "markdown")
    done = subprocess.run(
        [sys.executable, "-c", EXPORT_ALL, kb_file], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    lines = done.stderr.splitlines()
    for form, line in zip(FORMATS, lines, strict=True):
        directory = tmp_path / form.name
        assert line.startswith(f"{str(directory)!r} cannot be written (")
        kept = f"The old {str(directory)!r} is still there, unchanged."
        none = f"There is no {str(directory)!r}."
        assert line.endswith(f"free disk space. {kept if form.name == 'markdown' else none}")
    assert names(tmp_path) == ["markdown"]
    assert hash_of(tmp_path / "markdown") == before


def test_an_output_without_room_is_one_line(kb_file: Path) -> None:
    command = [sys.executable, "-m", "llm_kb", "query", "model_list", "--db", str(kb_file)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        "Error: The output cannot be written (No space left on device): free disk space, or write elsewhere.\n"
    )


INTERRUPTED = """
import os, signal, sys
from llm_kb import build, cli
signal.signal(signal.SIGINT, signal.default_int_handler)  # who started the tests may have let it be ignored
def interrupt(target):
    os.kill(os.getpid(), signal.SIGINT)
build.upgrade = interrupt
cli.main(["build", "--db", sys.argv[1]])
"""


def test_ctrl_c_in_a_build_keeps_the_old_file_and_says_so(old_file: Path, tmp_path: Path) -> None:
    target = Path(shutil.copyfile(old_file, tmp_path / "kb.db"))
    done = subprocess.run([sys.executable, "-c", INTERRUPTED, target], capture_output=True, text=True, check=False)
    told = f"Interrupted. The old {str(target)!r} is still there, unchanged.\n"
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.SIGINT, "", told)
    assert names(tmp_path) == ["kb.db"]
    assert hash_of(target) == hash_of(old_file)


def test_ctrl_c_in_a_long_statement_is_one_line(kb_file: Path) -> None:
    script = (
        "import os, signal, sys, threading; from llm_kb.cli import main;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"
        "threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start();"
        "main(sys.argv[1:])"
    )
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    command = [sys.executable, "-c", script, "query", sql, "--db", str(kb_file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrupted.\n")
