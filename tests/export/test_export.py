"""Exports are the same each time, are put in place as a whole, and never spoil a directory."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from llm_kb.cli import main
from llm_kb.errors import KnowledgeBaseError, install_command
from llm_kb.export import FORMATS, csv_files, export

from ..build.build_tools import finish, start
from ..build.test_same_bytes import SURROUNDINGS
from .conftest import Exported
from .export_tools import contents, entries

NAMES = [form.name for form in FORMATS]
EVERY_TABLE = ("csv", "json", "ndjson", "parquet")
HIDE = """
import sys
for name in sys.argv[3:]:
    sys.modules[name] = None
from llm_kb.cli import main
main(["export", sys.argv[1], "out", "--db", sys.argv[2]])
"""
EXPORT_ALL = """
import sqlite3, sys
from pathlib import Path
from llm_kb.database import open_read_only
from llm_kb.export import FORMATS, csv_files, export
connection = open_read_only(Path(sys.argv[1]))
for form in FORMATS:
    export(connection, form.name, Path(form.name))
"""

each_format = pytest.mark.parametrize("form", NAMES)


@each_format
def test_each_format_says_what_it_is_and_has_its_mark(form: str, exported: Exported) -> None:
    described = next(each for each in FORMATS if each.name == form)
    assert described.description.endswith(".")
    marked = {each.name for each in FORMATS if (exported(form) / each.marker_file).exists()}
    assert marked == {form}, "a mark tells formats apart"


@pytest.mark.parametrize("form", EVERY_TABLE)
def test_there_is_a_file_for_every_table_and_view(form: str, exported: Exported) -> None:
    files = {f"{entry.name}.{form}" for entry in entries()}
    beside = {"csv": {"types.json"}, "parquet": {"manifest.json"}}.get(form, set())
    assert set(contents(exported(form))) == {*files, *beside, "SHA256SUMS"}


@each_format
def test_the_hashes_of_all_files_stand_beside_them(form: str, exported: Exported) -> None:
    proof = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=exported(form), capture_output=True, text=True, check=True
    )
    proven = {line.removesuffix(": OK") for line in proof.stdout.splitlines()}
    assert proven == set(contents(exported(form))) - {"SHA256SUMS"}


@each_format
def test_two_exports_are_the_same_byte_for_byte(
    form: str, exported: Exported, kb: sqlite3.Connection, tmp_path: Path
) -> None:
    count = export(kb, form, tmp_path / "again")
    again = contents(tmp_path / "again")
    assert again == contents(exported(form))
    assert len(again) == count + 1


@pytest.mark.slow
@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=["in one place", "in another"])
def test_other_processes_export_the_same_bytes(
    surroundings: dict[str, str], exported: Exported, kb_file: Path, tmp_path: Path
) -> None:
    finish(start(EXPORT_ALL, str(kb_file), folder=tmp_path, **surroundings))
    for form in NAMES:
        assert contents(tmp_path / form) == contents(exported(form)), form


def test_no_file_tells_a_path_of_the_machine(exported: Exported, kb_file: Path) -> None:
    told = [str(path).encode() for path in (Path(__file__).parents[2], kb_file.parent) if len(path.parts) > 2]
    for form in NAMES:
        for name, content in contents(exported(form)).items():
            assert not any(path in content for path in told), name


@pytest.mark.parametrize("form", ["csv", "bibtex", "markdown"])
def test_an_earlier_export_is_replaced_as_a_whole(
    form: str, exported: Exported, kb: sqlite3.Connection, tmp_path: Path
) -> None:
    directory = tmp_path / "out"
    export(kb, form, directory)
    mark = next(each.marker_file for each in FORMATS if each.name == form)
    (directory / mark).unlink()
    export(kb, form, directory)
    assert contents(directory) == contents(exported(form))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("stranger", ["thesis.txt", "models/thesis.txt", ".hidden", "README.md", "references.bib"])
@pytest.mark.parametrize("form", ["csv", "bibtex", "markdown"])
def test_a_directory_with_files_of_others_is_refused_and_left_alone(
    form: str, stranger: str, kb: sqlite3.Connection, tmp_path: Path
) -> None:
    directory = tmp_path / "out"
    (directory / stranger).parent.mkdir(parents=True)
    (directory / stranger).write_text("dear\n")
    with pytest.raises(KnowledgeBaseError, match=rf"contains other files \({re.escape(stranger)}\)"):
        export(kb, form, directory)
    assert contents(directory) == {stranger: b"dear\n"}


@pytest.mark.parametrize("form", ["csv", "bibtex", "markdown"])
def test_a_file_that_somebody_changed_in_an_earlier_export_is_kept(
    form: str, kb: sqlite3.Connection, tmp_path: Path
) -> None:
    directory = tmp_path / "out"
    export(kb, form, directory)
    mark = next(each.marker_file for each in FORMATS if each.name == form)
    (directory / mark).write_text("mine\n")
    before = contents(directory)
    with pytest.raises(KnowledgeBaseError, match=rf"were changed after their export \({re.escape(mark)}\)"):
        export(kb, form, directory)
    assert contents(directory) == before


def test_a_file_put_beside_an_earlier_export_is_kept(kb: sqlite3.Connection, tmp_path: Path) -> None:
    export(kb, "markdown", tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("dear\n")
    with pytest.raises(KnowledgeBaseError, match=r"contains other files \(notes.txt\)"):
        export(kb, "markdown", tmp_path / "out")
    assert (tmp_path / "out" / "notes.txt").read_text() == "dear\n"


def test_an_export_in_another_format_is_not_replaced(kb: sqlite3.Connection, tmp_path: Path) -> None:
    export(kb, "bibtex", tmp_path / "out")
    before = contents(tmp_path / "out")
    for form in set(NAMES) - {"bibtex"}:
        with pytest.raises(KnowledgeBaseError, match="contains other files"):
            export(kb, form, tmp_path / "out")
    assert contents(tmp_path / "out") == before


def test_an_empty_directory_is_taken(kb: sqlite3.Connection, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert export(kb, "markdown", tmp_path / "out") == 1


def test_a_directory_is_replaced_through_a_link(kb: sqlite3.Connection, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    export(kb, "markdown", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert set(contents(tmp_path / "real")) == {"README.md", "SHA256SUMS"}


def test_lines_of_csv_end_as_its_description_says(kb: sqlite3.Connection, tmp_path: Path) -> None:
    export(kb, "csv", tmp_path / "out")
    lines = (tmp_path / "out" / "units.csv").read_bytes().splitlines(keepends=True)
    assert {line[-1:] for line in lines} == {b"\n"}
    assert not any(line.endswith(b"\r\n") for line in lines)
    assert "lines that end in LF" in (csv_files.__doc__ or "")


def test_a_failing_export_leaves_the_earlier_one(kb_copy: sqlite3.Connection, tmp_path: Path) -> None:
    directory = tmp_path / "out"
    export(kb_copy, "csv", directory)
    before = contents(directory)
    kb_copy.execute("DROP TABLE units")
    with pytest.raises(sqlite3.OperationalError):
        export(kb_copy, "csv", directory)
    assert contents(directory) == before
    assert not list(tmp_path.glob(".out-*"))


def test_an_earlier_export_comes_back_if_the_new_one_cannot_take_its_place(
    kb: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "out"
    export(kb, "markdown", directory)
    before = contents(directory)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "fresh":
            raise OSError("no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(KnowledgeBaseError, match="choose another location"):
        export(kb, "markdown", directory)
    assert contents(directory) == before


def test_a_place_that_cannot_be_written_is_one_sentence(kb: sqlite3.Connection, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("dear\n")
    with pytest.raises(KnowledgeBaseError, match="choose another location"):
        export(kb, "csv", tmp_path / "file" / "out")
    with pytest.raises(KnowledgeBaseError, match="is a file"):
        export(kb, "csv", tmp_path / "file")
    assert (tmp_path / "file").read_text() == "dear\n"


@pytest.mark.parametrize("place", ["out", "out/below"])
def test_the_directory_that_one_is_in_is_refused(
    place: str, kb: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / place).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / place)
    with pytest.raises(KnowledgeBaseError, match="You are in the directory"):
        export(kb, "csv", tmp_path / "out")
    assert (tmp_path / place).exists()


def test_rows_stand_in_the_order_of_the_primary_key(exported: Exported) -> None:
    lines = (exported("csv") / "passage_ranges.csv").read_text(encoding="utf-8").splitlines()[1:]
    keys = [(passage, int(ordinal)) for passage, ordinal, *_ in (line.split(",") for line in lines)]
    assert keys == sorted(keys)


@pytest.mark.parametrize("form", ["csv", "sqlite"])
def test_the_command_tells_what_it_wrote(form: str, kb_file: Path, exported: Exported, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", form, str(tmp_path / "out"), "--db", str(kb_file)])
    assert (result.exit_code, result.stderr) == (0, "")
    count = len(contents(exported(form))) - 1
    assert result.stdout == f"Wrote {count} {'file' if count == 1 else 'files'} to {tmp_path / 'out'}.\n"


def test_help_lists_every_format() -> None:
    told = CliRunner().invoke(main, ["export", "--help"]).output
    for form in FORMATS:
        assert re.search(rf"^  {form.name} +{re.escape(form.description)}$", told, re.MULTILINE)
    assert max(map(len, told.splitlines())) <= 80


@pytest.mark.skipif(sys.platform == "win32", reason="there are no terminals of this kind")
def test_a_terminal_shows_what_is_written_and_is_clean_at_the_end(kb_file: Path, tmp_path: Path) -> None:
    mine, theirs = os.openpty()
    command = [sys.executable, "-m", "llm_kb", "export", "markdown", str(tmp_path / "out"), "--db", str(kb_file)]
    subprocess.run(command, stderr=theirs, check=True, stdout=subprocess.DEVNULL)
    os.close(theirs)
    with os.fdopen(mine, "rb") as terminal:
        shown = terminal.read1(1000).decode()
    assert shown == "\r\x1b[K… writing README.md\r\x1b[K"


def test_each_file_is_told_as_it_is_written(kb: sqlite3.Connection, tmp_path: Path) -> None:
    told: list[str] = []
    export(kb, "bibtex", tmp_path / "out", told.append)
    assert sorted(told) == sorted(contents(tmp_path / "out").keys() - {"SHA256SUMS"})


@pytest.mark.parametrize(("form", "library"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_a_missing_library_is_one_sentence_with_the_cure(
    form: str, library: str, kb_file: Path, tmp_path: Path
) -> None:
    result = subprocess.run(
        [sys.executable, "-c", HIDE, form, str(kb_file), library], cwd=tmp_path, capture_output=True, text=True
    )
    told = f"Error: The format {form} needs the library {library}: '{install_command(library)}' installs it.\n"
    assert (result.returncode, result.stderr) == (1, told)
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_no_cell_can_hold_is_refused(kb_copy: sqlite3.Connection, tmp_path: Path) -> None:
    kb_copy.execute("UPDATE errata SET reason = ? WHERE ordinal = 1", ("x" * 32_768,))
    with pytest.raises(KnowledgeBaseError, match=r"Row \d+ of errata does not fit .* choose another format"):
        export(kb_copy, "xlsx", tmp_path / "out")
    assert not (tmp_path / "out").exists()
