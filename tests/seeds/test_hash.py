"""A bundle is known by its hash, and is not loaded when a file of it was changed."""

import re
import subprocess
from pathlib import Path

import pytest

from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds import SUMS, SeedError, digest, load, read, sums_of

from .breakages import edit


@pytest.fixture
def pinned(bundle_copy: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The hash of a copy of the tiny bundle which has its SHA256SUMS, and which `load` finds."""
    sums = sums_of(bundle_copy)
    (bundle_copy / SUMS).write_text(sums, encoding="utf-8")
    monkeypatch.setattr("llm_kb.seeds.bundle.data_directory", lambda name: bundle_copy.parent)
    return digest(sums)


def test_the_hash_covers_every_file_but_itself(bundle_copy: Path, pinned: str) -> None:
    files = {path.relative_to(bundle_copy).as_posix() for path in bundle_copy.rglob("*") if path.is_file()}
    assert {line.partition("  ")[2] for line in sums_of(bundle_copy).splitlines()} == files - {SUMS}
    assert read(bundle_copy).sha256 == pinned


def test_sha256sum_can_check_a_bundle(bundle_copy: Path, pinned: str) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=bundle_copy, check=True)


def test_hidden_files_are_neither_hashed_nor_read(bundle_copy: Path, pinned: str) -> None:
    (bundle_copy / "facts/.2.1.yaml").write_text("not: facts", encoding="utf-8")
    assert read(bundle_copy).sha256 == pinned


@pytest.mark.parametrize("file", ["edition.yaml", "models.csv", "facts/2.1.yaml"])
def test_one_byte_changes_the_hash(file: str, bundle_copy: Path, pinned: str) -> None:
    path = bundle_copy / file
    data = path.read_bytes()
    path.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
    assert digest(sums_of(bundle_copy)) != pinned


def test_a_file_that_moves_changes_the_hash(bundle_copy: Path, pinned: str) -> None:
    (bundle_copy / "facts/abstract.yaml").rename(bundle_copy / "facts/1.yaml")
    assert digest(sums_of(bundle_copy)) != pinned


def test_a_bundle_with_the_right_hash_is_loaded(bundle_copy: Path, pinned: str) -> None:
    assert load("tiny", pinned) == read(bundle_copy)


def test_a_changed_file_is_named_in_one_sentence(bundle_copy: Path, pinned: str) -> None:
    edit("Owl 2-Tiny,variant", "Owl 2-Tin,variant")(bundle_copy / "models.csv")
    with pytest.raises(KnowledgeBaseError) as caught:
        load("tiny", pinned)
    assert not isinstance(caught.value, SeedError)
    assert str(caught.value) == (
        "Seed bundle 'tiny' does not match the hash in its migration (models.csv changed): restore the files, "
        "or, if the edition is not released yet, run 'llm-kb seed pin tiny'."
    )


def test_every_file_that_changed_came_or_went_is_named(bundle_copy: Path, pinned: str) -> None:
    edit("The Loft", "A Loft")(bundle_copy / "institutions.csv")
    (bundle_copy / "prompt_markers.csv").unlink()
    (bundle_copy / "facts/1.yaml").write_text("[]\n", encoding="utf-8")
    with pytest.raises(KnowledgeBaseError, match=re.escape("(facts/1.yaml, institutions.csv, prompt_markers.csv ch")):
        load("tiny", pinned)


def test_a_hash_that_the_sums_do_not_have_is_told_too(pinned: str) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"\(SHA256SUMS changed\)"):
        load("tiny", "0" * 64)


def test_an_edition_that_does_not_exist_is_not_loaded(pinned: str) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"no seed bundle 'tinny' .*\(did you mean 'tiny'\?\), check the name"):
        load("tinny", pinned)
