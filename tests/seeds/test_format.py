"""The declared format of bundles agrees with itself and with what is written of it."""

import re

import pytest

from llm_kb.seeds.csv_reader import CsvReader
from llm_kb.seeds.format import FILES, NEWEST, REFERENCES, TABLES, TERMS, VOCABULARIES, SeedTable
from llm_kb.seeds.format.declaration import identity, integer, text
from llm_kb.seeds.problems import Problems
from llm_kb.settings import data_directory

BIRDS = SeedTable(
    "birds",
    (identity(), text("name"), integer("wings", since=2), text("song", False, since=3)),
    file_key=("id",),
)
HEADERS = {1: "id,name", 2: "id,name,wings", 3: "id,name,wings,song"}


def read(content: str, version: int) -> tuple[list[dict[str, str]], list[str]]:
    """The cells of a file of birds in a bundle of a format, and the problems."""
    problems = Problems()
    cells = [record.cells for record in CsvReader(content, BIRDS, version, problems)]
    return cells, [str(problem) for problem in problems.collected]


def test_references_point_backwards() -> None:
    places = {name: place for place, name in enumerate(TABLES)}
    forward = [
        (table, target)
        for table, columns in REFERENCES.items()
        for target in columns.values()
        if places[target] > places[table]
    ]
    assert forward == []


def test_nothing_is_newer_than_the_newest_format() -> None:
    columns = [column.since for table in TABLES.values() for column in table.columns]
    assert max([*columns, *TERMS.values(), *(table.since for table in TABLES.values())]) <= NEWEST


def test_the_description_of_the_seeds_lists_every_file_with_its_columns() -> None:
    description = (data_directory("seed") / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+\.csv)` \| `([\w,]+)`", description, re.MULTILINE))
    assert listed == {file.file: ",".join(file.header(NEWEST)) for file in (VOCABULARIES, *FILES)}


@pytest.mark.parametrize("version", HEADERS)
def test_a_file_has_the_columns_of_its_bundles_format(version: int) -> None:
    row = ",".join(["owl", "Owl", "2", ""][: len(HEADERS[version].split(","))])
    cells, problems = read(f"{HEADERS[version]}\n{row}\n", version)
    assert (list(cells[0]), problems) == (HEADERS[version].split(","), [])


def test_a_column_that_the_format_has_may_not_be_missing() -> None:
    assert read("id,name\nowl,Owl\n", 2) == (
        [],
        ["birds.csv:1: the column 'wings' is missing, the header is id,name,wings"],
    )


def test_a_column_that_came_later_is_told_with_its_format() -> None:
    assert read("id,name,song\nowl,Owl,hoo\n", 1) == (
        [],
        ["birds.csv:1: the column 'song' came with format 3, write 'format: 3' in edition.yaml or remove it"],
    )


def test_a_value_that_the_format_requires_may_not_be_empty() -> None:
    assert read("id,name,wings\nowl,Owl,\n", 2)[1] == ["birds.csv:2: wings is empty, fill it in"]
