"""Layered layout of a directed graph, by the steps of Sugiyama, Tagawa and Toda (1981)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean

import networkx

Place = tuple[int, float]
"""The layer, counted from 0, and the position across it, in places."""

SWEEPS = 8
"""How often the order of the layers is improved by the neighbors' positions; small graphs settle after two or three."""


def components(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> list[dict[str, Place]]:
    """The places of the nodes of each weakly connected component, the largest first.

    An edge leads from a layer to a later one, except where it closes a cycle. The first position is 0 in each
    component, and neighbors in a layer are one place apart; equal graphs give equal places.
    """
    graph = networkx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((one, other) for one, other in edges if one != other)
    _break_cycles(graph)
    order = {node: index for index, node in enumerate(nodes)}
    members = [sorted(component, key=order.__getitem__) for component in networkx.weakly_connected_components(graph)]
    members.sort(key=lambda component: (-len(component), order[component[0]]))
    return [_places(component, graph) for component in members]


def _break_cycles(graph: networkx.DiGraph) -> None:
    """Leave out the edge that closes each cycle."""
    while not networkx.is_directed_acyclic_graph(graph):
        *_, closing = networkx.find_cycle(graph)
        graph.remove_edge(*closing)


def _places(nodes: Sequence[str], graph: networkx.DiGraph) -> dict[str, Place]:
    layer_of = _layers(nodes, graph)
    layers: list[list[str]] = [[] for _ in range(max(layer_of.values()) + 1)]
    for node in nodes:
        layers[layer_of[node]].append(node)
    positions = _centered(layers)
    for sweep in range(SWEEPS):
        is_forward = sweep % 2 == 0
        neighbors = graph.predecessors if is_forward else graph.successors
        for layer in layers if is_forward else reversed(layers):
            layer.sort(key=_barycenter(neighbors, positions))
            positions = _centered(layers)
    first = min(positions.values())
    return {node: (layer_of[node], positions[node] - first) for node in nodes}


def _layers(nodes: Sequence[str], graph: networkx.DiGraph) -> dict[str, int]:
    """The longest path to each node; a node that nothing leads to stands just before the first that it leads to."""
    component = graph.subgraph(nodes)
    generations = enumerate(networkx.topological_generations(component))
    layers = {node: layer for layer, generation in generations for node in generation}
    for node in nodes:
        if not component.in_degree(node) and component.out_degree(node):
            layers[node] = min(layers[other] for other in component.successors(node)) - 1
    return layers


def _centered(layers: Iterable[Sequence[str]]) -> dict[str, float]:
    """The position of each node where all layers have their middle at 0."""
    return {node: index - (len(layer) - 1) / 2 for layer in layers for index, node in enumerate(layer)}


def _barycenter(neighbors: Callable[[str], Iterable[str]], positions: Mapping[str, float]) -> Callable[[str], float]:
    """The mean position of a node's neighbors, or its own where it has none."""

    def mean(node: str) -> float:
        return fmean([positions[other] for other in neighbors(node)] or [positions[node]])

    return mean
