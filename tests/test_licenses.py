"""What the package needs may be distributed with it under Apache-2.0, by the metadata of each package."""

import re
from email.message import Message
from importlib.metadata import distribution, distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PERMISSIVE = re.compile(
    r"0BSD|Apache\W|Apache-2\.0|Apache Software License|BSD|CC0-1\.0|CC-BY-4\.0|ISC|MIT|PSF-2\.0|Public Domain|Zlib"
)
"""Licenses that ask for no more than a notice."""

PER_FILE = re.compile(r"MPL-2\.0|Mozilla Public License 2\.0")
"""Licenses that hold for the files of the package alone, so for none of ours."""

COPYLEFT = re.compile(r"(?<!Lesser )General Public License|(?<!L)GPL|AGPL|Affero")


def licenses(metadata: Message) -> list[str]:
    """The licenses that a package names; each of those that an `AND` joins, and the first that will do of an `OR`."""
    expression = metadata.get("License-Expression") or ""
    if expression:
        return [_chosen(part) for part in re.split(r" AND ", expression)]
    classifiers = [str(value) for value in metadata.get_all("Classifier", []) if str(value).startswith("License ::")]
    named = [value.rpartition(" :: ")[2] for value in classifiers] or [metadata.get("License") or ""]
    return [_chosen(" OR ".join(named))]


def _chosen(alternatives: str) -> str:
    several = alternatives.split(" OR ")
    return next((name for name in several if PERMISSIVE.search(name) or PER_FILE.search(name)), several[0])


def needed(name: str, *extras: str) -> set[str]:
    """The names of the packages that a package with extras requires here, at any depth."""
    found: set[str] = set()
    pending = [Requirement(f"{name}[{','.join(extras)}]")]
    while pending:
        requirement = pending.pop()
        for below in map(Requirement, distribution(requirement.name).requires or []):
            environments = [{"extra": extra} for extra in ("", *requirement.extras)]
            is_required = below.marker is None or any(map(below.marker.evaluate, environments))
            if is_required and canonicalize_name(below.name) not in found:
                found.add(canonicalize_name(below.name))
                pending.append(below)
    return found


REQUIRED = sorted(needed("llm-kb", "exports"))


def test_requirements_are_found_at_any_depth_and_in_extras() -> None:
    assert {"datasette", "markupsafe", "xlsxwriter", "networkx", "h11"} <= set(REQUIRED)


def test_every_required_package_is_under_a_license_that_goes_with_apache_2() -> None:
    named = [(name, license) for name in REQUIRED for license in licenses(distribution(name).metadata)]  # type: ignore[arg-type]
    assert [each for each in named if not (PERMISSIVE.search(each[1]) or PER_FILE.search(each[1]))] == []


def test_nothing_that_is_installed_is_under_the_gpl_alone() -> None:
    found = [package.name for package in distributions() if any(map(COPYLEFT.search, licenses(package.metadata)))]  # type: ignore[arg-type]
    assert not found, f"{', '.join(found)}: uninstall what this checkout no longer requires"


@pytest.mark.parametrize(
    "lines",
    [
        {"License": "GPL-2.0-or-later"},
        {"License-Expression": "MIT AND GPL-3.0-only"},
        {"Classifier": "License :: OSI Approved :: GNU General Public License (GPL)", "License": "GNU"},
        {"License-Expression": "AGPL-3.0-or-later"},
        {},
    ],
)
def test_another_license_or_none_is_seen(lines: dict[str, str]) -> None:
    metadata = Message()
    for key, value in lines.items():
        metadata[key] = value
    named = licenses(metadata)
    assert not all(PERMISSIVE.search(license) or PER_FILE.search(license) for license in named)
    assert not lines or any(map(COPYLEFT.search, named))


def test_one_of_several_licenses_to_choose_from_will_do() -> None:
    metadata = Message()
    metadata["License-Expression"] = "GPL-2.0-only OR BSD-3-Clause"
    assert licenses(metadata) == ["BSD-3-Clause"]
