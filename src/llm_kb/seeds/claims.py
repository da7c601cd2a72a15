"""Reads the claims of an entry with their figures and citations."""

from collections.abc import Iterable
from itertools import product

import yaml

from llm_kb.seeds.entries import Entry, FactFile, line_of
from llm_kb.seeds.format import EVIDENCE, EVIDENCE_MODELS, MEASUREMENTS
from llm_kb.seeds.problems import suggestion
from llm_kb.seeds.rows import Values

CLAIM_KEYS = ("model", "stage", "cites", "figures")
FIGURE_KEYS = ("of",)
"""Keys that map to no single column; the other keys are columns of the declared tables."""


class ClaimReader:
    """Reads claims and figures into rows."""

    def __init__(self, file: FactFile) -> None:
        self.file = file

    def claim(self, node: yaml.Node, entry: Entry) -> None:
        """Read a claim of an entry."""
        columns = (*self.file.keys(EVIDENCE), *self.file.keys(EVIDENCE_MODELS))
        keys = (*CLAIM_KEYS, *columns, *self.file.terms.relations, *self.file.terms.roles)
        claim = self.file.reader.mapping(node, keys, "a claim")
        if claim is None:
            return
        relations = [key for key in claim if key in self.file.terms.relations]
        if "model" not in claim or len(relations) != 1:
            relation_ids = ", ".join(self.file.terms.relations) or "those that you add to vocabularies.csv"
            self.file.reader.fault(
                node, f"the claim needs 'model' and exactly one relation, choose one of {relation_ids}"
            )
            return
        shared = self.file.values(EVIDENCE, claim)
        if (shared["basis_id"] == "explicit") == ("why" in claim):
            self.file.reader.fault(
                node, "a claim has a 'why' exactly when its basis is implied or ambiguous, add or remove it"
            )
        self._check_phrase(claim, entry)
        part = self._basis_of_roles(node, claim, shared)
        fact_ids: dict[str, str] = {}
        models = self.file.reader.strings(claim["model"], "'model'")
        techniques = self.file.reader.strings(claim[relations[0]], f"{relations[0]!r}")
        stages = self.file.reader.strings(claim["stage"], "'stage'") if "stage" in claim else ["unstated"]
        for model, technique, stage in product(models, techniques, stages):
            evidence = self._evidence(node, entry, (model, technique, relations[0], stage), shared)
            fact_ids[evidence] = technique
            self._add_models(evidence, claim, part, node)
            self._add_citations(evidence, claim, entry, node)
        if "figures" in claim:
            self.figures(claim["figures"], entry, fact_ids, of_allowed=False)

    def _check_phrase(self, claim: dict[str, yaml.Node], entry: Entry) -> None:
        """Check the phrase of a claim, where it has one of its own."""
        if "phrase" in claim:
            phrase = self.file.reader.string(claim["phrase"], "'phrase'")
            self.file.check_length(claim["phrase"], phrase)
            if phrase == entry.phrase:
                self.file.reader.fault(claim["phrase"], "the phrase is that of the entry, leave it out")

    def _basis_of_roles(self, node: yaml.Node, claim: dict[str, yaml.Node], shared: Values) -> Values:
        """The basis of the roles of a claim, with its note: their own, or those of the fact."""
        own = self.file.values(EVIDENCE_MODELS, claim)
        has_own, has_note = "role-basis" in claim, "role-why" in claim
        if has_note != (has_own and own["basis_id"] != "explicit"):
            message = "a claim has a 'role-why' exactly when its 'role-basis' is implied or ambiguous"
            self.file.reader.fault(node, f"{message}, add or remove it")
        if has_own and not any(role in claim for role in self.file.terms.roles):
            roles = ", ".join(self.file.terms.roles) or "those that you add to vocabularies.csv"
            self.file.reader.fault(node, f"'role-basis' belongs to another model of the claim, add one of {roles}")
        return own if has_own else {column: shared[column] for column in own}

    def _evidence(self, node: yaml.Node, entry: Entry, parts: tuple[str, str, str, str], shared: Values) -> str:
        """Add the fact that a statement makes of a claim, and the claim unless it is known; return the fact's id."""
        line = line_of(node)
        claim_id = "--".join(parts)
        columns = ("model_id", "technique_id", "relation_id", "stage_id")
        if claim_id not in self.file.index.claims:
            self.file.index.claims.add(claim_id)
            self.file.add("claims", line, {"id": claim_id, **dict(zip(columns, parts, strict=True))})
        evidence_id = f"{entry.id}--{claim_id}"
        if claim_id in self.file.index.claimed:
            self.file.reader.fault(node, f"the claim {claim_id!r} occurs twice for one sentence, keep one of them")
        self.file.index.claimed.add(claim_id)
        values: Values = {
            "id": evidence_id,
            "claim_id": claim_id,
            "statement_id": entry.id,
            "passage_id": entry.passage_id,
            **shared,
        }
        self.file.add("evidence", line, values)
        entry.evidence[evidence_id] = parts[1]
        return evidence_id

    def _add_models(self, evidence: str, claim: dict[str, yaml.Node], part: Values, node: yaml.Node) -> None:
        """Add the other models of a fact, each in its role."""
        line = line_of(node)
        for role in self.file.terms.roles:
            if role in claim:
                for model in self.file.reader.strings(claim[role], f"{role!r}"):
                    values: Values = {"evidence_id": evidence, "model_id": model, "role_id": role, **part}
                    self.file.add("evidence_models", line, values)

    def _add_citations(self, evidence: str, claim: dict[str, yaml.Node], entry: Entry, node: yaml.Node) -> None:
        """Add the citations of a fact."""
        line = line_of(node)
        if "cites" in claim:
            for number in self.file.reader.strings(claim["cites"], "'cites'"):
                citation = self.file.index.citations.get((entry.passage_id, number))
                if citation:
                    self.file.add("evidence_citations", line, {"evidence_id": evidence, "citation_id": citation})
                elif number and "citations" not in self.file.rows.partial:
                    self.file.reader.fault(
                        node, f"the sentence does not cite [{number}]{self._cited_by(entry.passage_id)}"
                    )

    def _cited_by(self, passage: str) -> str:
        """The end of a message about a citation that a sentence does not have."""
        cited = [f"[{publication}]" for place, publication in self.file.index.citations if place == passage]
        return f" but {', '.join(cited)}, see citations.csv" if cited else " or anything else, see citations.csv"

    def figures(self, node: yaml.Node, entry: Entry, facts: dict[str, str], *, of_allowed: bool) -> None:
        """Read figures of an entry or of a claim, which belong to facts."""
        for item in self.file.reader.items(node, "'figures'"):
            figure = self.file.reader.mapping(item, (*FIGURE_KEYS, *self.file.keys(MEASUREMENTS)), "a figure")
            if figure is None:
                continue
            if "metric" not in figure or "printed" not in figure:
                self.file.reader.fault(item, "the figure needs 'metric' and 'printed', add them")
                continue
            of = set(self.file.reader.strings(figure["of"], "'of'")) if "of" in figure else None
            if of is not None and not of_allowed:
                self.file.reader.fault(
                    item, "'of' is only for figures of an entry, a claim's figure already belongs to the claim"
                )
            self._check_of(item, of, facts.values())
            entry.figures += 1
            measurement = f"{entry.id}--{entry.figures}"
            line = line_of(item)
            place: Values = {"id": measurement, "statement_id": entry.id, "ordinal": entry.figures}
            self.file.add("measurements", line, place | self.file.values(MEASUREMENTS, figure))
            for evidence, technique in facts.items():
                if of is None or technique in of:
                    self.file.add(
                        "measurement_evidence", line, {"measurement_id": measurement, "evidence_id": evidence}
                    )

    def _check_of(self, node: yaml.Node, of: set[str] | None, techniques: Iterable[str]) -> None:
        techniques_of_claims = set(techniques)
        for technique in sorted((of or set()) - techniques_of_claims):
            hint = suggestion(technique, techniques_of_claims)
            message = f"'of' names {technique!r}, which no claim of the entry has{hint}: name one that it has"
            self.file.reader.fault(node, message)
