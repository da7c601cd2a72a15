"""Names say one thing: a class name stands for one class, and no module hides one of the standard library."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterable

from .test_architecture import MODULES, module_of, tree_of

NAMED_LIKE_THE_STANDARD_LIBRARY = {"llm_kb.site"}
"""`site` is what the package is: a web site. Within the package its full name is always written."""


def repeated_classes(trees: Iterable[tuple[str, ast.Module]]) -> dict[str, list[str]]:
    """The class names that are defined more than once, with the modules that define them."""
    modules: dict[str, list[str]] = defaultdict(list)
    for module, tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                modules[node.name].append(module)
    return {name: places for name, places in modules.items() if len(places) > 1}


def named_like_the_standard_library(modules: Iterable[str]) -> set[str]:
    """The modules and packages whose own name is that of a module of the standard library."""
    return {module for module in modules if module.rpartition(".")[2] in sys.stdlib_module_names}


def test_a_class_name_stands_for_one_thing() -> None:
    assert repeated_classes((module_of(path), tree_of(path)) for path in MODULES) == {}


def test_a_class_name_that_stands_for_two_things_is_found() -> None:
    texts = {"llm_kb.a": "class Row: ...\nclass Other: ...", "llm_kb.b": "def f():\n    class Row: ..."}
    trees = ((module, ast.parse(text)) for module, text in texts.items())
    assert repeated_classes(trees) == {"Row": ["llm_kb.a", "llm_kb.b"]}


def test_no_module_has_the_name_of_one_of_the_standard_library() -> None:
    found = named_like_the_standard_library(map(module_of, MODULES))
    assert found == NAMED_LIKE_THE_STANDARD_LIBRARY


def test_a_module_named_like_one_of_the_standard_library_is_found() -> None:
    names = ["llm_kb.export.csv", "llm_kb.queue", "llm_kb.export.csv_files", "llm_kb.site.pages"]
    assert named_like_the_standard_library(names) == {"llm_kb.export.csv", "llm_kb.queue"}
