"""Charts of any result: what is drawn for which columns, and what is refused."""

import re
import sqlite3
from typing import Any
from xml.etree import ElementTree

import pytest

from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting.svg import render
from llm_kb.hosting.svg.ad_hoc import MARKS, ChartChoice, draw
from llm_kb.settings import PACKAGE

SVG = "{http://www.w3.org/2000/svg}"
COLUMNS = ("maker", "year", "score", "kind")
ROWS: list[tuple[Any, ...]] = [
    ("Meta", 2023, 1.5, "open"),
    ("Meta", 2025, 2.5, "open"),
    ("Google", 2025, 8.25, "closed"),
]


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def titles(svg: str) -> list[str]:
    return [title.text or "" for title in ElementTree.fromstring(svg).iter(f"{SVG}title")]


def told(svg: str) -> str:
    return ElementTree.fromstring(svg).attrib["aria-label"]


@pytest.mark.parametrize(
    ("choice", "title", "expected"),
    [
        (ChartChoice("bar", "maker"), "Number of rows by maker", {"Meta", "Google"}),
        (ChartChoice("bar", "maker", "score"), "Sum of score by maker", {"Meta", "Google", "Sum of score"}),
        (ChartChoice("bar", "score", "maker"), "Sum of score by maker", {"Meta", "Google", "Sum of score"}),
        (ChartChoice("bar", "year", "", "kind"), "Number of rows by year and kind", {"2023", "2024", "2025", "open"}),
        (ChartChoice("line", "year", "score", "maker"), "score by year and maker", {"2023", "Meta", "score"}),
        (ChartChoice("line", "maker"), "Number of rows by maker", {"Meta", "Google"}),
        (ChartChoice("point", "year", "score", "kind"), "score by year and kind", {"closed", "8"}),
        (ChartChoice("point", "maker", "kind"), "kind by maker", {"Meta", "open"}),
        (ChartChoice("heat", "maker", "kind"), "Number of rows by maker and kind", {"Google", "closed"}),
        (ChartChoice("heat", "kind", "maker", "score"), "Sum of score by kind and maker", {"open", "Google"}),
        (ChartChoice("heat", "maker", "year", "score"), "score by maker and year", {"2024", "Google"}),
    ],
)
def test_a_choice_is_drawn_with_its_columns(choice: ChartChoice, title: str, expected: set[str]) -> None:
    svg = draw(COLUMNS, ROWS, choice)
    assert told(svg) == title
    assert {title, *expected} <= set(texts(svg))


def test_rows_of_one_name_are_counted_or_added_up() -> None:
    assert "maker: Meta; Number of rows: 2" in {
        sorted_parts(title) for title in titles(draw(COLUMNS, ROWS, ChartChoice("bar", "maker")))
    }
    added = titles(draw(COLUMNS, ROWS, ChartChoice("bar", "maker", "score")))
    assert {sorted_parts(title) for title in added} == {
        "maker: Google; Sum of score: 8.25",
        "maker: Meta; Sum of score: 4",
    }


def sorted_parts(title: str) -> str:
    return "; ".join(sorted(title.split("; "), key=lambda part: not part.startswith("maker")))


def test_many_numbers_are_counted_in_ranges() -> None:
    svg = draw(["n"], [(number / 7,) for number in range(200)], ChartChoice("bar", "n"))
    assert 5 <= len(titles(svg)) <= 20


def test_few_numbers_keep_their_order_and_their_gaps() -> None:
    drawn = texts(draw(["n"], [(10,), (9,), (12,)], ChartChoice("bar", "n")))
    assert [text for text in drawn if text in {"9", "10", "11", "12"}] == ["9", "10", "11", "12"]


def test_of_many_names_the_most_frequent_are_drawn() -> None:
    rows = [(f"name {number % 40}",) for number in range(75)]
    svg = draw(["n"], rows, ChartChoice("bar", "n"))
    assert "n: the 30 most frequent of 40" in told(svg)
    assert len(titles(svg)) == 30
    assert "name 35" not in texts(svg)


def test_of_many_names_that_stand_once_the_first_are_drawn() -> None:
    svg = draw(["n", "v"], [(f"name {number}", number) for number in range(31)], ChartChoice("bar", "n", "v"))
    assert "n: the 30 first of 31" in told(svg)
    assert "name 30" not in texts(svg)


def test_of_many_colors_the_rarest_are_one() -> None:
    rows = [(1, f"name {number}") for number in range(12)] + [(2, "name 11")]
    drawn = texts(draw(["n", "c"], rows, ChartChoice("bar", "n", "", "c")))
    assert {"name 0", "name 11", "… others"} <= set(drawn)
    assert "name 10" not in drawn


def test_numbers_shade_points() -> None:
    svg = draw(["n"], [(number / 2,) for number in range(20)], ChartChoice("point", "n", "n", "n"))
    assert len(set(re.findall(r' opacity="([\d.]+)"', svg))) > 10


def test_missing_values_are_told() -> None:
    rows = [("a", 1), ("b", None), (None, 3), ("", float("inf"))]
    svg = draw(["n", "v"], rows, ChartChoice("bar", "n", "v"))
    assert "2 rows without v are left out" in told(svg)
    assert "(none)" in texts(svg)


@pytest.mark.parametrize("mark", ["line", "point", "bar"])
def test_each_year_is_on_the_axis_once_with_no_fractions(mark: str) -> None:
    rows = [(2023, 3), (2024, 5), (2025, 4)]
    drawn = texts(draw(["year", "n"], rows, ChartChoice(mark, "year", "n")))
    assert [text for text in drawn if text.startswith("20")] == ["2023", "2024", "2025"]


def test_numbers_that_are_no_years_stay_numbers_along_a_line() -> None:
    drawn = texts(draw(["size", "n"], [(1, 3), (7, 5), (70, 4)], ChartChoice("line", "size", "n")))
    assert {"20", "40", "60"} <= set(drawn)


def test_one_missing_value_is_one_row() -> None:
    svg = draw(["n", "v"], [("a", 1), ("b", None)], ChartChoice("bar", "n", "v"))
    assert "1 row without v is left out" in told(svg)


def test_relations_have_the_colors_of_the_site_in_every_chart() -> None:
    rows = [(2023, "avoids"), (2024, "uses"), (2024, None)]
    svg = draw(["year", "relation"], rows, ChartChoice("bar", "year", "", "relation"))
    drawn = {re.sub(r".*relation: ", "", title): fill for fill, title in fills(svg)}
    colors = render.palette()
    assert drawn == {name: colors[color][0] for name, color in (("avoids",) * 2, ("uses",) * 2, ("(none)", "c1"))}


def fills(svg: str) -> list[tuple[str, str]]:
    """Color and description of each bar."""
    bars = [path for path in ElementTree.fromstring(svg).iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    return [(path.attrib["fill"], path.findtext(f"{SVG}title") or "") for path in bars]


def test_of_very_many_points_the_first_are_drawn() -> None:
    svg = draw(["n"], [(number,) for number in range(2500)], ChartChoice("point", "n", "n"))
    assert "The first 2,000 of 2,500 rows" in told(svg)


def test_a_drawing_carries_its_light_and_dark_colors() -> None:
    svg = draw(COLUMNS, ROWS, ChartChoice("bar", "maker", "", "kind"))
    light, dark = render.palette()["c1"]
    assert f'fill="{light}"' in svg
    style = ElementTree.fromstring(svg).findtext(f"{SVG}style") or ""
    assert f'[fill="{light}"]{{fill:{dark}}}' in style.partition("@media (prefers-color-scheme:dark){")[2]
    assert "var(" not in svg


def test_no_two_values_share_a_color_of_the_palette() -> None:
    palette = render.palette()
    assert len({light for light, _ in palette.values()}) == len(palette)


def test_a_drawing_asks_nobody_for_anything() -> None:
    svg = draw(COLUMNS, ROWS, ChartChoice("line", "year", "score", "maker"))
    assert re.findall(r'[^"]*//[^"]*', svg) == ["http://www.w3.org/2000/svg"]
    assert "<script" not in svg


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a & b", '"', "x\0y\x1b", "\ud800", "var(--ink)", "🦙", "x" * 500]
)
def test_values_and_names_are_text_whatever_they_contain(text: str) -> None:
    for mark in MARKS:
        svg = draw([text, "n"], [(text, 1), (text, 2)], ChartChoice(mark, text, "n"))
        assert [element.tag for element in ElementTree.fromstring(svg).iter() if "script" in element.tag] == []


def test_values_without_a_text_are_drawn_by_their_size() -> None:
    assert "(3 bytes)" in texts(draw(["n"], [(b"\0\1\2",)], ChartChoice("bar", "n")))


def test_the_same_rows_give_the_same_drawing(kb: sqlite3.Connection) -> None:
    cursor = kb.execute("SELECT institution, relation, paragraph FROM design_facts")
    columns, rows = [column[0] for column in cursor.description], cursor.fetchall()
    choice = ChartChoice("heat", "institution", "relation")
    assert draw(columns, rows, choice) == draw(columns, rows, choice)
    assert {"Birdlab", "omits"} <= set(texts(draw(columns, rows, choice)))


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (ChartChoice("pie", "maker"), "There is no mark 'pie': choose one of bar, line, point, heat."),
        (ChartChoice("bar", ""), "Nothing is chosen for x: choose one of maker, year, score, kind."),
        (ChartChoice("bar", "price"), "There is no column 'price': choose one of maker, year, score, kind."),
        (
            ChartChoice("bar", "maker", "", "price"),
            "There is no column 'price': choose one of maker, year, score, kind.",
        ),
        (
            ChartChoice("bar", "maker", "kind"),
            "A bar chart needs numbers and names: choose a column of numbers and one of names.",
        ),
        (ChartChoice("line", "year", "kind"), "A line chart needs numbers, and 'kind' contains names: choose .*"),
        (ChartChoice("heat", "year"), "A heat map needs two axes: choose a column for y."),
        (ChartChoice("heat", "year", "maker", "kind"), "The cells of a heat map sum up numbers, and 'kind' .*"),
    ],
)
def test_a_choice_that_cannot_be_drawn_is_told_with_the_cure(choice: ChartChoice, message: str) -> None:
    with pytest.raises(KnowledgeBaseError, match=f"^{message}$"):
        draw(COLUMNS, ROWS, choice)


def test_more_numbers_than_colors_are_refused_for_bars() -> None:
    with pytest.raises(KnowledgeBaseError, match="'n' contains more than 9 numbers: choose another column, or points"):
        draw(["n"], [(number,) for number in range(10)], ChartChoice("bar", "n", "", "n"))


def test_a_result_without_rows_is_refused() -> None:
    with pytest.raises(KnowledgeBaseError, match="There are no rows to draw"):
        draw(COLUMNS, [], ChartChoice("bar", "maker"))


def test_a_result_whose_rows_are_all_incomplete_is_refused() -> None:
    with pytest.raises(KnowledgeBaseError, match="No row has a value in every column"):
        draw(["a", "b"], [(1, None), (None, 2)], ChartChoice("point", "a", "b"))


def test_the_palette_is_that_of_the_pages() -> None:
    styles = (PACKAGE / "site" / "look" / "static" / "site.css").read_text(encoding="utf-8")
    light, _, dark = styles.partition("prefers-color-scheme: dark")
    for name, colors in render.palette().items():
        of_pages = [re.findall(rf"--{name}: (#\w+);", part)[:1] for part in (light, dark)]
        assert of_pages == [[color] for color in colors], name
