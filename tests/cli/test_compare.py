"""`llm-kb compare` as a user types it: models side by side, by any name."""

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb import sidebyside
from llm_kb.cli import layout, main


@pytest.fixture
def compare(kb_file: Path) -> "Compare":
    return Compare(kb_file)


class Compare:
    """Runs the command on the knowledge base."""

    def __init__(self, db: Path) -> None:
        self.db = db

    def __call__(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["compare", *arguments, "--db", str(self.db)])


def test_models_stand_side_by_side_with_relation_and_section(compare: Compare) -> None:
    result = compare("owl-2", "swift-3")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["Owl", "2", "Swift", "3"]
    assert ["half", "folding", "uses", "(3.1)", "uses", "(3.1,", "questioned)"] in lines
    assert ["turn", "tags", "introduces", "(2.2,", "inferred)"] in lines


def test_what_the_models_share_comes_before_what_only_one_does(compare: Compare) -> None:
    headings = [line for line in compare("owl-2", "swift-3").stdout.splitlines() if line[:1].isalpha()]
    rows = json.loads(compare("owl-2", "swift-3", "--json").stdout)
    counts = {verdict: sum(row["verdict"] == verdict for row in rows) for verdict in sidebyside.VERDICTS}
    assert headings == [
        f"{sidebyside.VERDICTS[verdict].capitalize()}: {number}" for verdict, number in counts.items() if number
    ]


def test_names_and_spellings_reach_the_same_models_in_the_order_given(compare: Compare) -> None:
    by_name = compare("Swift 3", "OWL 2", "--csv").stdout
    assert by_name == compare("swift-3", "owl-2", "--csv").stdout
    header = next(csv.reader(io.StringIO(by_name)))
    assert header == [
        "verdict",
        "dimension",
        "technique_group",
        "technique",
        "swift-3",
        "owl-2",
        "technique_id",
        "attribute",
    ]


def test_silence_is_null_and_several_relations_are_joined(compare: Compare) -> None:
    rows = {row["technique_id"]: row for row in json.loads(compare("owl-2", "swift-3", "--json").stdout)}
    assert (rows["rule-list"]["owl-2"], rows["rule-list"]["swift-3"]) == ("avoids", None)
    assert rows["two-voice-tags"]["swift-3"] == "uses, introduces"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["owl-2"], "From 2 to 6 models can be compared, not 1 (owl-2)"),
        (["owl-2", "Owl 2"], "can be compared, not 1"),
        (["wren-1", "wren-2", "owl-2", "swift-3", "magpie", "kiwi", "finch"], "can be compared, not 7"),
        (["owl-2", "swift-33"], "There is no model 'swift-33': did you mean 'swift-3'"),
        (["owl-2", ""], "There is no model ''"),
        (["owl-2, swift-3", "kiwi"], "There is no model 'owl-2, swift-3'"),
    ],
)
def test_other_than_two_to_six_known_models_are_refused(names: list[str], told: str, compare: Compare) -> None:
    result = compare(*names)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def letters(text: str) -> Counter[str]:
    """How often each sign occurs but those that lines are made of."""
    return Counter(sign for sign in text if sign not in " \n-")


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_terminal(width: int, compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    unlimited = compare("owl-2", "swift-3", "magpie").stdout
    assert max(map(len, unlimited.splitlines())) > width
    monkeypatch.setattr(layout, "width", lambda: width)
    narrow = compare("owl-2", "swift-3", "magpie").stdout
    assert max(map(len, narrow.splitlines())) <= width
    assert letters(narrow) == letters(unlimited)


def test_words_are_broken_only_where_they_must_be(compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    unlimited = compare("owl-2", "swift-3", "magpie").stdout
    monkeypatch.setattr(layout, "width", lambda: 80)
    narrow = compare("owl-2", "swift-3", "magpie").stdout
    assert Counter(re.findall(r"[^\s-]+", narrow)) == Counter(re.findall(r"[^\s-]+", unlimited))
    monkeypatch.setattr(layout, "width", lambda: layout.MIN_WIDTH)
    broken = compare("owl-2", "swift-3", "magpie").stdout
    assert max(map(len, broken.splitlines())) <= layout.MIN_WIDTH
    assert letters(broken) == letters(unlimited)


@pytest.mark.parametrize(
    ("stances", "verdict"),
    [
        (["uses", "introduces"], "shared"),
        (["avoids", "avoids"], "shared"),
        (["uses", "avoids"], "opposed"),
        (["uses", "omits", ""], "opposed"),
        (["uses", "uses", ""], "some"),
        (["uses", "supports"], "mixed"),
        (["", "uses"], "one"),
    ],
)
def test_the_verdict_tells_how_models_stand_to_one_another(stances: list[str], verdict: str) -> None:
    rows = [
        {"technique_id": "t", "model_id": str(place), "relation": relation}
        for place, relation in enumerate(stances)
        if relation
    ]
    (choice,) = sidebyside.side_by_side(rows, [str(place) for place in range(len(stances))])
    assert choice.verdict == verdict
    assert [[row["relation"] for row in cell] for cell in choice.cells] == [[r] if r else [] for r in stances]


def test_specifications_come_first_those_of_variants_where_the_model_has_none(makers_file: Path) -> None:
    compare = Compare(makers_file)
    lines = [re.split(" {2,}", line.strip()) for line in compare("swift-3", "wren-2").stdout.splitlines()]
    assert lines[2][0].startswith("Specifications: ")
    assert lines[3] == ["total parameters", "7M", "2.5M"]
    assert ["context length", "8,192 [documents differ]"] in lines
    assert ["training hardware", "withheld"] in lines
    rows = json.loads(compare("swift-3", "wren-2", "--json").stdout)
    attributes = [row["attribute"] for row in rows if row["verdict"] == "specification"]
    assert attributes[:2] == ["total_parameters", "active_parameters"]
    assert [row["verdict"] for row in rows[: len(attributes)]] == ["specification"] * len(attributes)
    assert {row["attribute"] for row in rows[len(attributes) :]} == {None}
    family = json.loads(compare("swift", "wren-2", "--json").stdout)
    layers = next(row for row in family if row["attribute"] == "layers")
    assert (layers["swift"], layers["wren-2"]) == ("variants: 12; 16", None)


def test_a_choice_that_a_document_states_has_its_place_there(makers_file: Path) -> None:
    compare = Compare(makers_file)
    table = compare("swift-3", "wren-2", "--source", "all").stdout
    assert "None" not in table
    assert re.search(r"^  moss lining +uses \(3\.1, questioned\), does without \(p\. 2\)", table, re.MULTILINE)
    for source, told in (("survey", r"uses \(3\.1, questioned\)"), ("makers", r"does without \(p\. 2\)")):
        table = compare("swift-3", "wren-2", "--source", source).stdout
        assert re.search(rf"^  moss lining +{told}(  |$)", table, re.MULTILINE)
