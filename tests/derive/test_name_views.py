"""The stored tables that queries look names and topics up in."""

import sqlite3

import pytest

from .derive_tools import add_model, store_anew

Reached = dict[str, int]


def reached(connection: sqlite3.Connection, things: str, name: str) -> Reached:
    """What a name reaches, each with whether the name is its own; every thing once."""
    found = connection.execute(f"SELECT {things}_id, own FROM {things}_names WHERE name = ?", (name,)).fetchall()
    assert len(found) == len({identity for identity, _ in found})
    return dict(map(tuple, found))


@pytest.fixture
def grown(kb_copy: sqlite3.Connection) -> sqlite3.Connection:
    """A knowledge base with a family of three generations, and a group of techniques as deep."""
    add_model(kb_copy, "top", "family")
    add_model(kb_copy, "middle", "release", "top")
    add_model(kb_copy, "bottom", "variant", "middle")
    aliases = [("top", "Both Of Them", "joint"), ("bottom", "Both Of Them", "joint"), ("middle", "M", "elliptic")]
    kb_copy.executemany("INSERT INTO model_aliases (model_id, alias, kind_id) VALUES (?, ?, ?)", aliases)
    techniques = [
        ("tops", 90001, "The Top", None, None),
        ("mid", 90002, "the middle", "TM", "tops"),
        ("low", 90003, "low", None, "mid"),
    ]
    kb_copy.executemany("INSERT INTO techniques VALUES (?, ?, ?, ?, ?, 'method', 'Something new.')", techniques)
    kb_copy.execute("INSERT INTO technique_aliases (technique_id, alias) VALUES ('mid', 'MDL')")
    store_anew(kb_copy, "technique_names", "model_names")
    return kb_copy


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tops", {"tops": 1, "mid": 0, "low": 0}),
        ("the top", {"tops": 1, "mid": 0, "low": 0}),
        ("mdl", {"mid": 1, "low": 0}),
        ("tm", {"mid": 1, "low": 0}),
        ("low", {"low": 1}),
        ("The Top", {}),
        ("nothing", {}),
    ],
)
def test_a_name_reaches_its_technique_and_all_below(grown: sqlite3.Connection, name: str, expected: Reached) -> None:
    assert reached(grown, "technique", name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("top", {"top": 1, "middle": 0, "bottom": 0}),
        ("middle", {"middle": 1, "bottom": 0}),
        ("bottom", {"bottom": 1}),
        ("both of them", {"top": 1, "middle": 0, "bottom": 1}),
        ("m", {}),
    ],
)
def test_a_name_reaches_its_model_and_all_below(grown: sqlite3.Connection, name: str, expected: Reached) -> None:
    assert reached(grown, "model", name) == expected


@pytest.mark.parametrize("things", ["technique", "model"])
def test_the_empty_name_reaches_everything_and_is_that_of_the_tops(grown: sqlite3.Connection, things: str) -> None:
    tops = grown.execute(f"SELECT id, CASE WHEN parent_id IS NULL THEN 1 ELSE 0 END FROM {things}s")
    assert reached(grown, things, "") == dict(map(tuple, tops))


def test_a_topic_reaches_from_its_first_to_its_last_sentence(kb: sqlite3.Connection) -> None:
    ordinals = dict(map(tuple, kb.execute("SELECT id, ordinal FROM passages WHERE source_id = 'paper'")))
    expected = {
        (passage, topic)
        for topic, first, last in kb.execute("SELECT id, first_passage_id, last_passage_id FROM topics")
        for passage, ordinal in ordinals.items()
        if ordinals[first] <= ordinal <= ordinals[last]
    }
    found = [tuple(row) for row in kb.execute("SELECT passage_id, topic_id FROM passage_topics")]
    assert sorted(found) == sorted(expected)
