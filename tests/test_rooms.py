"""What tests may depend on: those of content on what the seeds hold, all others on the tiny bundles."""

import ast
from pathlib import Path

REAL = {"edition_file", "first_edition_file"}
"""The fixtures of the knowledge base that the real seeds make, and that their first edition makes."""

NOT_YET_ON_THE_TINY_BUNDLES = {
    *("benchmarks", "checks", "curation", "derive", "hostile", "queries"),
}
"""Rooms whose tests still name things of the real seeds: none comes to them, and each that leaves is taken out."""


def takes_the_real_seeds(text: str) -> bool:
    """Whether a test file takes one of those fixtures, under whatever name it hands it on."""
    nodes = list(ast.walk(ast.parse(text)))
    taken = {node.arg for node in nodes if isinstance(node, ast.arg)}
    named = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    return bool(REAL & (taken | named))


def test_only_tests_of_content_depend_on_what_the_seeds_hold() -> None:
    tests = Path(__file__).parent
    others = [path for path in tests.rglob("*.py") if path != Path(__file__)]
    found = {path.relative_to(tests).parts[0] for path in others if takes_the_real_seeds(path.read_text("utf-8"))}
    assert found - {"content"} == NOT_YET_ON_THE_TINY_BUNDLES


def test_a_test_that_depends_on_what_the_seeds_hold_is_found() -> None:
    assert takes_the_real_seeds("def test_it(edition_file: Path) -> None: ...")
    assert takes_the_real_seeds("@pytest.mark.usefixtures('edition_file')\ndef test_it() -> None: ...")
    assert not takes_the_real_seeds("def test_it(kb_file: Path) -> None: ...")
