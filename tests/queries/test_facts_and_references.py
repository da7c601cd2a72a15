"""What the named queries behind the pages of facts and references answer."""

import sqlite3
from typing import Any

import pytest

from llm_kb import queries

FACT = "paper-4-2-3-4--llama-3--fp8-quantization--uses--inference"
CLAIM = "llama-3--fp8-quantization--uses--inference"


def ask(connection: sqlite3.Connection, name: str, **values: str) -> list[dict[str, Any]]:
    """The rows of a named query, by column."""
    result = queries.run(connection, name, values)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def test_a_record_tells_what_each_part_of_a_fact_means(kb: sqlite3.Connection) -> None:
    (record,) = ask(kb, "record_of_fact", fact=FACT)
    assert (record["relation"], record["stage"], record["basis"]) == (*FACT.split("--")[3:], "explicit")
    assert record["relation_meaning"] == "The model has the technique, or was built with it."
    assert record["source_authors"].startswith("Yijun Tian; ")
    assert record["change"] is None


def test_every_fact_has_a_record(kb: sqlite3.Connection) -> None:
    facts = {row["fact_id"] for row in ask(kb, "record_of_fact", fact="")}
    assert facts == {row[0] for row in kb.execute("SELECT id FROM evidence")}


def test_a_record_stays_when_its_fact_is_taken_back(kb_copy: sqlite3.Connection) -> None:
    kb_copy.execute(
        "INSERT INTO claim_changes (id, edition_id, claim_id, kind_id, reason) VALUES ('x', '2025-06-paper', ?, ?, ?)",
        [CLAIM, "retract", "It was misread."],
    )
    kb_copy.execute("DELETE FROM design_facts WHERE fact_id = ?", [FACT])
    (record,) = ask(kb_copy, "record_of_fact", fact=FACT)
    assert (record["change"], record["change_reason"], record["new_model"]) == ("retract", "It was misread.", None)


def test_a_change_of_one_fact_leaves_the_others_of_its_claim_alone(kb_copy: sqlite3.Connection) -> None:
    claim = "claude-3--ai-feedback--uses--post-training"
    facts = [row[0] for row in kb_copy.execute("SELECT id FROM evidence WHERE claim_id = ? ORDER BY id", [claim])]
    kb_copy.execute(
        "INSERT INTO claim_changes (id, edition_id, claim_id, evidence_id, kind_id, reason)"
        " VALUES ('x', '2025-06-paper', ?, ?, 'retract', 'It was misread.')",
        [claim, facts[0]],
    )
    assert [ask(kb_copy, "record_of_fact", fact=fact)[0]["change"] for fact in facts] == ["retract", None, None]


def test_facts_beside_a_fact_share_its_statement_or_its_claim(kb: sqlite3.Connection) -> None:
    fact = "paper-3-2-3-10--claude-3--ai-feedback--uses--post-training"
    rows = ask(kb, "facts_beside_fact", fact=fact)
    shared = {name: [row for row in rows if row["shared"] == name] for name in ("statement", "claim")}
    assert {row["statement_id"] for row in shared["statement"]} == {"paper-3-2-3-10"}
    assert {row["claim_id"] for row in shared["claim"]} == {"claude-3--ai-feedback--uses--post-training"}
    assert len(shared["claim"]) == 2
    assert fact not in {row["fact_id"] for row in rows}


def test_facts_beside_one_another_are_so_both_ways(kb: sqlite3.Connection) -> None:
    pairs = {(row["beside_fact_id"], row["fact_id"]) for row in ask(kb, "facts_beside_fact", fact="")}
    assert pairs == {(other, one) for one, other in pairs}


def test_references_beside_a_fact_are_those_cited_with_it(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "references_beside_facts", fact="paper-3-1-5-3c--olmo-2--ultrafeedback--uses--post-training")
    assert [row["number"] for row in rows] == [18]


def test_an_entry_has_what_is_printed_and_what_is_right(kb: sqlite3.Connection) -> None:
    fields = {row["field"]: (row["printed"], row["corrected"]) for row in ask(kb, "entries_of_references")}
    assert list(fields) == ["title", "authors", "year", "address"]
    assert fields["address"] == ("http://github.com/google/jax", None)
    assert fields["year"] == ("2018", None)
    (address,) = (row for row in ask(kb, "entries_of_references", publication="34") if row["field"] == "address")
    assert address["printed"] == "https://dl.acm.org/doi/pdf/10.1145/3701551.3703577"
    assert address["corrected"] == "https://doi.org/10.1007/s11263-021-01453-z"


def test_the_terms_are_those_of_the_vocabularies_in_their_order(kb: sqlite3.Connection) -> None:
    for vocabulary, table in (("relation", "relations"), ("status of an erratum", "erratum_statuses")):
        terms = [row["term_id"] for row in ask(kb, "terms", vocabulary=vocabulary)]
        assert terms == [row[0] for row in kb.execute(f"SELECT id FROM {table} ORDER BY ordinal")]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"section": "4"},
        {"technique": "reinforcement-learning"},
        {"relation": "uses"},
        {"technique": "quantization", "relation": "uses", "section": "4.2"},
        {"model": "llama-3"},
        {"institution": "Meta", "relation": "uses"},
        {"release": "llama-3", "technique": "quantization", "exactly": "1"},
        {"publication": "12"},
        {"model": "nobody"},
    ],
    ids=str,
)
def test_parts_of_the_facts_make_up_the_whole_and_their_number_is_told(
    kb: sqlite3.Connection, values: dict[str, str]
) -> None:
    whole = queries.run(kb, "facts", values).rows
    parts = (
        queries.run(kb, "facts", {**values, "limit": "50", "offset": str(start)}).rows
        for start in range(0, len(whole), 50)
    )
    assert [row for part in parts for row in part] == whole
    assert queries.run(kb, "number_of_facts", values).rows == [(len(whole),)]


def test_several_facts_can_be_asked_for_at_once(kb: sqlite3.Connection) -> None:
    wanted = [
        row[0] for row in kb.execute("SELECT fact_id FROM design_facts WHERE rowid IN (3, 300, 700) ORDER BY rowid")
    ]
    rows = queries.run(kb, "facts", {"fact": f" {wanted[2].upper()},{wanted[0]} , {wanted[1]}, nosuch,"})
    place = rows.columns.index("fact_id")
    assert [row[place] for row in rows.rows] == wanted


def test_facts_lie_in_the_order_in_which_they_are_told(kb: sqlite3.Connection) -> None:
    numbers = [row[0] for row in kb.execute("SELECT rowid FROM design_facts ORDER BY rowid")]
    assert numbers == list(range(1, len(numbers) + 1))
    told = """SELECT f.rowid FROM design_facts AS f INNER JOIN evidence AS e ON f.fact_id = e.id
        INNER JOIN statements AS s ON e.statement_id = s.id INNER JOIN techniques AS t ON f.technique_id = t.id
        ORDER BY s.ordinal, f.model, t.ordinal, f.relation, f.stage, f.fact_id"""
    assert [row[0] for row in kb.execute(told)] == numbers
