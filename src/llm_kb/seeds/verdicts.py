"""Reads the checks of an entry: verdicts on facts of other sources."""

import yaml

from llm_kb.seeds.entries import Entry, FactFile, line_of
from llm_kb.seeds.format import FACT_VERDICTS
from llm_kb.seeds.rows import Values

NOT_FOUND, NO_SOURCE = "not-found", "no-source"
SILENT = (NOT_FOUND, NO_SOURCE)
"""Verdicts that no passage decides."""
NOTED = ("partly", "contradicted")
"""Verdicts that need a reason."""


def verdict_row(fact: str, source: str | None) -> Values:
    """The key of the verdict of a document on a fact."""
    return {"id": f"{source or NO_SOURCE}--{fact}", "evidence_id": fact, "source_id": source}


class VerdictReader:
    """Reads verdicts into rows."""

    def __init__(self, file: FactFile) -> None:
        self.file = file

    def read(self, node: yaml.Node, entry: Entry) -> None:
        """Read the `checks` of an entry."""
        for item in self.file.reader.items(node, "'checks'"):
            self._check(item, entry)

    def _check(self, node: yaml.Node, entry: Entry) -> None:
        fields = self.file.reader.mapping(node, ("fact", *self.file.keys(FACT_VERDICTS)), "a check")
        if fields is None or not self.file.has_keys(node, fields, ("fact", "verdict"), "the check"):
            return
        values = self.file.values(FACT_VERDICTS, fields)
        verdict = values["verdict_id"]
        if verdict in SILENT:
            self.file.reader.fault(node, f"the verdict {verdict!r} has no passage, state it in 'silent' of the file")
            return
        if verdict in NOTED and not values["note"]:
            self.file.reader.fault(node, f"the verdict {verdict!r} needs a 'why', add it")
            return
        place: Values = {"statement_id": entry.id, "passage_id": entry.passage_id}
        for fact in self.file.reader.strings(fields["fact"], "'fact'"):
            row = verdict_row(fact, self.file.source)
            self.file.add("fact_verdicts", line_of(node), row | place | values)
