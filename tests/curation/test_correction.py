"""A correction after the first edition works from its layout to the way back."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from llm_kb.settings import DATABASE_URL_VARIABLE

from ..checkout import PROGRAMS, Checkout
from ..migrations.migration_tools import Rows, contents, rows
from .recipes import FIRST, RECIPES, follow

OLD = "command-a--fp8-tensor-core--uses--unstated"
NEW = "command-a--fp8-tensor-core--uses--training"
BEFORE = "before.db"
"""The edition before the correction."""
TAKEN_BACK = "deepseek-v3--mixture-of-experts--uses--unstated"


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout in which the recipe for corrections was followed; not to be changed but for its database."""
    made = Checkout(tmp_path_factory.mktemp("corrected"))
    made.keep_editions(FIRST)
    made.run("llm-kb", "build", "--db", BEFORE)
    *changes, outcome = RECIPES["Correct a claim"]
    edition = follow(changes, made, FIRST)
    follow(RECIPES["Finish"], made, edition)
    follow([outcome], made, edition)
    return made


@pytest.fixture(scope="module")
def gone_back(corrected: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of its database that went back to the edition before; not to be changed."""
    path = Path(shutil.copyfile(corrected.database, tmp_path_factory.mktemp("back") / "back.db"))
    migrate(corrected, path, "downgrade", "-1")
    return path


def migrate(checkout: Checkout, path: Path, *arguments: str) -> None:
    checkout.run("env", f"{DATABASE_URL_VARIABLE}=sqlite:///{path}", *PROGRAMS["alembic"], *arguments)


def without_fingerprint(path: Path) -> tuple[dict[str, str | None], Rows]:
    objects, found = contents(path)
    return objects, {**found, "build_info": [], "alembic_version": []}


@pytest.mark.slow
def test_what_is_withdrawn_leaves_the_facts_but_not_the_database(corrected: Checkout, kb: sqlite3.Connection) -> None:
    assert corrected.ask(f"SELECT count(*) FROM design_facts WHERE claim_id = '{OLD}'") == [(0,)]
    assert corrected.ask(f"SELECT count(*) FROM design_facts WHERE claim_id = '{NEW}'") == [(1,)]
    before = kb.execute("SELECT count(*) FROM design_facts").fetchone()[0]
    assert corrected.number_of("design_facts") == before - 2 + 1
    for table, column in (("claims", "id"), ("evidence", "claim_id")):
        kept = corrected.ask(
            f"SELECT DISTINCT {column} FROM {table} WHERE {column} IN ('{OLD}', '{TAKEN_BACK}') ORDER BY 1"
        )
        assert kept == [(OLD,), (TAKEN_BACK,)]
    assert corrected.ask("SELECT kind_id, claim_id, replacement_id, edition_id FROM claim_changes ORDER BY id") == [
        ("supersede", OLD, NEW, "2025-08-corrections-of-august"),
        ("retract", TAKEN_BACK, None, "2025-08-corrections-of-august"),
    ]


@pytest.mark.slow
def test_only_the_fact_that_is_named_is_taken_back_and_not_the_rest_of_its_claim(
    corrected: Checkout, kb: sqlite3.Connection
) -> None:
    query = f"SELECT fact_id FROM design_facts WHERE claim_id = '{TAKEN_BACK}' ORDER BY 1"
    before = [row[0] for row in kb.execute(query)]
    left = [row[0] for row in corrected.ask(query)]
    assert set(before) - set(left) == {f"paper-4-2-3-5b--{TAKEN_BACK}"}
    assert len(left) == len(before) - 1


@pytest.mark.slow
def test_the_way_back_gives_the_edition_before_with_all_that_is_derived(corrected: Checkout, gone_back: Path) -> None:
    before = corrected.root / BEFORE
    assert without_fingerprint(gone_back) == without_fingerprint(before)
    assert rows(gone_back)["alembic_version"] == rows(before)["alembic_version"]
    counted = corrected.run("llm-kb", "query", "select count(*) as n from design_facts", "--nl", "--db", str(gone_back))
    assert counted == f'{{"n": {len(rows(before)["design_facts"])}}}\n'


@pytest.mark.slow
def test_the_way_back_and_forth_gives_the_correction_again(
    corrected: Checkout, gone_back: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(gone_back, tmp_path / "copy.db"))
    migrate(corrected, path, "upgrade", "head")
    assert contents(path) == contents(corrected.database)


@pytest.mark.slow
def test_a_default_database_that_went_back_is_built_anew_before_it_is_used(
    corrected: Checkout, gone_back: Path
) -> None:
    """The file that went back is complete, but no build of all that is there."""
    before = corrected.database.read_bytes()
    assert rows(gone_back)["build_info"] == []
    shutil.copyfile(gone_back, corrected.database)
    corrected.run("llm-kb", "query", "select 1 from claim_changes")
    assert corrected.database.read_bytes() == before


@pytest.mark.slow
def test_the_corrected_edition_still_stands_before_the_survey(corrected: Checkout, paper: Path) -> None:
    corrected.run("llm-kb", "verify", "--paper", str(paper))


@pytest.mark.slow
def test_a_released_bundle_that_is_touched_is_named(checkout: Checkout) -> None:
    models = checkout.root / "seed" / FIRST / "models.csv"
    models.write_text(models.read_text(encoding="utf-8").replace("OpenELM", "Open ELM"), encoding="utf-8")
    done = checkout.attempt("llm-kb", "build")
    assert done.returncode == 1
    assert done.stderr.startswith(
        f"Error: Seed bundle {FIRST!r} does not match the hash in its migration (models.csv changed)"
    )
