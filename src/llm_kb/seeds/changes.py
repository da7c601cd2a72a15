"""Holds the changes that a bundle makes to claims of earlier editions against the claims that there are."""

from llm_kb.seeds.problems import Problems
from llm_kb.seeds.rows import Row, Rows
from llm_kb.seeds.tables import Cell


def check(rows: Rows, problems: Problems) -> None:
    """A change is of an earlier claim that still stands, of its own evidence, and names what takes its place."""
    history = _History(rows)
    for row in rows.by_table["claim_changes"]:
        for fault in history.faults(row):
            problems.add(row.file, row.line, fault)
    for row in rows.by_table["evidence"]:
        if row.values["claim_id"] in history.withdrawn:
            told = f"the claim {row.values['claim_id']!r} is withdrawn as a whole"
            problems.add(row.file, row.line, f"{told}, withdraw its single facts instead or leave this one out")


class _History:
    """What is known of claims: which evidence is theirs, which this bundle enters, and which are withdrawn."""

    def __init__(self, rows: Rows) -> None:
        self.claims = {v["id"]: v["claim_id"] for v in rows.values("evidence")}
        self.own = {row.values["id"] for table in ("claims", "evidence") for row in rows.by_table[table]}
        self.withdrawn = {v["claim_id"] for v in rows.values("claim_changes") if v["evidence_id"] is None}
        self.before = {
            (v["claim_id"], v["evidence_id"]): v["edition_id"] for v in rows.earlier.get("claim_changes", ())
        }

    def faults(self, row: Row) -> list[str]:
        """What is wrong with a change, each with the cure."""
        kind, replacement = row.values["kind_id"], row.values["replacement_id"]
        claim, evidence = row.values["claim_id"], row.values["evidence_id"]
        found = []
        if evidence in self.claims and self.claims[evidence] != claim:
            found.append(f"evidence_id {evidence!r} is of another claim, name that claim")
        if kind == "supersede" and replacement is None:
            found.append("supersede needs a replacement_id, add it")
        if kind == "retract" and replacement is not None:
            found.append("retract has no replacement_id, remove it")
        if replacement == claim:
            found.append(f"the claim {claim!r} would replace itself, name another or retract it")
        elif replacement in self.withdrawn:
            found.append(f"the replacement {replacement!r} is withdrawn itself, name the claim that stands")
        if (evidence or claim) in self.own:
            found.append(f"{evidence or claim!r} is of this very bundle, mend it there instead")
        if edition := self._withdrawn_by(claim, evidence):
            found.append(f"{evidence or claim!r} is withdrawn already, by {edition!r}: remove this row")
        return found

    def _withdrawn_by(self, claim: Cell, evidence: Cell) -> Cell:
        """The edition that has withdrawn a claim as a whole, or just this evidence of it."""
        return self.before.get((claim, None)) or self.before.get((claim, evidence))
