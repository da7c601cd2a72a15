"""Every keyword of a method reaches the named query, under its own name."""

import inspect
from pathlib import Path

import pytest

import llm_kb
from llm_kb import queries
from llm_kb.handle import KnowledgeBase, Rows, Value


def keywords(method: object) -> list[str]:
    parameters = inspect.signature(method).parameters.values()  # type: ignore[arg-type]
    return [parameter.name for parameter in parameters if parameter.kind is inspect.Parameter.KEYWORD_ONLY]


METHODS = [
    name for name, method in vars(KnowledgeBase).items() if inspect.isfunction(method) and "limit" in keywords(method)
]


def test_all_methods_that_give_rows_in_parts_are_known() -> None:
    assert {"facts", "models", "institutions", "publications", "specifications", "verdicts"} <= {*METHODS}


@pytest.mark.parametrize("name", [*METHODS, "techniques"])
def test_every_keyword_reaches_the_query(name: str, kb_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, dict[str, Value]] = {}

    def ask(self: KnowledgeBase, query: str, /, **values: Value) -> Rows:
        asked[query] = values
        return Rows((), ())

    monkeypatch.setattr(KnowledgeBase, "ask", ask)
    values = {keyword: f"the {keyword}" for keyword in keywords(getattr(KnowledgeBase, name))}
    with llm_kb.open(kb_file) as base:
        getattr(base, name)(**values)
    ((query, received),) = asked.items()
    assert received == values
    assert set(received) <= set(queries.get(query).defaults)
