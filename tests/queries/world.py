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

from .making_up import DIMENSIONS, SOURCE, MakingUp, Row
from .making_up_documents import MakingUpDocuments

BUNDLES = Path(__file__).resolve().parent.parent / "bundles"


def make(url: str | sa.URL, seed: int) -> None:
    """Fill an empty database with the tiny bundles and what the seed makes up, and derive everything else."""
    rows = _tiny()
    _World(rows, Random(seed)).everything()
    _fill(url, rows)


def make_crowd(url: str | sa.URL) -> None:
    """Fill an empty database with the tiny bundles and more releases of one maker than any list names."""
    rows = _tiny()
    _Crowd(rows, Random(1)).everything()
    _fill(url, rows)


def _tiny() -> dict[str, list[Row]]:
    """The rows of the tiny bundles by table."""
    correction = read(BUNDLES / "tiny-correction")
    rows: dict[str, list[Row]] = defaultdict(list)
    for bundle in (*correction.earlier, correction):
        for name, found in bundle.rows.items():
            rows[name] += map(dict, found)
    return rows


def _fill(url: str | sa.URL, rows: dict[str, list[Row]]) -> None:
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


class _World(MakingUpDocuments):
    """What chance makes up, and what it would seldom."""

    def everything(self) -> None:
        super().everything()
        self._silent()
        self._seldom()

    def _silent(self) -> None:
        """A question, a technique, a maker and a model of which nothing is said, and what is said in one way alone."""
        section = self._section(SOURCE, "5.3")
        self._sentences(SOURCE, section, 900, paragraphs=2)
        self._question(DIMENSIONS[2], section, "5-3", 99)
        for number, technique in enumerate(("unused", "shunned", "adored"), 990):
            last = {"ordinal": number, "name": technique, "kind_id": "method", "definition": "Seldom."}
            self._add("techniques", id=technique, parent_id="way-0", **last)
        for technique in ("way-0", "unused"):
            self._add("technique_aliases", technique_id=technique, alias="The Way")
        maker = self._add("institutions", id="hermit", ordinal=99, name="Hermit", surveyed=0)
        self._add("models", id="egg", name="Egg", kind_id="release", institution_id=maker, surveyed=0)
        link = {"link_kind_id": "blog", "url": "https://example.org/egg", "name_printed": "Egg"}
        self._add("model_listings", source_id=SOURCE, ordinal=99, model_id="egg", institution_id=maker, **link)
        statement = next(row for row in self.rows["statements"] if row["id"].endswith("a"))
        for technique, relation in (("shunned", "omits"), ("adored", "uses"), ("way-0", "uses")):
            of = {"model_id": "bird-0", "technique_id": technique, "relation_id": relation, "stage_id": "training"}
            self._fact(self._add("claims", id="--".join(of.values()), **of), statement)
            taught = {"evidence_id": self.rows["evidence"][-1]["id"], "model_id": "bird-1", "role_id": "teacher"}
            self._add("evidence_models", **taught, **self._basis())

    def _seldom(self) -> None:
        """What is said once or twice over: a single fact, two citations of one work, two places of one erratum."""
        maker = {"institution_id": "hermit", "surveyed": 0, "kind_id": "release"}
        last = {"ordinal": 993, "name": "lone", "kind_id": "method", "definition": "Seldom."}
        self._add("techniques", id="lone", parent_id="way-0", **last)
        statement = next(row for row in self.rows["statements"] if row["id"].endswith("a"))
        for model, relation in (("chick", "uses"), ("nestling", "avoids")):
            self._add("models", id=model, name=model.title(), **maker)
            claim = {"model_id": model, "technique_id": "lone", "relation_id": relation, "stage_id": "training"}
            self._fact(self._add("claims", id="--".join(claim.values()), **claim), statement)
        fact = self.rows["evidence"][-1]
        for position in (8, 9):
            of = {"passage_id": fact["passage_id"], "publication_id": "3", "bracket": 9, "position": position}
            citation = self._add("citations", id=f"{fact['passage_id']}-{position}", **of)
            self._add("evidence_citations", evidence_id=fact["id"], citation_id=citation)
        silent = self._ids("passages", section_id=f"{SOURCE}-5-3")[0]
        alone = {"passage_id": silent, "publication_id": "4", "bracket": 1, "position": 1}
        self._add("citations", id=f"{silent}-1", **alone)
        for technique in ("way-1", "lone"):
            self._add("technique_publications", technique_id=technique, publication_id="4", role_id="cited-for")
        about = {"title": "Odd", "reason": "So.", "how_known": "So.", "status_id": "verified"}
        for number, kind in enumerate(self._ids("erratum_kinds"), 990):
            erratum = self._add("errata", id=f"elsewhere-{kind}", ordinal=number, kind_id=kind, **about)
            of = {"source_id": SOURCE, "publication_id": "5", "printed": "In no corrected part"}
            self._add("errata_places", erratum_id=erratum, ordinal=1, **of)
        kind = self.rows["erratum_kinds"][0]["id"]
        for number, places in ((998, ()), (999, (1, 2))):
            erratum = self._add("errata", id=f"odd-{number}", ordinal=number, kind_id=kind, **about)
            for place in places:
                of = {"source_id": SOURCE, "passage_id": fact["passage_id"], "printed": "So"}
                touched = {"evidence_id": fact["id"], "publication_id": "1"}
                self._add("errata_places", erratum_id=erratum, ordinal=place, **of, **touched)


class _Crowd(MakingUp):
    """Many releases of two makers and years that adopt techniques of two groups, and decline one of them, too."""

    def everything(self) -> None:
        makers = ("rookery", "heronry")
        for ordinal, maker in enumerate(makers, 99):
            self._add("institutions", id=maker, ordinal=ordinal, name=maker.title(), surveyed=0)
        of_a_group = {"ordinal": 990, "name": "habits", "kind_id": "group", "definition": "Of many."}
        self._add("techniques", id="habits", **of_a_group)
        for ordinal, (technique, group) in enumerate((("adored", "teaching-methods"), ("torn", "habits")), 991):
            last = {"ordinal": ordinal, "name": technique, "kind_id": "method", "definition": "Of many."}
            self._add("techniques", id=technique, parent_id=group, **last)
        statement = self.rows["statements"][0]
        for number in range(210):
            of = {"institution_id": makers[number % 2], "publication_id": ("1", "3")[number // 105], "surveyed": 0}
            model = self._add("models", id=f"rook-{number:03}", name=f"Rook {number:03}", kind_id="release", **of)
            for technique, relation in (("adored", "uses"), ("torn", "uses"), ("torn", "omits")):
                claim = {"model_id": model, "technique_id": technique, "relation_id": relation, "stage_id": "training"}
                self._fact(self._add("claims", id="--".join(claim.values()), **claim), statement)
