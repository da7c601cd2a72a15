"""The search over everything puts what is named first, and takes whatever is typed, quickly."""

import dataclasses
import sqlite3
import time
from typing import Any

import pytest

from llm_kb import queries

NAMED = {"model", "technique", "institution", "question", "publication"}
KINDS = NAMED | {"finding", "fact", "erratum", "marker", "term", "query", "topic"}


def search(connection: sqlite3.Connection, words: str, kind: str = "") -> list[dict[str, Any]]:
    """The rows of the search, by column."""
    result = queries.run(connection, "search", {"words": words, "kind": kind})
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


@pytest.mark.parametrize(
    ("words", "kind", "identity"),
    [
        ("GRPO", "technique", "grpo"),
        ("group relative policy optimization", "technique", "grpo"),
        ("Llama 3", "model", "llama-3"),
        ("llama3", "model", "llama-3"),
        ("LLAMA-3", "model", "llama-3"),
        ("Qwen", "model", "qwen"),
        ("tulu 3", "model", "tulu-3"),
        ("MoE", "technique", "mixture-of-experts"),
        (" load  balancing ", "technique", "expert-load-balancing"),
        ("Alibaba", "institution", "alibaba"),
        ("4.2", "question", "4-2"),
        ("§4.2", "question", "4-2"),
        ("[93]", "publication", "93"),
        ('"Direct preference optimization: Your language model is secretly a reward model"', "publication", "93"),
    ],
)
def test_what_is_named_comes_first(kb: sqlite3.Connection, words: str, kind: str, identity: str) -> None:
    first = search(kb, words)[0]
    assert (first["kind"], first["id"], first["named"], first["place"]) == (kind, identity, 1, 1)


def test_what_only_holds_the_words_is_not_named(kb: sqlite3.Connection) -> None:
    rows = search(kb, "GRPO")
    assert [row["named"] for row in rows] == sorted((row["named"] for row in rows), reverse=True)
    assert sum(row["named"] for row in rows) == 1 < len(rows)


def test_each_row_knows_its_place_in_its_kind_and_how_many_there_are(kb: sqlite3.Connection) -> None:
    rows = search(kb, "Llama 3")
    facts = [row for row in rows if row["kind"] == "fact"]
    assert [row["place"] for row in facts] == list(range(1, 26))
    assert {row["of_kind"] for row in facts} == {len(search(kb, "Llama 3", "fact"))}
    assert facts[0]["of_kind"] > 25


def test_one_kind_can_be_asked_for_alone(kb: sqlite3.Connection) -> None:
    assert {row["kind"] for row in search(kb, "", "Publication")} == {"publication"}
    assert len(search(kb, "", "publication")) == 156
    of_documents = {"attribute", "source", "specification"}  # which an edition need not hold
    assert {row["kind"] for row in search(kb, "")} - of_documents == KINDS


def test_a_list_that_was_cut_says_that_there_are_more(kb: sqlite3.Connection) -> None:
    cut = {row["kind"]: row["more"] for row in search(kb, "")}
    counts = dict(kb.execute("SELECT kind, last - first + 1 FROM search_index_kinds").fetchall())
    assert {kind for kind, more in cut.items() if more} == {kind for kind, count in counts.items() if count > 100}
    assert {"fact", "publication", "technique"} <= {kind for kind, more in cut.items() if more}
    assert {row["more"] for row in search(kb, "", "publication")} == {0}
    assert {row["more"] for row in search(kb, "", "fact")} == {1}


def test_a_snippet_shows_where_the_words_stand(kb: sqlite3.Connection) -> None:
    snippets = [row["snippet"] for row in search(kb, "Rafailov", "publication")]
    assert snippets
    assert all("Rafailov" in snippet for snippet in snippets)
    assert all(len(row["snippet"]) < 400 for row in search(kb, ""))


def test_a_single_letter_is_a_word_and_no_beginning(kb: sqlite3.Connection) -> None:
    assert search(kb, "Command A", "model")[0]["id"] == "command-a"
    assert not {"grpo"} & {row["id"] for row in search(kb, "g", "technique")}


@pytest.mark.parametrize(
    ("words", "topics"),
    [
        ("who trains with GRPO", set()),
        ("post-training recipe: RL algorithms and rewards", set()),
        ("position bias of LLM judges", set()),
        ("training", set()),
        ("On how many tokens was it trained?", {"training-tokens"}),
        ("What learning-rate and batch size were used?", {"hyperparameters"}),
        ("Are the weights open?", {"licenses"}),
        ("Which context length has Qwen3, with YaRN?", {"context-lengths", "position-encodings"}),
        ("Context lengths", {"context-lengths"}),
    ],
)
def test_an_uncovered_topic_is_found_only_if_one_of_its_phrases_occurs_in_the_text(
    kb: sqlite3.Connection, words: str, topics: set[str]
) -> None:
    assert {row["id"] for row in search(kb, words) if row["kind"] == "topic"} == topics
    assert {row["id"] for row in search(kb, words, "topic")} == topics


@pytest.fixture
def crowded() -> str:
    """The search of a knowledge base so large that only a hundred of what a word finds are ranked."""
    return queries.get("search").sql.replace("5000", "100")


def found(connection: sqlite3.Connection, sql: str, **values: str) -> list[dict[str, Any]]:
    """The rows of the search when it is this one."""
    statement = dataclasses.replace(queries.get("search"), sql=sql).statement(values)
    cursor = connection.execute(statement.sql, statement.values)
    return [dict(zip([column[0] for column in cursor.description], row, strict=True)) for row in cursor]


@pytest.mark.parametrize("words", ["model", "reward model", "llama 3", "training data"])
def test_common_words_find_the_same_but_not_all_of_it(kb: sqlite3.Connection, crowded: str, words: str) -> None:
    whole = {(row["kind"], row["id"]) for kind in KINDS for row in search(kb, words, kind)}
    rows = found(kb, crowded, words=words)
    assert rows and {(row["kind"], row["id"]) for row in rows} <= whole
    named = [row["named"] for row in rows]
    assert named == sorted(named, reverse=True)
    assert all(row["snippet"] for row in rows)


def test_of_too_much_what_is_named_is_kept_and_facts_are_left_out(kb: sqlite3.Connection, crowded: str) -> None:
    rows = found(kb, crowded, words="model")
    kinds = {row["kind"] for row in rows}
    assert "technique" in kinds and "fact" not in kinds
    assert {row["more"] for row in rows} == {1}
    assert found(kb, crowded, words="Llama 3")[0]["id"] == "llama-3"
    assert {row["kind"] for row in found(kb, crowded, words="model", kind="fact")} == {"fact"}


def test_what_is_found_whole_says_so(kb: sqlite3.Connection, crowded: str) -> None:
    assert {row["more"] for row in found(kb, crowded, words="rafailov")} == {0}


def test_names_like_one_with_slips_are_few_and_hold_what_was_meant(kb: sqlite3.Connection) -> None:
    for typed, kind, meant in (("lama3", "model", "llama-3"), ("GPRO", "technique", "grpo"), ("alibab", "", "alibaba")):
        result = queries.run(kb, "names_like", {"like": typed, "kind": kind})
        assert meant in {row[1] for row in result.rows}
        assert len(result.rows) < 30


@pytest.mark.parametrize(
    "words",
    [
        "",
        "a",
        "th the",
        "a " * 5000,
        "ab cd de " * 1111,
        "x" * 10_000,
        'in"an*th(st)re pr',
        "NEAR(a b, 2) OR NOT AND",
        "{title}: ^x + - ~",
        "\0\x01\ud7ff",
        "🦙",
        "%_'\\",
    ],
)
def test_any_text_is_answered_soon(kb: sqlite3.Connection, words: str) -> None:
    started = time.process_time()
    search(kb, words)
    assert time.process_time() - started < 0.5


def test_names_lead_from_every_form_to_the_identifier(kb: sqlite3.Connection) -> None:
    rows = queries.run(kb, "names", {"kind": ""}).rows
    assert {("model", "tulu-3", "Tülu 3"), ("technique", "grpo", "GRPO"), ("question", "4-2", "4.2")} <= set(rows)
    assert {kind for kind, _, _ in rows} == NAMED
    for kind, table in (("model", "models"), ("technique", "techniques"), ("publication", "publications")):
        identities = {identity for (identity,) in kb.execute(f"SELECT id FROM {table}")}
        assert {identity for of_kind, identity, _ in rows if of_kind == kind} == identities


def test_words_of_the_search_are_found_by_their_beginning(kb: sqlite3.Connection) -> None:
    words = dict(queries.run(kb, "search_words", {"beginning": "Quant"}).rows)
    assert {"quantization", "quantized"} <= set(words)
    assert all(word.startswith("quant") for word in words)


@pytest.mark.parametrize(("kind", "most"), [("", 100), ("fact", 500)])
def test_one_entry_beyond_those_that_are_looked_at_is_more(kb_copy: sqlite3.Connection, kind: str, most: int) -> None:
    for entries, more in ((most, 0), (most + 1, 1)):
        kb_copy.execute("UPDATE search_index_kinds SET last = first + ? WHERE kind = 'fact'", (entries - 1,))
        assert {row["more"] for row in search(kb_copy, "", kind) if row["kind"] == "fact"} == {more}
