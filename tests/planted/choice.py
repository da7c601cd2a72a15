"""Which tests to run for a fault: those that a record says run the function or the statement it is planted in."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path

from .fault import Fault
from .rooms import suite_for

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60.0
MOST = 300
"""How long the chosen tests of one fault may have taken together when they were recorded, and how many there may be."""
FEW = 50
"""Where fewer tests run a function, those of its neighbors in the file are run, too."""
DEAR = "tests/content/"
"""The folder whose tests build the real editions first: they come last."""

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Record:
    """What each test ran, of all tests that were not slow."""

    seconds: dict[str, float]
    """How long each test took."""
    direct: dict[str, list[str]]
    """The tests by what they ran: `path::function`, or the path of a named query."""
    fixture: dict[str, list[str]]
    """The tests by what ran only in fixtures that they share with others."""

    @classmethod
    def read(cls, paths: Iterable[Path]) -> "Record":
        """Join the records in some files."""
        joined = cls({}, {}, {})
        for path in paths:
            parts = json.loads(path.read_text(encoding="utf-8"))
            joined.seconds.update(parts["seconds"])
            for name in ("direct", "fixture"):
                for key, tests in parts[name].items():
                    getattr(joined, name).setdefault(key, []).extend(tests)
        return joined

    def tests_for(self, fault: Fault, patience: int = 1) -> list[str]:
        """The tests to run: what names the file, of its rooms what runs the function, then what else does so."""
        is_sql, stem, folder = fault.path.endswith(".sql"), Path(fault.path).stem, Path(fault.path).parts[2]
        here = _statements_reading(fault.path) if is_sql else [function_at(fault)]
        direct = {test for name in here for test in self.direct.get(name, ())}
        shared = {test for name in here for test in self.fixture.get(name, ())}
        beside = {test for name, tests in self.direct.items() if name.startswith(f"{fault.path}::") for test in tests}
        named = {test for test in self.seconds if is_sql and re.search(rf"\b{stem}\b", test.replace("-", "_"))}
        own = {test for test in self.seconds if test.startswith((f"tests/{folder}/", DEAR))}
        groups = [{test for test in direct if test.startswith(name)} for name in suite_for(fault.path)]
        groups = [named, *groups, own] if (is_sql and folder != "queries") or not direct else [named, *groups]
        rest = [direct] if len(direct) >= FEW else [direct, beside, shared]
        return list(self._bounded(chain(*map(self._in_turns, [*groups, *rest])), patience))

    def _in_turns(self, tests: Iterable[str]) -> Iterator[str]:
        """One test of each file, then the next of each, the quickest first and what builds an edition last."""
        by_file: dict[str, list[str]] = {}
        for test in sorted(set(tests), key=lambda test: (self.seconds.get(test, 0), test)):
            by_file.setdefault(test.partition("::")[0], []).append(test)
        for dear in (False, True):
            files = [tests for name, tests in sorted(by_file.items()) if name.startswith(DEAR) == dear]
            yield from (test for turn in zip_longest(*files) for test in turn if test)

    def _bounded(self, tests: Iterable[str], patience: int) -> Iterator[str]:
        seconds = 0.0
        for number, test in enumerate(dict.fromkeys(tests)):
            seconds += self.seconds.get(test, 0)
            if number == MOST * patience or seconds > SECONDS * patience:
                return
            yield test


def function_at(fault: Fault) -> str:
    """The path and qualified name of the function that a fault is planted in."""
    names: list[str] = []
    body: Iterable[ast.AST] = [ast.parse(fault.before)]
    while body:
        inner = [node for each in body for node in ast.walk(each) if node is not each and isinstance(node, Function)]
        around = [node for node in inner if node.lineno <= fault.line <= (node.end_lineno or node.lineno)]
        body = around[:1]
        names += [node.name for node in around[:1]]
    return f"{fault.path}::{'.'.join(names) or '<module>'}"


def _statements_reading(path: str) -> list[str]:
    """The named queries that read what a file of SQL makes, those first that read it themselves."""
    texts = {each: each.read_text(encoding="utf-8") for each in sorted((ROOT / "src").rglob("*.sql"))}
    reading = [ROOT / path]
    for each in reading:
        word = re.compile(rf"\b{each.stem}\b")
        if "queries" not in each.parts or "parts" in each.parts:
            reading += [other for other, text in texts.items() if other not in reading and word.search(text)]
    return [each.relative_to(ROOT).as_posix() for each in reading]
