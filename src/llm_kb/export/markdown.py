"""A Markdown page: the questions with answers, specifications, and the models with the links of the companion list.

The list is as its source gives it; errata are in footnotes.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from llm_kb import queries
from llm_kb.export import Progress, about
from llm_kb.export.about import Record
from llm_kb.wording import verdict_name

FILE = "README.md"
SPECIFICATIONS = (
    *("total_parameters", "active_parameters", "context_length", "attention_kind", "training_tokens", "license"),
    *("open_weights", "release_date", "base_model"),
)
"""The attributes of the table of models."""
MARKDOWN_SPECIALS = re.compile(r"([\\`*_\[\]<>|~]|&(?=#?\w+;)|#(?=#*$))")
"""Characters with a meaning in Markdown."""


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write the page into a folder."""
    progress(FILE)
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in _page(connection))


def _page(connection: sqlite3.Connection) -> Iterator[str]:
    edition = about.about(connection)
    notes = about.records(connection, "notes_on_lists")
    yield f"# {_plain(about.TITLE)}\n"
    yield f"Edition “{_plain(edition.title)}” of {edition.date}. {_plain(edition.description)}\n"
    yield from _questions(connection)
    yield from _accuracy(about.records(connection, "accuracy"))
    yield from _specifications(connection)
    yield from _models(about.records(connection, "listed_models"), notes)
    yield "## Sources and license\n"
    yield "What is said of the survey is said by the survey, what is said of a document by that document.\n"
    for publisher, sources in groupby(about.sources(connection), lambda source: source["publisher"]):
        if publisher:
            yield f"\n### Documents of {_plain(publisher)}\n"
        for source in sources:
            yield f"- {_source(source)}"
    yield f"\nThis page is made from {about.CREDIT}, under [{about.LICENSE_TITLE}]({about.LICENSE_URL}).\n"
    yield from _footnotes(notes)


def _questions(connection: sqlite3.Connection) -> Iterator[str]:
    rows = _rows(connection, "questions", question="")
    yield "## Questions\n"
    yield "Takeaways and positions are in our own words.\n"
    for dimension, questions in groupby(rows, lambda row: row["dimension"]):
        yield f"### {_plain(dimension)}\n"
        for row in questions:
            yield f"#### {row['section']} {_plain(row['question'])}\n"
            for part in ("takeaway", "position"):
                if row[part]:
                    yield f"**{part.capitalize()}:** {_plain(row[part])}\n"


def _rows(connection: sqlite3.Connection, query: str, **values: str) -> list[Record]:
    result = queries.run(connection, query, values)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def _accuracy(totals: list[Record]) -> Iterator[str]:
    """How the survey compares with documents of developers; nothing where none was compared."""
    for total in totals:
        verdicts = [name for name in total if name not in ("facts", "checked") and total[name]]
        counts = ", ".join(f"{total[name]:,} {verdict_name(name.replace('_', ' '))}" for name in verdicts)
        yield "## The survey and documents of developers\n"
        yield f"{total['checked']:,} of {total['facts']:,} facts of the survey are compared: {counts}.\n"


def _specifications(connection: sqlite3.Connection) -> Iterator[str]:
    """The specifications that are asked for most, one row a model; nothing where there are none."""
    names = {row["id"]: row["name"] for row in about.records(connection, "specified_attributes")}
    if not names:
        return
    yield "## Specifications\n"
    yield "The preferred value of each attribute. † Documents of the developer differ. Blank: not recorded.\n"
    shown = [name for name in SPECIFICATIONS if name in names]
    yield _line(["model", "developer", *(names[name] for name in shown)])
    yield _line(["---"] * (len(shown) + 2))
    specifications = about.stream(connection, "specifications", attributes=json.dumps(shown))
    for _, group in groupby(specifications, lambda row: row["model_id"]):
        of_model = {row["attribute"]: row for row in group}
        first = next(of_model[name] for name in shown if name in of_model)
        yield _line([first["model"], first["institution"], *(_value(of_model.get(name)) for name in shown)])
    yield ""


def _value(row: Record | None) -> str:
    """The value of a specification with its scope, or the status where the document gives none."""
    if row is None:
        return ""
    value = row["status"] if row["value"] is None else row["value"]
    scope = f" ({row['scope']})" if row["scope"] else ""
    return f"{value}{scope}{' †' if row['conflict'] else ''}"


def _line(cells: Iterable[str]) -> str:
    """A line of a Markdown table."""
    return f"| {' | '.join(cell if cell == '---' else _plain(' '.join(cell.split())) for cell in cells)} |"


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
    parts = (
        about.creator(source),
        f"[{title}]({_link_target(source['url'])})" if source["url"] else title,
        source["date"],
    )
    version = None if source["url"] else about.place(source)
    text = f"{', '.join(text.replace(';', ',') for text in parts if text)}. {_plain(about.summary(source))}"
    return f"{text} Read: {_plain(version)}." if version else text


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
