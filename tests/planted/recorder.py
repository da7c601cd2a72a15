"""A plugin of pytest that records which functions of the package each test runs, and runs a choice of tests only.

`-p tests.planted.recorder --record MAP` writes the record, `--chosen LIST` runs those of a JSON list in its
order. What a fixture of many tests runs counts for each of them. What another process runs is not seen.
"""

import json
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType

import pytest

PACKAGE = f"{os.sep}src{os.sep}llm_kb{os.sep}"
INNER = (".<listcomp>", ".<genexpr>", ".<dictcomp>", ".<setcomp>", ".<lambda>")

STATEMENT = "NamedQuery.statement"
"""The function that renders a named query whenever it is run: its file then counts as run, too."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", help="the file to write what each test runs")
    parser.addoption("--chosen", help="a file with the JSON list of the tests to run")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--record"):
        config.pluginmanager.register(Recorder(Path(config.getoption("--record"))))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--chosen"):
        order = {name: place for place, name in enumerate(json.loads(Path(config.getoption("--chosen")).read_text()))}
        items[:] = sorted((item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid])


def function_of(code: CodeType | str) -> str:
    """The path and qualified name of the function that code belongs to; the path of a statement."""
    if isinstance(code, str):
        return code
    name = code.co_qualname
    while name.endswith(INNER):
        name = name[: name.rindex(".<")]
        name = name.removesuffix(".<locals>")
    path = code.co_filename.partition(PACKAGE)[2].replace(os.sep, "/")
    return f"src/llm_kb/{path}::{name.replace('.<locals>', '')}"


class Recorder:
    """Traces calls; the code that has been called goes to the test or the fixture that is at work."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.by_test: dict[str, set[CodeType | str]] = defaultdict(set)
        self.by_fixture: dict[str, set[CodeType | str]] = defaultdict(set)
        self.fixtures: dict[str, list[str]] = {}
        self.seconds: dict[str, float] = defaultdict(float)
        self.current: set[CodeType | str] = set()

    def trace(self, frame: FrameType, event: str, argument: object) -> None:
        """Note the code of a call; lines are not traced."""
        if PACKAGE in frame.f_code.co_filename:
            self.current.add(frame.f_code)
            if frame.f_code.co_qualname == STATEMENT:
                self.current.add(f"src/llm_kb/queries/{frame.f_locals['self'].name}.sql")

    def pytest_sessionstart(self) -> None:
        threading.settrace(self.trace)
        sys.settrace(self.trace)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.current = self.by_test[item.nodeid]
        sys.settrace(self.trace)
        done = yield
        self.fixtures[item.nodeid] = [name for name in getattr(item, "fixturenames", ()) if name in self.by_fixture]
        self.current = set()
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        """What a fixture runs that is set up for one test alone is the test's own."""
        before = self.current
        if fixturedef.scope != "function":
            self.current = self.by_fixture[fixturedef.argname]
        try:
            return (yield)
        finally:
            self.current = before

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.seconds[report.nodeid] = report.duration

    def pytest_sessionfinish(self) -> None:
        sys.settrace(None)
        by_function: dict[str, set[str]] = defaultdict(set)
        by_fixture: dict[str, set[str]] = defaultdict(set)
        for test, codes in self.by_test.items():
            for code in codes:
                by_function[function_of(code)].add(test)
            for code in set().union(*(self.by_fixture[name] for name in self.fixtures.get(test, ()))) - codes:
                by_fixture[function_of(code)].add(test)
        record = {
            "seconds": self.seconds,
            "direct": {name: sorted(tests) for name, tests in by_function.items()},
            "fixture": {name: sorted(tests) for name, tests in by_fixture.items()},
        }
        self.target.write_text(json.dumps(record))
