"""`design_facts` keeps its contract: its columns, one row a fact, releases, other models, disputes and retractions."""

import json
import sqlite3

import pytest

from .derive_tools import Fact, add_fact, add_model, columns, rederive, row, store_anew

CONTRACT = (
    """
fact_id, claim_id, model_id, model, model_kind, surveyed, release_id, release, institution, listed_under, dimension,
section, question, topic, technique_id, technique, technique_group, technique_path, relation, stage, qualifier,
other_model, other_role, statement, phrase, basis, basis_note, disputed, passage_id, paragraph, sentence, source_id,
other_basis, model_names, technique_names,
source, locator, verdict, source_kind
""".replace("\n", " ")
    .replace(",", " ")
    .split()
)

READ_ONLY = {"fact_id", "technique_path", "qualifier", "statement", "phrase", "basis_note", "paragraph", "sentence"} | {
    "model_names",
    "technique_names",
    "locator",
}
"""Columns that are read or searched, not filtered by."""

READ = (
    *("passage_topics", "passage_places", "technique_tree", "technique_names"),
    *("model_releases", "model_names", "group_dimensions"),
)
"""The stored tables that `design_facts` is made from, each after those that it reads."""
FACT = "SELECT * FROM design_facts WHERE fact_id = ?"


def ids(connection: sqlite3.Connection) -> set[str]:
    return {fact for (fact,) in connection.execute("SELECT fact_id FROM design_facts")}


def change(connection: sqlite3.Connection, kind: str, claim: str, fact: str | None = None) -> None:
    """Let the edition supersede or retract a claim, or one fact of it."""
    edition = connection.execute("SELECT max(id) FROM editions").fetchone()[0]
    values = (f"{edition}--{kind}", edition, claim, fact, kind)
    connection.execute("INSERT INTO claim_changes VALUES (?, ?, ?, ?, ?, NULL, 'It was misread.')", values)


def test_the_columns_are_those_of_the_contract_in_its_order(kb: sqlite3.Connection) -> None:
    assert columns(kb, "design_facts") == CONTRACT


def test_it_is_a_real_table_with_a_text_key(kb: sqlite3.Connection) -> None:
    assert row(kb, "SELECT type, strict FROM pragma_table_list WHERE name = 'design_facts'") == {
        "type": "table",
        "strict": 1,
    }
    keys = kb.execute("SELECT name, type FROM pragma_table_info('design_facts') WHERE pk > 0")
    assert [tuple(key) for key in keys] == [("fact_id", "TEXT")]


@pytest.mark.parametrize("column", [name for name in CONTRACT if name not in READ_ONLY])
def test_columns_to_filter_by_are_indexed(column: str, kb: sqlite3.Connection) -> None:
    plan = kb.execute(f"EXPLAIN QUERY PLAN SELECT count(*) FROM design_facts WHERE {column} = ?", ("x",)).fetchone()
    assert f"ix_design_facts_{column}" in plan["detail"]


def test_there_is_one_row_for_every_fact_that_stands(kb: sqlite3.Connection) -> None:
    gone = "SELECT e.id FROM evidence AS e INNER JOIN claim_changes AS c ON c.claim_id = e.claim_id"
    gone += " WHERE c.evidence_id IS NULL OR c.evidence_id = e.id"
    expected = kb.execute(f"SELECT id FROM evidence WHERE id NOT IN ({gone})").fetchall()
    assert sorted(ids(kb)) == sorted(fact for (fact,) in expected)


def test_every_row_agrees_with_itself(kb: sqlite3.Connection) -> None:
    for fact in kb.execute("SELECT * FROM design_facts"):
        parts = (fact["model_id"], fact["technique_id"], fact["relation"], fact["stage"])
        assert fact["claim_id"] == "--".join(parts)
        assert fact["fact_id"].endswith(f"--{fact['claim_id']}")
        place = (fact["source_id"], fact["section"].replace(".", "-"), str(fact["paragraph"]), str(fact["sentence"]))
        assert fact["passage_id"] == "-".join(place)
        assert fact["fact_id"].startswith(fact["passage_id"])
        assert (fact["basis"] == "explicit") == (fact["basis_note"] is None)
        assert (fact["other_model"] is None) == (fact["other_role"] is None) == (fact["other_basis"] is None)


def test_facts_stand_in_reading_order(kb: sqlite3.Connection) -> None:
    order = "SELECT p.ordinal FROM design_facts AS f INNER JOIN passages AS p ON f.passage_id = p.id ORDER BY f.rowid"
    found = [place for (place,) in kb.execute(order)]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("model", "release"),
    [
        ("llama-4-behemoth", "Llama 4"),
        ("glm-4-air", "ChatGLM"),
        ("chatglm", "ChatGLM"),
        ("tulu-3-1", "Tülu 3.1"),
        ("tulu-3", "Tülu 3"),
        ("llama", "Llama"),
    ],
)
def test_a_variant_counts_for_its_release_and_a_release_for_itself(
    model: str, release: str, kb_copy: sqlite3.Connection
) -> None:
    fact = add_fact(kb_copy, Fact(model))
    store_anew(kb_copy, *READ, "design_facts")
    found = row(kb_copy, FACT, fact)
    assert found["model_id"] == model
    assert found["release"] == release
    assert found["release_id"] == row(kb_copy, "SELECT id FROM models WHERE name = ?", release)["id"]


def test_a_variant_of_a_variant_of_a_release_counts_for_the_release(kb_copy: sqlite3.Connection) -> None:
    add_model(kb_copy, "family", "family")
    add_model(kb_copy, "release", "release", "family")
    add_model(kb_copy, "variant", "variant", "release")
    add_model(kb_copy, "tuned", "variant", "variant")
    kb_copy.execute("UPDATE models SET listed_under_id = 'anthropic' WHERE id = 'release'")
    fact = add_fact(kb_copy, Fact("tuned"))
    store_anew(kb_copy, *READ, "design_facts")
    found = row(kb_copy, FACT, fact)
    assert (found["model"], found["model_kind"], found["release"]) == ("TUNED", "variant", "RELEASE")
    assert (found["institution"], found["listed_under"]) == ("Meta", "Anthropic")


def test_other_models_are_joined_with_their_roles_in_one_order(kb_copy: sqlite3.Connection) -> None:
    others = [("tulu-3", "teacher"), ("llama-4", "teacher"), ("llama-3", "judge")]
    fact = add_fact(kb_copy, Fact("chatglm", others=others, qualifier="offline"))
    alone = add_fact(kb_copy, Fact("chatglm"))
    store_anew(kb_copy, *READ, "design_facts")
    found = row(kb_copy, FACT, fact)
    assert found["other_model"] == "Llama 3, Llama 4, Tülu 3"
    assert found["other_role"] == "judge, teacher, teacher"
    assert found["qualifier"] == "offline"
    assert (row(kb_copy, FACT, alone)["other_model"], row(kb_copy, FACT, alone)["other_role"]) == (None, None)


def test_the_part_of_another_model_has_a_basis_apart_from_the_fact(kb_copy: sqlite3.Connection) -> None:
    others = [("tulu-3", "teacher"), ("llama-3", "judge")]
    explicit = add_fact(kb_copy, Fact("chatglm", others=others, role_note='It may be "another".'))
    implied = add_fact(kb_copy, Fact("chatglm", others=others[:1], basis_note="It follows."))
    rederive(kb_copy)
    found = row(kb_copy, FACT, explicit)
    assert (found["basis"], found["other_basis"]) == ("explicit", "implied, implied")
    assert (row(kb_copy, FACT, implied)["basis"], row(kb_copy, FACT, implied)["other_basis"]) == ("implied", "explicit")
    listed = row(kb_copy, "SELECT other_model_list FROM fact_details WHERE fact_id = ?", explicit)["other_model_list"]
    assert json.loads(listed)[1] == {
        "id": "tulu-3",
        "name": "Tülu 3",
        "role": "teacher",
        "basis": "implied",
        "note": 'It may be "another".',
    }
    lineage = row(kb_copy, "SELECT basis FROM lineage WHERE fact_id = ? AND teacher_id = 'tulu-3'", explicit)
    assert lineage["basis"] == "implied"


def test_a_fact_shows_its_own_phrase_or_else_that_of_its_statement(kb_copy: sqlite3.Connection) -> None:
    own = add_fact(kb_copy, Fact("llama-3", phrase="words of its own"))
    other = add_fact(kb_copy, Fact("llama-4", passage=own.partition("--")[0]))
    rederive(kb_copy)
    phrases = [row(kb_copy, FACT, fact)["phrase"] for fact in (own, other)]
    assert phrases == ["words of its own", f"words of {other.partition('--')[0]}"]
    query = "SELECT kind FROM search_index WHERE search_index MATCH ? AND id = ?"
    assert row(kb_copy, query, '"of its own"', own)["kind"] == "fact"


def test_a_fact_outside_the_questions_has_no_question_dimension_or_topic(kb_copy: sqlite3.Connection) -> None:
    fact = add_fact(kb_copy, Fact("llama-3", basis_note="It follows from the heading."))
    store_anew(kb_copy, *READ, "design_facts")
    found = row(kb_copy, FACT, fact)
    assert [found[name] for name in ("dimension", "question", "topic")] == [None, None, None]
    assert (found["section"], found["paragraph"], found["sentence"]) == ("test", 1, 1)
    assert (found["basis"], found["basis_note"]) == ("implied", "It follows from the heading.")
    assert found["statement"] == "What paper-test-1-1 says."


def test_a_fact_takes_its_topic_from_the_heading_above_its_sentence(kb_copy: sqlite3.Connection) -> None:
    add_model(kb_copy, "somebody")
    topics = kb_copy.execute("SELECT id, name, first_passage_id, last_passage_id FROM topics").fetchall()
    expected = {}
    for _, name, first, last in topics:
        for passage in {first, last}:
            expected[add_fact(kb_copy, Fact("somebody", passage=passage, letter="z"))] = name
    store_anew(kb_copy, *READ, "design_facts")
    assert expected
    assert {fact: row(kb_copy, FACT, fact)["topic"] for fact in expected} == expected


def test_the_question_and_its_dimension_follow_from_the_section(kb: sqlite3.Connection) -> None:
    frame = kb.execute(
        "SELECT s.name, q.question, d.name FROM research_questions AS q "
        "INNER JOIN sections AS s ON q.section_id = s.id INNER JOIN dimensions AS d ON q.dimension_id = d.id"
    )
    known = {section: (question, dimension) for section, question, dimension in frame}
    assert len(known) == 9
    for section, question, dimension in kb.execute("SELECT DISTINCT section, question, dimension FROM design_facts"):
        assert (question, dimension) == known.get(section, (None, None))


def test_the_path_of_a_technique_goes_from_its_group_down_to_itself(kb: sqlite3.Connection) -> None:
    known = {key: (name, parent) for key, name, parent in kb.execute("SELECT id, name, parent_id FROM techniques")}
    for technique, group, path in kb.execute(
        "SELECT DISTINCT technique_id, technique_group, technique_path FROM design_facts"
    ):
        names: list[str] = []
        step = technique
        while step:
            name, step = known[step]
            names.insert(0, name)
        assert (group, path) == (names[0], " › ".join(names))


def test_a_fact_that_an_erratum_touches_is_disputed(kb_copy: sqlite3.Connection) -> None:
    touched, other = (add_fact(kb_copy, Fact(model)) for model in ("llama-3", "llama-4"))
    erratum = kb_copy.execute("SELECT min(id) FROM errata").fetchone()[0]
    for ordinal in (901, 902):
        kb_copy.execute(
            "INSERT INTO errata_places (erratum_id, ordinal, source_id, evidence_id) VALUES (?, ?, 'paper', ?)",
            (erratum, ordinal, touched),
        )
    store_anew(kb_copy, *READ, "design_facts")
    assert row(kb_copy, FACT, touched)["disputed"] == 1
    assert row(kb_copy, FACT, other)["disputed"] == 0


@pytest.mark.parametrize("kind", ["supersede", "retract"])
def test_a_changed_claim_leaves_the_facts_but_not_the_database(kind: str, kb_copy: sqlite3.Connection) -> None:
    gone = {add_fact(kb_copy, Fact("llama-3", stage="deployment")) for _ in range(2)}
    stays = add_fact(kb_copy, Fact("llama-4", stage="deployment"))
    change(kb_copy, kind, "llama-3--novelty--uses--deployment")
    rederive(kb_copy)
    assert not gone & ids(kb_copy)
    assert stays in ids(kb_copy)
    kept = {fact for (fact,) in kb_copy.execute("SELECT id FROM evidence")}
    assert gone <= kept
    assert row(kb_copy, "SELECT count(*) AS n FROM claims WHERE id = 'llama-3--novelty--uses--deployment'")["n"]
    found = kb_copy.execute("SELECT id FROM search_index WHERE kind = 'fact'").fetchall()
    assert not gone & {fact for (fact,) in found}


def test_a_single_fact_of_a_claim_can_be_retracted(kb_copy: sqlite3.Connection) -> None:
    gone, stays = (add_fact(kb_copy, Fact("llama-3", stage="deployment")) for _ in range(2))
    change(kb_copy, "retract", "llama-3--novelty--uses--deployment", gone)
    store_anew(kb_copy, *READ, "design_facts")
    assert gone not in ids(kb_copy)
    assert stays in ids(kb_copy)


@pytest.mark.parametrize(
    ("column", "name", "identity"),
    [
        ("model_names", "Tulu 3", "tulu-3"),
        ("model_names", "tülu 3", "tulu-3"),
        ("technique_names", "GRPO", "grpo"),
        ("technique_names", "group relative policy", "grpo"),
    ],
)
def test_names_are_found_by_like_with_and_without_accents_and_abbreviated(
    kb_copy: sqlite3.Connection, column: str, name: str, identity: str
) -> None:
    fact = add_fact(kb_copy, Fact("tulu-3", "grpo", "uses"))
    store_anew(kb_copy, *READ, "design_facts")
    key = column.replace("names", "id")
    sql = f"SELECT {key} FROM design_facts WHERE {column} LIKE ? AND fact_id = ?"
    assert kb_copy.execute(sql, (f"%{name}%", fact)).fetchone()[0] == identity
