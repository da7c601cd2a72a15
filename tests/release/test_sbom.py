"""The bill of materials is valid CycloneDX, and lists what the wheel needs to run, and nothing else."""

import json
import re
import zipfile
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.utils import canonicalize_name

from llm_kb.errors import KnowledgeBaseError
from release import sbom

from ..test_licenses import needed
from .conftest import ROOT

WHEN = datetime(2026, 11, 28, 12, tzinfo=UTC)
NEEDED = {canonicalize_name(name) for name in needed("llm-kb", "exports")}


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel that holds nothing but the metadata of this package."""
    path = tmp_path / "llm_kb-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("llm_kb-1.0.dist-info/METADATA", distribution("llm-kb").read_text("METADATA") or "")
    return path


@pytest.fixture
def bill_file(wheel: Path, tmp_path: Path) -> Path:
    """The bill of that wheel."""
    sbom.write(wheel, ROOT / "constraints.txt", WHEN, tmp_path / "bill.json")
    return tmp_path / "bill.json"


@pytest.fixture
def bill(bill_file: Path) -> dict[str, Any]:
    """The bill as an object."""
    read: dict[str, Any] = json.loads(bill_file.read_text(encoding="utf-8"))
    return read


@pytest.fixture
def components(bill: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The components of a bill by their reference."""
    return {component["bom-ref"]: component for component in bill["components"]}


def test_it_is_valid(bill_file: Path) -> None:
    text = bill_file.read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text.replace('"components"', '"parts"')) is not None


def test_it_lists_what_is_needed_to_run_as_pinned(components: dict[str, dict[str, Any]]) -> None:
    assert set(components) == NEEDED
    assert not {"pytest", "ruff", "mypy", "cyclonedx-python-lib", "hatchling", "llm-kb"} & set(components)
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for component in components.values():
        assert f"{component['name']}=={component['version']}".lower().replace("_", "-") in {
            pin.lower().replace("_", "-") for pin in pins
        }
        assert component["purl"] == f"pkg:pypi/{component['bom-ref']}@{component['version']}"


def test_it_tells_what_needs_what(bill: dict[str, Any]) -> None:
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in bill["dependencies"]}
    assert set(needs) == {*NEEDED, "llm-kb"}
    assert {"datasette", "pyarrow", "xlsxwriter"} <= set(needs["llm-kb"])
    assert "pandas" not in needs["llm-kb"]
    assert "mako" in needs["alembic"]


def test_every_package_has_a_license(components: dict[str, dict[str, Any]]) -> None:
    assert [name for name, component in components.items() if not component.get("licenses")] == []
    assert components["sqlalchemy"]["licenses"] == [{"license": {"id": "MIT"}}]


def test_it_names_no_address_but_that_of_its_schema(bill_file: Path) -> None:
    text = bill_file.read_text(encoding="utf-8")
    assert re.findall(r"\w+://[^\"]+", text) == ["http://cyclonedx.org/schema/bom-1.6.schema.json"]
    assert str(ROOT) not in text


def test_a_package_that_is_not_installed_as_pinned_is_an_error(wheel: Path, tmp_path: Path) -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    for line, told in (("click==0.1", "constraints.txt has 0.1"), ("", "constraints.txt has none")):
        constraints = tmp_path / "constraints.txt"
        constraints.write_text(re.sub(r"^click==.*$", line, text, flags=re.MULTILINE), encoding="utf-8")
        with pytest.raises(KnowledgeBaseError, match=f"click {distribution('click').version} is installed, but {told}"):
            sbom.write(wheel, constraints, WHEN, tmp_path / "bill.json")
        assert not (tmp_path / "bill.json").exists()
