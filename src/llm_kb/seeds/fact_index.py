"""Index of the facts of a bundle and those before it, by which the reader of facts recognizes duplicates."""

from llm_kb.seeds.rows import StagingRows


class FactIndex:
    """Index of the claims, statements and citations read so far, by which duplicates are recognized."""

    def __init__(self, rows: StagingRows) -> None:
        self.rows = rows
        self.claims = set(rows.column_values("claims"))
        """Ids of claims."""
        self.statements = len(rows.column_values("statements"))
        """How many statements there are."""
        citations = rows.query("SELECT passage_id, publication_id, id FROM citations")
        self.citations = {(passage, publication): citation for passage, publication, citation in citations}
        """Id of the citation of a publication in a passage."""
        earlier = rows.query("SELECT DISTINCT passage_id FROM statements WHERE bundle < ?", rows.bundle)
        self.passages = {passage for (passage,) in earlier}
        """Ids of the passages with statements of earlier bundles."""
        self.passage = ""
        """The current passage, which the following attributes are of."""
        self.claimed: set[str] = set()
        """Ids of the claims that have a fact in it which was not withdrawn."""
        self.letters: set[str] = set()
        """Ids of its statements."""

    def enter_passage(self, passage: str) -> None:
        """Make a passage the current one, and load its entries of earlier bundles."""
        if passage == self.passage:
            return
        self.passage, self.claimed, self.letters = passage, set(), set()
        if passage in self.passages:
            earlier = "WHERE passage_id = ? AND bundle < ?"
            withdrawn = "SELECT evidence_id FROM claim_changes WHERE evidence_id IS NOT NULL"
            claims = f"SELECT claim_id FROM evidence {earlier} AND id NOT IN ({withdrawn})"
            self.claimed.update(claim for (claim,) in self.rows.query(claims, passage, self.rows.bundle))
            statements = f"SELECT id FROM statements {earlier}"
            self.letters.update(one for (one,) in self.rows.query(statements, passage, self.rows.bundle))
