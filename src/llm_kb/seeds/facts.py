"""Reads a file of facts: its entries, each a statement with claims, specifications and checks, and what is silent."""

import re

import yaml

from llm_kb.seeds.claims import ClaimReader
from llm_kb.seeds.entries import Entry, FactFile, line_of
from llm_kb.seeds.format import STATEMENTS
from llm_kb.seeds.locators import ENTRY, Locators, passage_id
from llm_kb.seeds.rows import Values
from llm_kb.seeds.silence import SilenceReader
from llm_kb.seeds.specifications import SpecificationReader
from llm_kb.seeds.verdicts import VerdictReader

CONTENT = ("claims", "techniques")
CONTENT_OF_DOCUMENTS = (*CONTENT, "specs", "checks")
"""What an entry is about, at least one of them: in format 1, and since format 2."""
ENTRIES, SILENT = "entries", "silent"


class FactReader:
    """Reads the facts of one section or document into rows."""

    def __init__(self, file: FactFile, locators: Locators) -> None:
        self.file = file
        self.locators = locators
        self.claims = ClaimReader(file)
        self.specifications = SpecificationReader(file)
        self.verdicts = VerdictReader(file)
        self.silence = SilenceReader(file)
        self.has_documents = file.rows.version > 1
        self.last_place = (0, 0, "")

    def read(self, text: str) -> None:
        """Read a whole file."""
        if not self.has_documents:
            for entry in self.file.reader.entries(text, "the file"):
                self._entry(entry)
            return
        for key, node in self.file.reader.lists(text, ENTRIES, SILENT):
            if key == ENTRIES:
                self._entry(node)
            else:
                self.silence.read(node)

    def _entry(self, node: yaml.Node) -> None:
        file, content = self.file, CONTENT_OF_DOCUMENTS if self.has_documents else CONTENT
        fields = file.reader.mapping(node, ("at", *content, "figures", *file.keys(STATEMENTS)), "an entry")
        if fields is None:
            return
        needed = (column.name for column in STATEMENTS.columns_in(file.rows.version) if column.required)
        if not file.has_keys(node, fields, ("at", *needed), "the entry"):
            return
        entry = self._statement(fields)
        if entry is None:
            return
        if not any(key in fields for key in content) or all(key in fields for key in CONTENT):
            more = ", or add 'specs' or 'checks'" if self.has_documents else ""
            file.reader.fault(node, f"the entry needs either 'claims' or 'techniques', give one of the two{more}")
            return
        self._content(fields, entry)

    def _content(self, fields: dict[str, yaml.Node], entry: Entry) -> None:
        """Read what an entry says of models and techniques."""
        file = self.file
        if "claims" in fields:
            for claim in file.reader.items(fields["claims"], "'claims'"):
                self.claims.claim(claim, entry)
        if "techniques" in fields:
            for technique in file.reader.strings(fields["techniques"], "'techniques'"):
                values: Values = {"statement_id": entry.id, "technique_id": technique}
                file.add("statement_techniques", entry.line, values)
        if "figures" in fields:
            self.claims.figures(fields["figures"], entry, entry.evidence, of_allowed=True)
        if "specs" in fields:
            self.specifications.read(fields["specs"], entry)
        if "checks" in fields:
            self.verdicts.read(fields["checks"], entry)

    def _statement(self, fields: dict[str, yaml.Node]) -> Entry | None:
        file, at = self.file, self.file.reader.string(fields["at"], "'at'")
        match = ENTRY.fullmatch(at)
        if not match or self.locators.fault(file.source, match["locator"]):
            form = "section/paragraph/sentence as in 4.2/3/4"
            if not self.locators.has_sections(file.source):
                form = f"place/number as in p12/3, since {file.source!r} has no sections"
            file.reader.fault(fields["at"], f"'at' {at!r} is not a locator, write {form}")
            return None
        passage = passage_id(file.source, match["locator"])
        file.index.enter_passage(passage)
        self._check_place(fields["at"], match, passage)
        columns = file.values(STATEMENTS, fields)
        phrase = str(columns["phrase"])
        file.check_length(fields["phrase"], phrase)
        entry = Entry(f"{passage}{match['letter']}", passage, phrase, line_of(fields["at"]))
        file.index.letters.add(entry.id)
        file.index.statements += 1
        place: Values = {"id": entry.id, "ordinal": file.index.statements, "passage_id": passage}
        file.add("statements", entry.line, place | columns)
        return entry

    def _check_place(self, node: yaml.Node, match: re.Match[str], passage: str) -> None:
        place = self._place(node, match, passage)
        if place is None:
            return
        fault = self.file.reader.fault
        if place == self.last_place:
            fault(node, f"'at' {match[0]!r} occurs twice, distinguish its entries by the letters a, b …")
        elif place < self.last_place:
            fault(node, f"'at' {match[0]!r} comes after a later place, put the entries into reading order")
        elif not self._letter_is_next(place, passage):
            fault(node, f"'at' {match[0]!r} skips a letter, count the entries of a sentence a, b, c …")
        self.last_place = place

    def _place(self, node: yaml.Node, match: re.Match[str], passage: str) -> tuple[int, int, str] | None:
        """The place of an entry in the reading order of its file, or None where it has none there."""
        if not self.locators.has_sections(self.file.source):
            found = self.file.rows.query("SELECT ordinal FROM passages WHERE id = ?", passage).fetchone()
            return (found[0], 0, match["letter"]) if found and found[0] else None
        section = self.file.name.removeprefix("facts/").removesuffix(".yaml")
        if match["place"] != section:
            message = f"'at' {match[0]!r} is of another section, move it to facts/{match['place']}.yaml"
            self.file.reader.fault(node, message)
            return None
        paragraph, sentence = match["locator"].split("/")[1:]
        return int(paragraph), int(sentence), match["letter"]

    def _letter_is_next(self, place: tuple[int, int, str], passage: str) -> bool:
        """Whether an entry's letter continues the entries of its passage, also those of earlier bundles."""
        *position, letter = place
        if self.last_place == (*position, ""):
            return False
        return letter in ("", "a") or f"{passage}{chr(ord(letter) - 1)}" in self.file.index.letters
