"""What a table's page may be asked to count by."""

from urllib.parse import parse_qsl

from datasette.utils.asgi import BadRequest

MOST = 10
"""How many counts a page may be asked for beside those that it has from the start: each is a statement of its own."""
NAMES = ("_facet", "_facet_array", "_facet_date")
"""Parts of an address that ask for a count by a column, by the items of a list, or by a day."""
SIZE = "_facet_size"
"""Part of an address that says how many values of each are listed."""


def check(query_string: str) -> None:
    """See that an address asks for counts that can be given; raises BadRequest with what is wrong and the cure."""
    asked = [pair for pair in parse_qsl(query_string, keep_blank_values=True) if pair[0].startswith("_facet")]
    counts = [(name, value) for name, value in asked if name != SIZE]
    unknown = next((name for name, _ in counts if name not in NAMES), None)
    if unknown:
        raise BadRequest(f"There is no {unknown!r}: write _facet=COLUMN to count by a column.")
    if any(value.startswith("{") for _, value in counts):
        raise BadRequest("A count is asked for by the name of a column alone: write _facet=COLUMN.")
    if len(counts) > MOST:
        raise BadRequest(f"A page counts by at most {MOST} columns, and this asks for {len(counts)}: ask for fewer.")
