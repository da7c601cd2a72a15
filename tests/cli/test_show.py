"""`llm-kb show` as a user types it: a readable card of a model, a technique or a reference."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb.cli import layout, main

Show = Callable[..., Result]


@pytest.fixture
def show(kb_file: Path) -> Show:
    """Run the command on the knowledge base."""
    return lambda *arguments: CliRunner().invoke(main, ["show", *arguments, "--db", str(kb_file)])


def test_a_model_is_shown_with_maker_year_publication_and_its_facts_by_question(show: Show) -> None:
    lines = show("llama-3").stdout.splitlines()
    assert lines[:3] == [
        "Llama 3 (llama-3)",
        "Release of Llama by Meta, 2024, analysed by the survey",
        "[35] The llama 3 herd of models",
    ]
    question = lines.index("2.2 When to Use Dense or MoE Architectures?")
    assert [line.split() for line in lines[question + 1 : question + 3]] == [
        ["uses", "dense", "architecture", "§2.2", "¶3", "s3", "implied"],
        ["avoids", "expert", "routing,", "training", "§2.2", "¶3", "s3", "implied"],
    ]


def test_every_fact_of_a_model_and_its_variants_is_on_its_card(show: Show, kb: sqlite3.Connection) -> None:
    card = show("Qwen3").stdout
    (count,) = kb.execute("SELECT count(*) FROM design_facts WHERE release_id = 'qwen3'").fetchone()
    facts = [line for line in card.splitlines() if line.startswith("  ") and " ¶" in line]
    assert len(facts) == count
    assert any("(Qwen3-0.6B)" in line for line in facts)


def test_a_model_that_is_listed_under_another_institution_says_so(show: Show) -> None:
    assert "by Cohere, 2024, analysed by the survey, which lists it under Anthropic" in show("Aya 23").stdout


def test_a_model_of_which_little_is_known_has_a_card_too(show: Show) -> None:
    assert show("grok").stdout.startswith("Grok (grok)\nProduct by xAI\n\n4.1 ")


def test_a_technique_is_shown_with_path_definition_adopters_and_publications(show: Show) -> None:
    card = show("GRPO").stdout
    assert card.startswith(
        "group relative policy optimization (grpo)\n"
        "Reinforcement learning algorithms › reinforcement learning › group relative policy optimization\n"
        "Also: GRPO\n"
    )
    parts = {part.splitlines()[0]: part.splitlines()[1:] for part in card.split("\n\n")}
    assert len(parts["Adopted by"]) == 8
    assert parts["Narrower"] == ["  group-based advantage estimation"]
    assert parts["Publications"][0].startswith("  [100]  introduces  Deepseekmath")
    assert "Avoided or left out by" not in parts


def test_who_avoids_a_technique_stands_apart_from_who_adopts_it(show: Show) -> None:
    parts = {part.splitlines()[0]: part for part in show("value network").stdout.split("\n\n")}
    assert "uses" in parts["Adopted by"]
    assert "omits" in parts["Avoided or left out by"] or "avoids" in parts["Avoided or left out by"]


def test_every_fact_of_a_technique_is_on_its_card(show: Show, kb: sqlite3.Connection) -> None:
    sql = "SELECT count(*) FROM design_facts WHERE technique_path LIKE '%reinforcement learning%'"
    facts = [line for line in show("reinforcement-learning").stdout.splitlines() if "  §" in line]
    asked = json.loads(show("reinforcement-learning", "--json").stdout)[0]["facts"]
    assert len(facts) == len(asked) > 50
    assert len(asked) <= kb.execute(sql).fetchone()[0]


@pytest.mark.parametrize("number", ["12", "[12]", " 12 "])
def test_a_reference_is_shown_as_printed_and_corrected_and_where_it_is_cited(number: str, show: Show) -> None:
    card = show(number).stdout
    parts = {part.splitlines()[0]: part for part in card.split("\n\n")}
    assert card.startswith("[12] Jax: composable transformations of Python+NumPy programs\n")
    assert "http://github.com/google/jax" in parts["As the survey prints it"]
    assert "http://github.com/jax-ml/jax" in parts["Corrected"]
    assert "Reference 12 misspells George Necula. (verified)" in parts["Errata that touch it"]
    assert "§4.4 ¶6 s7  With frameworks such as JAX" in parts["Cited"]


def test_a_reference_as_printed_has_no_part_on_corrections(show: Show) -> None:
    assert "\nCorrected\n" not in show("100").stdout


def test_json_holds_every_row_behind_the_card(show: Show) -> None:
    (model,) = json.loads(show("llama-3", "--json").stdout)
    assert model["model"]["publication"] == "The llama 3 herd of models"
    assert len(model["facts"]) == model["model"]["facts"] == 44
    (technique,) = json.loads(show("grpo", "--json").stdout)
    assert technique["technique"]["technique_id"] == "grpo"
    assert technique["publications"][0]["number"] == 100
    (reference,) = json.loads(show("12", "--json").stdout)
    assert reference["publication"]["number"] == 12
    assert reference["citations"][0]["section"] == "4.4"


def test_a_name_of_several_models_shows_a_card_of_each(show: Show) -> None:
    cards = json.loads(show("DeepSeek V3/R1", "--json").stdout)
    assert [card["model"]["model_id"] for card in cards] == ["deepseek-v3", "deepseek-r1"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["models", pytest.param("techniques", marks=pytest.mark.slow), "publications"])
def test_every_thing_has_a_card(kind: str, kb: sqlite3.Connection) -> None:
    from llm_kb.cli import cards

    for (identifier,) in kb.execute(f"SELECT id FROM {kind}"):
        found = cards.find(kb, identifier)
        assert found[0].text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lamma 3", "There is no model, technique or publication 'lamma 3': did you mean 'llama-3'"),
        ("mixture of expert", "did you mean 'mixture-of-experts'"),
        ("157", "publications have the numbers 1 to 156."),
        ("xyzzyxyzzy", "'llm-kb query search -p words …' finds names."),
        ("", "There is no model, technique or publication ''"),
        ("'; DROP TABLE models; --", "There is no model"),
    ],
)
def test_an_unknown_name_is_one_sentence_with_the_nearest(name: str, told: str, show: Show) -> None:
    result = show(name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["llama-3", "reinforcement-learning", "12"])
def test_a_card_fits_the_terminal(name: str, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(map(len, show(name).stdout.splitlines())) > 80
    monkeypatch.setattr(layout, "width", lambda: 80)
    assert max(map(len, show(name).stdout.splitlines())) <= 80


def test_in_a_pipe_there_are_no_styles(show: Show) -> None:
    assert "\x1b" not in show("llama-3").stdout
