"""A difference is told as text, as Markdown and as JSON, each time the same way."""

import json

from llm_kb.diff import report

from .conftest import RETRACTION, Compare

CHANGES = f"""
    {RETRACTION};
    UPDATE models SET name = 'Wren *2*', parent_id = 'kiwi' WHERE id = 'wren-2';
    DELETE FROM technique_aliases WHERE alias = 'GRP';
    INSERT INTO institutions VALUES ('attic', 99, 'The Attic', 0);
    UPDATE techniques SET ordinal = ordinal + 1000 WHERE ordinal > 15;
    ALTER TABLE units ADD COLUMN color TEXT;
    CREATE TABLE shades (id TEXT PRIMARY KEY);
    INSERT INTO dictionary_tables VALUES ('shades', 'table', 'Shades', 'One row per shade.');
"""

TEXT = """\
table shades is only in the new one (rows: 0)
claim_changes: 1 added
  + tiny-flock--1
      retract Magpie uses half folding (inference): It was <wrong>.

institutions: 1 added
  + attic
      The Attic

models: 1 changed
  ~ wren-2
      Wren *2*
      name: Wren 2 → Wren *2*
      parent_id: NULL → kiwi

technique_aliases: 1 removed
  - group-relative-praise, GRP

techniques: {moved} moved

units: no rows differ
  column color is only in the new one

Rows: 2 added, 1 removed, 1 changed, {moved} moved, in 6 of {tables} tables."""

MARKDOWN = r"""Rows: 2 added, 1 removed, 1 changed, {moved} moved, in 6 of {tables} tables.

- table `shades` is only in the new one (rows: 0)

| table | added | removed | changed | moved |
|---|---:|---:|---:|---:|
| `claim_changes` | 1 |  |  |  |
| `institutions` | 1 |  |  |  |
| `models` |  |  | 1 |  |
| `technique_aliases` |  | 1 |  |  |
| `techniques` |  |  |  | {moved} |
| `units` |  |  |  |  |

### Claim changes

- Added: retract Magpie uses half folding (inference): It was \<wrong\>. (`tiny-flock--1`)

### Institutions

- Added: The Attic (`attic`)

### Models

- Changed: Wren \*2\* (`wren-2`): name from Wren 2 to Wren \*2\*; parent\_id from NULL to kiwi

### Technique aliases

- Removed: GRP (`group-relative-praise, GRP`)

### Units

- column `color` is only in the new one"""


def test_the_text_names_every_row_but_the_moved_ones(difference: Compare) -> None:
    found = difference(CHANGES)
    assert report.text(found) == TEXT.format(moved=found.counts["moved"], tables=found.compared)


def test_the_markdown_is_a_table_of_numbers_and_a_list_for_each_table(difference: Compare) -> None:
    found = difference(CHANGES)
    assert report.markdown(found) == MARKDOWN.format(moved=found.counts["moved"], tables=found.compared)


def test_the_json_holds_every_row_with_old_and_new_values(difference: Compare) -> None:
    found = difference(CHANGES)
    told = json.loads(report.as_json(found))
    tables = {table["table"]: table for table in told["tables"]}
    assert told["same"] is False
    assert told["tables_only_in_new"] == {"shades": 0}
    assert tables["models"]["changed"] == [
        {
            "key": {"id": "wren-2"},
            "label": "Wren *2*",
            "columns": {"name": {"old": "Wren 2", "new": "Wren *2*"}, "parent_id": {"old": None, "new": "kiwi"}},
        }
    ]
    assert tables["institutions"]["added"][0]["row"]["name"] == "The Attic"
    assert tables["units"]["columns_only_in_new"] == ["color"]
    assert len(tables["techniques"]["moved"]) == told["counts"]["moved"] == found.counts["moved"] > 0


def test_the_same_contents_are_said_to_be_the_same(difference: Compare) -> None:
    found = difference("SELECT 1")
    told = f"The contents are the same: {found.compared} tables."
    assert report.text(found).strip() == report.markdown(found).strip() == told
    assert json.loads(report.as_json(found))["same"] is True


def test_a_difference_of_the_schema_alone_is_said_to_be_one(difference: Compare) -> None:
    assert report.text(difference("ALTER TABLE units ADD COLUMN color TEXT")).endswith("Only the schema differs.")
