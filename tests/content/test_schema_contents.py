"""What every built database holds whatever its seeds say: defined vocabularies, and ids that make good addresses."""

import re
import sqlite3
from itertools import pairwise

import pytest

from llm_kb import queries, wording
from llm_kb.dictionary import tables
from llm_kb.schema import Base
from llm_kb.seeds.format import TERMS
from llm_kb.settings import data_directory

VOCABULARIES = [entry.name for entry in tables() if entry.kind == "vocabulary"]
WITH_ID = sorted(table.name for table in Base.metadata.tables.values() if "id" in table.columns)
PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PARTS = {"claims": 4, "evidence": 5, "measurements": 2, "citations": 2, "prompt_markers": 3, "claim_changes": 2}
"""How many ids joined by `--` an id is made of, where it is more than one."""
ATTRIBUTE = r"[a-z0-9]+(_[a-z0-9]+)*"
IDS = {
    "attributes": re.compile(ATTRIBUTE),
    "specification_values": re.compile(rf"{PART.pattern}--{PART.pattern}--{ATTRIBUTE}(--[0-9]+)?"),
    "fact_verdicts": re.compile(rf"{PART.pattern}(--{PART.pattern}){{5}}"),
}
"""What other ids are made of: attributes are names of columns elsewhere."""
FORMAT = max(
    int(re.findall(r"^format: (\d+)$", path.read_text(encoding="utf-8"), re.MULTILINE)[0])
    for path in data_directory("seed").glob("*/edition.yaml")
)
"""The newest format that a bundle has; vocabularies of later formats are still empty."""
ROLES = {role: name for role, name in wording.ROLES.items() if FORMAT > 1 or role != "base"}


def is_id(text: str, parts: int = 1) -> bool:
    found = text.split("--")
    return len(found) == parts and all(map(PART.fullmatch, found))


def has_form(identity: str, table: str) -> bool:
    return bool(IDS[table].fullmatch(identity)) if table in IDS else is_id(identity, PARTS.get(table, 1))


def test_every_term_of_a_vocabulary_has_a_name_and_a_definition_of_one_sentence(kb: sqlite3.Connection) -> None:
    for vocabulary in VOCABULARIES:
        rows = kb.execute(f"SELECT id, name, definition FROM {vocabulary}").fetchall()
        assert bool(rows) == (TERMS[vocabulary] <= FORMAT), vocabulary
        for identity, name, definition in rows:
            assert name, identity
            assert re.fullmatch(r"[A-Z][^\n]*[^.\s]\.", definition), f"{vocabulary} {identity}: {definition}"


def test_the_terms_of_a_vocabulary_are_numbered_from_one_without_a_gap(kb: sqlite3.Connection) -> None:
    for vocabulary in VOCABULARIES:
        numbers = [row[0] for row in kb.execute(f"SELECT ordinal FROM {vocabulary} ORDER BY ordinal")]
        assert numbers == list(range(1, len(numbers) + 1)), vocabulary


def test_the_vocabularies_of_the_design_are_there(kb: sqlite3.Connection) -> None:
    relations = {"uses", "introduces", "produces", "serves", "supports", "explores", "proposes", "avoids", "omits"}
    assert relations <= {row[0] for row in kb.execute("SELECT id FROM relations")}
    stages = {"unstated", "training", "pre-training", "post-training", "inference", "prefilling", "decoding"}
    assert stages | {"deployment"} <= {row[0] for row in kb.execute("SELECT id FROM stages")}
    roles = {"teacher", "student", "judge", "data-source", "pattern"}
    assert roles <= {row[0] for row in kb.execute("SELECT id FROM roles")}


def wrong_ids(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    ids = ((table, row[0]) for table in WITH_ID for row in connection.execute(f"SELECT id FROM {table}"))
    return [(table, identity) for table, identity in ids if not has_form(identity, table)]


def test_every_id_is_lower_case_words_joined_by_dashes(kb: sqlite3.Connection) -> None:
    assert wrong_ids(kb) == []


@pytest.mark.parametrize("text", ["4.2", "Llama", "llama_3", "llama-", "-llama", "a--b", "", "tülu-3", "a b"])
def test_a_text_that_is_no_id_is_found(text: str) -> None:
    assert not is_id(text)


def test_ids_are_made_of_what_they_name(kb: sqlite3.Connection) -> None:
    claim = "model_id || '--' || technique_id || '--' || relation_id || '--' || stage_id"
    assert kb.execute(f"SELECT id FROM claims WHERE id <> {claim}").fetchall() == []
    fact = "statement_id || '--' || claim_id"
    assert kb.execute(f"SELECT id FROM evidence WHERE id <> {fact}").fetchall() == []
    figure = "statement_id || '--' || ordinal"
    assert kb.execute(f"SELECT id FROM measurements WHERE id <> {figure}").fetchall() == []
    statement = "substr(id, length(passage_id) + 1)"
    letters = {row[0] for row in kb.execute(f"SELECT {statement} FROM statements")}
    assert all(re.fullmatch(r"[a-z]?", letter) for letter in letters)
    place = "source_id || '-' || replace(name, '.', '-')"
    assert kb.execute(f"SELECT id FROM sections WHERE id <> {place}").fetchall() == []


def test_passages_are_numbered_in_reading_order_without_a_gap(kb: sqlite3.Connection) -> None:
    order = "SELECT source_id, ordinal, section_id, paragraph, sentence FROM passages ORDER BY source_id, ordinal"
    for before, after in pairwise(map(tuple, kb.execute(order))):
        if before[0] != after[0]:
            continue
        assert after[1] == before[1] + 1
        if before[2] == after[2] is not None:
            assert after[3:] in [(before[3], before[4] + 1), (before[3] + 1, 1)]


@pytest.mark.parametrize(
    ("vocabulary", "names"), [("relations", wording.RELATIONS), ("roles", ROLES), ("bases", wording.EVIDENCE)]
)
def test_the_names_of_terms_are_those_that_pages_show(
    vocabulary: str, names: dict[str, str], kb: sqlite3.Connection
) -> None:
    assert dict(map(tuple, kb.execute(f"SELECT id, name FROM {vocabulary}"))) == names


def test_relations_and_bases_are_found_by_their_names_and_given_as_ids(kb: sqlite3.Connection) -> None:
    for relation, name in wording.RELATIONS.items():
        by_id, by_name = (queries.run(kb, "facts", {"relation": value}) for value in (relation, name.title()))
        assert by_name.rows == by_id.rows
        assert {row[by_id.columns.index("relation")] for row in by_id.rows} == {relation}
    by_id, by_name = (queries.run(kb, "ambiguous_and_implied", {"basis": value}) for value in ("implied", "Inferred"))
    assert by_name.rows == by_id.rows != []


def test_the_ids_of_makers_documents_have_the_same_form(makers: sqlite3.Connection) -> None:
    assert wrong_ids(makers) == []
