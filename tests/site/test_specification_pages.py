"""Specifications, facts of makers and verdicts on the pages of models, in the table of models and in comparisons."""

import csv
import io
import re
import sqlite3
from typing import Any

import pytest
from bs4 import Tag

from llm_kb.site.documents import SourceDocument
from llm_kb.specifications import side_by_side

from .conftest import Get
from .reading import links, soup, text

REVISION = "4c2fdb8f55e049553b9f4f1a3241f86d739c8cf8"


def rows_of(page: Tag) -> dict[str, Tag]:
    """The rows of a specification card by attribute."""
    return {text(row.select_one(".attribute")): row for row in page.select(".specifications li:has(> details)")}


def value(row: Tag) -> str:
    return text(row.select_one(".value"))


def table(get: Get, query: str = "") -> dict[str, list[str]]:
    """The rows of the table of models by model."""
    rows = soup(get(f"/models{query}")).select("table.of-models tbody tr")
    return {text(row.select_one("th a")): [text(cell) for cell in row.select("td")] for row in rows}


def test_a_model_begins_with_its_specifications(get_with_makers: Get) -> None:
    page = soup(get_with_makers("/models/swift-3"))
    assert [heading["id"] for heading in page.select("h2[id]")][:4] == [
        "specifications",
        "variants",
        "makers",
        "overview",
    ]
    rows = rows_of(page)
    assert value(rows["total parameters"]) == "7M"
    assert value(rows["base model"]) == "Owl 2"
    assert text(page.select_one(".specifications h3")) == "Size and layers"


def test_the_card_has_every_row_of_the_model_itself(get_with_makers: Get, makers: sqlite3.Connection) -> None:
    for (model,) in makers.execute("SELECT DISTINCT model_id FROM specifications").fetchall():
        rows = rows_of(soup(get_with_makers(f"/models/{model}")))
        found = makers.execute(
            "SELECT attribute_name, coalesce(value, status) FROM specifications WHERE model_id = ? AND preferred = 1",
            [model],
        ).fetchall()
        assert rows.keys() == {name for name, _ in found}
        assert all(value(rows[name]).startswith(shown) for name, shown in found)


def test_a_value_has_its_place_and_the_other_documents_behind_it(get_with_makers: Get) -> None:
    row = rows_of(soup(get_with_makers("/models/swift-3")))["total parameters"]
    assert "7 million feathers in 12 layers" in text(row.select_one("details q"))
    assert links(row)["p. 1"] == "https://example.org/swift-3.pdf#page=1"
    assert "Swift 3: Songs for Long Evenings" in text(row)
    assert "technical report, read in a copy" in text(row)
    assert "printed as 7 million" in text(row)
    layers = text(rows_of(soup(get_with_makers("/models/swift-3")))["layers"])
    assert "Also:" in layers and "Configuration of Swift 3" in layers


def test_documents_that_differ_are_marked_and_both_are_shown(get_with_makers: Get, makers: sqlite3.Connection) -> None:
    rows = rows_of(soup(get_with_makers("/models/swift-3")))
    marked = {name for name, row in rows.items() if row.select_one("summary .differs")}
    found = makers.execute(
        "SELECT attribute_name FROM specifications WHERE model_id = 'swift-3' AND preferred = 1 AND conflict = 1"
    )
    assert marked == {name for (name,) in found} == {"context length"}
    assert "4,096" in text(rows["context length"]) and "8,192" in text(rows["context length"])


def test_what_is_not_disclosed_is_said_to_be_so(get_with_makers: Get) -> None:
    rows = rows_of(soup(get_with_makers("/models/swift-3")))
    assert value(rows["training hardware"]) == "withheld"
    assert value(rows["license"]) == "not found"
    assert "read whole: Swift 3: Songs" in text(rows["license"])
    assert value(rows["training tokens"]) == "1.5T both rounds"
    assert value(rows_of(soup(get_with_makers("/models/swift-3-long")))["knowledge cutoff"]) == "2023 inherited"


def test_a_model_without_a_value_of_its_own_has_those_of_its_variants_on_its_card(get_with_makers: Get) -> None:
    row = rows_of(soup(get_with_makers("/models/swift")))["total parameters"]
    assert value(row) == "7M–13M variants"
    assert [str(link["href"]) for link in row.select("details p a")] == [
        "/models/swift-3#total_parameters",
        "/models/swift-3-long#total_parameters",
    ]


def test_variants_are_listed_with_their_sizes(get_with_makers: Get) -> None:
    page = soup(get_with_makers("/models/swift-3"))
    row = page.select_one("#variants ~ .table tbody tr")
    assert text(row) == "Swift 3-Long 13M – 16,384 16 – –"


def test_what_makers_say_stands_apart_from_the_survey(get_with_makers: Get, makers: sqlite3.Connection) -> None:
    page = soup(get_with_makers("/models/swift-3"))
    of_makers = makers.execute(
        "SELECT fact_id FROM design_facts WHERE release_id = 'swift-3' AND source_kind <> 'survey'"
    ).fetchall()
    shown = {str(link["href"]) for link in page.select(".topic .statement .permalink")}
    assert shown == {f"/facts/{row[0]}" for row in of_makers}
    survey = {str(link["href"]) for link in page.select("#evidence ~ section .permalink")}
    assert not shown & survey
    said = page.select_one(".topic .statement")
    assert "Swift 3: Songs for Long Evenings" in text(said) and "p. 2" in text(said)
    assert not page.select('.topic a[href^="/questions/"]')


def test_each_fact_of_the_survey_has_its_verdict(get_with_makers: Get, makers: sqlite3.Connection) -> None:
    page = soup(get_with_makers("/models/swift-3"))
    facts = page.select("#evidence ~ section .fact")
    assert facts and all(fact.select_one(".verdict-name") for fact in facts)
    contradicted = [fact for fact in facts if fact.select_one("summary .verdict-name.contradicted")]
    number = makers.execute(
        "SELECT count(*) FROM design_facts WHERE release_id = 'swift-3' AND verdict = 'contradicted'"
    )
    assert sum(len(fact.select(".permalink")) for fact in contradicted) == number.fetchone()[0] == 2
    verdict = text(contradicted[0].select_one(".verdict"))
    assert "Every Swift is lined with straw" in verdict and "p. 2" in verdict and "Moss was tried" in verdict
    assert "2 contradicted" in text(page.select_one("#overview ~ p"))


def test_without_documents_of_makers_there_are_no_verdicts(get: Get) -> None:
    page = soup(get("/models/swift-3"))
    assert not page.select(".verdict-name, .specifications, #makers, #variants")


def test_the_table_of_models_has_specifications(get_with_makers: Get) -> None:
    rows = table(get_with_makers)
    assert rows["Wren 2"][1:] == ["–", "2.5M", "1.1M", "–", "Nest License 1.0", "yes", rows["Wren 2"][-1]]
    assert "Swift 3-Long" in rows
    page = soup(get_with_makers("/models"))
    for link in page.select("table.of-models td a[href*='#']")[:12]:
        path, _, anchor = str(link["href"]).partition("#")
        assert soup(get_with_makers(path)).find(id=anchor), link


@pytest.mark.parametrize(
    ("query", "models"),
    [
        ("?context=9000", ["Swift 3-Long"]),
        ("?license=nest", ["Wren 2"]),
        ("?open=1", ["Wren 2"]),
        ("?least=5000000", ["Swift 3", "Swift 3-Long"]),
        ("?most=5000000", ["Wren 2"]),
        ("?since=2024-05", ["Swift 3"]),
        ("?since=2024-06", []),
        ("?attention=MLA", []),
    ],
)
def test_the_table_is_filtered_by_specifications(get_with_makers: Get, query: str, models: list[str]) -> None:
    assert list(table(get_with_makers, query)) == models


def test_the_table_is_sorted_by_specifications(get_with_makers: Get) -> None:
    assert list(table(get_with_makers, "?sort=total_parameters"))[:3] == ["Swift 3-Long", "Swift 3", "Wren 2"]
    assert next(iter(table(get_with_makers, "?sort=context_length"))) == "Swift 3-Long"


def test_columns_are_chosen_and_the_csv_has_just_those(get_with_makers: Get) -> None:
    page = soup(get_with_makers("/models?column=layers&column=license&column=nonsense"))
    heads = [text(head) for head in page.select("table.of-models thead th")]
    assert heads == ["Model", "Developer", "License", "Layers"]
    behind = page.select_one(".data .behind")
    assert behind
    rows = list(csv.DictReader(io.StringIO(get_with_makers(links(behind)["CSV"]).text)))
    assert list(rows[0]) == ["model", "institution", "license", "layers", "model_id"]
    assert [row["model"] for row in rows] == [text(link) for link in page.select("table.of-models tbody th a")]
    assert "column=layers" in str(page.select_one("table.of-models thead a")["href"])  # type: ignore[index]


def test_an_unknown_column_of_a_query_is_an_error_with_the_nearest(get_with_makers: Get) -> None:
    answer = get_with_makers("/llm_kb/model_table.json?columns=model,licence")
    assert answer.status_code == 400
    assert "did you mean 'license'" in answer.text


def test_a_comparison_begins_with_the_specifications(get_with_makers: Get) -> None:
    page = soup(get_with_makers("/compare?model=swift-3&model=wren-2&model=owl-2"))
    tables = page.select(".side-by-side table")
    assert tables[0]["class"] == ["specified"] and len(tables) == 2
    rows = {
        text(row.select_one("th")): [text(cell) for cell in row.select("td")] for row in tables[0].select("tbody tr")
    }
    assert rows["total parameters"] == ["7M", "2.5M", "–"]
    assert rows["attention heads"] == ["16", "–", "–"]
    assert rows["training hardware"] == ["withheld", "–", "–"]
    places = {str(link["href"]) for link in tables[0].select("tbody a")}
    assert "/models/wren-2#license" in places


def test_compared_attributes_stand_in_the_order_of_the_headings() -> None:
    common = {"model_id": "owl", "variant_id": "owl", "value": "1", "number": None}
    unsorted = ("context_length", "license", "release_date", "unheard_of", "license_type", "native_context_length")
    rows = [{**common, "attribute": name, "attribute_name": name} for name in unsorted]
    assert [each.id for each in side_by_side(rows, ["owl"])] == [
        *("context_length", "native_context_length", "license", "license_type", "release_date", "unheard_of")
    ]


def test_a_model_without_a_value_shows_those_of_its_variants(get_with_makers: Get) -> None:
    page = soup(get_with_makers("/compare?model=swift&model=wren-2"))
    rows = {text(row.select_one("th")): text(row.select_one("td")) for row in page.select(".specified tbody tr")}
    assert rows["total parameters"] == "variants: 7M , 13M"


def test_equal_specifications_are_marked_and_left_out_of_the_differences(get_with_makers: Get) -> None:
    address = "/compare?model=swift-3&model=swift-3-long"

    def names(query: str, selector: str = "tr") -> set[str]:
        page = soup(get_with_makers(address + query))
        return {text(row.select_one("th")) for row in page.select(f".specified tbody {selector}")}

    assert "training tokens" in names("", "tr.shared") and "total parameters" not in names("", "tr.shared")
    assert names("&show=shared") == names("", "tr.shared")
    assert names("&show=different") == names("") - names("", "tr.shared")
    assert not names("&stage=inference")


@pytest.mark.parametrize("bundle", ["get", "get_with_makers"])
def test_no_page_of_a_model_says_none(bundle: str, request: pytest.FixtureRequest, makers: sqlite3.Connection) -> None:
    get: Get = request.getfixturevalue(bundle)
    models = [row[0] for row in makers.execute("SELECT id FROM models")]
    pages = [*(f"/models/{model}" for model in models), "/models?all=1", "/compare?model=swift-3&model=wren-2"]
    for path in pages:
        answer = get(path)
        assert answer.status_code == 200, path
        assert not re.search(r"\bNone\b", answer.text), path


@pytest.mark.parametrize(
    ("document", "locator", "url"),
    [
        ({}, "p. 12", f"https://github.com/lab/model/blob/{REVISION}/report.pdf"),
        ({"path": "a b/model.py"}, "L12–L20", f"https://github.com/lab/model/blob/{REVISION}/a%20b/model.py#L12-L20"),
        ({"path": "model.py"}, "L7", f"https://github.com/lab/model/blob/{REVISION}/model.py#L7"),
        ({"path": "README.md"}, "L7", f"https://github.com/lab/model/blob/{REVISION}/README.md?plain=1#L7"),
        ({"path": "README.md"}, "License", f"https://github.com/lab/model/blob/{REVISION}/README.md"),
        ({"repository": "example.org/lab/model"}, "L7", "https://example.org/report.pdf"),
        (
            {"repository": None, "revision": None, "path": None},
            "p. 12, table",
            "https://example.org/report.pdf#page=12",
        ),
        ({"repository": None, "url": None}, "p. 12", None),
    ],
)
def test_a_place_leads_to_the_document_at_its_revision(document: dict[str, Any], locator: str, url: str | None) -> None:
    row = {
        "repository": "lab/model",
        "revision": REVISION,
        "path": "report.pdf",
        "url": "https://example.org/report.pdf",
    }
    assert SourceDocument({**row, **document}).url(locator) == url


@pytest.mark.parametrize("path", ["/models", "/models/swift", "/models/swift-3", "/compare?model=swift-3&model=wren-2"])
@pytest.mark.slow
def test_every_link_of_a_page_of_makers_leads_somewhere(get_with_makers: Get, path: str) -> None:
    main = soup(get_with_makers(path)).select_one("main")
    assert main
    targets = {str(link["href"]).partition("#")[0] for link in main.select("a[href^='/']")}
    assert len(targets) > 10
    broken = {
        target: answer.status_code for target in targets if (answer := get_with_makers(target)).status_code >= 400
    }
    assert broken == {}
