"""Breakages of what a claim names: models, techniques, stages, citations, figures."""

from .breakages import Breakage, edit
from .breakages_of_references import ADD_IT, unknown

NAMED = (
    unknown(
        "a claim's model",
        "facts/2.1.yaml",
        edit("model: finch", "model: fich"),
        "model_id 'fich' is not among models (did you mean 'finch'?)",
    ),
    unknown(
        "a claim's technique",
        "facts/2.1.yaml",
        edit("omits: rule-list", "omits: rules-list"),
        "technique_id 'rules-list' is not among techniques (did you mean 'rule-list'?)",
    ),
    unknown(
        "a technique of an entry without claims",
        "facts/abstract.yaml",
        edit("[feather-folding]", "[feather-foldin]", below=-3),
        "technique_id 'feather-foldin' is not among techniques (did you mean 'feather-folding'?)",
    ),
    unknown(
        "a stage",
        "facts/2.1.yaml",
        edit("stage: post-training", "stage: posttraining"),
        "stage_id 'posttraining' is not among stages (did you mean 'post-training'?)",
    ),
    unknown(
        "a teacher",
        "facts/2.1.yaml",
        edit("teacher: owl-2-large", "teacher: owl-2-larger"),
        "model_id 'owl-2-larger' is not among models (did you mean 'owl-2-large'?)",
    ),
    unknown(
        "a judge",
        "facts/2.1.yaml",
        edit("judge: [wren-1]", "judge: [wren-1, wren-2]"),
        "model_id 'wren-2' is not among models (did you mean 'wren-1'?)",
    ),
    unknown(
        "a metric",
        "facts/2.2.yaml",
        edit("metric: speed", "metric: spead"),
        "metric_id 'spead' is not among metrics (did you mean 'speed'?)",
    ),
    unknown(
        "a unit",
        "facts/2.2.yaml",
        edit("unit: times", "unit: time"),
        "unit_id 'time' is not among units (did you mean 'times'?)",
    ),
    unknown(
        "a direction of change",
        "facts/2.2.yaml",
        edit("change: increase", "change: increases"),
        "change_id 'increases' is not among changes (did you mean 'increase'?)",
    ),
    unknown(
        "a bound",
        "facts/2.2.yaml",
        edit("bound: up-to", "bound: upto"),
        "bound_id 'upto' is not among bounds (did you mean 'up-to'?)",
    ),
    Breakage(
        "a baseline model that does not exist",
        "facts/2.2.yaml",
        edit("baseline_model: wren-1", "baseline_model: wren-2", below=-1),
        "baseline_model_id 'wren-2' is not among models (did you mean 'wren-1'?)",
        ADD_IT,
    ),
    unknown(
        "a baseline technique",
        "facts/2.2.yaml",
        edit("baseline_technique: early-roosting", "baseline_technique: roosting"),
        "baseline_technique_id 'roosting' is not among techniques",
    ),
    Breakage(
        "a citation that the sentence does not have",
        "facts/2.1.yaml",
        edit('cites: ["1", "4"]', 'cites: ["1", "2"]'),
        "the sentence does not cite [2] but [3], [1], [4]",
        "see citations.csv",
    ),
    Breakage(
        "a citation of a sentence that cites nothing",
        "facts/2.1.yaml",
        edit("{model: finch, omits: rule-list}", '{model: finch, omits: rule-list, cites: ["2"]}'),
        "the sentence does not cite [2] or anything else",
        "see citations.csv",
    ),
    Breakage(
        "a model that a list names twice",
        "facts/2.1.yaml",
        edit("[owl-2-small, owl-2-tiny]", "[owl-2-small, owl-2-small]"),
        "'model' 'owl-2-small' occurs twice in one list",
        "keep one of them",
        further=4,
    ),
)

FIGURES = (
    Breakage(
        "a figure without its print",
        "facts/2.2.yaml",
        edit("{metric: duration, printed: one winter}", "{metric: duration}"),
        "the figure needs 'metric' and 'printed'",
        "add them",
    ),
    Breakage(
        "a figure of a technique that the entry does not have",
        "facts/2.2.yaml",
        edit("of: feather-folding", "of: turn-tags", below=-1),
        "'of' names 'turn-tags', which no claim of the entry has",
        "name one that it has",
    ),
    Breakage(
        "a figure of a technique that is misspelled",
        "facts/2.2.yaml",
        edit("of: feather-folding", "of: feather-foldin", below=-1),
        "'of' names 'feather-foldin', which no claim of the entry has (did you mean 'feather-folding'?)",
        "name one that it has",
    ),
    Breakage(
        "a claim's figure that says of what it is",
        "facts/2.2.yaml",
        edit("scope: wings", "scope: wings, of: feather-folding"),
        "'of' is only for figures of an entry",
        "a claim's figure already belongs to the claim",
    ),
    Breakage(
        "a ratio where a number is expected",
        "facts/2.2.yaml",
        edit("value: 3,", "value: 3:1,"),
        "'value' is not a plain number such as 50 or 2.5",
        "put words and ratios into 'printed'",
    ),
    Breakage(
        "a number in quotes",
        "facts/2.2.yaml",
        edit("value: 40,", 'value: "40",'),
        "'value' is not a plain number such as 50 or 2.5",
        "put words and ratios into 'printed'",
    ),
    Breakage(
        "a number that YAML reads as octal",
        "facts/2.2.yaml",
        edit("from: 60,", "from: 060,"),
        "'from' is not a plain number such as 50 or 2.5",
        "put words and ratios into 'printed'",
    ),
    Breakage(
        "a ratio that YAML reads in sixties",
        "facts/2.2.yaml",
        edit('printed: "3:1"', "printed: 3:1"),
        "'printed' '3:1' would be parsed as a number",
        "put it in quotes",
    ),
)
