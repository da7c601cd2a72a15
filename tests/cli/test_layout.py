"""Text and tables fit the width of a terminal, and keep their indentation on every line."""

import pytest

from llm_kb.cli import layout

ROWS = [["  half folding of the wings", "uses it now and then"], ["praise", "x"]]


@pytest.fixture
def at_width(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The terminal has as many columns as the test's parameter says; None is no terminal."""
    monkeypatch.setattr(layout, "width", lambda: request.param)


@pytest.mark.parametrize("at_width", [36], indirect=True)
@pytest.mark.usefixtures("at_width")
def test_a_table_is_wrapped_below_the_indentation_of_its_cells() -> None:
    assert layout.table(ROWS, ["", "Owl"], "> ").split("\n") == [
        ">                 Owl",
        "> --------------  ---------------",
        ">   half folding  uses it now and",
        ">   of the wings  then",
        "> praise          x",
    ]


@pytest.mark.parametrize("at_width", [10], indirect=True)
@pytest.mark.usefixtures("at_width")
def test_a_table_breaks_words_only_where_the_terminal_is_narrower_than_they_are() -> None:
    assert layout.table([["attention", "a b"], ["  cd", "x"]]).split("\n") == [
        "attenti  a",
        "on       b",
        "  cd     x",
    ]


@pytest.mark.parametrize("at_width", [10], indirect=True)
@pytest.mark.usefixtures("at_width")
def test_an_empty_column_takes_no_room_from_the_others() -> None:
    assert layout.table([["", "a", "three wo"], ["", "b", "x"]]).split("\n") == [
        *("  a  three", "     wo", "  b  x"),
    ]


@pytest.mark.parametrize("at_width", [None], indirect=True)
@pytest.mark.usefixtures("at_width")
def test_nothing_is_wrapped_in_a_pipe() -> None:
    assert layout.table(ROWS).split("\n") == [
        "  half folding of the wings  uses it now and then",
        "praise                       x",
    ]
    assert layout.paragraph("word " * 60, "  ", "  ") == "  " + "word " * 60


@pytest.mark.parametrize("at_width", [16], indirect=True)
@pytest.mark.usefixtures("at_width")
def test_a_paragraph_hangs_below_its_first_line_and_keeps_hyphened_words_whole() -> None:
    assert layout.paragraph("one two well-known three", "  ", "- ") == "  one two\n  - well-known\n  - three"


@pytest.mark.parametrize(("columns", "expected"), [(20, 40), (40, 40), (41, 41)])
def test_a_narrow_terminal_is_taken_for_one_of_forty_columns(
    columns: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert layout.width() == expected
    monkeypatch.setattr("sys.stdout.isatty", lambda: False)
    assert layout.width() is None
