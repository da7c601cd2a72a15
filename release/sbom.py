"""The software bill of materials of the wheel: what it needs to run, with versions and licenses, as CycloneDX.

It is read from the metadata of the wheel and of the packages that are installed, so that it names neither the index
that these came from nor a folder of this machine.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from importlib.metadata import Distribution, PackageNotFoundError, PathDistribution, distribution
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from zipfile import Path as ZipPath

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.spdx import fixup_id
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from llm_kb.errors import KnowledgeBaseError
from llm_kb.files import sha256_of

EXTRAS = ("exports",)
"""The extras of llm-kb whose packages are listed, too: with them it writes every file of a release."""
INSTALL = "run 'make .venv/.development'"

Needs = dict[str, set[str]]
"""The names of the packages that each package needs directly."""


def write(wheel: Path, constraints: Path, moment: datetime, target: Path) -> None:
    """Write the bill of a wheel's packages; raises KnowledgeBaseError if one is not installed as constrained."""
    (metadata,) = (entry for entry in ZipPath(wheel).iterdir() if entry.name.endswith(".dist-info"))
    package = PathDistribution(metadata)
    needs = _needs(package)
    pinned = _pinned(constraints)
    components = {name: _component(name, pinned) for name in needs if name != package.name}
    components[package.name] = root = _root(package, wheel)
    bom = Bom(
        components=[component for component in components.values() if component is not root],
        serial_number=uuid5(NAMESPACE_URL, f"urn:sha256:{sha256_of(wheel)}"),
        metadata=BomMetaData(component=root, timestamp=moment),
    )
    for name, needed in needs.items():
        bom.register_dependency(components[name], [components[other] for other in needed])
    target.write_text(JsonV1Dot6(bom).output_as_string(indent=2) + "\n", encoding="utf-8", newline="\n")


def _needs(package: Distribution) -> Needs:
    """What a package needs here, at any depth."""
    needs: Needs = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    pending: list[tuple[Distribution, Collection[str]]] = [(package, EXTRAS)]
    while pending:
        asking, extras = pending.pop()
        needed = needs.setdefault(canonicalize_name(asking.name), set())
        for requirement in _requirements(asking, extras):
            name = canonicalize_name(requirement.name)
            needed.add(name)
            wanted = name, frozenset(requirement.extras)
            if wanted not in seen:
                seen.add(wanted)
                pending.append((_installed(name), requirement.extras))
    return needs


def _requirements(asking: Distribution, extras: Collection[str]) -> Iterator[Requirement]:
    for requirement in map(Requirement, asking.requires or ()):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def _installed(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError as error:
        raise KnowledgeBaseError(f"{name}, which llm-kb needs, is not installed: {INSTALL}.") from error


def _pinned(constraints: Path) -> dict[str, str]:
    """The version of each package that a file of constraints names."""
    lines = (line.partition("==") for line in constraints.read_text(encoding="utf-8").splitlines())
    return {canonicalize_name(name): version.strip() for name, equal, version in lines if equal}


def _component(name: str, pinned: dict[str, str]) -> Component:
    installed = _installed(name)
    if installed.version != pinned.get(name):
        message = f"{name} {installed.version} is installed, but constraints.txt has {pinned.get(name, 'none')}"
        raise KnowledgeBaseError(f"{message}: {INSTALL}, or correct that line.")
    return Component(
        name=installed.name,
        version=installed.version,
        bom_ref=name,
        purl=PackageURL("pypi", None, name, installed.version),
        licenses=map(LicenseFactory().make_from_string, _licenses(installed)),
    )


def _root(package: Distribution, wheel: Path) -> Component:
    """The wheel itself, with its hash in place of a package URL, because it is on no index."""
    return Component(
        type=ComponentType.APPLICATION,
        name=package.name,
        version=package.version,
        bom_ref=package.name,
        licenses=map(LicenseFactory().make_from_string, _licenses(package)),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256_of(wheel))],
    )


def _licenses(package: Distribution) -> list[str]:
    """The license of a package by its identifier or expression in SPDX, else by its classifiers, else as it says."""
    expressions, names, classifiers = (
        [value.strip() for value in package.metadata.get_all(field, []) if value.strip()]
        for field in ("License-Expression", "License", "Classifier")
    )
    identifiers = list(filter(None, map(fixup_id, names)))
    classified = [value.rpartition(" :: ")[2] for value in classifiers if value.startswith("License :: ")]
    return expressions or identifiers or classified or [name.partition("\n")[0] for name in names]
