"""Breakages of specifications: how a value is written."""

from .breakages import Breakage, Spoil, edit
from .breakages_of_documents import makers
from .breakages_of_references import ADD_IT

REPORT = "facts/swift-3-report.yaml"
CARD = "facts/wren-2-card.yaml"


def report(kind: str, spoil: Spoil, what: str, cure: str, further: int = 0) -> Breakage:
    """A breakage of the facts of the report."""
    return makers(kind, REPORT, spoil, what, cure, further)


def card(kind: str, spoil: Spoil, what: str, cure: str, further: int = 0) -> Breakage:
    """A breakage of the facts of the card."""
    return makers(kind, CARD, spoil, what, cure, further)


VALUES = (
    card(
        "an attribute that does not exist",
        edit("experts_total:", "expert_total:"),
        "unknown key 'expert_total' in 'specs' (did you mean 'experts_total'?)",
        "remove or rename it",
    ),
    card(
        "a value of a model that does not exist",
        edit("model: wren-2, experts_total", "model: wren-22, experts_total"),
        "model_id 'wren-22' is not among models (did you mean 'wren-2'?)",
        ADD_IT,
    ),
    card(
        "values of no model",
        edit("{model: wren-2, experts_total: 8", "{experts_total: 8"),
        "'specs' has no 'model'",
        "add it",
    ),
    card(
        "a model without values",
        edit(", experts_total: 8, experts_active: 2", ""),
        "'specs' has no attribute",
        "add one with its value",
    ),
    card(
        "specifications that are a text",
        edit("{model: wren-2, experts_total: 8, experts_active: 2}", "eight experts"),
        "'specs' is not a mapping",
        "write it as key: value",
    ),
    card(
        "a number of an attribute in quotes",
        edit("experts_total: 8", 'experts_total: "8"'),
        "'experts_total' is not a plain number",
        "put what is printed into 'printed'",
    ),
    card(
        "a number of an attribute with its unit",
        edit("value: 2500000", "value: 2.5M"),
        "'total_parameters' is not a plain number",
        "put what is printed into 'printed'",
    ),
    card(
        "a number of an attribute with commas",
        edit("value: 2500000", 'value: "2,500,000"'),
        "'total_parameters' is not a plain number",
        "put what is printed into 'printed'",
    ),
    card(
        "a negative number of an attribute",
        edit("experts_total: 8", "experts_total: -8"),
        "'experts_total' is not a plain number",
        "put what is printed into 'printed'",
    ),
    card(
        "a bound of a number that is none of the three",
        edit("{value: 2500000, printed: 2.5M}", "{value: 2500000, printed: 2.5M, bound: upto}"),
        "bound_id 'upto' is not among bounds (did you mean 'up-to'?)",
        ADD_IT,
    ),
    card(
        "a bound of an attribute that is a text",
        edit("license: Nest License 1.0", "license: {value: Nest License 1.0, bound: about}"),
        "'license' is no number",
        "remove its 'bound'",
    ),
    card(
        "a number where a text is expected",
        edit("license: Nest License 1.0", "license: 1.0"),
        "'license' '1.0' would be parsed as a number",
        "put it in quotes",
    ),
    card(
        "a text without a value",
        edit("license: Nest License 1.0", "license: ''"),
        "'license' is empty",
        "correct it",
    ),
    card(
        "a flag in words",
        edit("open_weights: true", "open_weights: yes"),
        "'open_weights' is neither true nor false",
        "write one of the two without quotes",
    ),
    card(
        "a flag as a number",
        edit("open_weights: true", "open_weights: 1"),
        "'open_weights' is neither true nor false",
        "write one of the two without quotes",
    ),
    report(
        "a day that does not exist",
        edit('"2024-05-02"', '"2024-02-30"'),
        "'release_date' '2024-02-30' is no date",
        "write YYYY-MM-DD, YYYY-MM or YYYY in quotes",
    ),
    report(
        "a month that does not exist",
        edit('"2024-05-02"', '"2024-13"'),
        "'release_date' '2024-13' is no date",
        "write YYYY-MM-DD, YYYY-MM or YYYY in quotes",
    ),
    report(
        "a date in words",
        edit('"2024-05-02"', "May 2024"),
        "'release_date' 'May 2024' is no date",
        "write YYYY-MM-DD, YYYY-MM or YYYY in quotes",
    ),
    report(
        "a date without quotes",
        edit('"2024-05-02"', "2024-05-02"),
        "'release_date' '2024-05-02' would be parsed as a date",
        "put it in quotes",
    ),
    report(
        "a year without quotes",
        edit('knowledge_cutoff: "2023"', "knowledge_cutoff: 2023"),
        "'knowledge_cutoff' '2023' would be parsed as a number",
        "put it in quotes",
    ),
    report(
        "a base model that does not exist",
        edit("base_model: owl-2", "base_model: owl-2x"),
        "value_model_id 'owl-2x' is not among models (did you mean 'owl-2'?)",
        ADD_IT,
    ),
    report(
        "a value with an unknown key",
        edit("printed: 7 million", "print: 7 million"),
        "unknown key 'print' in 'total_parameters' (did you mean 'printed'?)",
        "remove or rename it",
    ),
    report(
        "a value of an unknown status",
        edit("status: inherited", "status: inherit"),
        "status_id 'inherit' is not among specification_statuses (did you mean 'inherited'?)",
        ADD_IT,
    ),
    report(
        "a value that is withheld",
        edit("{status: withheld}", "{status: withheld, value: twigs}"),
        "'training_hardware' is withheld and has a value",
        "remove one of the two",
    ),
    report(
        "a value that is not found in the passage",
        edit("{status: withheld}", "{status: not-found}"),
        "'training_hardware' is not found in any passage",
        "state that in 'silent'",
    ),
    report(
        "a cell without its value",
        edit("{value: 7000000, printed: 7 million}", "{printed: 7 million}"),
        "'total_parameters' has no 'value'",
        "add it",
    ),
    report(
        "a derived value that nobody can derive",
        edit("status: derived,\n    why: The sentence before names the copying.}", "status: derived}"),
        "'post_training_stages' is derived",
        "add a 'why' that says from what",
    ),
    report(
        "an inherited value that comes from nowhere",
        edit("status: inherited, why: It is a size of Swift 3.}", "status: inherited}"),
        "'knowledge_cutoff' is inherited",
        "add a 'why' that says from what",
    ),
    report(
        "an empty list of specifications",
        edit("specs: {model: swift-3, base_model: owl-2}", "specs: []"),
        "'specs' is an empty list",
        "fill it in or leave the key out",
    ),
    report(
        "an entry about nothing",
        edit("  specs: {model: [swift-3, swift-3-long], training_hardware: {status: withheld}}\n", "", below=-3),
        "the entry needs either 'claims' or 'techniques'",
        "or add 'specs' or 'checks'",
    ),
)
