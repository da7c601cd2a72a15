"""The built wheel is enough: installed outside the checkout it builds the same bytes, answers, exports and serves."""

import csv
import json
import re
import shutil
import sqlite3
import urllib.request
import zipfile
from pathlib import Path

import pytest

from llm_kb import __version__
from llm_kb.cli.check import DOUBTS
from llm_kb.export import FORMATS
from llm_kb.files import sha256_of
from llm_kb.settings import PACKAGE, checkout

from .wheel_tools import Environment, build_wheel, environment_with

pytestmark = pytest.mark.slow

ROOT = checkout() or Path()
FOLDERS = {PACKAGE: "llm_kb", ROOT / "migrations": "llm_kb/data/migrations", ROOT / "seed": "llm_kb/data/seed"}
"""Folders of the checkout, and where they are in the wheel."""
BESIDE = ("README.md", "LICENSE", "LICENSE-DATA", "pyproject.toml", "CHANGELOG.md")
"""What a wheel needs beside code, migrations and seeds."""
SURVEYED = 7
"""How many models the tiny bundles list as surveyed."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once."""
    return build_wheel(tmp_path_factory.mktemp("wheel"), ROOT)


@pytest.fixture(scope="module")
def tiny_wheel(tiny_checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a checkout whose editions are the tiny bundles, which build in a tenth of the time."""
    root = shutil.copytree(tiny_checkout, tmp_path_factory.mktemp("tiny") / "checkout")
    for name in BESIDE:
        shutil.copyfile(ROOT / name, root / name)
    return build_wheel(tmp_path_factory.mktemp("tiny-wheel"), root)


@pytest.fixture(scope="module")
def environment(tiny_wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with that wheel, in which the knowledge base has been built."""
    environment = environment_with(tiny_wheel, tmp_path_factory.mktemp("environment"))
    environment.run("llm-kb", "build")
    return environment


@pytest.fixture(scope="module")
def database(environment: Environment) -> Path:
    """The database that the environment has built."""
    return next(environment.home.rglob("llm_kb.db"))


def test_the_wheel_holds_every_file_of_package_seeds_and_migrations_and_nothing_else(wheel: Path) -> None:
    expected = {
        f"{inside}/{path.relative_to(folder).as_posix()}"
        for folder, inside in FOLDERS.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    expected.add("llm_kb/data/CHANGELOG.md")  # the site's page of changes
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == expected


@pytest.mark.parametrize(
    "name",
    [
        "llm_kb/data/seed/2025-06-paper/models.csv",
        "llm_kb/data/migrations/env.py",
        "llm_kb/site/look/templates/base.html",
        "llm_kb/site/look/static/site.css",
        "llm_kb/hosting/svg/theme.json",
        "llm_kb/queries/facts.sql",
        "llm_kb/diff/evidence.sql",
        "llm_kb/py.typed",
    ],
)
def test_the_wheel_holds_each_kind_of_file(name: str, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert name in archive.namelist()


def test_the_installed_package_is_that_of_the_wheel(environment: Environment) -> None:
    script = "import llm_kb; from llm_kb.settings import checkout; print(llm_kb.__file__, checkout())"
    assert environment.run("python", "-c", script).split() == [
        str(environment.site_packages / "llm_kb" / "__init__.py"),
        "None",
    ]
    assert environment.run("llm-kb", "--version") == f"{__version__}\n"


def test_the_wheel_builds_the_same_bytes_as_the_checkout(database: Path, kb_file: Path) -> None:
    assert sha256_of(database) == sha256_of(kb_file)


def test_the_database_lies_in_the_users_data_folder_and_nowhere_else(environment: Environment, database: Path) -> None:
    assert database.relative_to(environment.home) == Path(".local/share/llm-kb/llm_kb.db")
    assert list(environment.folder.iterdir()) == []


def test_queries_are_answered(environment: Environment) -> None:
    counted = "select count(*) as models from models where surveyed = 1"
    assert json.loads(environment.run("llm-kb", "query", counted)) == [{"models": SURVEYED}]
    named = environment.run("llm-kb", "query", "models_by_technique", "-p", "technique", "song-copying", "--nl")
    assert "Wren 1" in {json.loads(line)["model"] for line in named.splitlines()}


def test_python_opens_the_installed_knowledge_base(environment: Environment, database: Path) -> None:
    script = "import llm_kb; kb = llm_kb.open(); print(kb.path, len(kb.models(surveyed=True)))"
    assert environment.run("python", "-c", script).split() == [str(database), str(SURVEYED)]


def test_tables_are_exported(environment: Environment, tmp_path: Path, kb: sqlite3.Connection) -> None:
    environment.run("llm-kb", "export", "csv", str(tmp_path / "csv"))
    with (tmp_path / "csv" / "models.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == kb.execute("SELECT count(*) FROM models").fetchone()[0]


def test_a_format_that_needs_an_extra_tells_which(environment: Environment, tmp_path: Path) -> None:
    process = environment.start("llm-kb", "export", "parquet", str(tmp_path / "parquet"))
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "-m pip install pyarrow' installs it" in complaint


EXPORT_ALL = """
import sys
from llm_kb.cli import main
for form in sys.argv[2:]:
    main(["export", form, form, "--db", sys.argv[1]], standalone_mode=False)
"""


def test_with_the_extra_every_format_is_exported(tiny_wheel: Path, makers_file: Path, tmp_path: Path) -> None:
    environment = environment_with(tiny_wheel, tmp_path / "environment", "exports")
    forms = [form.name for form in FORMATS]
    printed = environment.run("python", "-c", EXPORT_ALL, str(makers_file), *forms)
    assert printed.count("Wrote ") == len(forms)
    assert all(list((environment.folder / form).iterdir()) for form in forms)


def test_the_checks_run(environment: Environment) -> None:
    process = environment.start("llm-kb", "check", "--csv")
    findings, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (DOUBTS, "")
    assert {row["check"] for row in csv.DictReader(findings.splitlines())} >= {"row-counts"}


def test_the_site_is_served(environment: Environment) -> None:
    server = environment.start("llm-kb", "serve", "--port", "0")
    try:
        assert server.stdout is not None
        told = server.stdout.readline()
        address = re.search(r"http://[\d.:]+/", told)
        assert address, server.communicate(timeout=60)[1]
        for path in ("", "models/owl-2", "llm_kb/models.json?id=kiwi"):
            with urllib.request.urlopen(address[0] + path, timeout=60) as response:
                assert response.status == 200
                assert response.read()
    finally:
        server.terminate()
        server.communicate(timeout=60)
