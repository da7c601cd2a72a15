"""Names in any spelling mean the same entity everywhere, and unknown ones are an error with suggestions."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from click.testing import CliRunner

import llm_kb
from llm_kb import lookup, text
from llm_kb.cli import main
from llm_kb.database import open_read_only
from llm_kb.errors import KnowledgeBaseError
from llm_kb.site.server import create_datasette
from tests.site.conftest import get_from

Get = Callable[..., httpx.Response]

TYPED = {
    "model": {
        "DeepSeek R1": "deepseek-r1",
        "deepseekr1": "deepseek-r1",
        "Qwen 3": "qwen3",
        "Qwen 2.5": "qwen2-5",
        "qwen2-5": "qwen2-5",
        "GPT4": "gpt-4",
        "GPT 4": "gpt-4",
        "Llama3": "llama-3",
        "Phi3": "phi-3",
        "Phi 3": "phi-3",
        "Phi 3.5": "phi-3-5",
        "phi_3_mini": "phi-3-mini",
        "Gemma3": "gemma-3",
        "Mixtral": "mixtral-8x7b",
        "QwQ": "qwq-32b",
        "Tulu3": "tulu-3",
        "Tülu 3": "tulu-3",
        "TÜLU‑3": "tulu-3",
        "Tulu 3.1": "tulu-3-1",
    },
    "technique": {
        "grpo": "grpo",
        "MoE": "mixture-of-experts",
        "Mixture of Experts": "mixture-of-experts",
        "multi head latent attention": "multi-head-latent-attention",
        "LLM as a Judge": "llm-as-a-judge",
        "flash-attention": "flash-attention",
        "KV-Cache": "kv-cache",
    },
}
"""What people type, by kind, and what it means."""

UNKNOWN = {
    "Qwen 2.6": "qwen2-5",
    "Qwen 25": "qwen2-5",
    "Claude": "claude-3",
    "OLMo": "olmo-2",
}
"""Names that no model has, each with one that the error suggests."""

CASES = [(kind, typed, meant) for kind, names in TYPED.items() for typed, meant in names.items()]


@pytest.fixture(scope="module")
def kb(kb_file: Path) -> Iterator[sqlite3.Connection]:
    """The knowledge base of the real seeds."""
    with closing(open_read_only(kb_file)) as connection:
        yield connection


@pytest.fixture(scope="module")
def get(kb_file: Path) -> Get:
    return get_from(create_datasette(kb_file, cache_bytes=0))


@pytest.mark.parametrize(("kind", "typed", "meant"), CASES)
def test_a_name_as_typed_is_one_entity(kb: sqlite3.Connection, kind: str, typed: str, meant: str) -> None:
    assert [row[f"{kind}_id"] for row in lookup.find(kb, kind, typed)] == [meant]
    facts = lookup.run(kb, "facts", {kind: typed})
    assert facts.rows == lookup.run(kb, "facts", {kind: meant}).rows != []


@pytest.mark.parametrize(("kind", "typed", "meant"), [CASES[0], CASES[3], CASES[12], CASES[14], CASES[-3]])
def test_every_way_in_takes_it(kb_file: Path, get: Get, kind: str, typed: str, meant: str) -> None:
    page = get(f"/{kind}s/{quote(typed)}")
    assert (page.status_code, page.headers.get("location")) == (301, f"/{kind}s/{meant}")
    expected = get(f"/llm_kb/facts.json?{kind}={meant}&_shape=array").json()
    assert get(f"/llm_kb/facts.json?{kind}={quote(typed)}&_shape=array").json() == expected != []
    assert get(f"/llm_kb/facts.csv?{kind}={quote(typed)}").text == get(f"/llm_kb/facts.csv?{kind}={meant}").text
    assert f'value="{meant}" selected' in get(f"/facts?{kind}={quote(typed)}").text
    with closing(llm_kb.open(kb_file)) as kb:
        assert len(kb.facts(**{kind: typed})) == len(expected)
    shown = CliRunner().invoke(main, ["show", typed, "--db", str(kb_file)])
    assert (shown.exit_code, f"({meant})" in shown.output) == (0, True)


def test_the_statement_that_is_shown_gives_the_rows_that_are_shown(get: Get) -> None:
    assert "deepseek-r1" in get("/llm_kb/facts?model=DeepSeek+R1").text


def test_models_are_compared_by_the_names_that_people_type(kb_file: Path) -> None:
    def compared(*names: str) -> str:
        return CliRunner().invoke(main, ["compare", *names, "--db", str(kb_file)]).output

    assert compared("Llama3", "Qwen 3") == compared("llama-3", "qwen3")


def test_names_in_a_list_are_taken_alike(kb: sqlite3.Connection) -> None:
    def choices(models: str) -> object:
        return lookup.run(kb, "choices_of_models", {"models": models}).rows

    assert choices("Llama3, DeepSeek R1") == choices("llama-3,deepseek-r1") == choices('["Llama3", "DeepSeek R1"]')


@pytest.mark.parametrize("typed", UNKNOWN)
def test_another_version_is_another_model(kb: sqlite3.Connection, get: Get, typed: str) -> None:
    assert lookup.find(kb, "model", typed) == []
    with pytest.raises(KnowledgeBaseError, match=f"There is no model '{typed}': did you mean .*'{UNKNOWN[typed]}'"):
        lookup.run(kb, "facts", {"model": typed})
    answer = get(f"/llm_kb/facts.json?model={quote(typed)}")
    assert (answer.status_code, UNKNOWN[typed] in answer.json()["error"]) == (400, True)
    assert get(f"/models/{quote(typed)}").status_code == 404


@pytest.mark.parametrize("typed", ["ALiBi", "Hyena", "RWKV", "3:1"])
def test_nothing_is_suggested_that_is_not_near(kb: sqlite3.Connection, typed: str) -> None:
    with pytest.raises(KnowledgeBaseError, match="the query 'search' finds names"):
        lookup.run(kb, "facts", {"technique": typed})


def test_a_name_of_two_models_is_an_error_with_both(kb: sqlite3.Connection, get: Get, kb_file: Path) -> None:
    sentence = "The model 'Gemma 2 & 3' is ambiguous: choose Gemma 2 or Gemma 3."
    with pytest.raises(KnowledgeBaseError, match=sentence):
        lookup.run(kb, "facts", {"model": "Gemma 2 & 3"})
    for path in ("/llm_kb/facts.json?model=Gemma+2+%26+3", "/facts?model=Gemma+2+%26+3"):
        answer = get(path)
        assert (answer.status_code, sentence in answer.text.replace("&#39;", "'").replace("&amp;", "&")) == (400, True)
    shown = CliRunner().invoke(main, ["show", "Gemma 2 & 3", "--db", str(kb_file)])
    assert (shown.exit_code, shown.output) == (1, f"Error: {sentence}\n")


def test_the_key_of_a_name_keeps_numbers_apart() -> None:
    assert text.folded("Llama-3.1 8B") == text.folded("llama 3-1_8b") == "llama3.1.8b"
    assert len({text.folded(name) for name in ("3.1", "31", "3:1", "3")}) == 4
    assert text.folded("-3 ") == "3"
    assert text.folded("Tülu 3") == "tulu3"
