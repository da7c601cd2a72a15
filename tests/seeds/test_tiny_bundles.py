"""The tiny bundles are what the other tests take them for: true to their source, and fit for the database."""

import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa

from llm_kb.schema import Base
from llm_kb.seeds import Bundle, read
from llm_kb.text import normalized

from .conftest import BUNDLES

SOURCE = BUNDLES / "tiny-source.md"


@pytest.fixture(scope="module")
def bundles() -> tuple[Bundle, ...]:
    correction = read(BUNDLES / "tiny-correction")
    return (*correction.earlier, correction)


@pytest.fixture(scope="module")
def sentences(bundles: tuple[Bundle, ...]) -> dict[str, str]:
    """The text of each passage, as its ranges give it."""
    text, found = SOURCE.read_text(encoding="utf-8"), dict[str, str]()
    for row in bundles[0].rows["passage_ranges"]:
        stretch = text[int(str(row["start_character"])) : int(str(row["end_character"]))]
        identity = str(row["passage_id"])
        found[identity] = f"{found[identity]} {stretch}" if identity in found else stretch
    return found


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_the_source_has_the_hash_that_the_bundle_gives(bundles: tuple[Bundle, ...]) -> None:
    assert bundles[0].rows["sources"][0]["sha256"] == sha256(SOURCE.read_bytes())


def test_each_passage_has_the_hash_of_its_sentence(bundles: tuple[Bundle, ...], sentences: dict[str, str]) -> None:
    for passage in bundles[0].rows["passages"]:
        assert passage["sha256"] == sha256(sentences[str(passage["id"])].encode())


def test_each_phrase_stands_in_its_sentence_and_once_in_the_source(
    bundles: tuple[Bundle, ...], sentences: dict[str, str]
) -> None:
    source = normalized(SOURCE.read_text(encoding="utf-8").replace("\n---\n", "\n"))
    for statement in (row for bundle in bundles for row in bundle.rows["statements"]):
        phrase = normalized(str(statement["phrase"]))
        assert phrase in normalized(sentences[str(statement["passage_id"])])
        assert source.count(phrase) == 1


def test_all_rows_fit_the_schema(bundles: tuple[Bundle, ...], tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'tiny.db'}")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("PRAGMA foreign_keys = ON"))
        Base.metadata.create_all(connection)
        for table, rows in (item for bundle in bundles for item in bundle.rows.items()):
            connection.execute(sa.insert(Base.metadata.tables[table]), rows)
        assert not connection.execute(sa.text("PRAGMA foreign_key_check")).all()
    engine.dispose()


def test_every_term_of_a_vocabulary_that_facts_may_use_is_used(bundles: tuple[Bundle, ...]) -> None:
    used = {str(row["relation_id"]) for bundle in bundles for row in bundle.rows["claims"]}
    assert used == {str(row["id"]) for row in bundles[0].rows["relations"]}
    roles = {str(row["role_id"]) for row in bundles[0].rows["evidence_models"]}
    assert roles == {str(row["id"]) for row in bundles[0].rows["roles"]}
    bases = {str(row["basis_id"]) for bundle in bundles for row in bundle.rows["evidence"]}
    assert bases == {str(row["id"]) for row in bundles[0].rows["bases"]}
