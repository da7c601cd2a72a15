"""A workbook: one sheet a table or view, its header frozen.

Texts are written as texts, so that none becomes a formula, a link or a number; NULL is an empty cell. Rows are written
as they come, so texts stand in their cells (inline strings) and widths of columns are computed here.
"""

import sqlite3
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import cell_autofit_width
from xlsxwriter.worksheet import Worksheet

from llm_kb.errors import KnowledgeBaseError
from llm_kb.export import Progress, about
from llm_kb.export.tables import Table, tables

FILE = "llm-kb.xlsx"
ACTIVE_SHEET = "design_facts"
MAX_WIDTH = 400
"""Maximum width of a column, in pixels."""
FILTER_BUTTON = 16
"""Width of the button of a filter in the header, in pixels."""


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write the workbook; raises KnowledgeBaseError for what does not fit into a worksheet, and OSError."""
    try:
        _write_workbook(connection, folder, progress)
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _write_workbook(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    edition = about.about(connection)
    with Workbook(folder / FILE, {"tmpdir": str(folder), "constant_memory": True}) as workbook:
        # Without a date of its own the workbook would hold the time of writing.
        workbook.set_properties({"title": about.TITLE, "created": datetime.fromisoformat(edition.date)})
        bold = workbook.add_format({"bold": True})
        for table in tables(connection):
            progress(f"{FILE}: {table.name}")
            sheet = workbook.add_worksheet(table.name)
            _fill(sheet, table, bold)
            if table.name == ACTIVE_SHEET:
                sheet.activate()


def _fill(sheet: Worksheet, table: Table, bold: Format) -> None:
    widths = [cell_autofit_width(name) + FILTER_BUTTON for name in table.columns]
    for place, name in enumerate(table.columns):
        sheet.write_string(0, place, name, bold)
    line = 0
    for line, row in enumerate(table.rows(), 1):
        for place, value in enumerate(row):
            if value is not None:
                _write(sheet, line, place, value)
                if widths[place] < MAX_WIDTH:
                    widths[place] = max(widths[place], *map(cell_autofit_width, str(value).split("\n")))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, line, len(table.columns) - 1)
    for place, width in enumerate(widths):
        sheet.set_column_pixels(place, place, min(width, MAX_WIDTH))


def _write(sheet: Worksheet, line: int, place: int, value: str | float) -> None:
    write_cell = sheet.write_string if isinstance(value, str) else sheet.write_number
    if write_cell(line, place, value) != 0:
        message = f"Row {line} of {sheet.get_name()} does not fit into a worksheet"
        raise KnowledgeBaseError(f"{message}: choose another format.")
