"""The tool plants one fault at a time, where something is run, and knows which tests should see it."""

import ast
import sqlite3
from itertools import islice
from pathlib import Path

import pytest

from . import python, sql
from .__main__ import faults_by_file
from .choice import ROOT
from .rooms import suite_for

STATEMENT = """\
-- title: Two of 3
-- description: Counts AND more.
-- a comment AND no condition, of 2 lines
WITH a AS (SELECT DISTINCT x, count(DISTINCT y) AS n, min(z) AS z FROM t GROUP BY x, w)
SELECT a.x, 'b AND 4' AS b, a.n - a.z AS m, coalesce(u.v, 1) AS v
FROM a
LEFT OUTER JOIN u ON a.x = u.x
WHERE
    a.n > 2  -- if least
    AND u.v IS NULL
    AND u.r IN ('uses', 'introduces')
ORDER BY a.n DESC
LIMIT 5
"""

FUNCTION = '''\
"""Text of 3 words."""

def most(found, least=2):
    """Return the most."""
    if not found or len(found) < least:
        return None
    return sorted(found, reverse=True)[0] + 1
'''


def test_a_statement_has_faults_of_every_kind_outside_its_texts_and_comments() -> None:
    faults = list(sql.faults("a.sql", STATEMENT))
    assert {fault.kind for fault in faults} == set(sql.KINDS)
    assert all(fault.line > 3 and fault.after != STATEMENT for fault in faults)
    assert all("'b AND 4'" in fault.after for fault in faults)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("count", "+WITH a AS (SELECT DISTINCT x, count(y) AS n, min(z) AS z FROM t GROUP BY x, w)"),
        ("missing group", "+WITH a AS (SELECT DISTINCT x, count(DISTINCT y) AS n, min(z) AS z FROM t GROUP BY w)"),
        ("missing condition", "-    AND u.v IS NULL"),
        ("constant", "+    AND u.r IN ('introduces')"),
        ("order", "+ORDER BY a.n"),
        ("join", "+INNER JOIN u ON a.x = u.x"),
        ("parameter", "+    a.n > 2  -- unless least"),
    ],
)
def test_a_fault_of_sql_is_told_by_its_difference(kind: str, line: str) -> None:
    assert line in {
        each for fault in sql.faults("a.sql", STATEMENT) if fault.kind == kind for each in fault.diff.split("\n")
    }


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT a FROM t UNION ALL SELECT b FROM u",
        "SELECT count(CASE WHEN a THEN 1 END) AS n FROM t",
        "SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u)",
        "SELECT number, 2, 'title' FROM t",
        "SELECT n FROM t GROUP BY t.id, t.name",
        "SELECT n FROM t GROUP BY model_id, model",
    ],
)
def test_what_changes_no_answer_is_no_fault_of_sql(statement: str) -> None:
    assert not list(sql.faults("a.sql", statement))


def test_of_a_nested_order_the_last_column_is_turned_and_of_the_last_order_the_first() -> None:
    text = "SELECT n\nFROM (\n    SELECT n\n    FROM t\n    ORDER BY g, n\n)\nORDER BY n, g"
    turned = {fault.diff.split("\n")[-1] for fault in sql.faults("a.sql", text)}
    assert len(turned) == 2
    assert {fault.after.count("ORDER BY g, n DESC") for fault in sql.faults("a.sql", text)} == {0, 1}
    assert {fault.after.count("ORDER BY n DESC, g") for fault in sql.faults("a.sql", text)} == {0, 1}


OWN_LINE = (
    "WITH own AS (\nSELECT a FROM t\nUNION\nSELECT DISTINCT b FROM u\n)\nSELECT c FROM v WHERE c IN (SELECT a FROM own)"
)


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        (OWN_LINE, 0),
        (OWN_LINE.replace("FROM v", "FROM v JOIN own"), 2),
        ("SELECT a FROM t WHERE a IN (SELECT DISTINCT b FROM u)", 0),
        ("SELECT DISTINCT a FROM t WHERE a IN (SELECT b FROM u)", 1),
    ],
)
def test_that_a_value_is_listed_twice_is_no_fault(statement: str, faults: int) -> None:
    assert len([fault for fault in sql.faults("a.sql", statement) if fault.kind == "set"]) == faults


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("while time.monotonic() < until:\n    pass\n", 0),
        ("while time.monotonic() != until:\n    pass\n", 1),
        ("while ticks() < until:\n    pass\n", 1),
        ("if a == b:\n    pass\nelif a < b:\n    pass\n", 1),
        ("if a == c:\n    pass\nelif a < b:\n    pass\n", 2),
        ("if a != b:\n    pass\nelif a < b:\n    pass\n", 2),
    ],
)
def test_a_boundary_that_nothing_can_hit_is_no_fault(text: str, faults: int) -> None:
    assert len(list(python.faults("a.py", text))) == faults


@pytest.mark.parametrize(("path", "numbers"), [("a.py", 2), ("src/llm_kb/hosting/svg/a.py", 1)])
def test_one_more_of_many_and_one_pixel_more_are_no_faults(path: str, numbers: int) -> None:
    assert len(list(python.faults(path, "a = 1\nb = 2\nc = 5000\n"))) == numbers


@pytest.mark.parametrize("text", ["@dataclass(frozen=True)\nclass A: ...\n", "zip(a, b, strict=True)\n"])
def test_an_argument_that_makes_no_difference_is_neither_left_out_nor_turned(text: str) -> None:
    assert not list(python.faults("a.py", text))
    assert {fault.kind for fault in python.faults("a.py", text.replace("True", "True, z=1"))} == {
        "constant",
        "missing argument",
    }


def test_one_more_of_a_step_of_ten_is_no_fault_and_none_at_all_is_one() -> None:
    assert {fault.kind for fault in python.faults("a.py", "shown(place=20)\n")} == {"missing argument"}


def test_a_strict_reader_differs_from_another() -> None:
    assert len(list(python.faults("a.py", "csv.reader(lines, strict=True)\n"))) == 2


def test_a_function_has_faults_of_every_kind_that_all_can_be_compiled() -> None:
    faults = list(python.faults("a.py", FUNCTION))
    kinds = {"comparison", "logic", "constant", "returns nothing", "missing argument", "arithmetic"}
    assert {fault.kind for fault in faults} == kinds
    assert len({ast.dump(ast.parse(fault.after)) for fault in faults} - {ast.dump(ast.parse(FUNCTION))}) == len(faults)
    assert all(fault.after.startswith('"""Text of 3 words."""') for fault in faults)


def test_there_are_tests_for_every_file_in_which_faults_are_planted() -> None:
    paths = [fault.path for faults in faults_by_file("", "src/") for fault in islice(faults, 1)]
    assert len(paths) > 100
    assert all((ROOT / name).exists() for path in paths for name in suite_for(path))
    assert all((ROOT / path).is_file() and Path(path).suffix in (".py", ".sql") for path in paths)


def test_an_attribute_has_one_preferred_value_so_that_the_least_is_the_greatest(makers: sqlite3.Connection) -> None:
    kinds = {
        fault.kind for fault in sql.faults("a.sql", "SELECT max(CASE WHEN s.attribute = 'n' THEN 1 END) AS n FROM s")
    }
    assert "count" not in kinds and "comparison" in kinds
    cells = "SELECT model_id, attribute FROM specifications WHERE preferred = 1 GROUP BY 1, 2 HAVING count(*) > 1"
    assert makers.execute(cells).fetchall() == []
