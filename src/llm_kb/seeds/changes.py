"""Validates the changes that a bundle makes to claims of earlier editions."""

from llm_kb.seeds.problems import Problems
from llm_kb.seeds.rows import Cell, SeedRow, StagingRows


def check(rows: StagingRows, problems: Problems) -> None:
    """A change is of an earlier claim that still stands, of its own evidence, and names what takes its place."""
    history = _History(rows)
    for row in list(rows.own_rows("claim_changes", "claim_id", "evidence_id", "kind_id", "replacement_id")):
        for fault in history.faults(row):
            problems.add(row.file, row.line, fault)
    late = """
        SELECT claim_id, file, line FROM evidence
        WHERE bundle = ? AND claim_id IN (SELECT claim_id FROM claim_changes WHERE evidence_id IS NULL)
    """
    for claim, file, line in rows.query(late, rows.bundle):
        message = f"the claim {claim!r} is withdrawn entirely"
        problems.add(file, line, f"{message}, withdraw its single facts instead or leave this one out")


class _History:
    """The state of claims before the bundle: which are withdrawn, and by which edition."""

    def __init__(self, rows: StagingRows) -> None:
        self.rows = rows
        changes = rows.query("SELECT claim_id, evidence_id, edition_id, bundle FROM claim_changes").fetchall()
        self.withdrawn = {claim for claim, evidence, _, _ in changes if evidence is None}
        self.changed_before = {(claim, evidence): edition for claim, evidence, edition, n in changes if n < rows.bundle}

    def faults(self, row: SeedRow) -> list[str]:
        """The problems of a change, each with the cure."""
        kind, replacement = row.values["kind_id"], row.values["replacement_id"]
        claim, evidence = row.values["claim_id"], row.values["evidence_id"]
        faults = []
        if self._exists("SELECT 1 FROM evidence WHERE id = ? AND claim_id <> ?", evidence, claim):
            faults.append(f"evidence_id {evidence!r} is of another claim, name that claim")
        if kind == "supersede" and replacement is None:
            faults.append("supersede needs a replacement_id, add it")
        if kind == "retract" and replacement is not None:
            faults.append("retract has no replacement_id, remove it")
        if replacement == claim:
            faults.append(f"the claim {claim!r} would replace itself, name another claim or retract it")
        elif replacement in self.withdrawn:
            faults.append(f"the replacement {replacement!r} is withdrawn itself, name a current claim")
        own = f"SELECT 1 FROM {'evidence' if evidence else 'claims'} WHERE id = ? AND bundle = ?"
        if self._exists(own, evidence or claim, self.rows.bundle):
            faults.append(f"{evidence or claim!r} is from this bundle, correct it there instead")
        if edition := self._withdrawn_by(claim, evidence):
            faults.append(f"{evidence or claim!r} is withdrawn already, by {edition!r}: remove this row")
        return faults

    def _withdrawn_by(self, claim: Cell, evidence: Cell) -> Cell:
        """The edition that has withdrawn a claim as a whole, or just this evidence of it."""
        return self.changed_before.get((claim, None)) or self.changed_before.get((claim, evidence))

    def _exists(self, sql: str, *parameters: Cell) -> bool:
        """Whether a query returns a row."""
        return self.rows.query(sql, *parameters).fetchone() is not None
