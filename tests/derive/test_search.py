"""Full-text search: an index beside each searched table that Datasette recognises, and one over everything."""

import sqlite3

import pytest
from sqlite_utils import Database

from llm_kb import queries
from llm_kb.derive import SEARCHED

from .derive_tools import Fact, add_fact, path_of, rederive


def found(connection: sqlite3.Connection, words: str, kind: str) -> list[str]:
    """Ids of everything of a kind that matches, the best first."""
    sql = "SELECT id FROM search_index WHERE search_index MATCH ? AND kind = ? ORDER BY rank, id"
    return [identity for (identity,) in connection.execute(sql, (words, kind))]


def matching(connection: sqlite3.Connection, table: str, words: str, column: str) -> list[str]:
    sql = f"SELECT {column} FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
    return [text for (text,) in connection.execute(sql, (words,))]


def test_the_searched_tables_are_those_of_the_design() -> None:
    expected = {"design_facts", "statements", "techniques", "models", "publications", "findings"}
    assert set(SEARCHED) == expected


@pytest.mark.parametrize("table", SEARCHED)
def test_a_searched_table_has_an_index_that_names_it_in_double_quotes(table: str, kb: sqlite3.Connection) -> None:
    sql = kb.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{table}_fts",)).fetchone()[0]
    assert f'content="{table}"' in sql
    assert "remove_diacritics 2" in sql


@pytest.mark.parametrize("table", SEARCHED)
def test_datasettes_own_tools_recognise_the_index(table: str, kb_copy: sqlite3.Connection) -> None:
    assert Database(kb_copy).table(table).detect_fts() == f"{table}_fts"


@pytest.mark.parametrize("table", SEARCHED)
def test_an_index_holds_what_its_table_holds(table: str, kb_copy: sqlite3.Connection) -> None:
    check = f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)"
    kb_copy.execute(check)
    kb_copy.execute(f"UPDATE {table} SET {SEARCHED[table][0]} = 'quite other words' WHERE rowid = 1")
    with pytest.raises(sqlite3.DatabaseError, match="malformed"):
        kb_copy.execute(check)


def test_letters_match_without_their_marks(kb: sqlite3.Connection) -> None:
    assert "Tülu 3" in matching(kb, "models", "tulu", "name")
    assert "Tülu 3" in matching(kb, "models", "Tülu", "name")
    assert found(kb, "tulu", "model")[0].startswith("tulu-3")


def test_words_match_whatever_stands_between_them(kb: sqlite3.Connection) -> None:
    assert "mixture of experts" in matching(kb, "techniques", "mixture experts", "name")
    assert "mixture-of-experts" in found(kb, "mixture experts", "technique")


def test_words_match_in_all_their_forms(kb: sqlite3.Connection) -> None:
    assert "mixture-of-experts" in found(kb, "mixtures expert", "technique")


def test_facts_are_found_by_their_words_wherever_they_come_from(kb_copy: sqlite3.Connection) -> None:
    fact = add_fact(kb_copy, Fact("tulu-3", "mixture-of-experts", "avoids", qualifier="zanzibar"))
    rederive(kb_copy)
    for words in ("tulu experts", "zanzibar", "ai2 tulu", "phrase: words"):
        assert fact in matching(kb_copy, "design_facts", words, "fact_id")
    assert fact in found(kb_copy, "tulu avoids mixture", "fact")


def test_everything_is_in_the_search_index_once(kb: sqlite3.Connection) -> None:
    tables = {
        "model": "models",
        "technique": "techniques",
        "institution": "institutions",
        "question": "research_questions",
        "finding": "findings",
        "publication": "publications",
        "erratum": "errata",
    }
    for kind, table in tables.items():
        indexed = kb.execute("SELECT id FROM search_index WHERE kind = ?", (kind,))
        expected = kb.execute(f"SELECT id FROM {table}")
        assert sorted(map(tuple, indexed)) == sorted(map(tuple, expected)), kind
    facts = kb.execute("SELECT id FROM search_index WHERE kind = 'fact'")
    assert sorted(map(tuple, facts)) == sorted(map(tuple, kb.execute("SELECT fact_id FROM design_facts")))
    kinds = {kind for (kind,) in kb.execute("SELECT DISTINCT kind FROM search_index")}
    assert kinds == {*tables, "fact", "marker", "query", "term", "topic"}


def test_prompt_markers_are_found_with_their_model(kb: sqlite3.Connection) -> None:
    for model, marker in kb.execute("SELECT model_id, marker FROM prompt_markers").fetchall():
        assert model in found(kb, '"{}"'.format(marker.replace('"', '""')), "marker"), marker


def test_listed_queries_are_found_by_their_titles_and_further_words(kb: sqlite3.Connection) -> None:
    indexed = {identity for (identity,) in kb.execute("SELECT id FROM search_index WHERE kind = 'query'")}
    assert indexed == {query.name for query in queries.public_queries()}
    assert "errata_by_kind" in found(kb, "mistakes", "query")


def test_each_topic_that_is_not_covered_has_a_sentence(kb: sqlite3.Connection) -> None:
    rows = kb.execute("SELECT id, aliases, body FROM search_index WHERE kind = 'topic'").fetchall()
    assert {"licenses", "parameter-counts", "context-lengths", "position-encodings", "normalization"} <= {
        r[0] for r in rows
    }
    assert all(body.startswith(("Not covered: ", "Barely covered: ")) and body.endswith(".") for _, _, body in rows)
    assert all(" · " in words for _, words, _ in rows)


def test_every_other_name_finds_what_it_stands_for(kb: sqlite3.Connection) -> None:
    for kind, table in (("model", "model_aliases"), ("technique", "technique_aliases")):
        for identity, alias in kb.execute(f"SELECT {kind}_id, alias FROM {table}").fetchall():
            quoted = '"{}"'.format(alias.replace('"', '""'))
            assert identity in found(kb, quoted, kind), alias


def test_a_finding_is_called_by_its_question_and_kind(kb: sqlite3.Connection) -> None:
    titles = dict(kb.execute("SELECT id, title FROM search_index WHERE kind = 'finding'").fetchall())
    assert titles["2-1-takeaway"] == "Takeaway of 2.1"
    assert titles["2-1-point-3"] == "Point 3 of 2.1"
    assert titles["architecture-position"] == "Position of Model Architecture"
    assert titles["survey-position"] == "Position of the survey"
    assert "Point 1 of 4.2, Quantization" in titles.values()
    assert not [title for title in titles.values() if " of " not in title]


def test_a_name_is_known_however_it_is_spaced_and_hyphenated(kb: sqlite3.Connection) -> None:
    sql = (
        "SELECT s.kind, s.id FROM search_index_names AS n INNER JOIN search_index AS s ON n.document = s.rowid "
        "WHERE n.spelling = ?"
    )
    known = {
        "llama3": ("model", "llama-3"),
        "grpo": ("technique", "grpo"),
        "mixtureofexperts": ("technique", "mixture-of-experts"),
        "alibaba": ("institution", "alibaba"),
        "4.2": ("question", "4-2"),
        "93": ("publication", "93"),
    }
    for spelling, thing in known.items():
        assert [tuple(row) for row in kb.execute(sql, (spelling,))] == [thing], spelling


def test_a_name_is_told_in_its_best_form(kb: sqlite3.Connection) -> None:
    told = kb.execute("SELECT name FROM search_index_names WHERE spelling = 'llama3'")
    assert [name for (name,) in told] == ["Llama 3"], "and not llama-3, the identifier"


def test_a_name_that_only_a_list_gives_sense_to_is_no_name(kb: sqlite3.Connection) -> None:
    assert kb.execute("SELECT 1 FROM model_aliases WHERE alias = '2.5' AND kind_id = 'elliptic'").fetchone()
    assert kb.execute("SELECT 1 FROM search_index_names WHERE spelling = '2.5'").fetchone() is None


def test_words_are_kept_as_they_are_spelled(kb: sqlite3.Connection) -> None:
    words = dict(kb.execute("SELECT word, documents FROM search_index_words").fetchall())
    assert {"quantization", "speculative", "tulu", "qwen3", "rafailov"} <= set(words)
    assert not {"quantiz", "specul", "Llama", "tülu"} & set(words)
    matching = "SELECT count(*) FROM search_index WHERE search_index MATCH 'rafailov'"
    assert words["rafailov"] == kb.execute(matching).fetchone()[0]


def test_statistics_are_there_for_the_query_planner(kb: sqlite3.Connection) -> None:
    counted = {table for (table,) in kb.execute("SELECT DISTINCT tbl FROM sqlite_stat1")}
    assert {"design_facts", "claims", "evidence", "models", "passages", "publications", "techniques"} <= counted


def test_a_search_index_lives_in_the_file_that_it_searches(kb_copy: sqlite3.Connection) -> None:
    rederive(kb_copy)
    assert path_of(kb_copy).is_file()
    assert found(kb_copy, "tulu", "model")
