"""For a fault those tests are run that run what it is planted in, and what they see is told from what fails anyway."""

import json
from pathlib import Path
from types import CodeType

import pytest

from llm_kb import text
from llm_kb.sourcetext import SourceText

from . import choice
from . import runner as runner_module
from .choice import Record, function_at
from .fault import Fault
from .recorder import function_of
from .runner import Runner

CODE = """\
LEAST = 2


class Nest:
    def eggs(self, birds: list[int]) -> int:
        def each(bird: int) -> int:
            return bird + LEAST

        return sum(each(bird) for bird in birds)


def moss(eggs: int) -> bool:
    return eggs > LEAST


def straw(eggs: int) -> bool:
    return eggs < LEAST
"""
PATH = "src/llm_kb/site/nest.py"


def fault(words: str, other: str, path: str = PATH) -> Fault:
    start = CODE.index(words)
    return Fault(path, "comparison", CODE, start, start + len(words), other)


@pytest.mark.parametrize(
    ("words", "name"),
    [("2", "<module>"), ("bird + LEAST", "Nest.eggs.each"), ("sum", "Nest.eggs"), ("eggs >", "moss"), ("Nest", "Nest")],
)
def test_a_fault_is_planted_in_the_innermost_function(words: str, name: str) -> None:
    assert function_at(fault(words, "")) == f"{PATH}::{name}"


def test_a_record_names_functions_as_faults_do() -> None:
    (inner,) = (each for each in text.folded.__code__.co_consts if isinstance(each, CodeType))
    assert function_of(text.folded.__code__) == "src/llm_kb/text.py::folded"
    assert function_of(SourceText.find.__code__) == "src/llm_kb/sourcetext/sourcetext.py::SourceText.find"
    assert function_of(inner) == "src/llm_kb/text.py::folded"
    assert function_of("src/llm_kb/queries/facts.sql") == "src/llm_kb/queries/facts.sql"


def test_tests_of_the_room_come_first_then_others_of_the_function_then_those_beside_it() -> None:
    tests = ["tests/cli/b.py::x", "tests/site/a.py::slow", "tests/site/a.py::quick", "tests/site/c.py::x"]
    seconds = dict.fromkeys(tests, 1.0) | {"tests/site/a.py::slow": 2.0}
    shared = {f"{PATH}::moss": ["tests/site/d.py::x"]}
    record = Record(seconds, {f"{PATH}::moss": tests[:3], f"{PATH}::straw": tests[3:]}, shared)
    assert record.tests_for(fault("eggs > LEAST", "eggs < LEAST")) == [
        "tests/site/a.py::quick",
        "tests/site/a.py::slow",
        "tests/cli/b.py::x",
        "tests/site/c.py::x",
        "tests/site/d.py::x",
    ]


def test_what_builds_an_edition_comes_last_and_the_time_is_bounded() -> None:
    tests = ["tests/content/a.py::x", *(f"tests/handle/a.py::{number}" for number in range(4))]
    direct = {f"{PATH}::moss": tests}
    assert Record({}, direct, {}).tests_for(fault("eggs > LEAST", "eggs < LEAST"))[-1] == "tests/content/a.py::x"
    record, planted = (
        Record(dict.fromkeys(tests, choice.SECONDS / 2), direct, {}),
        fault("eggs > LEAST", "eggs < LEAST"),
    )
    assert (len(record.tests_for(planted)), len(record.tests_for(planted, patience=2))) == (2, 4)


def test_a_fault_of_a_table_is_seen_by_the_tests_of_queries_that_read_it() -> None:
    direct = {
        f"src/llm_kb/queries/{name}.sql": [f"tests/queries/a.py::{name}"] for name in ("counts", "number_of_errata")
    }
    path = "src/llm_kb/derive/tables/errata_overview.sql"
    assert Record({}, direct, {}).tests_for(fault("eggs > LEAST", "eggs < LEAST", path)) == [
        "tests/queries/a.py::number_of_errata"
    ]


def test_a_test_that_names_the_file_of_a_fault_comes_first() -> None:
    named = "tests/checks/a.py::test_a_check[fact-entered-twice: it]"
    seconds = {"tests/checks/a.py::other": 0.1, named: 5.0, "tests/site/a.py::other": 0.1}
    path = "src/llm_kb/checks/fact_entered_twice.sql"
    assert Record(seconds, {}, {}).tests_for(fault("eggs > LEAST", "eggs < LEAST", path)) == [
        named,
        "tests/checks/a.py::other",
    ]


def test_records_of_several_runs_are_joined(tmp_path: Path) -> None:
    for name in ("a", "b"):
        parts = {"seconds": {name: 1.0}, "direct": {"f": [name]}, "fixture": {name: ["x"]}}
        (tmp_path / name).write_text(json.dumps(parts))
    joined = Record.read([tmp_path / "a", tmp_path / "b"])
    assert joined == Record({"a": 1.0, "b": 1.0}, {"f": ["a", "b"]}, {"a": ["x"], "b": ["x"]})


TESTS = """\
from llm_kb.site.nest import moss

def test_moss():
    assert moss(3)

def test_that_fails_anyway():
    assert not moss(4)
"""


@pytest.mark.slow
def test_a_fault_is_seen_by_a_test_that_passes_without_it_or_by_its_types(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_module, "LIBRARIES", ())
    root = tmp_path / "root"
    package = {f"src/llm_kb/{folder}__init__.py": "" for folder in ("", "site/")} | {"pytest.ini": "[pytest]\n"}
    for path, written in {PATH: CODE, "tests/site/test_nest.py": TESTS, **package}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(written)
    runner = Runner(tmp_path, Record({}, {}, {}), root)
    assert runner.seen_by(fault("eggs > LEAST", "eggs < LEAST"), slow=False) == "tests"
    assert runner.seen_by(fault("eggs < LEAST", "eggs > LEAST"), slow=False) == ""
    assert runner.seen_by(fault("return eggs < LEAST", "return None"), slow=False) == "types"
    assert (tmp_path / "checkout" / PATH).read_text() == CODE
