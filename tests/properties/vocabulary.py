"""What stands in addresses: names that something reads, and values that something trips over."""

from pathlib import Path

import yaml

_LISTS: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))

ODD = (
    *(
        "",
        " ",
        "9" * 400,
        "٣",
        "a\0b",
        "\0",
        "\n",
        "\r\n\r\nx: y",
        "\ud7ff",
        "\U0010ffff",
        "🦙",
        "e\u0301",
        "İ",
        "\u202e",
    ),
    *("a" * 3000, "," * 500, "x' OR 1=1 --", '"><planted-element>', "</script><planted-element>", "NEAR(a b)"),
    *_LISTS["odd"].split(),
)
"""Values that readers of addresses, SQL, templates and numbers trip over."""

ENDINGS = ("", "", "", "", ".json", ".json", ".csv", ".csv", ".svg", ".svg", ".nosuch")
"""What stands behind the name of a table, row or query, the usual ones more often."""

OTHERS = _LISTS["others"].split()
"""Addresses that are no page, table, row or query of ours."""

PAGES_READ = _LISTS["pages"].split()
"""Parameters of the site's own pages, and some that are none."""

COLUMNS_READ = _LISTS["columns"].split()
"""Parameters whose values are columns."""

SWITCHES = _LISTS["switches"].split()
"""Other parameters of Datasette's pages, and some of its next edition."""

OPERATORS = _LISTS["operators"].split()
"""What stands behind a column and two underscores in a filter."""

WORDS = (
    *("1 = 1", "id is not null", "1 = 1 order by 1", "model_id = 'llama-3'", "1 union select 1", "Llama 3", "false"),
    *('{"table": "models", "column": "id", "value": "x"}', '{"table": "facts"}'),
    *_LISTS["words"].split(),
)
"""Values that something is done with, such as forms of JSON, marks, conditions and names."""

STATEMENTS = _LISTS["statements"].splitlines()
"""Statements of visitors, good and bad ones."""
