"""Holds the changes that a bundle makes to claims of earlier editions against the claims that there are."""

from llm_kb.seeds.problems import Problems
from llm_kb.seeds.rows import Cell, Row, Rows


def check(rows: Rows, problems: Problems) -> None:
    """A change is of an earlier claim that still stands, of its own evidence, and names what takes its place."""
    history = _History(rows)
    for row in list(rows.own("claim_changes", "claim_id", "evidence_id", "kind_id", "replacement_id")):
        for fault in history.faults(row):
            problems.add(row.file, row.line, fault)
    late = """
        SELECT claim_id, file, line FROM evidence
        WHERE bundle = ? AND claim_id IN (SELECT claim_id FROM claim_changes WHERE evidence_id IS NULL)
    """
    for claim, file, line in rows.ask(late, rows.bundle):
        told = f"the claim {claim!r} is withdrawn as a whole"
        problems.add(file, line, f"{told}, withdraw its single facts instead or leave this one out")


class _History:
    """What is known of claims: which evidence is theirs, which this bundle enters, and which are withdrawn."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        changes = rows.ask("SELECT claim_id, evidence_id, edition_id, bundle FROM claim_changes").fetchall()
        self.withdrawn = {claim for claim, evidence, _, _ in changes if evidence is None}
        self.before = {(claim, evidence): edition for claim, evidence, edition, n in changes if n < rows.bundle}

    def faults(self, row: Row) -> list[str]:
        """What is wrong with a change, each with the cure."""
        kind, replacement = row.values["kind_id"], row.values["replacement_id"]
        claim, evidence = row.values["claim_id"], row.values["evidence_id"]
        found = []
        if self._asked("SELECT 1 FROM evidence WHERE id = ? AND claim_id <> ?", evidence, claim):
            found.append(f"evidence_id {evidence!r} is of another claim, name that claim")
        if kind == "supersede" and replacement is None:
            found.append("supersede needs a replacement_id, add it")
        if kind == "retract" and replacement is not None:
            found.append("retract has no replacement_id, remove it")
        if replacement == claim:
            found.append(f"the claim {claim!r} would replace itself, name another or retract it")
        elif replacement in self.withdrawn:
            found.append(f"the replacement {replacement!r} is withdrawn itself, name the claim that stands")
        own = f"SELECT 1 FROM {'evidence' if evidence else 'claims'} WHERE id = ? AND bundle = ?"
        if self._asked(own, evidence or claim, self.rows.bundle):
            found.append(f"{evidence or claim!r} is of this very bundle, mend it there instead")
        if edition := self._withdrawn_by(claim, evidence):
            found.append(f"{evidence or claim!r} is withdrawn already, by {edition!r}: remove this row")
        return found

    def _withdrawn_by(self, claim: Cell, evidence: Cell) -> Cell:
        """The edition that has withdrawn a claim as a whole, or just this evidence of it."""
        return self.before.get((claim, None)) or self.before.get((claim, evidence))

    def _asked(self, sql: str, *parameters: Cell) -> bool:
        """Whether a query has an answer."""
        return self.rows.ask(sql, *parameters).fetchone() is not None
