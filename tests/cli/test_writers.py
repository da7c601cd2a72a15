"""What each output format writes of the same rows, character by character."""

import io
from datetime import date

import pytest

from llm_kb.cli.output import WRITERS

COLUMNS = ("bird", "eggs", "of")
ROWS = [("owl › Käuzchen", 1, None), ('a "wren",\n2', 1.5, date(2025, 6, 1))]
EMPTY: dict[str, str] = {"json": "[]\n", "nl": "", "csv": "bird,eggs,of\n", "tsv": "bird\teggs\tof\n"}
WRITTEN = {
    "json": """[
  {"bird": "owl › Käuzchen", "eggs": 1, "of": null},
  {"bird": "a \\"wren\\",\\n2", "eggs": 1.5, "of": "2025-06-01"}
]
""",
    "nl": """{"bird": "owl › Käuzchen", "eggs": 1, "of": null}
{"bird": "a \\"wren\\",\\n2", "eggs": 1.5, "of": "2025-06-01"}
""",
    "csv": 'bird,eggs,of\nowl › Käuzchen,1,\n"a ""wren"",\n2",1.5,2025-06-01\n',
    "tsv": 'bird\teggs\tof\nowl › Käuzchen\t1\t\n"a ""wren"",\n2"\t1.5\t2025-06-01\n',
    "table": (
        "bird            eggs    of\n--------------  ------  ----------\nowl › Käuzchen  1\n"
        'a "wren",       1.5     2025-06-01\n2\n'
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_format_writes_rows_to_the_character(name: str) -> None:
    stream = io.StringIO(newline="")
    WRITERS[name](COLUMNS, iter(ROWS), stream)
    assert "\n".join(line.rstrip(" ") for line in stream.getvalue().split("\n")) == WRITTEN[name]


@pytest.mark.parametrize("name", EMPTY)
def test_a_format_writes_no_rows(name: str) -> None:
    stream = io.StringIO(newline="")
    WRITERS[name](COLUMNS, iter(()), stream)
    assert stream.getvalue() == EMPTY[name]


def test_every_format_is_known() -> None:
    assert set(WRITERS) == set(WRITTEN)
