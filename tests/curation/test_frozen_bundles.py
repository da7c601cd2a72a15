"""A frozen bundle builds for ever, however the format of the seeds grows after it."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from llm_kb.seeds import SUMS, digest, read, sums_of
from llm_kb.seeds.format import NEWEST

from ..checkout import Checkout, add_editions
from .growth import NEXT, grow
from .recipes import FIRST

FROZEN = Path(__file__).resolve().parent.parent / "frozen" / "format-1"
HASHES = {
    "tiny": "42df3887218a1eb3a6f7d4f34e8bbe956620d94a83886ccb4d1f81f36004a692",
    "tiny-correction": "2362cbf404875119f3bc5001dddcfda291e0e2f1367451da2f127847ad53a1b4",
}
"""Bundles of format 1, never to be changed: a later format gets copies of its own beside them."""

TITLE = "Licenses"
EDITION = "2026-01-licenses"

Rows = list[tuple[Any, ...]]


@pytest.mark.parametrize("edition", HASHES)
def test_a_frozen_bundle_is_as_it_was(edition: str) -> None:
    sums = sums_of(FROZEN / edition)
    assert (FROZEN / edition / SUMS).read_text(encoding="utf-8") == sums
    assert digest(sums) == HASHES[edition]


@pytest.mark.parametrize("edition", HASHES)
def test_a_frozen_bundle_is_read_today(edition: str) -> None:
    assert read(FROZEN / edition).sha256 == HASHES[edition]


def tables(path: Path) -> dict[str, tuple[list[str], Rows]]:
    """The columns and rows of the migrated tables of a database, but for where they were read from."""
    with closing(sqlite3.connect(path)) as connection:
        kinds = "SELECT name FROM dictionary_tables WHERE kind IN ('table', 'vocabulary')"
        names = [name for (name,) in connection.execute(kinds)]
        found = {}
        for name in names:
            cursor = connection.execute(f"SELECT * FROM {name}")
            found[name] = ([column[0] for column in cursor.description], cursor.fetchall())
    return found


def without_later(path: Path, before: Path) -> tuple[dict[str, Rows], dict[str, Rows]]:
    """The rows of a database by table, in the columns that an earlier one has, and those of the earlier one."""
    earlier, later = tables(before), tables(path)
    shortened = {}
    for name, (columns, _) in earlier.items():
        places = [later[name][0].index(column) for column in columns]
        shortened[name] = [tuple(row[place] for place in places) for row in later[name][1]]
    return shortened, {name: rows for name, (_, rows) in earlier.items()}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that builds the frozen bundles, before the format grows."""
    made = Checkout(tmp_path_factory.mktemp("tiny"))
    made.keep_editions()
    add_editions(made.root, FROZEN, *HASHES)
    made.run("alembic", "upgrade", "head")
    return made


@pytest.mark.slow
def test_frozen_bundles_give_the_same_rows_after_the_format_has_grown(tiny: Checkout, tmp_path: Path) -> None:
    before = tiny.database.rename(tmp_path / "before.db")
    grow(tiny)
    tiny.run("alembic", "upgrade", "head")
    after, expected = without_later(tiny.database, before)
    assert after == expected
    assert tiny.ask("SELECT DISTINCT license_id, weights_url FROM models") == [(None, None)]
    assert tiny.number_of("licenses") == tiny.number_of("model_languages") == 0


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout whose format has grown after the first edition, with a bundle of the new format that uses it."""
    made = Checkout(tmp_path_factory.mktemp("grown"))
    made.keep_editions(FIRST)
    grow(made)
    made.run("llm-kb", "seed", "new", TITLE, "--date", "2026-01-31")
    bundle = made.root / "seed" / EDITION
    replace(bundle / "edition.yaml", "description: ''", "description: Adds a licensed model.")
    append(bundle / "vocabularies.csv", "licenses,mit,MIT,A short permissive license.\n")
    append(bundle / "institutions.csv", "example-lab,Example Lab,0\n")
    append(bundle / "models.csv", "owl-1,Owl 1,release,,example-lab,0,,,mit,https://example.org/owl\n")
    append(bundle / "model_aliases.csv", "owl-1,Owl 1,spelling\n")
    append(bundle / "model_languages.csv", "owl-1,Owlish\n")
    return made


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.slow
def test_the_first_edition_builds_with_a_bundle_of_a_later_format(grown: Checkout, kb_file: Path) -> None:
    grown.run("llm-kb", "seed", "pin")
    grown.run("llm-kb", "build")
    grown.run("alembic", "check")
    assert grown.ask("SELECT id, license_id, weights_url FROM models WHERE license_id IS NOT NULL") == [
        ("owl-1", "mit", "https://example.org/owl")
    ]
    assert grown.ask("SELECT * FROM model_languages") == [("owl-1", "Owlish")]
    after, before = without_later(grown.database, kb_file)
    added = {name: len(set(after[name]) - set(rows)) for name, rows in before.items() if after[name] != rows}
    assert added == {"editions": 1, "institutions": 1, "models": 1, "model_aliases": 1}
    assert all(set(rows) <= set(after[name]) for name, rows in before.items())


@pytest.mark.slow
def test_what_a_bundles_format_does_not_have_yet_is_told_with_the_format_that_has_it(grown: Checkout) -> None:
    edition = grown.root / "seed" / EDITION / "edition.yaml"
    replace(edition, f"format: {NEXT}", f"format: {NEWEST}")
    told = grown.attempt("llm-kb", "seed", "check").stderr
    replace(edition, f"format: {NEWEST}", f"format: {NEXT}")
    cure = f"came with format {NEXT}, write 'format: {NEXT}' in edition.yaml or remove it"
    assert f"models.csv:1: the column 'license_id' {cure}\n" in told
    assert f"models.csv:1: the column 'weights_url' {cure}\n" in told
    assert f"model_languages.csv:1: {cure}\n" in told
    assert f"vocabularies.csv:2: the vocabulary 'licenses' {cure}\n" in told


@pytest.mark.slow
def test_what_a_bundles_format_has_may_not_be_missing(grown: Checkout) -> None:
    models = grown.root / "seed" / EDITION / "models.csv"
    text = models.read_text(encoding="utf-8")
    models.write_text(text.replace(",license_id,weights_url", "").replace(",mit,https://example.org/owl", ""), "utf-8")
    told = grown.attempt("llm-kb", "seed", "check").stderr
    models.write_text(text.replace(",https://example.org/owl", ","), encoding="utf-8")
    empty = grown.attempt("llm-kb", "seed", "check").stderr
    models.write_text(text, encoding="utf-8")
    assert "models.csv:1: the column 'license_id' is missing" in told
    assert re.search(r"models\.csv:2: weights_url is empty, fill it in", empty)
