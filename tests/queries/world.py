"""A made-up knowledge base: the tiny bundles, and many more rows that a seed of chance decides.

Small enough to be recomputed in Python, and rich enough that a wrong number differs from the right one: trees of models
and techniques some levels deep, variants with publications of their own, years that are missing or corrected, facts
that were withdrawn, sentences of two documents at the same places.
"""

from collections import defaultdict
from pathlib import Path
from random import Random

import sqlalchemy as sa

from llm_kb import derive
from llm_kb.migrate import migration_engine
from llm_kb.schema import Base
from llm_kb.seeds import read

from .making_up import MakingUp, Row

BUNDLES = Path(__file__).resolve().parent.parent / "bundles"


def make(url: str | sa.URL, seed: int) -> None:
    """Fill an empty database with the tiny bundles and what the seed makes up, and derive everything else."""
    correction = read(BUNDLES / "tiny-correction")
    rows: dict[str, list[Row]] = defaultdict(list)
    for bundle in (*correction.earlier, correction):
        for name, found in bundle.rows.items():
            rows[name] += map(dict, found)
    MakingUp(rows, Random(seed)).everything()
    with migration_engine(url).begin() as connection:
        Base.metadata.create_all(connection)
        for table in Base.metadata.sorted_tables:
            for row in _parents_first(rows[table.name]):
                connection.execute(sa.insert(table), row)
        derive.rebuild(connection)


def _parents_first(rows: list[Row]) -> list[Row]:
    """The rows of a table in an order in which those of a tree come after the one above them."""
    above = {row["id"]: row["parent_id"] for row in rows if "parent_id" in row}

    def depth(identity: str | None) -> int:
        return 0 if identity is None else 1 + depth(above[identity])

    return sorted(rows, key=lambda row: depth(row["id"])) if above else rows
