"""Explicit facts have a text that names their technique; the exceptions are listed with reasons."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from llm_kb import checks
from llm_kb.checks import terms
from llm_kb.checks.mentions import mentions

FACT = "paper-2-2-3-5--gpt-4--dense-architecture--uses--unstated"


def findings(connection: sqlite3.Connection) -> dict[str, str]:
    """The problem of each row that is found, by the row."""
    return {finding.row: finding.problem for finding in checks.run(connection) if finding.check == checks.UNNAMED}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trained with GRPO.", "GRPO"),
        ("trained with grpo", "GRPO"),
        ("It has MoEs.", "MoE"),
        ("Mixture-of-Experts layers", "mixture of experts"),
        ("pretraining on web text", "pre-training"),
        ("pre-trained on web text", "pre-training"),
        ("prefills in chunks", "prefilling"),
        ("distilled from a teacher", "distilling"),
        ("caching of keys", "cache"),
        ("two policies", "policy"),
        ("the model's rewards", "model reward"),
        ("on-policy", "on policy"),
        ("several losses", "loss"),
    ],
)
def test_a_text_mentions_a_name_in_any_case_and_inflection(text: str, name: str) -> None:
    assert mentions(text, json.dumps([name])) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It uses RLHF.", "RL"),
        ("learning by reinforcement", "reinforcement learning"),
        ("agents", "gent"),
        ("tensor and pipeline parallelism", "tensor parallelism"),
        ("", "RL"),
        ("grouped queries of attention", "grouped-query attention"),
    ],
)
def test_a_text_does_not_mention_parts_of_words_or_words_in_another_order(text: str, name: str) -> None:
    assert mentions(text, json.dumps([name])) == 0


def test_any_of_several_names_is_enough() -> None:
    assert mentions("It uses TP.", json.dumps(["tensor parallelism", "TP"])) == 1
    assert mentions("It uses TP.", json.dumps([])) == 0


def test_a_name_within_a_longer_one_is_not_mentioned_by_itself() -> None:
    names, longer = json.dumps(["RL", "reinforcement learning"]), json.dumps(["online RL"])
    assert mentions("It uses online RL.", names, longer) == 0
    assert mentions("It uses online RL after other RL.", names, longer) == 1
    assert mentions("It uses online reinforcement learning.", names, longer) == 1


def test_each_explicit_fact_has_a_name_of_its_technique_beside_it_or_a_reason(newest: sqlite3.Connection) -> None:
    assert list(terms.unnamed(newest)) == []
    found = terms.shares(terms.explicit_facts(newest))
    explicit = newest.execute("SELECT count(*) FROM design_facts WHERE basis = 'explicit'").fetchone()[0]
    assert found.facts == explicit
    assert found.by_statement >= 0.9
    assert found.by_statement_or_phrase >= 0.97


def test_a_fact_whose_statement_names_its_technique_otherwise_is_found_with_the_names(
    kb_copy: sqlite3.Connection,
) -> None:
    kb_copy.execute("UPDATE design_facts SET statement = 'GPT-4 is thick.' WHERE fact_id = ?", [FACT])
    found = findings(kb_copy)
    assert list(found) == [f"design_facts {FACT}"]
    assert "dense architecture" in found[f"design_facts {FACT}"]
    assert "in 'GPT-4 is thick.', phrase " in found[f"design_facts {FACT}"]


def test_the_name_the_abbreviation_and_the_alias_of_a_technique_count(kb_copy: sqlite3.Connection) -> None:
    statement = "UPDATE design_facts SET statement = ? WHERE fact_id = ?"
    kb_copy.execute("UPDATE techniques SET abbreviation = 'DNS' WHERE id = 'dense-architecture'")
    kb_copy.execute("INSERT INTO technique_aliases VALUES ('dense-architecture', 'thick network')")
    for name in ("dense architectures", "DNS", "thick networks"):
        kb_copy.execute(statement, [f"GPT-4 has {name}.", FACT])
        assert findings(kb_copy) == {}, name


def test_a_reason_is_enough_while_the_shares_are_high(
    kb_copy: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = [fact.id for fact in terms.explicit_facts(kb_copy) if fact.by_statement]
    facts = named[: len(named) // 8]
    listed = {row["fact_id"] for row in reasons()}
    given = tmp_path / "unnamed.csv"
    given.write_text("".join(f"{fact},So.\n" for fact in ("fact_id", *listed, *facts)).replace("So.", "reason", 1))
    monkeypatch.setattr(terms, "REASONS", given)
    change = "UPDATE design_facts SET statement = 'Nothing.', phrase = 'nothing' WHERE fact_id = ?"
    kb_copy.execute(change, facts[:1])
    assert findings(kb_copy) == {}
    kb_copy.executemany(change, [(fact,) for fact in facts])
    found = findings(kb_copy)
    assert list(found) == ["dictionary_tables design_facts"]
    assert found["dictionary_tables design_facts"].endswith("below the required 90% and 97%")


def test_every_reason_is_needed(newest: sqlite3.Connection) -> None:
    unnamed = {fact.id for fact in terms.explicit_facts(newest) if not fact.by_statement}
    rows = reasons()
    assert {row["fact_id"] for row in rows} == unnamed
    assert all(row["reason"].endswith(".") for row in rows)


def test_shares_of_no_facts_are_whole() -> None:
    assert str(terms.shares([])).startswith("100.0% of the 0 explicit facts")


def reasons() -> list[dict[str, str]]:
    with terms.REASONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
