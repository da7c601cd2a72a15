"""What the named queries answer on the real content; sections 2.1 and 2.2 stand for the rest."""

import sqlite3
from collections import defaultdict
from itertools import combinations, pairwise
from typing import Any

import pytest

from llm_kb import queries
from tests.derive.derive_tools import store_anew

BALANCING = {"DeepSeek-V3", "Qwen3-30B-A3B", "Qwen3-235B-A22B"}


def ask(connection: sqlite3.Connection, name: str, **values: str) -> list[dict[str, Any]]:
    """The rows of a named query, by column."""
    result = queries.run(connection, name, values)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


@pytest.mark.parametrize("technique", ["expert-load-balancing", "Expert Load Balancing", " load balancing "])
def test_load_balancing_in_2_2_is_used_by_three_models(kb: sqlite3.Connection, technique: str) -> None:
    rows = [row for row in ask(kb, "models_by_technique", technique=technique) if row["section"] == "2.2"]
    assert {row["model"] for row in rows} == BALANCING
    assert {row["relation"] for row in rows} == {"uses"}
    assert {row["technique"] for row in rows} == {
        "auxiliary-loss-free load balancing",
        "global-batch load balancing",
    }


def test_a_relation_narrows_who_is_named(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "models_by_technique", technique="expert-routing", relation="Avoids")
    assert {row["model"] for row in rows if row["section"] == "2.2"} == {"Claude 3", "Gemma 3", "Llama 3"}
    assert {row["relation"] for row in rows} == {"avoids"}


@pytest.mark.parametrize("model", ["qwen3", "Qwen3", "QWEN3"])
def test_a_release_is_told_of_together_with_its_variants(kb: sqlite3.Connection, model: str) -> None:
    models = {row["model"] for row in ask(kb, "techniques_by_model", model=model)}
    assert {"Qwen3-30B-A3B", "Qwen3-235B-A22B"} <= models
    assert all(name.startswith("Qwen3") for name in models)


def test_what_is_avoided_or_omitted_is_told_of_one_model_and_technique(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "avoided_or_omitted", model="llama 3", technique="mixture of experts")
    told = [(row["model"], row["relation"], row["technique"]) for row in rows if row["section"] == "2.2"]
    assert told == [("Llama 3", "avoids", "expert routing")]
    assert {row["relation"] for row in ask(kb, "avoided_or_omitted")} == {"avoids", "omits"}


def test_the_year_of_adoption_is_that_of_the_publication(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adoption_by_year", technique="dense-architecture")
    years = {row["year"]: row for row in rows if row["technique"] == "dense architecture"}
    assert "GPT-4" in years[2023]["model_names"]
    assert "Claude 3, Llama 3" in years[2024]["model_names"]
    assert "Command A" in years[None]["model_names"]
    assert years[2023]["models"] == len(years[2023]["model_names"].split(", "))


def test_a_variant_counts_with_its_release_in_its_year(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adoption_by_year", technique="global-batch-load-balancing")
    assert [(row["year"], row["model_names"]) for row in rows] == [(2025, "Qwen3")]


def test_adoption_goes_to_the_institution_that_made_the_model(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adoption_by_institution", institution="DeepSeek", technique="load balancing")
    assert {row["institution"] for row in rows} == {"DeepSeek"}
    assert rows[0]["technique"] == "auxiliary-loss-free load balancing"
    assert rows[0]["model_names"] == "DeepSeek-V3"


def test_aya_23_is_listed_under_anthropic_and_made_by_cohere(kb: sqlite3.Connection) -> None:
    rows = {row["institution"]: row for row in ask(kb, "models_per_institution")}
    assert rows["Anthropic"]["listed"] == "Aya 23, Claude 3, Claude 4"
    assert rows["Anthropic"]["made"] == "Claude 3, Claude 4"
    assert (rows["Cohere"]["listed"], rows["Cohere"]["made"]) == (None, "Aya 23")
    assert {name for name, row in rows.items() if row["differs"]} == {"Anthropic", "Cohere"}
    assert sum(row["models_listed"] for row in rows.values()) == sum(row["models_made"] for row in rows.values()) == 31


def test_the_citations_of_all_sections_add_up(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "citations_per_question")
    assert sum(row["citations"] for row in rows) == 158
    assert [row["section"] for row in rows if row["dimension"] == "Model Architecture"] == ["2.1", "2.2"]


def test_the_most_cited_publications_come_with_every_place(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "most_cited_publications")
    assert {row["number"]: row["citations"] for row in rows}[61] == 2
    assert next(row for row in rows if row["number"] == 61)["contexts"].split("; ") == [
        "footnote-1/1/1",
        "4.2/5/1 Memory-Saving Training Tricks",
    ]
    assert len(ask(kb, "most_cited_publications", least="")) == 156


def test_disputed_facts_come_with_the_erratum(kb: sqlite3.Connection) -> None:
    rows = {row["erratum_id"]: row for row in ask(kb, "disputed_facts")}
    assert {"gpt-4-dense", "claude-3-dense", "command-a-size"} <= set(rows)
    assert rows["gpt-4-dense"]["model"] == "GPT-4"
    assert rows["gpt-4-dense"]["erratum"].startswith("GPT-4 is called a dense model")
    marked = kb.execute("SELECT count(*) FROM design_facts WHERE disputed = 1").fetchone()[0]
    assert len({row["fact_id"] for row in ask(kb, "disputed_facts")}) == marked


def test_facts_that_are_not_explicit_come_with_the_reason(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "ambiguous_and_implied")
    assert {row["basis"] for row in rows} == {"ambiguous", "implied"}
    assert all(row["basis_note"] for row in rows)
    assert {row["basis"] for row in ask(kb, "ambiguous_and_implied", basis="ambiguous")} == {"ambiguous"}


def test_the_taxonomy_is_a_tree_with_counts(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "taxonomy")
    nodes = {row["technique_id"]: row for row in rows}
    assert len(rows) == len(nodes) == kb.execute("SELECT count(*) FROM techniques").fetchone()[0]
    balancing = nodes["expert-load-balancing"]
    assert balancing["technique"] == "        expert load balancing"
    assert balancing["technique_path"].endswith("mixture of experts › expert load balancing")
    assert balancing["models"] >= 3
    for above, row in pairwise(rows):
        assert row["depth"] <= above["depth"] + 1
        if row["depth"] > above["depth"]:
            assert row["technique_path"].startswith(above["technique_path"])


def test_a_branch_of_the_taxonomy_starts_at_its_node(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "taxonomy", technique="load balancing")
    assert rows[0]["technique"] == "expert load balancing"
    assert all(row["depth"] == 1 for row in rows[1:])
    assert sum(row["facts"] for row in rows[1:]) <= rows[0]["facts"]


@pytest.mark.parametrize("question", ["2.2", "2-2", "dense or moe"])
def test_a_question_is_found_by_its_section_or_its_words(kb: sqlite3.Connection, question: str) -> None:
    rows = ask(kb, "findings_of_question", question=question)
    assert {row["section"] for row in rows} == {"2.2"}
    assert [row["kind"] for row in rows[:2]] == ["takeaway", "position"]
    assert any(row["facts"] for row in rows)


def test_the_facts_of_a_section_stand_in_reading_order(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "facts_of_section", section="2")
    places = [(row["section"], row["paragraph"], row["sentence"]) for row in rows]
    assert places == sorted(places)
    assert {row["section"] for row in rows} == {"2.1", "2.2"}


def test_statements_that_name_no_model_are_told_with_their_techniques(kb: sqlite3.Connection) -> None:
    row = ask(kb, "statements_of_section", section="2.2")[0]
    assert row["model"] is None
    assert "mixture of experts" in row["technique"]


def test_figures_are_told_as_printed_and_as_numbers(kb: sqlite3.Connection) -> None:
    rows = {row["measurement_id"]: row for row in ask(kb, "figures_reported", metric="context length")}
    figure = rows["paper-2-2-3-6--1"]
    assert (figure["printed"], figure["value"], figure["unit"], figure["bound"]) == ("256K", 256000, "tokens", "up-to")
    assert (figure["model"], figure["technique"]) == ("Command A", "long-context processing")
    of_one = ask(kb, "figures_reported", model="command a")
    assert {"256K", "hundreds of billions"} <= {row["printed"] for row in of_one}


def test_errata_come_by_kind_with_their_places(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "errata_by_kind", kind="Contradiction")
    assert {row["kind"] for row in rows} == {"contradiction"}
    assert all(row["places"] for row in rows)
    assert len(ask(kb, "errata_by_kind")) == kb.execute("SELECT count(*) FROM errata").fetchone()[0]


def test_two_models_stand_side_by_side(kb: sqlite3.Connection) -> None:
    rows = {row["technique_id"]: row for row in ask(kb, "compare_models", first="DeepSeek-V3", second="Qwen3")}
    assert rows["mixture-of-experts"]["comparison"] == "same"
    assert rows["auxiliary-loss-free-load-balancing"]["comparison"] == "only the first"
    assert rows["global-batch-load-balancing"]["comparison"] == "only the second"
    assert rows["global-batch-load-balancing"]["first_relation"] is None


def test_publications_of_models_stand_beside_the_link_of_the_list(kb: sqlite3.Connection) -> None:
    rows = {row["model"]: row for row in ask(kb, "publications_of_models")}
    assert len(rows) == 31
    assert (rows["Aya 23"]["institution"], rows["Aya 23"]["number"]) == ("Cohere", 9)
    assert [row["model"] for row in ask(kb, "publications_of_models", institution="cohere")] == ["Aya 23"]


def test_every_surveyed_model_has_a_year(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "models_by_year")
    assert sum(row["models"] for row in rows) == 31
    assert [row["year"] for row in rows] == [2023, 2024, 2025]


def test_techniques_of_the_same_models_are_paired(kb: sqlite3.Connection) -> None:
    users = defaultdict(set)
    for technique, model in kb.execute(
        "SELECT technique, model FROM design_facts WHERE relation IN ('uses', 'introduces')"
    ):
        users[technique].add(model)
    shared = {frozenset(pair): users[pair[0]] & users[pair[1]] for pair in combinations(users, 2)}
    answered = {
        frozenset((row["technique"], row["other_technique"])): set(row["model_names"].split(", "))
        for row in ask(kb, "technique_pairs", least="2")
    }
    assert answered == {pair: models for pair, models in shared.items() if len(models) >= 2}


def test_pairs_of_one_technique_have_it_or_a_narrower_one_in_them(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "technique_pairs", technique="load balancing", least="")
    assert rows
    assert all("load balancing" in row["technique"] + row["other_technique"] for row in rows)


def test_search_finds_the_thing_before_what_mentions_it(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "search", words="load balancing")
    assert (rows[0]["kind"], rows[0]["id"]) == ("technique", "expert-load-balancing")
    assert {"technique", "fact"} <= {row["kind"] for row in rows}
    assert {row["kind"] for row in ask(kb, "search", words="qwen", kind="model")} == {"model"}


def test_search_knows_beginnings_of_words_and_other_names(kb: sqlite3.Connection) -> None:
    assert "qwen3-30b-a3b" in {row["id"] for row in ask(kb, "search", words="qwen", kind="model")}
    assert "tulu-3" in {row["id"] for row in ask(kb, "search", words="tulu", kind="model")}
    assert "mixture-of-experts" in {row["id"] for row in ask(kb, "search", words="MoE", kind="technique")}


def test_search_takes_signs_for_spaces(kb: sqlite3.Connection) -> None:
    assert ask(kb, "search", words='"load" * balancing') == ask(kb, "search", words="load balancing")


@pytest.fixture
def taught(kb_copy: sqlite3.Connection) -> sqlite3.Connection:
    """A knowledge base in which DeepSeek-V3 taught Qwen3-30B-A3B, and that taught Llama 3, which taught the first."""
    lessons = {"deepseek-v3": "qwen3-30b-a3b", "qwen3-30b-a3b": "llama-3", "llama-3": "deepseek-v3"}
    kb_copy.execute("DELETE FROM evidence_models")
    for teacher, student in lessons.items():
        fact = "SELECT min(fact_id), ?, 'teacher', 'explicit', NULL FROM design_facts WHERE model_id = ?"
        kb_copy.execute(f"INSERT INTO evidence_models {fact}", (teacher, student))
    store_anew(kb_copy, "lineage")
    return kb_copy


def test_the_lineage_of_a_model_has_its_teachers_and_students(taught: sqlite3.Connection) -> None:
    rows = ask(taught, "lineage_of_model", model="Qwen3")
    assert {(row["teacher"], row["student"]) for row in rows} == {
        ("DeepSeek-V3", "Qwen3-30B-A3B"),
        ("Qwen3-30B-A3B", "Llama 3"),
    }
    assert len(ask(taught, "lineage_of_model")) == 3


def test_descendants_follow_variants_and_lessons_and_end_in_a_circle(taught: sqlite3.Connection) -> None:
    rows = ask(taught, "descendants_of_model", model="qwen")
    paths = {row["path"]: row["depth"] for row in rows}
    assert paths["Qwen › Qwen3"] == 1
    assert paths["Qwen › Qwen3 › Qwen3-30B-A3B › Llama 3 › DeepSeek-V3"] == 4
    assert max(paths.values()) == 4


def test_models_in_a_role_are_named_with_whom_they_serve(taught: sqlite3.Connection) -> None:
    rows = ask(taught, "models_in_a_role", role="teacher")
    assert {(row["other_model"], row["model"]) for row in rows} >= {("DeepSeek-V3", "Qwen3-30B-A3B")}
    assert ask(taught, "models_in_a_role", role="judge") == []


def test_who_uses_and_who_avoids_a_technique_is_told(kb_copy: sqlite3.Connection) -> None:
    kb_copy.execute("UPDATE design_facts SET relation = 'omits' WHERE model_id = 'gpt-4'")
    store_anew(kb_copy, "technique_adoption")
    rows = {row["technique_id"]: row for row in ask(kb_copy, "contested_techniques")}
    assert rows["dense-architecture"]["avoided_or_omitted_by"] == "GPT-4"
    assert "Llama 3" in rows["dense-architecture"]["used_by"]


def test_claims_that_conflict_stand_side_by_side(kb_copy: sqlite3.Connection) -> None:
    condition = "release_id = 'qwen3' AND technique_id = 'mixture-of-experts' AND model_id = 'qwen3-30b-a3b'"
    kb_copy.execute(f"UPDATE design_facts SET relation = 'avoids' WHERE {condition}")
    rows = [row for row in ask(kb_copy, "conflicting_claims") if row["technique"] == "mixture of experts"]
    assert [(row["model"], row["other_model"], row["other_relation"]) for row in rows] == [
        ("Qwen3-235B-A22B", "Qwen3-30B-A3B", "avoids")
    ]
