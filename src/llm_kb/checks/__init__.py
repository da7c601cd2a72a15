"""Checks of a finished database: SQL that returns violations, each with severity and cure; terms; and row counts."""

import csv
import json
import sqlite3
from dataclasses import dataclass
from functools import cached_property

from llm_kb import derive
from llm_kb.checks import expectations, terms
from llm_kb.checks.mentions import mentions
from llm_kb.errors import KnowledgeBaseError
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile, read_folder

INTEGRITY = "integrity"
DOUBT = "doubt"
ROW_COUNTS = "row-counts"
UNNAMED = "technique-not-named"
NAME_IT = (
    "name the technique in the statement by its name, abbreviation or an alias, "
    "or give a reason in src/llm_kb/checks/unnamed.csv"
)
REVIEW = "see whether the change is meant, then run 'llm-kb seed count' and commit its result"


@dataclass(frozen=True)
class CheckFinding:
    """A violation of a check: the row at fault, the problem and the cure."""

    check: str
    severity: str
    row: str
    """The row at fault: its table, a space and its key, the columns of a key joined by commas."""
    problem: str
    cure: str

    @property
    def table(self) -> str:
        """The table of the row at fault."""
        return self.row.partition(" ")[0]

    @property
    def key(self) -> str:
        """The key of the row at fault in its table."""
        return self.row.partition(" ")[2]

    def __str__(self) -> str:
        return f"{self.row}: {self.problem} ({self.check}); {self.cure}"


@dataclass(frozen=True)
class Check:
    """One check: a statement that returns `row` and `problem` for every violation.

    `-- data: name: description` in its header binds the rows of `name.csv` beside it as the JSON array `:name`. The
    SQL function `mentions` is that of `llm_kb.checks.mentions`.
    """

    file: SqlFile

    @property
    def id(self) -> str:
        """Identifier of the check, the name of its file with dashes."""
        return self.file.name.replace("_", "-")

    @cached_property
    def severity(self) -> str:
        """`integrity` (the database is broken) or `doubt` (someone should look)."""
        return self.file.text("severity")

    @property
    def demand(self) -> str:
        """What the check demands, in one sentence."""
        return self.file.text("description")

    def run(self, connection: sqlite3.Connection) -> list[CheckFinding]:
        """All violations in a database."""
        cure = self.file.text("cure")
        data = {name: _csv_as_json(name) for name in self.file.named("data")}
        connection.create_function("mentions", 3, mentions, deterministic=True)
        findings = connection.execute(self.file.sql, data)
        return [CheckFinding(self.id, self.severity, row, problem, cure) for row, problem in findings]


def _csv_as_json(name: str) -> str:
    """The rows of a CSV file of this folder as a JSON array of objects."""
    with (PACKAGE / "checks" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return json.dumps(list(csv.DictReader(file)))


def all_checks() -> list[Check]:
    """Every check, by name."""
    return [Check(file) for file in read_folder(PACKAGE / "checks")]


def run(connection: sqlite3.Connection) -> list[CheckFinding]:
    """The findings of all checks, integrity failures first."""
    findings = [finding for check in all_checks() for finding in check.run(connection)]
    findings += [CheckFinding(UNNAMED, DOUBT, *problem, NAME_IT) for problem in terms.unnamed(connection)]
    findings += [
        CheckFinding(ROW_COUNTS, DOUBT, *difference, REVIEW) for difference in expectations.differences(connection)
    ]
    return sorted(findings, key=lambda finding: (finding.severity != INTEGRITY, finding.check, finding.row))


def probe(connection: sqlite3.Connection) -> None:
    """Ask for each table and column of this version; raises sqlite3.OperationalError where a database lacks one."""
    for entry in derive.entries():
        # An unknown name in quotes alone would be taken for a text.
        columns = ", ".join(f'"{entry.name}"."{column.name}"' for column in entry.columns)
        connection.execute(f'SELECT {columns} FROM "{entry.name}" LIMIT 0')


def raise_if_broken(connection: sqlite3.Connection) -> list[CheckFinding]:
    """Run all checks and return the doubts; raises KnowledgeBaseError with every integrity failure."""
    findings = run(connection)
    if broken := [finding for finding in findings if finding.severity == INTEGRITY]:
        raise KnowledgeBaseError("\n".join(map(str, broken)))
    return findings
