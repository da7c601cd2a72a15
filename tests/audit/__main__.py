"""`make audit`: build the knowledge base, serve it, and hold its pages against the goals."""

import sys
import tempfile
from pathlib import Path

import click
import httpx
from playwright.sync_api import sync_playwright
from tabulate import tabulate

from llm_kb.build import build
from llm_kb.errors import KnowledgeBaseError
from tests.browser.chromium import NONE_STARTS, candidates
from tests.browser.kinds import KINDS
from tests.browser.server import served

from . import tools

GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
MEASURED = ("/", "/models/llama-3", "/matrix", "/questions/4.2")
"""Pages that Lighthouse measures; the Nu checker reads one of each kind."""


def browser_path() -> str:
    with sync_playwright() as playwright:
        found = candidates(playwright.chromium.executable_path)
    if not found:
        raise KnowledgeBaseError(f"Nothing is audited: {NONE_STARTS}.")
    return found[0]


def measure(home: str) -> bool:
    """Print Lighthouse's scores; whether all goals are reached."""
    browser = browser_path()
    found = {path: tools.scores(f"{home}{path}", browser) for path in MEASURED}
    click.echo(tabulate([[path, *scores.values()] for path, scores in found.items()], ["page", *GOALS]))
    return all(scores[name] >= goal for scores in found.values() for name, goal in GOALS.items())


def read(home: str, folder: Path) -> bool:
    """Print what the Nu checker says against the pages; whether it says nothing."""
    pages = {path: httpx.get(f"{home}{path}", timeout=60).text for path in KINDS}
    found = tools.complaints(pages, folder)
    click.echo(tabulate([[path, len(told)] for path, told in found.items()], ["page", "complaints of the Nu checker"]))
    for path, told in found.items():
        for line, times in {line: told.count(line) for line in told}.items():
            click.echo(f"{path}: {line}" + (f" ({times} times)" if times > 1 else ""))
    return not any(found.values())


def main() -> bool:
    """Whether every page reaches the goals."""
    tools.install()
    with tempfile.TemporaryDirectory() as folder, served(build(Path(folder) / "llm_kb.db")) as home:
        valid = read(home, Path(folder))
        return measure(home) and valid


if __name__ == "__main__":
    try:
        sys.exit(not main())
    except KnowledgeBaseError as error:
        sys.exit(str(error))
