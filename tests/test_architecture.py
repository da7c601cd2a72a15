"""The shape of the code: imports point down, modules and functions stay small, each thing has one place."""

import ast
import fnmatch
import graphlib
import re
import statistics
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest

from llm_kb.settings import PACKAGE, checkout

LEVELS = (
    ("errors", "hosting", "site", "version"),
    ("files", "settings", "text", "wording"),
    ("fingerprint", "postgresql", "presentation", "sidebyside", "scratch", "sourcetext", "specifications", "sqlfile"),
    ("hosting.fair_queue", "hosting.json_format"),
    ("hosting.asgi", "hosting.context"),
    ("hosting.sandbox", "hosting.stored_response"),
    ("hosting.cache", "hosting.query_strings", "hosting.datasette065"),
    ("hosting.middleware", "hosting.svg"),
    ("hosting.server",),
    ("seeds", "schema"),
    ("dictionary",),
    ("database", "derive", "drafts", "migrate"),
    ("checks", "queries"),
    ("engines", "export", "lookup"),
    ("specsheet",),
    ("site.paths", "site.edition", "site.evidence", "site.charts"),
    (
        "site.canned",
        "site.cells",
        "site.chips",
        "site.contents",
        "site.conventions",
        "site.documents",
        "site.mcp_hints",
        "site.query_string_check",
    ),
    ("site.knowledge_base", "site.metadata", "site.snapshot"),
    ("site.visit", "site.mcp_tools", "site.query_form"),
    ("site.paging", "site.native_pages"),
    ("site.pages",),
    ("site.routes",),
    ("site.error_pages",),
    ("site.plugin",),
    ("build", "crosscheck", "diff", "server_build", "site.server"),
    ("current",),
    ("cli", "handle"),
    ("__main__", "package"),
)
"""Rooms from the bottom up: a module imports its own room and rooms below, never beside or above.

`hosting` and `site` are sets of rooms; their own modules hold nothing but a docstring.
"""

RANK = {room: rank for rank, rooms in enumerate(LEVELS) for room in rooms}
SETS = ("hosting", "site")
BESIDE_THE_SITE = ("build", "crosscheck", "diff", "server_build")
"""Rooms that neither import the site nor are imported by it."""
HOSTING_MAY_IMPORT = ("llm_kb.errors", "llm_kb.hosting")
FILE_LINES = 300
FUNCTION_LINES = 40
FUNCTION_LINES_OF_NINE_IN_TEN = 25

ROOT = checkout() or PACKAGE
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "data" not in path.relative_to(PACKAGE).parts)
TEXTS = [
    path
    for name in ("src", "migrations", "seed", "docs", "deploy", "release", "Makefile", "pyproject.toml", ".ci")
    for path in ([ROOT / name] if (ROOT / name).is_file() else sorted((ROOT / name).rglob("*")))
    if path.is_file() and path.suffix not in {".pyc", ".png", ".woff2", ".ico"}
]
REGISTRY = re.compile(
    r"(pypi|npm|registry|nexus|artifactory|mirrors?|proxy)[\w-]*\.[\w./-]+/(simple|pypi|npm)\b"
    r"|\b(registry|mirrors?|artifactory|nexus|goproxy)\.[a-z0-9-]+\.[a-z]{2,}"
    r"|(index-url|extra-index|find-links|trusted-host)[ =]|(PIP|UV)_[A-Z_]*INDEX|GOPROXY="
    r"|\b(ghcr|quay|gcr|docker)\.io\b"
)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room_of(module: str) -> str:
    """The room that a dotted name lies in: `llm_kb.site.plugin.search` lies in `site.plugin`."""
    parts = module.split(".")[1:]
    if not parts:
        return "package"
    if parts[0] == "__version__":
        return "version"
    return ".".join(parts[:2]) if parts[0] in SETS else parts[0]


def module_of(path: Path) -> str:
    parts = ("llm_kb", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(part for part in parts if part != "__init__")


def imported(tree: ast.Module, module: str, *, package: bool = False) -> Iterator[str]:
    """The dotted names of this package that a module imports, wherever in the file it does so."""
    here = module.split(".") if package else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            start = ".".join([*base, *filter(None, [node.module])])
            names = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == "llm_kb")


def upward(tree: ast.Module, module: str, *, package: bool = False) -> list[str]:
    """The imports of a module that point beside or above its room."""
    own = room_of(module)

    def is_below(room: str) -> bool:
        beside = own in BESIDE_THE_SITE and room.partition(".")[0] in SETS
        return room == own or (RANK.get(room, len(LEVELS)) < RANK[own] and not beside)

    return [name for name in imported(tree, module, package=package) if not is_below(room_of(name))]


def without_types(tree: ast.Module) -> ast.Module:
    """A module without what it imports for types alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    return tree


def imports_of(path: Path) -> set[str]:
    """The modules of this package that a file imports when it runs, wherever in it; a name of one is that module."""
    known = {module_of(other) for other in MODULES}
    found = imported(without_types(deepcopy(tree_of(path))), module_of(path), package=path.name == "__init__.py")
    return {name if name in known else name.rpartition(".")[0] for name in found} - {module_of(path), "llm_kb"}


def cycle(graph: dict[str, set[str]]) -> list[str]:
    """One cycle of a graph; empty if there is none."""
    try:
        tuple(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def reads_comments(tree: ast.Module) -> bool:
    """Whether a module reads an attribute `comment`; calling a function of that name is something else."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "comment")
    return any(isinstance(node.ctx, ast.Load) and id(node) not in called for node in attributes)


def prints(tree: ast.Module) -> bool:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(call.func, ast.Name) and call.func.id in {"print", "pprint"} for call in calls)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function of a file with the number of its lines, decorators left out."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_imports_point_down() -> None:
    modules = {module_of(path): path for path in MODULES}
    assert [module for module in modules if room_of(module) not in RANK] == [], "give the new room a level"
    found = {m: upward(tree_of(path), m, package=path.name == "__init__.py") for m, path in modules.items()}
    assert {module: names for module, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("llm_kb.seeds.bundle", "from llm_kb.schema import Base"),
        ("llm_kb.seeds.bundle", "from llm_kb import dictionary"),
        ("llm_kb.schema.models", "import llm_kb.seeds.format"),
        ("llm_kb.database", "def late():\n    from llm_kb.build import build"),
        ("llm_kb.derive.search", "from llm_kb import checks, settings"),
        ("llm_kb.derive.search", "from ..queries import find"),
        ("llm_kb.checks.verify", "from llm_kb.export import csv"),
        ("llm_kb.build", "from llm_kb.site import metadata"),
        ("llm_kb.site.metadata", "from llm_kb.build import is_current"),
        ("llm_kb.site.metadata", "from llm_kb.cli.output import table"),
        ("llm_kb.site.visit", "from llm_kb.site import paging"),
        ("llm_kb.hosting.sandbox.pool", "from llm_kb.hosting.middleware import stack"),
        ("llm_kb.hosting.asgi", "from llm_kb.hosting import context"),
        ("llm_kb.lookup", "from llm_kb.site.evidence import statements"),
        ("llm_kb.handle", "from llm_kb.cli.output import table"),
        ("llm_kb.errors", "import llm_kb.settings"),
        ("llm_kb.build", "from llm_kb.new_room import thing"),
        ("llm_kb.build", "from . import cli"),
        ("llm_kb.queries", "import llm_kb"),
    ],
)
def test_an_import_that_points_up_is_found(module: str, text: str) -> None:
    assert upward(ast.parse(text), module)


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("llm_kb.cli.build", "from llm_kb import __version__, build\nfrom llm_kb.cli.output import table"),
        ("llm_kb.site.plugin", "from llm_kb.hosting.middleware import stack\nfrom llm_kb.site import metadata"),
        ("llm_kb.derive.search", "from .names import TABLES\nfrom ..settings import PACKAGE\nimport sqlalchemy"),
        ("llm_kb.seeds.bundle", "from llm_kb.errors import KnowledgeBaseError"),
    ],
)
def test_an_import_that_points_down_is_let_through(module: str, text: str) -> None:
    assert upward(ast.parse(text), module) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert cycle({module_of(path): imports_of(path) for path in MODULES}) == []


def test_a_circle_is_found() -> None:
    assert set(cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == {"b", "c"}


def test_hosting_knows_nothing_of_what_it_hosts() -> None:
    hosting = [path for path in MODULES if "hosting" in path.parts]
    assert hosting
    imports = [(module_of(path), name) for path in hosting for name in imports_of(path)]
    assert [(module, name) for module, name in imports if not name.startswith(HOSTING_MAY_IMPORT)] == []


def test_only_the_dictionary_reads_comments() -> None:
    assert [module_of(path) for path in MODULES if reads_comments(tree_of(path))] == ["llm_kb.dictionary"]


def test_a_reader_of_comments_is_found() -> None:
    assert reads_comments(ast.parse("text = table.comment or ''"))
    assert not reads_comments(ast.parse("comment(connection)\ntables.comment(connection)\nkey(comment='x')"))


def test_the_library_leaves_printing_to_the_command_line() -> None:
    assert [path for path in MODULES if room_of(module_of(path)) != "cli" and prints(tree_of(path))] == []


def test_a_print_is_found() -> None:
    assert prints(ast.parse("def f():\n    print('x')"))


def test_a_file_has_at_most_300_lines() -> None:
    folders = (ROOT / "migrations", ROOT / "release", Path(__file__).parent)
    files = [*MODULES, *(path for folder in folders for path in folder.rglob("*.py"))]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {path: length for path, length in lengths.items() if length > FILE_LINES} == {}


def test_functions_are_small() -> None:
    lengths = dict(found for path in MODULES for found in functions(path))
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= FUNCTION_LINES_OF_NINE_IN_TEN


def test_no_file_names_a_registry_of_another_host() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): match[0]
        for path in TEXTS
        if (match := REGISTRY.search(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "pip install --index-url https://pypi.example.org/simple llm-kb",
        "https://registry.example.com/",
        "UV_DEFAULT_INDEX=https://somewhere",
        "https://mirrors.example.edu.cn/pypi",
        "FROM ghcr.io/owner/image",
    ],
)
def test_a_registry_of_another_host_is_found(text: str) -> None:
    assert REGISTRY.search(text)
    assert not REGISTRY.search("see https://pypi.org/project/datasette and arXiv's mirror; a registry of methods")


def test_every_test_file_is_collected(pytestconfig: pytest.Config) -> None:
    """Pytest passes over folders of some names, `build` among them, unless it is told otherwise."""
    skipped = pytestconfig.getini("norecursedirs")
    tests = Path(__file__).parent
    folders = {part for path in tests.rglob("test_*.py") for part in path.relative_to(tests).parent.parts}
    assert [name for name in folders if any(fnmatch.fnmatch(name, pattern) for pattern in skipped)] == []
    assert "build" in folders
