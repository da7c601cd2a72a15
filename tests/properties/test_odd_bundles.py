"""Whatever stands in the files of a bundle, it is read or refused with lines that are there, and always alike."""

import math
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given

from llm_kb.seeds import Bundle, Problem, SeedError, read

from .mutations import Files, changed, files_of, written
from .profiles import examples

pytestmark = pytest.mark.slow

BUNDLES = Path(__file__).resolve().parent.parent / "bundles"
TINY = files_of(BUNDLES / "tiny")
CORRECTION = files_of(BUNDLES / "tiny-correction")
MAKERS = files_of(BUNDLES / "tiny-makers")
CHAIN = ("tiny", "tiny-correction", "tiny-almanac", "tiny-flock")
"""The bundles that the one of makers builds on."""
MESSAGE = re.compile(r"\S.*[,:] .*\S")
"""What is wrong, and the cure behind a comma or colon."""


@contextmanager
def folder_of(name: str, files: Files) -> Iterator[Path]:
    """A bundle of these files, with the bundle that the tests' correction follows beside it."""
    with tempfile.TemporaryDirectory() as folder:
        for earlier in CHAIN if name == "tiny-makers" else CHAIN[: name != "tiny"]:
            written(files_of(BUNDLES / earlier), Path(folder) / earlier)
        yield written(files, Path(folder) / name)


def outcome(folder: Path) -> Bundle | list[Problem]:
    try:
        return read(folder)
    except SeedError as error:
        assert error.problems
        return error.problems


def fits_the_database(bundle: Bundle) -> None:
    """What is read can be inserted, and given back as UTF-8."""
    cells = {cell for rows in bundle.rows.values() for row in rows for cell in row.values() if cell is not None}
    assert all(cell.encode() for cell in cells if isinstance(cell, str))
    assert all(abs(cell) < 2**31 for cell in cells if isinstance(cell, int))
    assert all(math.isfinite(cell) for cell in cells if isinstance(cell, float))


def lines(data: bytes) -> int:
    """How many lines a text has, that behind the last newline included."""
    return data.count(b"\n") + 1


def edited(name: str, old: str, new: str) -> dict[str, bytes]:
    """The tiny bundle with one text in place of another."""
    assert TINY[name].decode().count(old) == 1
    return {**TINY, name: TINY[name].replace(old.encode(), new.encode())}


def edited_of_makers(name: str, old: str, new: str) -> dict[str, bytes]:
    """The bundle of makers with one text in place of another."""
    assert MAKERS[name].decode().count(old) == 1
    return {**MAKERS, name: MAKERS[name].replace(old.encode(), new.encode())}


@examples(30)
@given(changed(TINY))
@example(edited("publications.csv", "1,1,Wren", f"1,{'9' * 5000},Wren"))
@example(edited("publications.csv", "1,1,Wren", f"1,{2**63},Wren"))
@example(edited("passages.csv", "82-143", f"82-{'9' * 5000}"))
@example(edited("passages.csv", ",2.1/1/1,", f",2.1/1/{'9' * 5000},"))
@example(edited("facts/2.1.yaml", "at: 2.1/1/1", f"at: 2.1/1/{'9' * 5000}"))
@example(edited("facts/2.2.yaml", "value: 40", f"value: {'9' * 5000}"))
@example(edited("facts/2.1.yaml", "[song-copying, rule-list]", "[" * 5000 + "]" * 5000))
@example(edited("facts/2.1.yaml", "[song-copying, rule-list]", "\n    " + "- " * 5000 + "a"))
@example(edited("models.csv", "owl,Owl,family", f"owl,{'a' * 200_000},family"))
@example(edited("institutions.csv", "loft,The Loft", "loft,The \ufffe Loft"))
def test_whatever_a_file_holds_is_read_or_told_at_a_line_of_it(files: dict[str, bytes]) -> None:
    hold("tiny", files)


@examples(30)
@given(changed(MAKERS))
@example(edited_of_makers("facts/wren-2-card.yaml", "experts_total: 8", f"experts_total: {'9' * 5000}"))
@example(edited_of_makers("facts/wren-2-card.yaml", "experts_total: 8", "experts_total: 1e99"))
@example(edited_of_makers("facts/wren-2-card.yaml", "experts_total: 8", "experts_total: {}"))
@example(edited_of_makers("facts/swift-3-report.yaml", "silent:", "silent: {}\nsilent:"))
@example(edited_of_makers("facts/tiny-source.yaml", "silent:", "? [silent]\n:"))
@example(edited_of_makers("passages.csv", ",p1/1,", f",p{'9' * 5000}/1,"))
@example(edited_of_makers("passages.csv", ",l7/1,", ",../1,"))
def test_whatever_a_file_of_documents_holds_is_read_or_told_at_a_line_of_it(files: dict[str, bytes]) -> None:
    hold("tiny-makers", files)


def hold(name: str, files: Files) -> None:
    """Read a bundle twice, and hold what is told of it against its files."""
    with folder_of(name, files) as folder:
        found = outcome(folder)
        assert outcome(folder) == found
        if isinstance(found, Bundle):
            fits_the_database(found)
    for problem in found if isinstance(found, list) else ():
        assert 1 <= problem.line <= lines(files.get(problem.file, b"")), problem
        assert MESSAGE.fullmatch(problem.message), problem
        assert len(problem.message) < 1100
