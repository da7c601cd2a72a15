"""The recipes of CONTRIBUTING.md leave the tests green: nothing but `tests/content` depends on what the seeds hold."""

import shutil
import sys

import pytest

from llm_kb.settings import checkout as original

from ..checkout import PARTS, Checkout
from .recipes import EDITIONS, FIRST, RECIPES, follow

LEFT_OUT = {*PARTS, "dist"}
ROOMS = ("content", "docs/test_generated_parts.py", "seeds/test_format.py", "test_rooms.py")
"""The tests that read the seeds, and the one that keeps all others from them."""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout with a model and its facts, a correction and another source more."""
    made, root = Checkout(tmp_path_factory.mktemp("grown")), original()
    assert root
    for part in root.iterdir():
        if part.name not in LEFT_OUT and not part.name.startswith(".") and part.suffix != ".db":
            copy = shutil.copytree if part.is_dir() else shutil.copyfile
            copy(part, made.root / part.name)
    edition = follow(RECIPES["Changing the data"], made, FIRST)
    for name in ("Add a model", "Add a technique", "Add a fact", "Finish"):
        follow(RECIPES[name], made, edition)
    *correction, _ = RECIPES["Correct a claim"]
    for recipe in (correction, RECIPES["Add facts from another source"]):
        follow(RECIPES["Finish"], made, follow(recipe, made, edition))
    return made


@pytest.mark.soak
@pytest.mark.parametrize("room", ROOMS)
def test_the_recipes_leave_the_tests_green(grown: Checkout, room: str) -> None:
    call = (sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not slow", f"tests/{room}")
    grown.run(*call)


@pytest.mark.soak
def test_the_copy_holds_what_the_recipes_add(grown: Checkout) -> None:
    assert grown.ask("SELECT count(*) FROM editions") == [(len(EDITIONS) + 3,)]
    assert {row[0] for row in grown.ask("SELECT DISTINCT source_id FROM design_facts")} > {"paper"}
