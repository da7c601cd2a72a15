"""The values that tests run named queries with."""

from collections.abc import Mapping

VALUES = {
    "catalog": ["report-1", "Report"],
    "outcome": ["differs", "Only-There", "only here", "agrees"],
    "attention": ["GQA", "mla"],
    "attributes": ["layers, context_length", "license, nothing"],
    "attribute": ["context_length", "License", "total parameters"],
    "bytes": ["1", "4"],
    "context": ["100000", "131072"],
    "grouping": ["section", "Basis", "institution"],
    "license": ["apache", "Roost"],
    "most": ["9000000000", "3"],
    "open": ["1", "0"],
    "position": ["rope"],
    "preferred": ["1", "0"],
    "topic": ["On 3-1", "on"],
    "verdict": ["contradicted", "Not found", "not-found", "partly"],
    "basis": ["implied", "Ambiguous", "Inferred"],
    "erratum": ["owl-rules", "slip-3"],
    "first": ["owl", "bird-5"],
    "metric": ["speed", "Throughput"],
    "role": ["teacher", "Data Source", "student"],
    "second": ["wren-1", "bird-9"],
    "vocabulary": ["relation", "stage"],
    "above": ["running", "way-8"],
    "columns": ["model_id, context_length, models_in_all", "license, models_in_all, model_id, context_length"],
    "exactly": ["1", "0"],
    "fact": ["tiny-source-2-1-3-1--wren-1--song-copying--uses--training", "no-fact"],
    "group": ["running", "Way-0", "way-16"],
    "id": ["running", "owl", "maker-2", "2.1"],
    "kind": ["technique", "question", "point", "title", "preprint", "Takeaway", "contradiction"],
    "models": ["owl, Bird-5", "bird-9, nobody, bird-2"],
    "offset": ["1", "3"],
    "publication": ["3", "12", "9"],
    "question": ["2.1", "3-1", "talkers"],
    "release": ["owl-2", "bird-9"],
    "relation": ["uses", "Omits", "serves", "Generates"],
    "sort": ["facts", "model", "year", "techniques", "citations", "context_length", "license", "release_date"],
    "status": ["verified", "Unverified", "withheld", "Not found"],
    "source": ["report-1", "makers", "Model-Card", "almanac"],
    "stage": ["Training", "inference", "decoding", "not stated"],
    "surveyed": ["1", "0"],
    "year": ["2023", "2025"],
    "dimension": ["making", "Architecture", "optimization"],
    "institution": ["nestworks", "Maker 1", "maker-2"],
    "listed": ["1", "0"],
    "since": ["2024", "2024-05"],
    "least": ["2", "3", "12"],
    "limit": ["2", "5"],
    "model": ["owl", "Wren 1", "bird-5", "bird-9", "bird-30", "the bird", "Birds 3", "nobody"],
    "section": ["2.1", "3", "4-1"],
    "technique": ["running", "Way-3", "W9", "song copying", "way-16", "nothing"],
}
"""Values of each parameter, most of them of the made-up knowledge base, some that nothing has."""


def cases(parameters: Mapping[str, str]) -> list[dict[str, str]]:
    """Values to run a query with: none at all, each value of a parameter alone, and one of each together."""
    blank = dict.fromkeys(parameters, "")
    alone = [{**blank, name: value} for name in parameters for value in VALUES[name]]
    together = (
        [{name: VALUES[name][place % len(VALUES[name])] for name in parameters} for place in (0, 1)]
        if len(parameters) > 1
        else []
    )
    return [blank, *alone, *together]
