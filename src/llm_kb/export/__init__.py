"""Exports: the whole knowledge base as files of many formats, the same bytes each time, put in place as a whole.

Each format is a module of this package with a function `write(connection, folder, tell)`; `FORMATS` is the one list of
them. Modules are imported when they are used, since some need libraries that not everybody has.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError
from llm_kb.export import places

Tell = Callable[[str], None]
Writer = Callable[[sqlite3.Connection, Path, Tell], None]


@dataclass(frozen=True)
class Format:
    """One format of exports."""

    name: str
    """Its name on the command line, and that of its module unless `module` says otherwise."""
    description: str
    """What is written, in a line."""
    mark: str
    """A file that every export in this format holds and none in another."""
    module: str = ""

    @property
    def write(self) -> Writer:
        """The function that writes it into an empty folder; raises KnowledgeBaseError where a library is missing."""
        try:
            writer: Writer = import_module(f"{__name__}.{self.module or self.name}").write
        except ModuleNotFoundError as error:
            told = f"The format {self.name} needs the library {error.name}"
            raise KnowledgeBaseError(f"{told}: install it with \"pip install 'llm-kb[exports]'\".") from error
        return writer


FORMATS = (
    Format("csv", "Comma-separated values, one file a table or view.", "design_facts.csv", "csv_files"),
    Format("json", "JSON, one file a table or view.", "design_facts.json", "json_files"),
    Format("ndjson", "JSON objects, one a line, one file a table or view.", "design_facts.ndjson"),
    Format("parquet", "Parquet with types and descriptions, one file a table or view.", "design_facts.parquet"),
    Format("xlsx", "An Excel workbook, one sheet a table or view.", "llm-kb.xlsx"),
    Format("sqlite", "The database file itself.", "llm_kb.db"),
    Format("datapackage", "A Frictionless data package: CSV with schema, keys and licence.", "datapackage.json"),
    Format("jsonld", "A schema.org Dataset with its files, for search engines.", "dataset.jsonld"),
    Format("bibtex", "The references as BibTeX, all and those behind each model.", "references.bib"),
    Format("csl", "The references as CSL-JSON, all and those behind each model.", "references.json"),
    Format("markdown", "Models by institution, and the questions with their answers.", "README.md"),
)
"""Every format, in the order in which help lists them."""


def export(connection: sqlite3.Connection, form: str, directory: Path, tell: Tell = lambda file: None) -> int:
    """Write the knowledge base into a directory, and return how many files that took; `tell` is told each of them.

    Beside them stands `SHA256SUMS` with their hashes. A directory that holds anything but an earlier export of the
    same format is refused; until all files are complete nothing in it changes. Raises KnowledgeBaseError, also where
    a library is missing or the place cannot be written, and KeyError for a format that there is not; a note on what
    is raised tells what is at `directory` then.
    """
    chosen = {format.name: format for format in FORMATS}[form]
    write = chosen.write
    directory = directory.resolve()
    with places.replacing(directory, chosen.mark) as fresh:
        write(connection, fresh, tell)
        return places.seal(fresh)
