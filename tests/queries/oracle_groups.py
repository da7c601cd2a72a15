"""Which dimension a group of techniques belongs to, recomputed."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .oracle import Knowledge


def dimensions_of_groups(kb: "Knowledge") -> dict[str, dict[str, Any]]:
    """The dimension in which there are facts on most techniques of a group, by the group's id."""
    stated: dict[tuple[str, str], list[str]] = defaultdict(list)
    questions = {row["section_id"]: row for row in kb.tables["research_questions"]}
    for row in kb.tables["evidence"]:
        question = questions.get(kb.one("passages", row["passage_id"])["section_id"])
        technique = kb.one("claims", row["claim_id"])["technique_id"]
        if question:
            stated[kb.line("techniques", technique)[-1], question["dimension_id"]].append(technique)

    def rank(pair: tuple[str, str]) -> tuple[int, int, int]:
        return -len(set(stated[pair])), -len(stated[pair]), kb.ordinal("dimensions", pair[1])

    return {group: kb.one("dimensions", dimension) for group, dimension in sorted(stated, key=rank, reverse=True)}
