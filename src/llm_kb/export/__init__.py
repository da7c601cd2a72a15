"""Exports: the whole knowledge base as files of many formats, the same bytes each time, put in place as a whole.

Each format is a module of this package with a function `write(connection, folder, progress)`; `FORMATS` is the one
list of them. Modules are imported when they are used, since some need libraries that not everybody has.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError, install_command
from llm_kb.export import places

Progress = Callable[[str], None]
Writer = Callable[[sqlite3.Connection, Path, Progress], None]


@dataclass(frozen=True)
class Format:
    """One format of exports."""

    name: str
    """Its name on the command line, and that of its module unless `module` says otherwise."""
    description: str
    """One line on the files that it writes."""
    marker_file: str
    """A file that every export in this format has and none in another, by which an earlier export is recognized."""
    module: str = ""

    @property
    def write(self) -> Writer:
        """The function that writes it into an empty folder; raises KnowledgeBaseError where a library is missing."""
        try:
            writer: Writer = import_module(f"{__name__}.{self.module or self.name}").write
        except ModuleNotFoundError as error:
            message = f"The format {self.name} needs the library {error.name}"
            raise KnowledgeBaseError(f"{message}: '{install_command(str(error.name))}' installs it.") from error
        return writer


FORMATS = (
    Format("csv", "Comma-separated values, one file a table or view.", "design_facts.csv", "csv_files"),
    Format("json", "JSON, one file a table or view.", "design_facts.json", "json_files"),
    Format("ndjson", "JSON objects, one a line, one file a table or view.", "design_facts.ndjson"),
    Format("parquet", "Parquet with types and descriptions, one file a table or view.", "design_facts.parquet"),
    Format("xlsx", "An Excel workbook, one sheet a table or view.", "llm-kb.xlsx"),
    Format("sqlite", "The database file itself.", "llm_kb.db"),
    Format("datapackage", "A Frictionless data package: CSV with schema, keys and license.", "datapackage.json"),
    Format("jsonld", "A schema.org Dataset with its files, for search engines.", "dataset.jsonld"),
    Format("bibtex", "The references as BibTeX, all and those behind each model.", "references.bib"),
    Format("csl", "The references as CSL-JSON, all and those behind each model.", "references.json"),
    Format("markdown", "Models by institution, and the questions with their answers.", "README.md"),
)
"""Every format, in the order in which help lists them."""


def export(connection: sqlite3.Connection, name: str, directory: Path, progress: Progress = lambda file: None) -> int:
    """Write the knowledge base into a directory, and return the number of files; `progress` is called with each.

    Beside them stands `SHA256SUMS` with their hashes. A directory that holds anything but an earlier export of the
    same format is refused; until all files are complete nothing in it changes. Raises KnowledgeBaseError, also where
    a library is missing or the place cannot be written, and KeyError for an unknown format; every exception carries a
    note on what is at `directory` then.
    """
    export_format = {candidate.name: candidate for candidate in FORMATS}[name]
    write = export_format.write
    directory = directory.resolve()
    with places.replacing(directory, export_format.marker_file) as folder:
        write(connection, folder, progress)
        return places.write_checksums(folder)
