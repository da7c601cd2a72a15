"""The tiny bundles are what the other tests take them for: true to their source, and fit for the database."""

import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa

from llm_kb.schema import Base
from llm_kb.seeds import Bundle, read
from llm_kb.seeds.rows import Values
from llm_kb.text import normalized
from tests.tiny import DOCUMENTS, FLOWING, MAKERS

from .conftest import BUNDLES

Rows = list[Values]

FILES = {"tiny-source": "tiny-source.md", "tiny-almanac": "tiny-almanac.md", **DOCUMENTS}
TEXTS = {name: (BUNDLES / file).read_bytes().decode() for name, file in FILES.items()}


@pytest.fixture(scope="module")
def bundles() -> tuple[Bundle, ...]:
    newest = read(BUNDLES / MAKERS)
    return (*newest.earlier, newest)


def every(bundles: tuple[Bundle, ...], table: str) -> Rows:
    """The rows of a table in all bundles."""
    return [row for bundle in bundles for row in bundle.rows.get(table, ())]


@pytest.fixture(scope="module")
def sentences(bundles: tuple[Bundle, ...]) -> dict[str, str]:
    """The text of each passage, as its ranges give it."""
    sources = {row["id"]: str(row["source_id"]) for row in every(bundles, "passages")}
    found = dict[str, str]()
    for row in every(bundles, "passage_ranges"):
        identity = str(row["passage_id"])
        text = TEXTS[sources[identity]]
        stretch = text[int(str(row["start_character"])) : int(str(row["end_character"]))]
        found[identity] = f"{found[identity]} {stretch}" if identity in found else stretch
    return found


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_source_has_the_hash_that_its_bundle_gives(bundles: tuple[Bundle, ...]) -> None:
    hashes = {row["id"]: row["sha256"] for row in every(bundles, "sources")}
    assert {name: hashes[name] for name in TEXTS} == {name: sha256(text) for name, text in TEXTS.items()}


def test_each_passage_has_the_hash_of_its_sentence(bundles: tuple[Bundle, ...], sentences: dict[str, str]) -> None:
    for passage in every(bundles, "passages"):
        assert passage["sha256"] == sha256(sentences[str(passage["id"])]), passage["id"]


def test_each_phrase_stands_in_its_sentence_and_once_in_its_source(
    bundles: tuple[Bundle, ...], sentences: dict[str, str]
) -> None:
    texts = [normalized(text.replace("\n---\n", "\n")) for text in TEXTS.values()]
    for row in (*every(bundles, "statements"), *(row for row in every(bundles, "evidence") if row["phrase"])):
        phrase = normalized(str(row["phrase"]))
        assert phrase in normalized(sentences[str(row["passage_id"])]), phrase
        assert sum(text.count(phrase) for text in texts) == 1, phrase


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
    used = {
        "relations": {row["relation_id"] for row in every(bundles, "claims")},
        "roles": {row["role_id"] for row in every(bundles, "evidence_models")},
        "bases": {row["basis_id"] for row in every(bundles, "evidence")},
    }
    assert used == {table: {row["id"] for row in every(bundles, table)} for table in used}


def test_a_further_text_has_the_hash_that_its_bundle_gives(bundles: tuple[Bundle, ...]) -> None:
    hashes = {row["source_id"]: row["sha256"] for row in every(bundles, "document_texts")}
    assert hashes == {name: sha256((BUNDLES / file).read_bytes().decode()) for name, file in FLOWING.items()}


def test_a_passage_with_a_page_stands_on_that_page(bundles: tuple[Bundle, ...], sentences: dict[str, str]) -> None:
    paged = [row for row in every(bundles, "passages") if row["page"]]
    assert len(paged) == 8
    for row in paged:
        assert sentences[str(row["id"])] in TEXTS[str(row["source_id"])].split("\f")[int(str(row["page"])) - 1]
