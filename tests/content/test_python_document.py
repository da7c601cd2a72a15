"""Every cell of the page on Python runs, from top to bottom, and prints what the page shows under it."""

import ast
import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

from llm_kb import current
from llm_kb.settings import checkout

PAGE = (checkout() or Path()) / "docs" / "python.md"
CELL = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n(?P<shown>.*?)```\n)?", re.DOTALL)


def cells(text: str) -> list[tuple[str, str]]:
    """The code of each cell, and what is shown under it."""
    return [(match["code"], match["shown"] or "") for match in CELL.finditer(text)]


def printed(code: str, names: dict[str, Any]) -> str:
    """What a cell prints in a notebook, the value of a last expression included."""
    body = ast.parse(code).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(compile(ast.Module(body, []), "cell", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None
        if value is not None:
            output.write(f"{value!r}\n")
    return output.getvalue()


def test_every_cell_prints_what_the_page_shows(kb_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "default_database", lambda: kb_file)
    names: dict[str, Any] = {}
    found = cells(PAGE.read_text(encoding="utf-8"))
    assert len(found) >= 8
    assert [printed(code, names) for code, _ in found] == [shown for _, shown in found]


def test_what_a_cell_prints_is_what_a_notebook_shows() -> None:
    assert printed("x = 1\nprint('a')\nx + 1\n", {}) == "a\n2\n"
    assert printed("x = 1\n", {}) == ""
    assert cells("```python\na\n```\n\n```text\nb\n```\n```python\nc\n```\n") == [("a\n", "b\n"), ("c\n", "")]
