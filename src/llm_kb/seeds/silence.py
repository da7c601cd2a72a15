"""Reads `silent` of a file of facts: what a document does not disclose, and facts that it does not decide."""

import yaml

from llm_kb.seeds.entries import FactFile, line_of
from llm_kb.seeds.format import UNDISCLOSED
from llm_kb.seeds.rows import Values
from llm_kb.seeds.specifications import NOT_FOUND, WITHHELD
from llm_kb.seeds.verdicts import NO_SOURCE, verdict_row

STATUSES = {"attributes": (WITHHELD, NOT_FOUND), "facts": (NOT_FOUND, NO_SOURCE)}
"""What an item may be silent about, each with its statuses."""


class SilenceReader:
    """Reads what a document is silent about into rows."""

    def __init__(self, file: FactFile) -> None:
        self.file = file

    def read(self, node: yaml.Node) -> None:
        """Read one item: attributes of models, or facts."""
        reader = self.file.reader
        fields = reader.mapping(node, ("model", *STATUSES, *self.file.keys(UNDISCLOSED)), "'silent'")
        if fields is None or not self.file.has_keys(node, fields, ("status",), "'silent'"):
            return
        about = [key for key in STATUSES if key in fields]
        if len(about) != 1 or ("model" in fields) != (about == ["attributes"]):
            reader.fault(node, "'silent' is about 'model' and 'attributes', or about 'facts', give one of the two")
            return
        values = self.file.values(UNDISCLOSED, fields)
        statuses = STATUSES[about[0]]
        if values["status_id"] not in statuses:
            message = f"'status' {values['status_id']!r} is none of {about[0]} that are silent"
            reader.fault(fields["status"], f"{message}, write {' or '.join(statuses)}")
        elif about == ["attributes"]:
            self._attributes(fields, values)
        else:
            self._facts(fields, values, line_of(node))

    def _attributes(self, fields: dict[str, yaml.Node], values: Values) -> None:
        attributes = self.file.reader.strings(fields["attributes"], "'attributes'")
        for model in self.file.reader.strings(fields["model"], "'model'"):
            for attribute in attributes:
                row: Values = {"source_id": self.file.source, "model_id": model, "attribute_id": attribute}
                self.file.add("undisclosed", line_of(fields["attributes"]), row | values)

    def _facts(self, fields: dict[str, yaml.Node], values: Values, line: int) -> None:
        status, note = values["status_id"], values["note"]
        for fact in self.file.reader.strings(fields["facts"], "'facts'"):
            row = verdict_row(fact, None if status == NO_SOURCE else self.file.source)
            self.file.add("fact_verdicts", line, row | {"verdict_id": status, "note": note})
