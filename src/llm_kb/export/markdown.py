"""A Markdown page: the models by institution with the links of the companion list, and the questions with answers.

The list is as its source gives it; errata are in footnotes.
"""

import re
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from llm_kb import queries
from llm_kb.export import Progress, about
from llm_kb.export.about import Record

FILE = "README.md"
MARKDOWN_SPECIALS = re.compile(r"([\\`*_\[\]<>|~]|&(?=#?\w+;)|#(?=#*$))")
"""Characters with a meaning in Markdown."""


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write the page into a folder."""
    progress(FILE)
    text = "\n".join(_page(connection)) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8", newline="\n")


def _page(connection: sqlite3.Connection) -> Iterator[str]:
    edition = about.about(connection)
    notes = about.records(connection, "notes_on_lists")
    yield f"# {_plain(edition.title)}\n"
    yield f"{_plain(edition.description)}\n"
    yield from _questions(connection)
    yield from _models(about.records(connection, "listed_models"), notes)
    yield "## Sources and license\n"
    for source in edition.sources:
        yield f"- {_source(source)}"
    yield f"\nThis page is made from {about.CREDIT}, under [{about.LICENSE_TITLE}]({about.LICENSE_URL}).\n"
    yield from _footnotes(notes)


def _questions(connection: sqlite3.Connection) -> Iterator[str]:
    result = queries.run(connection, "questions", {"question": ""})
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    yield "## Questions\n"
    yield "Takeaways and positions are in our own words.\n"
    for dimension, questions in groupby(rows, lambda row: row["dimension"]):
        yield f"### {_plain(dimension)}\n"
        for row in questions:
            yield f"#### {row['section']} {_plain(row['question'])}\n"
            for part in ("takeaway", "position"):
                if row[part]:
                    yield f"**{part.capitalize()}:** {_plain(row[part])}\n"


def _models(models: list[Record], notes: list[Record]) -> Iterator[str]:
    institutions = len({model["institution"] for model in models})
    marks = "".join(_mark(note) for note in notes if note["model_id"] is None)
    yield "## Models by institution\n"
    yield f"{len(models)} models of {institutions} institutions, with the links that the companion list gives.{marks}\n"
    for institution, listed in groupby(models, lambda model: model["institution"]):
        yield f"### {_plain(institution)}\n"
        for model in listed:
            marks = "".join(_mark(note) for note in notes if note["model_id"] == model["model_id"])
            yield f"- **{_plain(model['name'])}** [[{_plain(model['link'])}]]({_link_target(model['url'])}){marks}"
        yield ""


def _source(source: Record) -> str:
    title = f"*{_plain(source['title'])}*"
    parts = (source["authors"], f"[{title}]({_link_target(source['url'])})" if source["url"] else title, source["date"])
    return f"{', '.join(text.replace(';', ',') for text in parts if text)}. {_plain(source['description'])}"


def _footnotes(notes: list[Record]) -> Iterator[str]:
    for note in {note["id"]: note for note in notes}.values():
        right = f" Right: {_plain(note['correction'])}." if note["correction"] else ""
        yield f"{_mark(note)}: {_plain(note['title'])}{right}"


def _mark(note: Record) -> str:
    return f"[^{note['id']}]"


def _plain(text: str) -> str:
    """The text with Markdown special characters escaped."""
    return MARKDOWN_SPECIALS.sub(r"\\\1", text)


def _link_target(url: str) -> str:
    """The URL with characters percent-encoded that would end a Markdown link."""
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
