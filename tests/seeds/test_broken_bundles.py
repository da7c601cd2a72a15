"""Whatever is broken in a bundle is told with its file, its line and the cure."""

from pathlib import Path

import pytest

from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds import SeedError, read

from .breakages import Breakage
from .breakages_of_claims import FIGURES, NAMED
from .breakages_of_documents import ATTRIBUTES, DOCUMENTS
from .breakages_of_editions import EDITIONS
from .breakages_of_facts import CLAIMS, PLACES
from .breakages_of_passages import PASSAGES
from .breakages_of_plausibility import PLAUSIBILITY
from .breakages_of_references import RELATIONS_OF_ROWS, UNKNOWN
from .breakages_of_specifications import VALUES
from .breakages_of_tables import TABLES
from .breakages_of_text import TEXT
from .breakages_of_verdicts import SILENCE, VERDICTS
from .breakages_of_yaml import YAML

BREAKAGES = (
    *(*TEXT, *TABLES, *UNKNOWN, *RELATIONS_OF_ROWS),
    *(*PLACES, *CLAIMS, *NAMED, *FIGURES, *YAML, *EDITIONS),
    *(*DOCUMENTS, *PASSAGES, *ATTRIBUTES, *VALUES, *PLAUSIBILITY, *VERDICTS, *SILENCE),
)


@pytest.mark.parametrize("bundle", sorted({breakage.bundle for breakage in BREAKAGES}))
def test_a_bundle_that_is_not_broken_has_no_problems(bundle: str, bundle_copy: Path) -> None:
    assert read(bundle_copy.parent / bundle).id == bundle


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: breakage.kind)
def test_a_breakage_is_told_where_it_is_and_with_the_cure(breakage: Breakage, bundle_copy: Path) -> None:
    bundle = bundle_copy.parent / breakage.bundle
    line = breakage.spoil(bundle / breakage.file)
    with pytest.raises(SeedError) as caught:
        read(bundle)
    problems = caught.value.problems
    told = [p for p in problems if (p.file, p.line) == (breakage.file, line) and p.message.startswith(breakage.what)]
    assert [p.message for p in told if breakage.cure in p.message], str(caught.value)
    assert len(problems) == 1 + breakage.further, str(caught.value)


def test_each_kind_of_breakage_has_a_name_of_its_own() -> None:
    kinds = [breakage.kind for breakage in BREAKAGES]
    assert len(kinds) == len(set(kinds))


def test_a_bundle_that_does_not_exist_is_told_with_the_nearest_name(bundle_copy: Path) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"no seed bundle 'tinny' in .* \(did you mean 'tiny'\?\), check"):
        read(bundle_copy.parent / "tinny")


@pytest.mark.parametrize("file", ["models.csv", "vocabularies.csv", "facts/2.2.yaml", "edition.yaml"])
def test_a_file_that_loses_any_of_its_lines_is_read_or_refused_but_never_crashes(file: str, bundle_copy: Path) -> None:
    path = bundle_copy / file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for lost in range(0, len(lines), 4):
        path.write_text("".join(lines[:lost] + lines[lost + 1 :]), encoding="utf-8")
        try:
            read(bundle_copy)
        except SeedError as error:
            assert error.problems
