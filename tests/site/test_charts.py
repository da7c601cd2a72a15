"""The charts of the pages: drawn from the knowledge base, fit for being put into a page, and told in words."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from xml.etree import ElementTree

import pytest

from llm_kb import queries
from llm_kb.settings import PACKAGE
from llm_kb.site import charts
from llm_kb.site.charts import lineage

from .dated import DATED

Rows = list[dict[str, Any]]

every_chart = pytest.mark.parametrize("name", charts.CHARTS)


VALUES = {"question": {"section": "3.1"}, "technique": {"technique": "feather-folding"}}
"""What the queries are asked for whose default is a thing of the survey."""


def ask(connection: sqlite3.Connection, name: str, **values: str) -> Rows:
    """The rows of a chart's query, by column."""
    if name == "timeline":
        return DATED
    values = VALUES.get(name, {}) | values
    result = queries.run(connection, charts.CHARTS[name].query, values)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def texts(svg: str) -> list[str]:
    """The letters that are drawn, without what only appears under the pointer."""
    return [text.text or "" for text in ElementTree.fromstring(svg).iter("text")]


def titles(svg: str) -> list[str]:
    """What appears under the pointer."""
    return [title.text or "" for title in ElementTree.fromstring(svg).iter("title")]


def adopter(release: str, year: int | None, institution: str = "Meta", relation: str = "uses") -> dict[str, Any]:
    return {
        "release": release,
        "year": year,
        "institution": institution,
        "relation": relation,
        "technique_names": "dropout",
    }


def learning(teacher: str, student: str, role: str = "teacher", basis: str = "explicit") -> dict[str, Any]:
    return {"teacher": teacher, "student": student, "role": role, "basis": basis}


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("question", {"section": "4.1"}, {"turn tags", "few-note prompting", "uses", "supports", "number of releases"}),
        ("question", {"section": "3.1"}, {"half folding", "moss lining", "omits"}),
        ("technique", {}, {"Swift 3", "Wren 1", "Kiwi", "2023", "2024", "no year given", "Birdlab"}),
        ("timeline", {}, {"Birdlab", "2024", "10G"}),
        ("lineage", {}, {"Owl 2-Large", "Finch", "Rook", "distilled from", "trained on data from", "judged by"}),
    ],
)
def test_a_chart_shows_what_its_rows_tell(
    kb: sqlite3.Connection, name: str, values: dict[str, str], expected: set[str]
) -> None:
    assert expected <= set(texts(charts.draw(name, ask(kb, name, **values))))


@every_chart
def test_the_same_rows_give_the_same_bytes(kb: sqlite3.Connection, name: str) -> None:
    first = charts.draw(name, ask(kb, name))
    charts._drawn.clear()
    assert charts.draw(name, ask(kb, name)) == first


@every_chart
def test_a_chart_asks_nobody_for_anything(kb: sqlite3.Connection, name: str) -> None:
    svg = charts.draw(name, ask(kb, name))
    assert not re.search(r"//|url\(|<(?:image|script|style|use|foreignObject)\b|\bon\w+=", svg)


@every_chart
def test_a_chart_takes_its_colors_and_letters_from_the_page(kb: sqlite3.Connection, name: str) -> None:
    svg = charts.draw(name, ask(kb, name))
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) <= {"none"} | set(re.findall(r"var\(--[a-z0-9]+\)", svg))
    assert "font-family" not in svg


@every_chart
def test_a_chart_leaves_names_and_roles_to_the_page(kb: sqlite3.Connection, name: str) -> None:
    root = ElementTree.fromstring(charts.draw(name, ask(kb, name)))
    role = "group" if name == "timeline" else "img"
    assert (root.get("role"), root.get("aria-label")) == (role, charts.alternative(name, ask(kb, name)))
    below = {attribute for element in root.iter() if element is not root for attribute in element.attrib}
    assert not [name for name in below if name in {"id", "class", "role"} or name.startswith(("aria", "{"))]


@every_chart
def test_a_chart_grows_with_the_page_but_only_so_far(kb: sqlite3.Connection, name: str) -> None:
    root = ElementTree.fromstring(charts.draw(name, ask(kb, name)))
    width = float(root.attrib["viewBox"].split()[2])
    least, most = (float(number) for number in re.findall(r"(?:min|max)-width:(\d+)px", root.attrib["style"]))
    assert least < width < most
    assert not {"width", "height"} & set(root.keys())


@every_chart
def test_a_chart_says_under_the_pointer_what_a_shape_stands_for(kb: sqlite3.Connection, name: str) -> None:
    expected = {
        "accuracy": "3.1: 15 facts not compared",
        "question": "omits moss lining: Owl 2",
        "technique": "Kiwi (Mud & Straw, no year given) uses feather folding",
        "lineage": "Finch distilled from Rook",
        "timeline": "Wren 2 (Birdlab, 2024-07): 3B",
    }
    assert expected[name] in titles(charts.draw(name, ask(kb, name)))


@every_chart
def test_a_chart_of_nothing_is_empty_and_says_so(name: str) -> None:
    assert charts.draw(name, []) == ""
    assert charts.alternative(name, []) == "There is nothing to show."


def test_charts_are_drawn_by_several_threads_at_once(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "technique")
    charts._drawn.clear()
    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(lambda number: charts.draw("technique", rows[: number % 3 + 1]), range(12)))
    assert drawn == [charts.draw("technique", rows[: number % 3 + 1]) for number in range(12)]


def test_names_are_text_whatever_they_contain() -> None:
    rows = [learning("<b>A & B</b>", '"c"')]
    assert {"<b>A & B</b>", '"c"'} <= set(texts(charts.draw("lineage", rows)))
    assert "<b>" not in charts.draw("lineage", rows)


def test_every_relation_has_its_place_and_color(kb: sqlite3.Connection) -> None:
    relations = ["uses", "introduces", "produces", "serves", "supports", "explores", "proposes", "avoids", "omits"]
    assert {name for (name,) in kb.execute("SELECT id FROM relations")} == set(relations)
    rows = [
        {"technique": "dropout", "relation": relation, "releases": 1, "releases_in_all": 9, "release_names": "X"}
        for relation in reversed(relations)
    ]
    svg = charts.draw("question", rows)
    assert [text for text in texts(svg) if text in relations] == relations
    assert set(re.findall(r'fill="var\(--(\w+)\)" ', svg)) >= set(relations)


def test_what_is_avoided_or_omitted_lies_on_the_other_side(kb: sqlite3.Connection) -> None:
    row = {"technique": "dropout", "releases": 1, "releases_in_all": 3, "release_names": "X"}
    svg = charts.draw("question", [{**row, "relation": relation} for relation in ("uses", "avoids", "omits")])
    ends = {
        title.text.split()[0]: (path.get("d"), path.get("fill-opacity"))
        for path in ElementTree.fromstring(svg).iter("path")
        if (title := path.find("title")) is not None and title.text
    }
    left = {name: float(re.findall(r"[\d.]+", place or "")[0]) for name, (place, _) in ends.items()}
    assert left["avoids"] < left["uses"] and left["omits"] < left["uses"]
    assert {name: opacity for name, (_, opacity) in ends.items()} == {"uses": "1", "avoids": "0.3", "omits": "0.3"}


def test_a_question_shows_its_most_named_techniques_only(kb: sqlite3.Connection) -> None:
    rows = [{**row, "technique": f"{row['technique']} {turn}"} for turn in range(4) for row in ask(kb, "question")]
    techniques = list(dict.fromkeys(row["technique"] for row in rows))
    assert len(techniques) > 15
    drawn = set(texts(charts.draw("question", rows)))
    assert set(techniques[:15]) <= drawn
    assert not set(techniques[15:]) & drawn


def test_a_release_stands_once_in_the_chart_of_a_technique() -> None:
    rows = [adopter("Llama 3", 2024), adopter("Llama 3", 2024, relation="introduces"), adopter("Llama 4", 2025)]
    drawn = texts(charts.draw("technique", rows))
    assert drawn.count("Llama 3") == 1
    assert "Llama 3 (Meta, 2024) introduces dropout" in titles(charts.draw("technique", rows))


def test_only_adopters_stand_in_the_chart_of_a_technique() -> None:
    drawn = texts(charts.draw("technique", [adopter("Llama 3", 2024), adopter("Claude 3", 2024, relation="avoids")]))
    assert "Llama 3" in drawn
    assert "Claude 3" not in drawn


def test_a_year_without_adopters_keeps_its_place() -> None:
    drawn = texts(charts.draw("technique", [adopter("Gemini 1.0", 2023), adopter("Qwen3", 2025)]))
    assert {"2023", "2024", "2025", "0 releases"} <= set(drawn)


def test_rare_institutions_share_a_color() -> None:
    rows = [adopter(f"Model {number}", 2024, f"Maker {min(number, 11)}") for number in range(13)]
    drawn = texts(charts.draw("technique", rows))
    assert {"Maker 11", "Maker 6", "other institutions"} <= set(drawn)
    assert "Maker 10" not in drawn


def test_boxes_lead_to_their_models_where_an_address_is_given() -> None:
    rows = [learning("Llama 3", "Llama 4") | {"teacher_url": "/llms/models/llama-3", "student_url": "/x?a=1&b=2"}]
    root = ElementTree.fromstring(charts.draw("lineage", rows))
    links = {link.get("href"): "".join(link.itertext()) for link in root.iter("a")}
    assert links == {"/llms/models/llama-3": "Llama 3", "/x?a=1&b=2": "Llama 4"}
    assert root.get("role") == "group", "an image could not be entered by the keyboard"


def test_teachers_stand_left_of_their_students(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "lineage")
    left = {box["name"]: box["x"] for box in charts.CHARTS["lineage"].data(rows)["models"]}
    assert all(left[row["teacher"]] < left[row["student"]] for row in rows)


def test_no_two_models_stand_in_one_place(kb: sqlite3.Connection) -> None:
    boxes = charts.CHARTS["lineage"].data(ask(kb, "lineage"))["models"]
    for box in boxes:
        beside = [other for other in boxes if other is not box and other["x"] == box["x"]]
        assert all(abs(other["y"] - box["y"]) >= box["height"] for other in beside)


def test_a_family_stands_below_the_one_before_it_with_a_gap() -> None:
    rows = [learning("A", "B"), learning("A", "C"), learning("X", "Y")]
    down = {box["name"]: box["y"] for box in charts.CHARTS["lineage"].data(rows)["models"]}
    assert down["C"] - down["B"] == lineage.ROW_HEIGHT
    assert down["X"] == down["Y"] == down["C"] + lineage.ROW_HEIGHT + lineage.BETWEEN_FAMILIES


def test_models_that_taught_each_other_are_drawn() -> None:
    drawn = texts(charts.draw("lineage", [learning("A", "B"), learning("B", "A"), learning("A", "A")]))
    assert {"A", "B"} <= set(drawn)


def test_what_is_not_said_outright_is_pale_and_explained() -> None:
    sure, unsure = learning("A", "B"), learning("A", "C", basis="implied")
    assert "C distilled from A (inferred or ambiguous)" in titles(charts.draw("lineage", [sure, unsure]))
    assert any(text.startswith("Pale:") for text in texts(charts.draw("lineage", [sure, unsure])))
    assert not any(text.startswith("Pale:") for text in texts(charts.draw("lineage", [sure])))


def test_a_link_is_sure_when_one_sentence_says_it_outright() -> None:
    links = charts.CHARTS["lineage"].data([learning("A", "B", basis="ambiguous"), learning("A", "B")])["links"]
    assert [link["opacity"] for link in links] == [1]


def test_a_question_is_told_by_what_is_named_most_and_what_is_declined() -> None:
    rows = [
        {"technique": technique, "relation": relation, "releases_in_all": number}
        for technique, relation, number in (
            ("one", "uses", 4),
            ("two", "uses", 3),
            ("two", "avoids", 3),
            ("six", "omits", 1),
        )
    ]
    told = charts.alternative("question", rows)
    assert "Most often: one (4 models), two (3 models) and six (1 model)." in told
    assert told.endswith("Avoided or omitted: two and six.")


def test_a_technique_is_told_by_its_releases_and_years() -> None:
    rows = [adopter("X", 2024), adopter("X", 2024, relation="introduces"), adopter("Y", None, "Google")]
    told = charts.alternative("technique", rows)
    assert told == "2 models of 2 developers use or introduce it: 1 in 2024 and 1 without a year."
    assert charts.alternative("technique", rows[:1]) == "1 model of 1 developer uses or introduces it: 1 in 2024."
    nobody = charts.alternative("technique", [adopter("X", 2024, relation="omits")])
    assert nobody == "The technique is not mentioned as used or introduced by any model."


def test_lineage_is_told_by_those_that_taught_most() -> None:
    rows = [learning("A", "B"), learning("A", "B", "judge"), learning("A", "C"), learning("D", "C")]
    told = charts.alternative("lineage", rows)
    assert told.startswith("2 models learned from 2 others")
    assert told.endswith("Those from which most learned: A (2 models) and D (1 model).")


@pytest.mark.parametrize("use", [charts.draw, charts.alternative])
def test_a_chart_that_is_not_there_is_an_error(use: Any) -> None:
    with pytest.raises(KeyError, match="pie"):
        use("pie", [{}])


def test_every_specification_belongs_to_a_chart() -> None:
    files = {path.stem for path in (PACKAGE / "site" / "charts").glob("*.json")}
    assert files == {*charts.CHARTS}
