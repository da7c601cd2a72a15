"""What a check just allows is no finding of it, and what is just beyond is one."""

import sqlite3

import pytest

from llm_kb import checks

from .offenders import updated

FIGURE, PUBLICATION, STATEMENT = "paper-4-4-6-12--1", "65", "paper-2-2-3-5"
WORDS = "one two three four five six seven eight nine ten eleven twelve"


def found(connection: sqlite3.Connection, check: str, row: str) -> bool:
    """Whether a check finds a row."""
    (one,) = (each for each in checks.all_checks() if each.id == check)
    return row in {finding.row for finding in one.run(connection)}


@pytest.mark.parametrize(
    ("assignments", "is_wrong"),
    [
        ("change_id = 'increase', value_from = 1, value = 1.5", False),
        ("change_id = 'increase', value_from = 1, value = 1", True),
        ("change_id = 'increase', value_from = 2, value = 1", True),
        ("change_id = 'decrease', value_from = 2, value = 1", False),
        ("change_id = 'decrease', value_from = 2, value = 2", True),
        ("change_id = 'decrease', value_from = 1, value = 2", True),
        ("change_id = 'none', value_from = 2, value = 2", False),
        ("change_id = 'none', value_from = 2, value = 3", True),
        ("change_id = 'decrease', unit_id = 'percent', value_from = NULL, value = 100", False),
        ("change_id = 'decrease', unit_id = 'percent', value_from = NULL, value = 100.5", True),
        ("change_id = 'increase', unit_id = 'percent', value_from = NULL, value = 300", False),
        ("change_id = 'decrease', unit_id = 'percent', value_from = 300, value = 200", False),
        ("change_id = 'decrease', unit_id = 'tokens', value_from = NULL, value = 300", False),
        ("change_id = NULL, value_from = 1, value = 2", True),
        ("change_id = 'increase', value_from = 1, value = NULL", True),
        ("change_id = NULL, value_from = NULL, value = 2", False),
    ],
)
def test_a_figure_changes_in_its_direction(assignments: str, is_wrong: bool, kb_copy: sqlite3.Connection) -> None:
    kb_copy.execute("PRAGMA ignore_check_constraints = ON")
    kb_copy.execute(updated("measurements", FIGURE, assignments))
    assert found(kb_copy, "figure-against-its-direction", f"measurements {FIGURE}") is is_wrong


@pytest.mark.parametrize(("words", "is_wrong"), [(WORDS, False), (f"{WORDS} more", True)])
def test_a_quotation_has_at_most_twelve_words(words: str, is_wrong: bool, kb_copy: sqlite3.Connection) -> None:
    kb_copy.execute(updated("statements", STATEMENT, f"phrase = '{words}'"))
    assert found(kb_copy, "long-quotation", f"statements {STATEMENT}") is is_wrong


@pytest.mark.parametrize(
    ("assignments", "is_wrong"),
    [
        ("arxiv_id = '2403.00001', year = 2024, year_corrected = NULL", False),
        ("arxiv_id = '2403.00001', year = 2023, year_corrected = NULL", True),
        ("arxiv_id = '2403.00001', year = 2023, year_corrected = 2024", False),
        ("arxiv_id = '2403.00001', year = 2024, year_corrected = 2023", True),
        ("arxiv_id = '2401.00001', year = 2023, year_corrected = NULL", False),
        ("arxiv_id = '2401.00001', year = 2022, year_corrected = NULL", True),
    ],
)
def test_a_publication_is_no_older_than_its_preprint_but_for_january(
    assignments: str, is_wrong: bool, kb_copy: sqlite3.Connection
) -> None:
    kb_copy.execute(updated("publications", PUBLICATION, assignments))
    assert found(kb_copy, "year-before-the-preprint", f"publications {PUBLICATION}") is is_wrong


@pytest.mark.parametrize(("year", "is_wrong"), [(2025, False), (2026, True)])
def test_a_publication_is_no_younger_than_what_cites_it(year: int, is_wrong: bool, kb_copy: sqlite3.Connection) -> None:
    kb_copy.execute(updated("publications", PUBLICATION, f"year = {year}, year_corrected = NULL"))
    assert found(kb_copy, "younger-than-its-source", f"publications {PUBLICATION}") is is_wrong


@pytest.mark.parametrize(("years", "is_wrong"), [(0, False), (1, False), (2, True)])
def test_publications_that_introduce_a_technique_are_at_most_a_year_apart(
    years: int, is_wrong: bool, kb_copy: sqlite3.Connection
) -> None:
    technique, number = kb_copy.execute(
        "SELECT technique_id, publication_id FROM technique_publications WHERE role_id = 'introduces' LIMIT 1"
    ).fetchone()
    kb_copy.execute("DELETE FROM technique_publications WHERE technique_id = ?", (technique,))
    other = "1" if number != "1" else "2"
    for publication, year in ((number, 2020), (other, 2020 + years)):
        kb_copy.execute(updated("publications", publication, f"year = {year}, year_corrected = NULL"))
        kb_copy.execute("INSERT INTO technique_publications VALUES (?, ?, 'introduces')", (technique, publication))
    assert found(kb_copy, "introduced-in-two-years", f"techniques {technique}") is is_wrong


@pytest.mark.parametrize(("shift", "is_wrong"), [(0, False), (-1, True)])
def test_a_passage_may_begin_where_the_one_before_it_ends(
    shift: int, is_wrong: bool, kb_copy: sqlite3.Connection
) -> None:
    (first, end), (second, _) = kb_copy.execute(
        "SELECT r.passage_id, r.end_character FROM passage_ranges AS r WHERE r.passage_id LIKE 'paper-2-2-3-_'"
        " ORDER BY r.start_character LIMIT 2"
    ).fetchall()
    kb_copy.execute(
        "UPDATE passage_ranges SET start_character = ? WHERE passage_id = ? AND ordinal = 1", (end + shift, second)
    )
    assert found(kb_copy, "overlapping-passages", f"passage_ranges {first},1") is is_wrong


WORDS_OF_NUMBERS = {
    1: "one once",
    2: "two twice double doubles doubled half",
    3: "three third triple tripled",
    4: "four quarter",
    5: "five fifth",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten tenth",
    11: "eleven",
    12: "twelve",
    25: "quarter",
    50: "half",
}
PRINTED: dict[str, set[float]] = {
    **{
        word: {n for n, words in WORDS_OF_NUMBERS.items() if word in words.split()}
        for word in " ".join(WORDS_OF_NUMBERS.values()).split()
    },
    "one million": {1e6, 1},
    "one-million": {1e6, 1},
    "ten trillion": {1e13, 10},
    "ten trillions": {1e13, 10},
    "7": {7},
    "7.0": {7},
    "7k": {7e3, 7168},
    "7 thousand": {7, 7e3},
    "7m": {7e6},
    "7 million": {7, 7e6},
    "7b": {7e9},
    "7 b": {7, 7e9},
    "7 billion": {7, 7e9},
    "7t": {7e12},
    "7 trillion": {7, 7e12},
    "7.0B": {7e9},
    "7,000": {7e3},
    "7.10": {7.1},
}
"""What a figure may be worth by its wording."""


def test_a_figure_is_worth_what_is_printed_in_words_digits_and_thousands(kb_copy: sqlite3.Connection) -> None:
    wrong = set()
    for printed, allowed in PRINTED.items():
        for value in {each + more for each in {*allowed, 7} for more in (0, 1)}:
            kb_copy.execute("UPDATE measurements SET value = ?, value_from = NULL, printed = ?", (value, printed))
            if found(kb_copy, "figure-differs-from-print", f"measurements {FIGURE}") is (value in allowed):
                wrong.add((printed, value))
    assert wrong == set()


def test_two_sources_may_contradict_each_other(kb_copy: sqlite3.Connection) -> None:
    fact = "paper-4-4-4-4--deepseek-v3--mixture-of-experts--uses--unstated"
    kb_copy.execute(updated("design_facts", fact, "relation = 'avoids'", "fact_id"))
    (check,) = (each for each in checks.all_checks() if each.id == "uses-and-avoids")
    assert check.run(kb_copy)
    kb_copy.execute(updated("design_facts", fact, "source_id = 'another'", "fact_id"))
    assert check.run(kb_copy) == []
