"""Makes up documents of makers, what they specify of models, and verdicts on facts, as a source of chance decides."""

from typing import Any

from .making_up import SOURCE, MakingUp, Row

TERMS = {
    "source_kinds": ("survey", "technical-report", "model-card", "configuration", "catalog"),
    "attribute_kinds": ("number", "text", "term", "date", "flag", "model", "example", "identifier"),
    "specification_statuses": ("stated", "derived", "inherited", "withheld", "not-found"),
    "verdict_kinds": ("confirmed", "partly", "contradicted", "not-found", "no-source"),
    "roles": ("base",),
    "units": ("parameters", "tokens"),
}
ATTRIBUTES: dict[str, tuple[str, str | None, tuple[Any, ...]]] = {
    "total_parameters": ("number", "parameters", (8e9, 8.03e9, 8.5e9, 7e10, 9e9, 405853069312.0)),
    "active_parameters": ("number", "parameters", (1e9, 1.2e9, 3.3e9)),
    "layers": ("number", None, (40.0, 42.0, 126.0)),
    "kv_heads": ("number", None, (8.0, 4.0)),
    "head_dimension": ("number", None, (128.0, 64.0)),
    "attention_kind": ("term", None, ("GQA", "gqa", "MHA", "multi-head latent attention (MLA)", "G-QA")),
    "context_length": ("number", "tokens", (8192.0, 128000.0, 131072.0, 1e6)),
    "license": ("text", None, ("Apache 2.0", "apache 2.0", "Roost Community License")),
    "open_weights": ("flag", None, (0.0, 1.0)),
    "release_date": ("date", None, ("2024-07", "2024-07-23", "2024-08", "2025", "2023-03-01")),
    "knowledge_cutoff": ("date", None, ("2023-12", "2023", "2024-01-31")),
    "full_attention_layers": ("number", None, (8.0, 10.0)),
    "kv_lora_rank": ("number", None, (512.0,)),
    "rope_head_dimension": ("number", None, (64.0,)),
    "predecessor": ("model", None, ()),
    "chat_example": ("example", None, ("<|bird|>Tweet",)),
    "catalog_id": ("identifier", None, ("bird/swift", "bird/wren")),
    "chat_template": ("text", None, ("<|bird|>",)),
}
"""Attributes with kind, unit and possible values; nobody gives the last one."""
TEXTS = {8e9: "8B", 8.03e9: "8.03B", 8.5e9: "8.5B", 7e10: "70B", 9e9: "9B", 405853069312.0: "405,853,069,312"}
TEXTS |= {1e9: "1B", 1.2e9: "1.2B", 3.3e9: "3.3B", 1e6: "1M"}


class MakingUpDocuments(MakingUp):
    """Adds the rows of documents beside those of the survey."""

    def _terms(self) -> None:
        super()._terms()
        for table, terms in TERMS.items():
            for term in sorted(set(terms) - set(self._ids(table))):
                ordinal = len(self.rows[table]) + 1
                self._add(table, id=term, ordinal=ordinal, name=term.replace("-", " "), definition=f"{term}, made up.")
        for ordinal, (name, (kind, unit, _)) in enumerate(ATTRIBUTES.items(), 1):
            of = {"kind_id": kind, "unit_id": unit, "name": name.replace("_", " "), "definition": "Made up."}
            self._add("attributes", id=name, ordinal=ordinal, **of)

    def _models(self) -> None:
        """Models, and documents of their makers, whose passages have no section."""
        super()._models()
        survey = {"kind_id": "survey", "official": 1, "read": "whole"}
        self._add("documents", source_id=SOURCE, **survey)
        kinds = TERMS["source_kinds"][1:]
        makers = sorted({row["institution_id"] for row in self.rows["models"]})
        for number in range(9):
            name, date = f"report-{number}", self.chance.choice((None, "2024-01-01", "2025-02-03"))
            text = {"sha256": "0", "rights": "none", "description": "A document."}
            source = self._add("sources", id=name, title=f"Report {number}", date=date, **text)
            publisher = makers[number % len(makers)]
            how = {"official": number % 2, "read": self.chance.choice(("whole", "pages 1 to 3")), "pages": 9}
            self._add("documents", source_id=source, kind_id=self.chance.choice(kinds), publisher_id=publisher, **how)
            for model in self._some(self._ids("models", institution_id=publisher), 1, 3):
                self._add("document_models", source_id=source, model_id=model)
            for page in (1, 2, 3):
                of = {"source_id": source, "ordinal": page, "locator": f"p. {page}", "page": page, "sha256": "0"}
                self._add("passages", id=f"{source}-p{page}-1", **of)

    def _withdrawals(self) -> None:
        super()._withdrawals()
        self._specifications()
        self._undisclosed()
        self._verdicts()
        self._catalogs()

    def _statements_of_documents(self) -> list[Row]:
        passages = {row["id"] for row in self.rows["passages"] if row["section_id"] is None}
        return [row for row in self.rows["statements"] if row["passage_id"] in passages]

    def _specifications(self) -> None:
        """Several values for most cells of some models, some of them for a scope, some withheld."""
        publishers = {row["source_id"]: row["publisher_id"] for row in self.rows["documents"]}
        source = {row["id"]: row["source_id"] for row in self.rows["passages"]}
        for statement in self._statements_of_documents():
            maker = publishers[source[statement["passage_id"]]]
            models = self._some(self._ids("models", institution_id=maker), 2, 4)
            for model in (*models, self.chance.choice(self._ids("models"))):
                for attribute in self._some([*ATTRIBUTES][:-1], 5, 10):
                    self._value(statement, model, attribute)

    def _value(self, statement: Row, model: str, attribute: str) -> None:
        identity = f"{statement['id']}--{model}--{attribute}"
        if self._ids("specification_values", id=identity):
            return
        kind, _, values = ATTRIBUTES[attribute]
        status = self.chance.choice(("stated", "stated", "stated", "derived", "inherited", "withheld"))
        other = self.chance.choice([each for each in self._ids("models") if each != model]) if kind == "model" else None
        value: Any = None if status == "withheld" else self._name(other) if other else self.chance.choice(values)
        is_number = kind in ("number", "flag") and value is not None
        text = ("yes" if value else "no") if kind == "flag" and value is not None else value
        of = {
            "statement_id": statement["id"],
            "passage_id": statement["passage_id"],
            "model_id": model,
            "attribute_id": attribute,
            "status_id": status,
            "value": TEXTS.get(value, f"{value:,.0f}") if isinstance(text, float) else text,
            "number": value if is_number else None,
            "value_model_id": other if value is not None else None,
            "printed": "128K" if value == 131072.0 else None,
            "scope": self.chance.choice((None, None, None, "base model")),
            "bound_id": self.chance.choice(self._ids("bounds")) if kind == "number" and value is not None else "exact",
            "note": "It follows." if status in ("derived", "inherited") else None,
        }
        self._add("specification_values", id=identity, **of)

    def _name(self, model: str) -> str:
        return str(next(row["name"] for row in self.rows["models"] if row["id"] == model))

    def _undisclosed(self) -> None:
        for document in self.rows["documents"][1:]:
            for model in self._some(self._ids("models", institution_id=document["publisher_id"]), 1, 2):
                for attribute in self._some([*ATTRIBUTES], 3, 9):
                    key = {"source_id": document["source_id"], "model_id": model, "attribute_id": attribute}
                    self._add("undisclosed", status_id=self.chance.choice(("withheld", "not-found")), **key)

    def _verdicts(self) -> None:
        """Verdicts of up to three documents on some facts of the survey."""
        statements = self._statements_of_documents()
        source = {row["id"]: row["source_id"] for row in self.rows["passages"]}
        facts = [row for row in self.rows["evidence"] if not source[row["passage_id"]].startswith("report")]
        for fact in self._some(facts, 90, 90):
            for statement in {source[row["passage_id"]]: row for row in self._some(statements, 1, 3)}.values():
                self._verdict(fact, statement, source[statement["passage_id"]])
        for fact in self._some(facts, 12, 12):
            if not [row for row in self.rows["fact_verdicts"] if row["evidence_id"] == fact["id"]]:
                of = {"evidence_id": fact["id"], "verdict_id": "no-source"}
                self._add("fact_verdicts", id=f"no-source--{fact['id']}", **of)

    def _verdict(self, fact: Row, statement: Row, source: str) -> None:
        verdict = self.chance.choice(("confirmed", "confirmed", "partly", "contradicted", "not-found"))
        place = {"statement_id": statement["id"], "passage_id": statement["passage_id"]}
        of = place if verdict != "not-found" else {}
        note = "Of one size." if verdict in ("partly", "contradicted") else None
        key = {"evidence_id": fact["id"], "source_id": source, "verdict_id": verdict}
        self._add("fact_verdicts", id=f"{source}--{fact['id']}", note=note, **key, **of)

    def _catalogs(self) -> None:
        """Entries of two catalogs, some of whose values are near a document's, some missing."""
        attributes = [name for name, (kind, _, values) in ATTRIBUTES.items() if values and kind != "flag"]
        for source in ("report-0", "report-1"):
            for number, model in enumerate(self._some(self._ids("models"), 9, 12)):
                for attribute in self._some(attributes, 4, 9):
                    value = self.chance.choice((*ATTRIBUTES[attribute][2], None))
                    if isinstance(value, float):
                        value = f"{value * self.chance.choice((1, 1, 1.024, 1.04, 1.06)):.0f}"
                    key = {"source_id": source, "entry": f"bird/{number}", "attribute_id": attribute}
                    self._add("catalog_values", model_id=model, value=value, **key)
