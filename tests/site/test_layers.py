"""The layered layout of a graph: what leads to what stands before it, and few lines cross."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_kb.site.charts.layers import Place, components

NODES = [f"n{number:02}" for number in range(12)]
EDGES = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=30)


def crossings(places: dict[str, Place], edges: list[tuple[str, str]]) -> int:
    """How many pairs of edges between the same two layers cross."""
    lines = [(places[one], places[other]) for one, other in edges]
    return sum(
        (one[0][0], one[1][0]) == (other[0][0], other[1][0])
        and (one[0][1] - other[0][1]) * (one[1][1] - other[1][1]) < 0
        for one, other in combinations(lines, 2)
    )


@given(EDGES)
def test_every_node_has_a_place_of_its_own(edges: list[tuple[str, str]]) -> None:
    found = components(NODES, edges)
    assert sorted(name for places in found for name in places) == NODES
    for places in found:
        assert len(set(places.values())) == len(places)
        assert min(position for _, position in places.values()) == 0


@given(EDGES)
def test_an_edge_leads_to_a_later_layer_unless_there_is_a_cycle(edges: list[tuple[str, str]]) -> None:
    forward = [(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]]
    for places in components(NODES, forward):
        assert all(places[one][0] < places[other][0] for one, other in forward if one in places)


@given(EDGES)
def test_the_order_of_the_edges_does_not_matter(edges: list[tuple[str, str]]) -> None:
    forward = [(min(edge), max(edge)) for edge in edges]
    assert components(NODES, forward) == components(NODES, sorted(forward, reverse=True))


def test_larger_components_come_first() -> None:
    found = components(["a", "b", "c", "d"], [("c", "d"), ("d", "b")])
    assert [sorted(places) for places in found] == [["b", "c", "d"], ["a"]]


def test_equal_components_and_siblings_stand_in_the_order_of_the_nodes() -> None:
    found = components(["z", "y", "b", "a", "x"], [("a", "x"), ("z", "y"), ("z", "b")])
    assert [list(places) for places in found] == [["z", "y", "b"], ["a", "x"]]
    assert found[0] == {"z": (0, 0.5), "y": (1, 0), "b": (1, 1)}
    assert [list(places) for places in components(["d", "c"], [])] == [["d"], ["c"]]


def test_a_node_that_leads_to_itself_stands_alone() -> None:
    assert components(["a", "b"], [("a", "a")]) == [{"a": (0, 0)}, {"b": (0, 0)}]


def test_a_source_stands_just_before_what_it_leads_to() -> None:
    (places,) = components(["a", "b", "c", "late"], [("a", "b"), ("b", "c"), ("late", "c")])
    assert {name: layer for name, (layer, _) in places.items()} == {"a": 0, "b": 1, "late": 1, "c": 2}


@pytest.mark.parametrize("names", [("a", "b", "x", "y"), ("b", "a", "x", "y"), ("y", "b", "x", "a")])
def test_lines_that_need_not_cross_do_not_cross(names: tuple[str, ...]) -> None:
    one, other, first, second = names
    edges = [(one, second), (other, first), ("root", one), ("root", other)]
    (places,) = components(["root", *sorted(names)], edges)
    assert crossings(places, edges) == 0


def test_parents_stand_at_the_middle_of_their_children() -> None:
    (places,) = components(["parent", "x", "y", "z"], [("parent", "x"), ("parent", "y"), ("parent", "z")])
    assert places == {"parent": (0, 1), "x": (1, 0), "y": (1, 1), "z": (1, 2)}
