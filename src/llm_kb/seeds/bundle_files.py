"""The CSV files of a bundle and of those before it as they are, valid or not, for the tools that write rows."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds.edition import read_edition
from llm_kb.seeds.format import FILES
from llm_kb.seeds.problems import Problems
from llm_kb.seeds.text import read_text

Row = Mapping[str, str]
DECLARED = {file.name: file for file in FILES}


class BundleFiles:
    """The files of a bundle; raises SeedError where its edition.yaml or that of an earlier one cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folders: list[Path] = []
        """The bundles from the oldest to this one."""
        self.version = 1
        problems = Problems(folder.name)
        while True:
            edition = read_edition(folder, tuple(path.name for path in reversed(self.folders)), problems)
            if edition is None or problems.collected:
                raise problems.error()
            self.version = max(self.version, edition.version)
            self.folders.insert(0, folder)
            if not (follows := edition.values.get("follows")):
                return
            folder = folder.parent / follows

    def rows(self, table: str) -> list[Row]:
        """The rows of a table, those of earlier bundles first."""
        return [row for folder in self.folders for row in self._rows(folder, table)]

    def own(self, table: str) -> list[Row]:
        """The rows of a table in this bundle alone."""
        return self._rows(self.folder, table)

    def source_of(self, sha256: str) -> str | None:
        """The source whose characters are counted in a text of this hash."""
        return next((row["id"] for row in self.rows("sources") if row["sha256"] == sha256), None)

    def lines(self, table: str, rows: Iterable[Row]) -> str:
        """Rows as lines of the file of a table."""
        stream = io.StringIO()
        header = DECLARED[table].header(self.version)
        writer = csv.DictWriter(stream, header, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writerows(rows)
        return stream.getvalue()

    def append(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows at the end of the file of a table."""
        self.write(table, [*self.own(table), *rows])

    def write(self, table: str, rows: Iterable[Row]) -> None:
        """Write the file of a table; raises KnowledgeBaseError where the format of the bundle has no such table."""
        if (since := DECLARED[table].since) > self.version:
            message = f"{self.folder.name} has format {self.version}, which has no {DECLARED[table].file}"
            raise KnowledgeBaseError(f"{message}: write 'format: {since}' into its edition.yaml.")
        header = ",".join(DECLARED[table].header(self.version)) + "\n"
        path = self.folder / DECLARED[table].file
        path.write_text(header + self.lines(table, rows), encoding="utf-8", newline="\n")

    def _rows(self, folder: Path, table: str) -> list[Row]:
        path = folder / DECLARED[table].file
        if not path.is_file():
            return []
        problems = Problems(folder.name)
        text = read_text(path, path.name, problems)
        if text is None:
            raise problems.error()
        try:
            return [{name: value or "" for name, value in row.items()} for row in csv.DictReader(io.StringIO(text))]
        except (csv.Error, TypeError, AttributeError) as error:
            message = f"{path.name!r} of {folder.name!r} is not CSV ({error})"
            raise KnowledgeBaseError(f"{message}: correct what 'llm-kb seed check' lists first.") from error
