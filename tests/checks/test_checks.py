"""Every check passes on the knowledge base, and each catches an offender planted for it."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb import checks
from llm_kb.database import open_read_only
from llm_kb.errors import KnowledgeBaseError
from llm_kb.settings import PACKAGE
from tests.checks import offenders_of_facts, offenders_of_records
from tests.checks.offenders import Offender

OFFENDERS = (
    *offenders_of_facts.SENTENCES,
    *offenders_of_facts.FACTS,
    *offenders_of_facts.FIGURES,
    *offenders_of_records.PUBLICATIONS,
    *offenders_of_records.MODELS,
    *offenders_of_records.TECHNIQUES,
    *offenders_of_records.SPECIFICATIONS,
)
KEYLESS = {"foreign-keys", "incomplete-search"}
"""Checks whose offender is found by something else than a primary key: a row that is broken, a kind that lacks rows."""
ROWS_OF = {
    ("long-quotation", "errata_places ref-34-doi-of-ref-111,1"): 2,
    ("point-without-facts", "findings quantization-point-1"): 8,
    ("teaching-in-a-circle", "models deepseek-v3"): 2,
    ("uses-and-avoids", "design_facts paper-4-2-3-5b--deepseek-v3--mixture-of-experts--uses--unstated"): 2,
    ("correction-from-memory", "publications 65"): 23,
    ("erratum-of-another-passage", "errata_places rlvr-introduced-by,1"): 92,
    ("tree-with-a-cycle", "models qwen"): 16,
    ("tree-with-a-cycle", "techniques expert-routing"): 3,
}
"""How many rows are at fault after one statement, where these are not the offender alone."""


def planted(identity: str) -> Offender:
    """The first offender of a check."""
    return next(offender for offender in OFFENDERS if offender.check == identity)


def test_the_knowledge_base_passes_every_check(edition_file: Path) -> None:
    with closing(open_read_only(edition_file)) as connection:
        assert checks.run(connection) == []


def test_every_check_has_a_planted_offender() -> None:
    assert {check.id for check in checks.all_checks()} == {offender.check for offender in OFFENDERS}


def test_every_check_says_what_it_demands_and_how_to_mend_it() -> None:
    for check in checks.all_checks():
        assert check.severity in (checks.INTEGRITY, checks.DOUBT), check.id
        assert check.file.text("description").endswith("."), check.id
        assert not check.file.text("cure").endswith("."), check.id


OF_MAKERS = offenders_of_records.SPECIFICATIONS


@pytest.mark.parametrize("offender", OF_MAKERS, ids=lambda offender: f"{offender.check}: {offender.row}")
def test_a_check_catches_its_planted_offender_among_specifications(
    offender: Offender, edition_copy: sqlite3.Connection
) -> None:
    assert_that_it_is_caught(offender, edition_copy)


@pytest.mark.parametrize(
    "offender",
    [offender for offender in OFFENDERS if offender not in OF_MAKERS],
    ids=lambda offender: f"{offender.check}: {offender.row}",
)
def test_a_check_catches_its_planted_offender(offender: Offender, kb_copy: sqlite3.Connection) -> None:
    assert_that_it_is_caught(offender, kb_copy)


def assert_that_it_is_caught(offender: Offender, kb_copy: sqlite3.Connection) -> None:
    """That the check of an offender has no finding but after it is planted, and names rows that there are."""
    check = next(check for check in checks.all_checks() if check.id == offender.check)
    assert check.run(kb_copy) == []
    assert kb_copy.execute(offender.statement).rowcount > 0
    found = check.run(kb_copy)
    at_fault = {finding.row for finding in found}
    assert offender.row in at_fault
    assert len(at_fault) == ROWS_OF.get((offender.check, offender.row), 1)
    if offender.check not in KEYLESS:
        assert [finding.row for finding in found if not has_row(kb_copy, finding)] == []


@pytest.mark.parametrize(("value", "printed"), [(9.1, "9.10"), (9.1, "from 8 to 9.10 points"), (0.5, "0.50")])
def test_a_figure_may_be_printed_with_a_further_zero(value: float, printed: str, kb_copy: sqlite3.Connection) -> None:
    kb_copy.execute("UPDATE measurements SET value = ?, value_from = NULL, printed = ?", (value, printed))
    check = next(check for check in checks.all_checks() if check.id == "figure-differs-from-print")
    assert check.run(kb_copy) == []


def has_row(connection: sqlite3.Connection, finding: checks.CheckFinding) -> bool:
    """Whether the table that a finding names has the key that it names."""
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?)", [finding.table]).fetchall()
    key = [name for name, place in sorted(columns, key=lambda column: column[1]) if place]
    rows = connection.execute(f'SELECT {", ".join(key)} FROM "{finding.table}"')
    return any(",".join(map(str, row)) == finding.key for row in rows)


def test_integrity_failures_come_first_and_stop_a_build(kb_copy: sqlite3.Connection) -> None:
    for identity in ("uses-and-avoids", "foreign-keys"):
        kb_copy.execute(planted(identity).statement)
    severities = [finding.severity for finding in checks.run(kb_copy)]
    assert severities == sorted(severities, key=lambda severity: severity != checks.INTEGRITY)
    assert checks.DOUBT in severities
    with pytest.raises(
        KnowledgeBaseError, match=r"models rowid \d+: its institution_id refers to a row of institutions"
    ):
        checks.raise_if_broken(kb_copy)


def test_a_table_or_section_that_lost_rows_is_a_doubt(kb_copy: sqlite3.Connection) -> None:
    kb_copy.execute("DELETE FROM units WHERE id = 'tokens'")
    kb_copy.execute(
        "DELETE FROM design_facts WHERE fact_id = (SELECT min(fact_id) FROM design_facts WHERE section = '2.1')"
    )
    found = {finding.row: finding for finding in checks.run(kb_copy) if finding.check == checks.ROW_COUNTS}
    assert {"dictionary_tables units", "dictionary_tables design_facts", "sections paper-2-1"} <= set(found)
    assert {finding.severity for finding in found.values()} == {checks.DOUBT}


def test_doubts_do_not_stop_a_build(kb_copy: sqlite3.Connection) -> None:
    kb_copy.execute(planted("publication-without-address").statement)
    checks.raise_if_broken(kb_copy)


def test_the_stages_of_techniques_name_techniques_and_stages(edition_copy: sqlite3.Connection) -> None:
    with (PACKAGE / "checks" / "stages.csv").open(encoding="utf-8", newline="") as file:
        rules = [tuple(row.values()) for row in csv.DictReader(file)]
    techniques = {identity for (identity,) in edition_copy.execute("SELECT id FROM techniques")}
    stages = {identity for (identity,) in edition_copy.execute("SELECT id FROM stages")} - {"unstated"}
    assert [rule for rule in rules if rule[0] not in techniques or rule[1] not in stages] == []
    assert len(rules) == len(set(rules))
