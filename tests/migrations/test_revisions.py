"""Revisions are numbered, told in a docstring, and never mix schema with data or lean on the package's declarations."""

import ast
import hashlib
import re
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from llm_kb import seeds
from llm_kb.migrate import alembic_config
from llm_kb.settings import data_directory

FILES = sorted((data_directory("migrations") / "versions").glob("*.py"))
NAME = re.compile(r"(?P<number>\d{4})_(?P<verb>[a-z]+)(_[a-z0-9]+)+")
STRUCTURE = re.compile(r"op\.(create|drop|add|alter|rename|batch)_\w+")
DATA = re.compile(r"seeds\.\w+|op\.bulk_insert")
ALLOWED = {"sqlalchemy", "alembic", "typing"}

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def kinds(tree: ast.Module) -> set[str]:
    """Whether a revision touches structure, data or both."""
    called = calls(tree)
    found = {
        kind for kind, pattern in (("structure", STRUCTURE), ("data", DATA)) if any(map(pattern.fullmatch, called))
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("execute"):
            words = ast.unparse(node).upper()
            found |= {"data"} if re.search(r"\b(INSERT|UPDATE|DELETE)\b", words) else {"structure"}
    return found


def imports(tree: ast.Module) -> set[str]:
    """What a revision imports, a name imported from a package as `package.name`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names}
    return found


def forbidden_imports(tree: ast.Module) -> set[str]:
    found = imports(tree)
    return {name for name in found if name != "llm_kb.seeds" and name.partition(".")[0] not in ALLOWED}


def constants(tree: ast.Module) -> dict[str, object]:
    assigned = (node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant))
    return {ast.unparse(node.targets[0]): ast.literal_eval(node.value) for node in assigned}


def test_there_is_one_head_and_no_branch() -> None:
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
    assert not [revision.revision for revision in script.walk_revisions() if revision.is_branch_point]


@each_file
def test_every_revision_tells_in_its_docstring_what_it_does(path: Path) -> None:
    match = NAME.fullmatch(path.stem)
    assert match, "name the file NNNN_verb_object.py"
    told = ast.get_docstring(tree_of(path)) or ""
    assert re.fullmatch(r"[A-Z][^\n]*\.", told), told
    assert told.split()[0].lower() == match["verb"], "the docstring begins with the verb of the file's name"


@pytest.mark.parametrize("number", range(1, len(FILES) + 1))
def test_revisions_are_numbered_in_their_order(number: int) -> None:
    path = FILES[number - 1]
    assert path.name.startswith(f"{number:04}_")
    known = constants(tree_of(path))
    assert known["revision"] == f"{number:04}"
    assert known["down_revision"] == (f"{number - 1:04}" if number > 1 else None)


@each_file
def test_schema_and_data_never_share_a_revision(path: Path) -> None:
    assert len(kinds(tree_of(path))) == 1


@each_file
def test_a_revision_imports_nothing_of_the_package_but_the_seeds(path: Path) -> None:
    assert forbidden_imports(tree_of(path)) == set()


@each_file
def test_every_revision_goes_both_ways(path: Path) -> None:
    functions = {node.name: node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)}
    for name in ("upgrade", "downgrade"):
        assert not isinstance(functions[name].body[0], ast.Pass | ast.Raise), f"{name} does nothing"


@pytest.mark.parametrize(
    "text",
    [
        "seeds.insert(bundle)\nop.create_table('x')",
        "op.bulk_insert(t, rows)\nop.drop_index('x')",
        "op.execute('UPDATE models SET name = 1')\nwith op.batch_alter_table('models') as batch: pass",
        "op.execute('CREATE VIEW x AS SELECT 1')\nseeds.delete(bundle)",
    ],
)
def test_a_revision_that_mixes_schema_and_data_is_found(text: str) -> None:
    assert kinds(ast.parse(text)) == {"structure", "data"}


@pytest.mark.parametrize(
    "text",
    [
        "from llm_kb.schema import Base",
        "import llm_kb.schema.models",
        "def upgrade():\n    from llm_kb import schema",
        "from llm_kb.migrate import upgrade",
        "from llm_kb import seeds, derive",
        "from .. import env",
        "import csv",
    ],
)
def test_a_revision_that_leans_on_the_package_is_found(text: str) -> None:
    assert forbidden_imports(ast.parse(text))


def loaded() -> dict[str, str]:
    """The hash that a revision pins for each edition that it loads."""
    known = (constants(tree_of(path)) for path in FILES if "data" in kinds(tree_of(path)))
    return {str(found["EDITION"]): str(found["SHA256"]) for found in known}


def test_every_seed_bundle_is_loaded_by_one_revision() -> None:
    bundles = {path.name for path in data_directory("seed").iterdir() if path.is_dir()}
    assert set(loaded()) == bundles
    assert len(loaded()) == sum("data" in kinds(tree_of(path)) for path in FILES)


@pytest.mark.parametrize("edition", loaded())
def test_a_bundle_is_the_one_that_its_revision_pins(edition: str) -> None:
    directory = data_directory("seed") / edition
    sums = (directory / seeds.SUMS).read_text(encoding="utf-8")
    assert hashlib.sha256(sums.encode()).hexdigest() == loaded()[edition]
    named = {name: pinned for pinned, _, name in (line.partition("  ") for line in sums.splitlines())}
    files = {str(p.relative_to(directory)) for p in directory.rglob("*") if p.is_file() and p.name != seeds.SUMS}
    assert set(named) == files
    for name, pinned in named.items():
        assert hashlib.sha256((directory / name).read_bytes()).hexdigest() == pinned, name
