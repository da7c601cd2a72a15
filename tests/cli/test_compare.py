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
    result = compare("llama-3", "gpt-4")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["Llama", "3", "GPT-4"]
    assert ["dense", "architecture", "uses", "(2.2,", "implied)", "uses", "(2.2,", "disputed)"] in lines


def test_what_the_models_share_comes_before_what_only_one_does(compare: Compare) -> None:
    headings = [line for line in compare("llama-3", "qwen3").stdout.splitlines() if line[:1].isalpha()]
    rows = json.loads(compare("llama-3", "qwen3", "--json").stdout)
    counts = {verdict: sum(row["verdict"] == verdict for row in rows) for verdict in sidebyside.VERDICTS}
    assert headings == [
        f"{sidebyside.VERDICTS[verdict].capitalize()}: {number}" for verdict, number in counts.items() if number
    ]


def test_names_and_spellings_reach_the_same_models_in_the_order_given(compare: Compare) -> None:
    by_name = compare("Qwen3", "LLAMA 3", "--csv").stdout
    assert by_name == compare("qwen3", "llama-3", "--csv").stdout
    header = next(csv.reader(io.StringIO(by_name)))
    assert header == ["verdict", "dimension", "technique_group", "technique", "qwen3", "llama-3", "technique_id"]


def test_silence_is_null_and_several_relations_are_joined(compare: Compare) -> None:
    rows = {row["technique_id"]: row for row in json.loads(compare("llama-3", "qwen3", "--json").stdout)}
    assert (rows["expert-routing"]["llama-3"], rows["expert-routing"]["qwen3"]) == ("avoids", None)
    assert rows["chain-of-thought-data"]["qwen3"] == "uses, produces"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["llama-3"], "From 2 to 6 models stand side by side, and 1 are named (llama-3)"),
        (["llama-3", "Llama 3"], "and 1 are named"),
        (["llama-3", "llama-4", "qwen2", "qwen3", "gpt-4", "grok", "gemma-3"], "and 7 are named"),
        (["llama-3", "qwen33"], "There is no model 'qwen33': did you mean 'qwen3'"),
        (["llama-3", ""], "There is no model ''"),
        (["llama-3, qwen3", "grok"], "There is no model 'llama-3, qwen3'"),
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
    unlimited = compare("llama-3", "qwen3", "gpt-4").stdout
    assert max(map(len, unlimited.splitlines())) > width
    monkeypatch.setattr(layout, "width", lambda: width)
    narrow = compare("llama-3", "qwen3", "gpt-4").stdout
    assert max(map(len, narrow.splitlines())) <= width
    assert letters(narrow) == letters(unlimited)


def test_words_are_broken_only_where_they_must_be(compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    unlimited = compare("llama-3", "qwen3", "gpt-4").stdout
    monkeypatch.setattr(layout, "width", lambda: 80)
    narrow = compare("llama-3", "qwen3", "gpt-4").stdout
    assert Counter(re.findall(r"[^\s-]+", narrow)) == Counter(re.findall(r"[^\s-]+", unlimited))
    monkeypatch.setattr(layout, "width", lambda: layout.MIN_WIDTH)
    broken = compare("llama-3", "qwen3", "gpt-4").stdout
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
