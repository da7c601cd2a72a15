"""The format of seed bundles: every file and column, declared once; everything else here follows from that.

The format grows and old bundles stay readable: a column, file or vocabulary that comes later is declared with
`since=N`, where N is a format that no released bundle is of yet, and `NEWEST` becomes N. A bundle is read as its own
format has it, so it lacks what came later, and the columns of the tables are empty there.
"""

from llm_kb.seeds.format.declaration import SeedColumn, SeedTable, computed, file_only, identity, text
from llm_kb.seeds.format.documents import DOCUMENTS
from llm_kb.seeds.format.facts import EVIDENCE, EVIDENCE_MODELS, MEASUREMENTS, SAID, STATEMENTS, WITHOUT_FACTS
from llm_kb.seeds.format.specifications import (
    DOCUMENTATION,
    FACT_VERDICTS,
    SPECIFICATION_VALUES,
    STATED,
    UNDISCLOSED,
)
from llm_kb.seeds.format.subjects import SUBJECTS

__all__ = [
    "COLUMNS",
    "EVIDENCE",
    "EVIDENCE_MODELS",
    "FACT_TABLES",
    "FACT_VERDICTS",
    "FILES",
    "MEASUREMENTS",
    "NEWEST",
    "REFERENCES",
    "SPECIFICATION_VALUES",
    "STATEMENTS",
    "TABLES",
    "TERMS",
    "UNDISCLOSED",
    "VOCABULARIES",
    "SeedColumn",
    "SeedTable",
]

NEWEST = 3
"""The newest format, which new bundles are laid out in."""

TERMS = {
    **dict.fromkeys(("relations", "stages", "roles", "bases", "model_kinds", "alias_kinds", "link_kinds"), 1),
    **dict.fromkeys(("finding_kinds", "technique_kinds", "publication_roles", "publication_kinds"), 1),
    **dict.fromkeys(("venue_kinds", "marker_roles", "metrics", "changes", "bounds", "units"), 1),
    **dict.fromkeys(("erratum_kinds", "erratum_statuses", "claim_change_kinds"), 1),
    **dict.fromkeys(("source_kinds", "text_kinds", "attribute_kinds", "specification_statuses", "verdict_kinds"), 2),
}
"""The vocabularies, each a table that vocabularies.csv fills, with the format that it came with."""

VOCABULARIES = SeedTable(
    "vocabularies",
    (file_only("vocabulary"), identity(), text("name"), text("definition"), computed("ordinal")),
    file_key=("vocabulary", "id"),
)
"""The file that fills all of them, and the columns of each."""

FACT_TABLES = (*SAID, *STATED)
"""The tables that facts fill."""

TABLES = {
    **{name: SeedTable(name, VOCABULARIES.stored, since=since) for name, since in TERMS.items()},
    **{table.name: table for table in (*DOCUMENTS, *SUBJECTS, *DOCUMENTATION, *FACT_TABLES, *WITHOUT_FACTS)},
}
"""Every table that a bundle fills, so ordered that references point backward."""

FILES = tuple(table for table in TABLES.values() if table.file_key)
"""The tables that have a CSV file of their own, in the order in which these are read."""

COLUMNS = {name: tuple(column.table_column for column in table.stored) for name, table in TABLES.items()}
"""The columns of every table."""

REFERENCES = {
    name: {column.table_column: column.references for column in table.stored if column.references}
    for name, table in TABLES.items()
}
"""For each table: which column holds the id of a row of which other table."""
