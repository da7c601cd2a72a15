"""The handle for Python on documents of developers: specifications, their sheet, verdicts and sources."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest

import llm_kb
from llm_kb import KnowledgeBaseError, queries
from llm_kb.handle import KnowledgeBase


@pytest.fixture
def base(makers_file: Path) -> Iterator[KnowledgeBase]:
    with llm_kb.open(makers_file) as base:
        yield base


DOCUMENT_HELPERS = {
    "specifications": "specifications_of_model",
    "verdicts": "verdicts_on_facts",
    "sources": "source_list",
}


@pytest.mark.parametrize(("helper", "query"), DOCUMENT_HELPERS.items())
def test_a_helper_on_documents_gives_everything_unless_narrowed(
    helper: str, query: str, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    method = getattr(base, helper)
    parameters = inspect.signature(method).parameters
    assert parameters.keys() <= queries.get(query).defaults.keys()
    assert {parameter.default for parameter in parameters.values()} == {""}
    tables = {"specifications": "specifications", "verdicts": "verdicts", "sources": "sources"}
    assert len(method()) == base[tables[helper]].count > 3
    values = {name: f"some {name}" for name in parameters}
    asked: list[Any] = []
    monkeypatch.setattr(base, "ask", lambda name, /, **given: asked.append((name, given)))
    method(**values)
    assert asked == [(query, values)]


def test_specifications_are_found_by_any_name_with_their_places(base: KnowledgeBase) -> None:
    rows = base.specifications(model="Swift 3", attribute="context length", exactly=True)
    assert [(row["value"], row["number"], row["locator"], row["conflict"]) for row in rows] == [
        ("8,192", 8192, "L7", 1),
        ("4,096", 4096, "p. 3, table", 1),
    ]
    assert base.specifications(model="swift3", attribute="context_length", exactly=True) == rows
    (preferred,) = base.specifications(model="Swift 3", attribute="layers", preferred=True, exactly=True)
    assert (preferred["value"], preferred["source_id"]) == ("12", "swift-3-config")
    assert {row["status"] for row in base.specifications(status="withheld")} == {"withheld"}


def test_verdicts_and_sources_are_narrowed_too(base: KnowledgeBase) -> None:
    contradicted = base.verdicts(model="swift 3", verdict="contradicted")
    assert {row["technique"] for row in contradicted} == {"moss lining"}
    assert [row["source_id"] for row in base.sources(model="Wren 2")] == ["wren-2-card"]
    assert {row["publisher"] for row in base.sources(institution="Mud & Straw")} == {"Mud & Straw"}


@pytest.mark.parametrize(
    ("helper", "values", "message"),
    [
        (
            "specifications",
            {"attribute": "context_lenght"},
            "There is no attribute 'context_lenght': did you mean 'context_length'",
        ),
        ("specifications", {"model": "swfit 3"}, "There is no model 'swfit 3': did you mean 'swift-3'"),
        ("specifications", {"status": "hidden"}, "There is no status 'hidden': choose "),
        (
            "specifications",
            {"source": "swift-3-reprot"},
            "There is no source 'swift-3-reprot': did you mean 'swift-3-report'",
        ),
        ("verdicts", {"verdict": "contradict"}, "There is no verdict 'contradict': did you mean 'contradicted'"),
        ("sources", {"institution": "Birdlap"}, "There is no institution 'Birdlap': did you mean 'birdlab'"),
        ("spec_sheet", {"model": "swfit 3"}, "There is no model 'swfit 3': did you mean 'swift-3'"),
        ("spec_sheet", {"institution": "Birdlap"}, "There is no institution 'Birdlap': did you mean 'birdlab'"),
    ],
)
def test_an_unknown_name_of_a_helper_on_documents_is_an_error_with_the_nearest(
    helper: str, values: dict[str, str], message: str, base: KnowledgeBase
) -> None:
    with pytest.raises(KnowledgeBaseError) as caught:
        getattr(base, helper)(**values)
    assert message in str(caught.value)


def test_an_unknown_attribute_among_several_is_an_error_even_where_others_have_rows(base: KnowledgeBase) -> None:
    assert base.ask("specifications_of_models", models="swift-3", attributes="layers, kv_heads")
    with pytest.raises(KnowledgeBaseError, match="There is no attributes 'kv_headz': did you mean 'kv_heads'"):
        base.ask("specifications_of_models", models="swift-3", attributes="layers, kv_headz")


def test_the_specification_sheet_is_a_dataframe_whose_columns_have_the_types_of_their_attributes(
    base: KnowledgeBase,
) -> None:
    sheet = base.spec_sheet()
    assert list(sheet.columns) == [column.name for column in base["spec_sheet"].columns]
    assert len(sheet) == base["spec_sheet"].count
    types = {name: str(kind) for name, kind in sheet.dtypes.items()}
    kinds = {row["id"]: row["kind_id"] for row in base["attributes"].rows}
    by_kind = {"flag": {"boolean"}, "number": {"Int64", "Float64"}}
    assert all(types[name] in by_kind.get(kind, {"string"}) for name, kind in kinds.items())
    assert (types["total_parameters"], types["training_compute"], types["release_date"]) == (
        "Int64",
        "Float64",
        "string",
    )
    swift = sheet.set_index("model_id").loc["swift-3"]
    assert (swift["total_parameters"], swift["release_date"]) == (7_000_000, "2024-05-02")
    assert pandas.isna(swift["open_weights"]) and bool(sheet.set_index("model_id").loc["wren-2", "open_weights"])
    assert pandas.isna(swift["active_parameters"])


def test_the_specification_sheet_is_narrowed_by_model_with_variants_and_by_developer(
    base: KnowledgeBase,
) -> None:
    assert list(base.spec_sheet(model="Swift 3")["model_id"]) == ["swift-3", "swift-3-long"]
    assert list(base.spec_sheet(institution="birdlab")["model_id"]) == ["wren-2"]
    empty = base.spec_sheet(model="owl-2")
    assert empty.empty and str(empty.dtypes["layers"]) == "Int64"


def test_the_specification_sheet_of_an_edition_without_documents_is_empty(kb_file: Path) -> None:
    with llm_kb.open(kb_file) as base:
        sheet = base.spec_sheet()
        assert sheet.empty and str(sheet.dtypes["open_weights"]) == "boolean"
        assert base.specifications() == base.verdicts() == []
