"""Rows of passages stand in the order in which facts name them, source by source."""

from llm_kb.seeds.bundle_files import Row
from llm_kb.seeds.passages import _covers, _in_order_of_facts


def test_rows_are_ordered_by_source_and_by_the_facts_and_those_unnamed_come_first() -> None:
    rows: list[Row] = [
        {"source_id": source, "at": at} for source, at in [("b", "p2/1"), ("a", "p9/1"), ("b", "p1/1"), ("b", "p3/1")]
    ]
    places = {("b", "p1/1"): 1, ("b", "p2/1"): 2, ("a", "p9/1"): 0}
    assert [row["at"] for row in _in_order_of_facts(rows, places)] == ["p3/1", "p1/1", "p2/1", "p9/1"]
    assert _in_order_of_facts(rows, {}) == [rows[0], rows[2], rows[3], rows[1]]


def test_a_passage_covers_phrases_within_its_ranges_to_their_edges() -> None:
    passage: Row = {"ranges": "10-20;30-40"}
    for ranges, covered in (
        ("10-20", True),
        ("12-15;30-40", True),
        ("9-12", False),
        ("15-21", False),
        ("15-35", False),
    ):
        assert _covers(passage, {"ranges": ranges}) is covered
