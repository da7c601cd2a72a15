"""Reads a file of facts: the entries of a section, each a statement with its claims, figures and citations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

import yaml

from llm_kb.seeds.fact_index import FactIndex
from llm_kb.seeds.format import EVIDENCE, EVIDENCE_MODELS, MEASUREMENTS, STATEMENTS, SeedTable
from llm_kb.seeds.nodes import YamlReader
from llm_kb.seeds.problems import Problems, suggestion
from llm_kb.seeds.records import passage_id
from llm_kb.seeds.rows import StagingRows, Values
from llm_kb.seeds.text import MAXIMUM_PHRASE_WORDS, phrase_words

AT = re.compile(r"(?P<locator>(?P<section>[a-z0-9.-]+)/[1-9][0-9]{0,8}/[1-9][0-9]{0,8})(?P<letter>[a-z]?)")
ENTRY_KEYS = ("at", "claims", "techniques", "figures")
CLAIM_KEYS = ("model", "stage", "cites", "figures")
FIGURE_KEYS = ("of",)
"""Keys that map to no single column; the other keys are columns of the declared tables."""


@dataclass(frozen=True)
class Terms:
    """The closed lists that name keys of a claim: ids of `relations` and of `roles`."""

    relations: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass
class _Statement:
    """The entry being read."""

    id: str
    passage_id: str
    phrase: str
    line: int
    evidence: dict[str, str] = field(default_factory=dict)
    """Id of each fact of the entry, with its technique."""
    figures: int = 0


class FactReader:
    """Reads the facts of one section into rows."""

    def __init__(
        self, file: str, source: str, terms: Terms, index: FactIndex, rows: StagingRows, problems: Problems
    ) -> None:
        self.file = file
        self.source = source
        self.terms = terms
        self.index = index
        self.rows = rows
        self.yaml = YamlReader(file, problems)
        self.last_place = (0, 0, "")

    def read(self, text: str) -> None:
        """Read a whole file."""
        for entry in self.yaml.entries(text, "the file"):
            self._entry(entry)

    def _add(self, table: str, line: int, values: Values) -> None:
        self.rows.add(table, values, self.file, line)

    def _entry(self, node: yaml.Node) -> None:
        entry = self.yaml.mapping(node, (*ENTRY_KEYS, *self._keys(STATEMENTS)), "an entry")
        if entry is None:
            return
        needed = (column.name for column in STATEMENTS.columns_in(self.rows.version) if column.required)
        missing = [key for key in ("at", *needed) if key not in entry]
        if missing:
            self.yaml.fault(node, f"the entry has no {' and no '.join(map(repr, missing))}, add it")
            return
        statement = self._statement(entry)
        if statement is None:
            return
        if ("claims" in entry) == ("techniques" in entry):
            self.yaml.fault(node, "the entry needs either 'claims' or 'techniques', give one of the two")
            return
        if "claims" in entry:
            for claim in self.yaml.items(entry["claims"], "'claims'"):
                self._claim(claim, statement)
        else:
            for technique in self.yaml.strings(entry["techniques"], "'techniques'"):
                values: Values = {"statement_id": statement.id, "technique_id": technique}
                self._add("statement_techniques", statement.line, values)
        if "figures" in entry:
            self._figures(entry["figures"], statement, statement.evidence, of_allowed=True)

    def _statement(self, entry: dict[str, yaml.Node]) -> _Statement | None:
        at = self.yaml.string(entry["at"], "'at'")
        match = AT.fullmatch(at)
        if not match:
            self.yaml.fault(
                entry["at"], f"'at' {at!r} is not a locator, write section/paragraph/sentence as in 4.2/3/4"
            )
            return None
        passage = passage_id(self.source, match["locator"])
        self.index.enter_passage(passage)
        self._check_place(entry["at"], match, passage)
        values_of_statement = self._values(STATEMENTS, entry)
        phrase = str(values_of_statement["phrase"])
        self._check_length(entry["phrase"], phrase)
        line = entry["at"].start_mark.line + 1
        statement = _Statement(f"{passage}{match['letter']}", passage, phrase, line)
        self.index.letters.add(statement.id)
        self.index.statements += 1
        values: Values = {
            "id": statement.id,
            "ordinal": self.index.statements,
            "passage_id": passage,
            **values_of_statement,
        }
        self._add("statements", line, values)
        return statement

    def _check_length(self, node: yaml.Node, phrase: str) -> None:
        if (words := phrase_words(phrase)) > MAXIMUM_PHRASE_WORDS:
            self.yaml.fault(node, f"the phrase has {words} words, shorten it to at most {MAXIMUM_PHRASE_WORDS}")

    def _check_place(self, node: yaml.Node, match: re.Match[str], passage: str) -> None:
        section = self.file.removeprefix("facts/").removesuffix(".yaml")
        if match["section"] != section:
            self.yaml.fault(node, f"'at' {match[0]!r} is of another section, move it to facts/{match['section']}.yaml")
            return
        paragraph, sentence = match["locator"].split("/")[1:]
        place = (int(paragraph), int(sentence), match["letter"])
        if place == self.last_place:
            self.yaml.fault(node, f"'at' {match[0]!r} occurs twice, distinguish its entries by the letters a, b …")
        elif place < self.last_place:
            self.yaml.fault(node, f"'at' {match[0]!r} comes after a later place, put the entries into reading order")
        elif not self._letter_is_next(place, passage):
            self.yaml.fault(node, f"'at' {match[0]!r} skips a letter, count the entries of a sentence a, b, c …")
        self.last_place = place

    def _letter_is_next(self, place: tuple[int, int, str], passage: str) -> bool:
        """Whether an entry's letter continues the entries of its sentence, also those of earlier bundles."""
        paragraph, sentence, letter = place
        if self.last_place == (paragraph, sentence, ""):
            return False
        return letter in ("", "a") or f"{passage}{chr(ord(letter) - 1)}" in self.index.letters

    def _claim(self, node: yaml.Node, statement: _Statement) -> None:
        columns = (*self._keys(EVIDENCE), *self._keys(EVIDENCE_MODELS))
        keys = (*CLAIM_KEYS, *columns, *self.terms.relations, *self.terms.roles)
        claim = self.yaml.mapping(node, keys, "a claim")
        if claim is None:
            return
        relations = [key for key in claim if key in self.terms.relations]
        if "model" not in claim or len(relations) != 1:
            relation_ids = ", ".join(self.terms.relations)
            self.yaml.fault(node, f"the claim needs 'model' and exactly one relation, choose one of {relation_ids}")
            return
        shared = self._values(EVIDENCE, claim)
        if (shared["basis_id"] == "explicit") == ("why" in claim):
            self.yaml.fault(
                node, "a claim has a 'why' exactly when its basis is implied or ambiguous, add or remove it"
            )
        self._check_phrase(claim, statement)
        part = self._basis_of_roles(node, claim, shared)
        fact_ids: dict[str, str] = {}
        models = self.yaml.strings(claim["model"], "'model'")
        techniques = self.yaml.strings(claim[relations[0]], f"{relations[0]!r}")
        stages = self.yaml.strings(claim["stage"], "'stage'") if "stage" in claim else ["unstated"]
        for model, technique, stage in product(models, techniques, stages):
            evidence = self._evidence(node, statement, (model, technique, relations[0], stage), shared)
            fact_ids[evidence] = technique
            self._add_models(evidence, claim, part, node)
            self._add_citations(evidence, claim, statement, node)
        if "figures" in claim:
            self._figures(claim["figures"], statement, fact_ids, of_allowed=False)

    def _check_phrase(self, claim: dict[str, yaml.Node], statement: _Statement) -> None:
        """Check the phrase of a claim, where it has one of its own."""
        if "phrase" in claim:
            phrase = self.yaml.string(claim["phrase"], "'phrase'")
            self._check_length(claim["phrase"], phrase)
            if phrase == statement.phrase:
                self.yaml.fault(claim["phrase"], "the phrase is that of the entry, leave it out")

    def _basis_of_roles(self, node: yaml.Node, claim: dict[str, yaml.Node], shared: Values) -> Values:
        """The basis of the roles of a claim, with its note: their own, or those of the fact."""
        own = self._values(EVIDENCE_MODELS, claim)
        has_own, has_note = "role-basis" in claim, "role-why" in claim
        if has_note != (has_own and own["basis_id"] != "explicit"):
            message = "a claim has a 'role-why' exactly when its 'role-basis' is implied or ambiguous"
            self.yaml.fault(node, f"{message}, add or remove it")
        if has_own and not any(role in claim for role in self.terms.roles):
            roles = ", ".join(self.terms.roles)
            self.yaml.fault(node, f"'role-basis' belongs to another model of the claim, add one of {roles}")
        return own if has_own else {column: shared[column] for column in own}

    def _evidence(
        self, node: yaml.Node, statement: _Statement, parts: tuple[str, str, str, str], shared: Values
    ) -> str:
        """Add the fact that a statement makes of a claim, and the claim unless it is known; return the fact's id."""
        line = node.start_mark.line + 1
        claim_id = "--".join(parts)
        columns = ("model_id", "technique_id", "relation_id", "stage_id")
        if claim_id not in self.index.claims:
            self.index.claims.add(claim_id)
            self._add("claims", line, {"id": claim_id, **dict(zip(columns, parts, strict=True))})
        evidence_id = f"{statement.id}--{claim_id}"
        if claim_id in self.index.claimed:
            self.yaml.fault(node, f"the claim {claim_id!r} occurs twice for one sentence, keep one of them")
        self.index.claimed.add(claim_id)
        values: Values = {
            "id": evidence_id,
            "claim_id": claim_id,
            "statement_id": statement.id,
            "passage_id": statement.passage_id,
            **shared,
        }
        self._add("evidence", line, values)
        statement.evidence[evidence_id] = parts[1]
        return evidence_id

    def _add_models(self, evidence: str, claim: dict[str, yaml.Node], part: Values, node: yaml.Node) -> None:
        """Add the other models of a fact, each in its role."""
        line = node.start_mark.line + 1
        for role in self.terms.roles:
            if role in claim:
                for model in self.yaml.strings(claim[role], f"{role!r}"):
                    values: Values = {"evidence_id": evidence, "model_id": model, "role_id": role, **part}
                    self._add("evidence_models", line, values)

    def _add_citations(
        self, evidence: str, claim: dict[str, yaml.Node], statement: _Statement, node: yaml.Node
    ) -> None:
        """Add the citations of a fact."""
        line = node.start_mark.line + 1
        if "cites" in claim:
            for number in self.yaml.strings(claim["cites"], "'cites'"):
                citation = self.index.citations.get((statement.passage_id, number))
                if citation:
                    self._add("evidence_citations", line, {"evidence_id": evidence, "citation_id": citation})
                elif number and "citations" not in self.rows.partial:
                    self.yaml.fault(
                        node, f"the sentence does not cite [{number}]{self._cited_by(statement.passage_id)}"
                    )

    def _cited_by(self, passage: str) -> str:
        """The end of a message about a citation that a sentence does not have."""
        cited = [f"[{publication}]" for place, publication in self.index.citations if place == passage]
        return f" but {', '.join(cited)}, see citations.csv" if cited else " or anything else, see citations.csv"

    def _figures(self, node: yaml.Node, statement: _Statement, facts: dict[str, str], *, of_allowed: bool) -> None:
        for item in self.yaml.items(node, "'figures'"):
            figure = self.yaml.mapping(item, (*FIGURE_KEYS, *self._keys(MEASUREMENTS)), "a figure")
            if figure is None:
                continue
            if "metric" not in figure or "printed" not in figure:
                self.yaml.fault(item, "the figure needs 'metric' and 'printed', add them")
                continue
            of = set(self.yaml.strings(figure["of"], "'of'")) if "of" in figure else None
            if of is not None and not of_allowed:
                self.yaml.fault(
                    item, "'of' is only for figures of an entry, a claim's figure already belongs to the claim"
                )
            self._check_of(item, of, facts.values())
            statement.figures += 1
            measurement = f"{statement.id}--{statement.figures}"
            line = item.start_mark.line + 1
            place: Values = {"id": measurement, "statement_id": statement.id, "ordinal": statement.figures}
            self._add("measurements", line, place | self._values(MEASUREMENTS, figure))
            for evidence, technique in facts.items():
                if of is None or technique in of:
                    self._add("measurement_evidence", line, {"measurement_id": measurement, "evidence_id": evidence})

    def _check_of(self, node: yaml.Node, of: set[str] | None, techniques: Iterable[str]) -> None:
        techniques_of_claims = set(techniques)
        for technique in sorted((of or set()) - techniques_of_claims):
            hint = suggestion(technique, techniques_of_claims)
            message = f"'of' names {technique!r}, which no claim of the entry has{hint}: name one that it has"
            self.yaml.fault(node, message)

    def _keys(self, table: SeedTable) -> tuple[str, ...]:
        """The keys that fill the columns of a table."""
        return table.header(self.rows.version)

    def _values(self, table: SeedTable, entries: dict[str, yaml.Node]) -> Values:
        """The columns of a table that keys fill, with their defaults where a key is left out."""
        values: Values = {}
        for column in table.columns_in(self.rows.version):
            node = entries.get(column.name)
            read = self.yaml.number if column.kind == "number" else self.yaml.string
            values[column.table_column] = column.default if node is None else read(node, f"{column.name!r}")
        return values
