"""The views and stored tables keep their contract: names, columns and what is in them."""

import re
import sqlite3
from typing import Any

import pytest

from .derive_tools import TECHNIQUE, Fact, add_fact, add_model, columns, rederive, row, store_anew

FIRST_COLUMNS = {
    "bibliography": ["number", "title", "authors", "year", "venue", "url", "arxiv_id", "doi"],
    "citation_contexts": ["section", "passage_id", "number", "title"],
    "lineage": ["student", "teacher", "technique", "section", "statement", "phrase"],
    "model_names": ["name", "model_id", "own"],
    "models_overview": ["id", "name"],
    "passage_topics": ["passage_id", "topic_id"],
    "technique_adoption": ["technique_id", "technique"],
    "technique_names": ["name", "technique_id", "own"],
}


@pytest.mark.parametrize("name", FIRST_COLUMNS)
def test_each_begins_with_the_columns_of_its_contract(name: str, kb: sqlite3.Connection) -> None:
    assert columns(kb, name)[: len(FIRST_COLUMNS[name])] == FIRST_COLUMNS[name]


def test_models_has_the_columns_of_its_contract(kb: sqlite3.Connection) -> None:
    assert {"id", "name", "surveyed", "institution_id", "listed_under_id"} <= set(columns(kb, "models"))


def test_every_model_is_overviewed_once_with_its_facts_counted(kb_copy: sqlite3.Connection) -> None:
    add_model(kb_copy, "somebody", "variant", "llama-4")
    add_model(kb_copy, "nobody")
    for technique in (TECHNIQUE, TECHNIQUE, "mixture-of-experts"):
        add_fact(kb_copy, Fact("somebody", technique))
    rederive(kb_copy)
    models = kb_copy.execute("SELECT id, name, surveyed FROM models").fetchall()
    assert sorted(kb_copy.execute("SELECT id, name, surveyed FROM models_overview")) == sorted(models)
    found = row(kb_copy, "SELECT * FROM models_overview WHERE id = 'somebody'")
    assert (found["kind"], found["parent"], found["institution"]) == ("variant", "Llama 4", "Meta")
    assert (found["facts"], found["techniques"]) == (3, 2)
    found = row(kb_copy, "SELECT * FROM models_overview WHERE id = 'nobody'")
    assert (found["facts"], found["techniques"], found["listed_under"], found["url"]) == (0, 0, None, None)


def test_the_overview_prefers_what_is_corrected_of_a_publication(kb_copy: sqlite3.Connection) -> None:
    number = "SELECT publication_id FROM models WHERE id = 'llama-3'"
    kb_copy.execute(f"UPDATE publications SET year_corrected = 1999, url_corrected = 'x' WHERE id = ({number})")
    store_anew(kb_copy, "bibliography", "corrected_publications", "models_overview")
    found = row(kb_copy, "SELECT year, url FROM models_overview WHERE id = 'llama-3'")
    assert found == {"year": 1999, "url": "x"}


def test_a_reference_may_name_no_authors(kb_copy: sqlite3.Connection) -> None:
    number = kb_copy.execute("SELECT id FROM publications WHERE number = 12").fetchone()[0]
    kb_copy.execute("DELETE FROM authorships WHERE publication_id = ?", [number])
    store_anew(kb_copy, "bibliography")
    assert row(kb_copy, "SELECT authors, authors_corrected FROM bibliography WHERE number = 12") == {
        "authors": None,
        "authors_corrected": None,
    }


def test_the_surveyed_models_are_31(kb: sqlite3.Connection) -> None:
    assert row(kb, "SELECT count(*) AS n FROM models_overview WHERE surveyed = 1") == {"n": 31}


def test_adoption_counts_models_and_makers_once_however_many_facts_there_are(kb_copy: sqlite3.Connection) -> None:
    add_model(kb_copy, "somebody")
    for model in ("llama-3", "llama-3", "llama-4", "chatglm", "somebody"):
        add_fact(kb_copy, Fact(model))
    add_fact(kb_copy, Fact("tulu-3", relation="avoids"))
    rederive(kb_copy)
    found = kb_copy.execute(
        "SELECT relation, models, surveyed_models, institutions, facts FROM technique_adoption "
        "WHERE technique_id = ? ORDER BY relation",
        (TECHNIQUE,),
    )
    assert found.fetchall() == [("avoids", 1, 1, 1, 1), ("uses", 4, 3, 2, 5)]


def test_the_bibliography_gives_every_reference_once_as_printed(kb: sqlite3.Connection) -> None:
    names = "number, title, year, venue_printed AS venue, url, arxiv_id, doi, title_corrected, url_corrected"
    expected = [tuple(found) for found in kb.execute(f"SELECT {names} FROM publications ORDER BY number")]
    shown = names.replace("venue_printed AS venue", "venue")
    assert [tuple(found) for found in kb.execute(f"SELECT {shown} FROM bibliography ORDER BY number")] == expected
    assert [found[0] for found in expected] == list(range(1, 157))


def test_the_bibliography_says_unknown_by_null_only(kb: sqlite3.Connection) -> None:
    for entry in kb.execute("SELECT * FROM bibliography"):
        assert "" not in tuple(entry)


def test_the_bibliography_names_every_author_in_the_printed_order(kb: sqlite3.Connection) -> None:
    people: dict[int, list[str]] = {}
    listed = (
        "SELECT p.number, a.name_printed FROM authorships AS a INNER JOIN publications AS p ON p.id = a.publication_id"
    )
    for number, name in kb.execute(f"{listed} ORDER BY p.number, a.ordinal"):
        people.setdefault(number, []).append(name)
    for number, authors, et_al in kb.execute(
        "SELECT b.number, b.authors, p.et_al FROM bibliography AS b INNER JOIN publications AS p ON b.number = p.number"
    ):
        expected = "(, | and |, and )".join(map(re.escape, people[number])) + ("(,? et al\\.)" if et_al else "")
        assert re.fullmatch(expected, authors), authors


def test_a_correction_stands_beside_what_is_printed(kb_copy: sqlite3.Connection) -> None:
    before = row(kb_copy, "SELECT * FROM bibliography WHERE number = 30")
    kb_copy.execute("UPDATE authorships SET name_corrected = NULL WHERE publication_id = '30'")
    store_anew(kb_copy, "bibliography")
    assert row(kb_copy, "SELECT * FROM bibliography WHERE number = 30")["authors_corrected"] is None
    kb_copy.execute("UPDATE publications SET year_corrected = 1999, doi_corrected = 'd' WHERE number = 30")
    kb_copy.execute("UPDATE authorships SET name_corrected = 'A. Right' WHERE publication_id = '30' AND ordinal = 1")
    store_anew(kb_copy, "bibliography")
    after = row(kb_copy, "SELECT * FROM bibliography WHERE number = 30")
    assert (after["year_corrected"], after["doi_corrected"]) == (1999, "d")
    assert after["authors_corrected"].startswith("A. Right")
    printed = ("title", "authors", "year", "venue", "url", "arxiv_id", "doi")
    assert {name: after[name] for name in printed} == {name: before[name] for name in printed}


def test_every_citation_has_its_context_once(kb: sqlite3.Connection) -> None:
    expected = kb.execute(
        "SELECT c.passage_id, c.bracket, c.position, p.number, p.title FROM citations AS c "
        "INNER JOIN publications AS p ON c.publication_id = p.id"
    )
    found = kb.execute("SELECT passage_id, bracket, position, number, title FROM citation_contexts")
    assert sorted(map(tuple, found)) == sorted(map(tuple, expected))
    sections = kb.execute("SELECT DISTINCT passage_id, section FROM citation_contexts")
    assert all(passage.startswith(f"paper-{section.replace('.', '-')}-") for passage, section in sections)


def pairs(connection: sqlite3.Connection, fact: str) -> list[tuple[Any, ...]]:
    return sorted(
        connection.execute("SELECT student, teacher FROM lineage WHERE fact_id = ? AND role = 'teacher'", (fact,))
    )


def test_lineage_has_one_row_for_every_pair_of_student_and_teacher(kb_copy: sqlite3.Connection) -> None:
    passage = None
    facts = []
    for student in ("pupil-a", "pupil-b", "pupil-c"):
        others = [("llama-3", "teacher"), ("llama-4", "teacher"), ("tulu-3", "judge"), ("chatglm", "data-source")]
        facts.append(add_fact(kb_copy, Fact(add_model(kb_copy, student), passage=passage, others=others)))
        passage = facts[0].partition("--")[0]
    rederive(kb_copy)
    found = sorted(pair for fact in facts for pair in pairs(kb_copy, fact))
    students, teachers = ("PUPIL-A", "PUPIL-B", "PUPIL-C"), ("Llama 3", "Llama 4")
    assert found == [(student, teacher) for student in students for teacher in teachers]
    roles = "SELECT teacher, role FROM lineage WHERE student_id = 'pupil-a' AND role <> 'teacher' ORDER BY teacher"
    assert [tuple(found) for found in kb_copy.execute(roles)] == [("ChatGLM", "data-source"), ("Tülu 3", "judge")]
    shown = row(kb_copy, "SELECT * FROM lineage WHERE student_id = 'pupil-a' AND teacher_id = 'llama-4'")
    assert (shown["technique"], shown["section"]) == (TECHNIQUE, "test")
    assert (shown["statement"], shown["phrase"]) == (f"What {passage} says.", f"words of {passage}")


def test_lineage_tells_students_from_teachers_whichever_of_them_the_fact_is_about(kb_copy: sqlite3.Connection) -> None:
    others = [(add_model(kb_copy, "pupil"), "student")]
    fact = add_fact(kb_copy, Fact("llama-3", relation="serves", others=others))
    rederive(kb_copy)
    assert pairs(kb_copy, fact) == [("PUPIL", "Llama 3")]
