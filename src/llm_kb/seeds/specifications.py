"""Reads the specifications of an entry: values of attributes of models."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

import yaml

from llm_kb.seeds.entries import Entry, FactFile, line_of
from llm_kb.seeds.format import SPECIFICATION_VALUES
from llm_kb.seeds.rows import Values
from llm_kb.text import readable_number

KINDS = ("number", "text", "term", "date", "flag", "model", "example", "identifier")
"""The kinds of attributes, which determine how a value is written."""
WITHHELD, NOT_FOUND = "withheld", "not-found"
CONCLUDED = ("derived", "inherited")
MODEL, SCOPE, VALUE, BOUND = "model", "scope", "value", "bound"
EXACT = "exact"
KEYS = (MODEL, SCOPE)
"""Keys of a mapping of values that are no attributes."""
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def is_date(text: str) -> bool:
    """Whether a text is a day, a month or a year that exists: YYYY-MM-DD, YYYY-MM or YYYY."""
    try:
        return bool(DATE.fullmatch(text)) and bool(date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False


class SpecificationReader:
    """Reads specifications into rows."""

    def __init__(self, file: FactFile) -> None:
        self.file = file

    def read(self, node: yaml.Node, entry: Entry) -> None:
        """Read the `specs` of an entry: a mapping, or a list of mappings."""
        if "attributes" in self.file.rows.partial:
            return
        seen = Counter[tuple[str, str]]()
        items = self.file.reader.items(node, "'specs'") if isinstance(node, yaml.SequenceNode) else (node,)
        for item in items:
            self._mapping(item, entry, seen)

    def _mapping(self, node: yaml.Node, entry: Entry, seen: Counter[tuple[str, str]]) -> None:
        attributes = self.file.terms.attributes
        fields = self.file.reader.mapping(node, (*KEYS, *attributes), "'specs'")
        if fields is None or not self.file.has_keys(node, fields, (MODEL,), "'specs'"):
            return
        models = self.file.reader.strings(fields[MODEL], "'model'")
        scope = self.file.reader.string(fields[SCOPE], "'scope'") if SCOPE in fields else None
        cells = {name: cell for name, cell in fields.items() if name in attributes}
        if not cells and len(fields) == len(node.value):
            self.file.reader.fault(node, "'specs' has no attribute, add one with its value")
        for attribute, cell in cells.items():
            values = self._cell(attribute, cell, scope)
            if values is not None:
                self._add(values, attribute, models, entry, seen, line_of(cell))

    def _add(
        self,
        values: Values,
        attribute: str,
        models: Iterable[str],
        entry: Entry,
        seen: Counter[tuple[str, str]],
        line: int,
    ) -> None:
        """Add a value for each model; several of one attribute, told apart by their scopes, are numbered from 2."""
        for model in models:
            seen[model, attribute] += 1
            number = f"--{seen[model, attribute]}" if seen[model, attribute] > 1 else ""
            place: Values = {
                "id": f"{entry.id}--{model}--{attribute}{number}",
                "statement_id": entry.id,
                "passage_id": entry.passage_id,
                "model_id": model,
                "attribute_id": attribute,
            }
            self.file.add("specification_values", line, place | values)

    def _cell(self, attribute: str, node: yaml.Node, scope: str | None) -> Values | None:
        """The columns of a value: a scalar, or a mapping with further keys."""
        fields: dict[str, yaml.Node] | None = {VALUE: node}
        if isinstance(node, yaml.MappingNode):
            fields = self.file.reader.mapping(node, (VALUE, *self.file.keys(SPECIFICATION_VALUES)), repr(attribute))
        if fields is None:
            return None
        values = self.file.values(SPECIFICATION_VALUES, fields)
        values["scope"] = values["scope"] or scope
        status = values["status_id"]
        if fault := _fault_of_status(attribute, str(status), fields):
            self.file.reader.fault(node, fault)
            return None
        if BOUND in fields and self.file.terms.attributes[attribute] != "number":
            self.file.reader.fault(fields[BOUND], f"{attribute!r} is no number, remove its 'bound'")
            return None
        if status != WITHHELD:
            values |= self._value(attribute, fields[VALUE], str(values.get("bound_id", EXACT)))
        if values["printed"] == values.get(VALUE):
            values["printed"] = None
        return values

    def _value(self, attribute: str, node: yaml.Node, bound: str) -> Values:
        """The value as text for people, and as a number or model where it is one."""
        kind, what = self.file.terms.attributes[attribute], repr(attribute)
        if kind == "number":
            number = self.file.reader.count(node, what)
            return {} if number is None else {VALUE: self._bounded(readable_number(number), bound), "number": number}
        if kind == "flag":
            flag = self.file.reader.flag(node, what)
            return {} if flag is None else {VALUE: "yes" if flag else "no", "number": int(flag)}
        text = self.file.reader.string(node, what)
        if kind == "date" and text and not is_date(text):
            message = f"{what} {text!r} is no date, write YYYY-MM-DD, YYYY-MM or YYYY in quotes"
            self.file.reader.fault(node, message)
        if kind != "model":
            return {VALUE: text}
        name = self.file.rows.query("SELECT name FROM models WHERE id = ?", text).fetchone()
        return {VALUE: name[0] if name else text, "value_model_id": text}

    def _bounded(self, number: str, bound: str) -> str:
        """A number for people after its bound: `more than 30T`."""
        if bound == EXACT:
            return number
        name = self.file.rows.query("SELECT name FROM bounds WHERE id = ?", bound).fetchone()
        return f"{name[0]} {number}" if name else number


def _fault_of_status(attribute: str, status: str, fields: dict[str, yaml.Node]) -> str | None:
    """The problem of a value with its status, with the cure, or None."""
    if status == NOT_FOUND:
        return f"{attribute!r} is not found in any passage, state that in 'silent' at the end of the file"
    if status == WITHHELD:
        return f"{attribute!r} is withheld and has a value, remove one of the two" if VALUE in fields else None
    if VALUE not in fields:
        return f"{attribute!r} has no 'value', add it"
    if status in CONCLUDED and "why" not in fields:
        return f"{attribute!r} is {status}, add a 'why' that says from what"
    return None
