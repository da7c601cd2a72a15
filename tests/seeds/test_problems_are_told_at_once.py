"""All that is wrong with a bundle is told in one error, in a fixed order and form."""

import re
from pathlib import Path

import pytest

from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds import Problem, SeedError, read

from .breakages import edit, rewrite

LINE = re.compile(r"[^:\n]+:[1-9][0-9]*: \S.*")


@pytest.fixture
def error(bundle_copy: Path) -> SeedError:
    """What is told of a bundle with seven breakages in six files of every kind."""
    edit("2024-03-01", "1 March")(bundle_copy / "edition.yaml")
    edit("finch,Finch,release", "finch,Finch,realise")(bundle_copy / "models.csv")
    edit("owl,Owl,family,,nestworks,0", "owl,Owl,family,,nestworks,no")(bundle_copy / "models.csv")
    edit("Perch,preprint-server", "Perch,preprint\tserver")(bundle_copy / "venues.csv")
    edit("{model: finch, omits: rule-list}", "{model: fynch, omits: rule-list}")(bundle_copy / "facts/2.1.yaml")
    edit("printed: one winter", "print: one winter")(bundle_copy / "facts/2.2.yaml")
    rewrite(lambda data: data[:-1])(bundle_copy / "errata.csv")
    with pytest.raises(SeedError) as caught:
        read(bundle_copy)
    return caught.value


def test_breakages_of_several_files_are_told_in_one_error(error: SeedError) -> None:
    assert [(p.file, p.line, p.message.partition(",")[0]) for p in error.problems] == [
        ("edition.yaml", 4, "'date' '1 March' is not well-formed"),
        ("errata.csv", 3, "the last line does not end"),
        ("facts/2.1.yaml", 20, "model_id 'fynch' is not among models (did you mean 'finch'?)"),
        ("facts/2.2.yaml", 17, "the figure needs 'metric' and 'printed'"),
        ("facts/2.2.yaml", 17, "unknown key 'print' in a figure (did you mean 'printed'?)"),
        ("models.csv", 2, "surveyed 'no' is not well-formed"),
        ("models.csv", 8, "kind_id 'realise' is not among model_kinds (did you mean 'release'?)"),
        ("venues.csv", 2, "has a tab"),
    ]


def test_each_problem_is_a_line_of_file_and_line_and_message(error: SeedError) -> None:
    first, *lines = str(error).splitlines()
    assert first == f"Seed bundle 'tiny' has {len(lines)} problems:"
    assert lines == [f"{p.file}:{p.line}: {p.message}" for p in error.problems]
    assert all(LINE.fullmatch(line) for line in lines)


def test_problems_are_sorted_by_file_and_line(error: SeedError) -> None:
    assert error.problems == sorted(error.problems)


def test_lines_are_sorted_as_numbers() -> None:
    error = SeedError("tiny", [Problem("a.csv", 10, "second"), Problem("a.csv", 9, "first")])
    assert str(error) == "Seed bundle 'tiny' has 2 problems:\na.csv:9: first\na.csv:10: second"


def test_a_problem_is_told_once_however_often_it_was_found() -> None:
    assert len(SeedError("tiny", [Problem("a.csv", 1, "is odd, mend it")] * 2).problems) == 1


def test_problems_are_an_error_that_a_user_can_mend(error: SeedError) -> None:
    assert isinstance(error, KnowledgeBaseError)


def test_a_table_that_cannot_be_read_is_told_without_every_reference_to_it(bundle_copy: Path) -> None:
    edit("id,name,kind_id,parent_id", "id,nam,kind_id,parent_id")(bundle_copy / "models.csv")
    with pytest.raises(SeedError) as caught:
        read(bundle_copy)
    assert {p.file for p in caught.value.problems} == {"models.csv"}


def test_problems_of_a_bundle_and_of_the_one_before_are_told_together(bundle_copy: Path) -> None:
    after = bundle_copy.parent / "tiny-correction"
    edit("2024-04-01", "April")(after / "edition.yaml")
    edit("finch,Finch,release", "finch,Finch,realise")(bundle_copy / "models.csv")
    with pytest.raises(SeedError) as caught:
        read(after)
    assert [(p.file, p.line) for p in caught.value.problems] == [("../tiny/models.csv", 8), ("edition.yaml", 4)]
