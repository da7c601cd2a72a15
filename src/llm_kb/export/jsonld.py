"""A schema.org Dataset in JSON-LD, with the files that it describes: the SQLite file and each table and view as CSV.

URLs of the files are relative, so that the folder can be put on any server. `variableMeasured` describes the columns of
the flat table of facts and the attributes of models, `isBasedOn` every source with what was taken from it, and
`citation` the references of the survey and the documents of developers.
"""

import sqlite3
from pathlib import Path
from typing import Any

from llm_kb.export import Progress, about, csv_files, sqlite
from llm_kb.export.about import About, Record
from llm_kb.export.json_stream import write_object
from llm_kb.export.references import Name, Reference, of
from llm_kb.export.tables import Table, tables
from llm_kb.files import sha256_of

FILE = "dataset.jsonld"
MEASURED = "design_facts"
TYPES = {
    "article": "ScholarlyArticle",
    "blog": "BlogPosting",
    "code": "SoftwareSourceCode",
    "conference-paper": "ScholarlyArticle",
    "configuration": "SoftwareSourceCode",
    "documentation": "TechArticle",
    "list": "WebPage",
    "model-card": "Report",
    "preprint": "ScholarlyArticle",
    "readme": "TechArticle",
    "software": "SoftwareSourceCode",
    "survey": "ScholarlyArticle",
    "system-card": "Report",
    "technical-report": "Report",
    "web-collection": "WebPage",
}
"""Types of schema.org by the kind of publication or source; any other is a `CreativeWork`."""

PERIODICALS = {"article": "Periodical", "conference-paper": "Book"}
"""schema.org types of the venue, by kind of publication; other kinds have none."""

Node = dict[str, Any]


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write the files and their description into a folder."""
    data = folder / "data"
    data.mkdir()
    sqlite.write(connection, data, progress)
    exported = tables(connection)
    downloads = [
        _download(folder, f"data/{sqlite.FILE}", about.TITLE, "The whole as an SQLite file.", "application/vnd.sqlite3")
    ]
    for table in exported:
        name = f"data/{table.name}.csv"
        progress(name)
        csv_files.write_table(table, folder / name)
        downloads.append(_download(folder, name, table.entry.title, table.entry.description, "text/csv"))
    progress(FILE)
    facts = next(table for table in exported if table.name == MEASURED)
    dataset = _dataset(about.about(connection)) | {
        "isBasedOn": map(_source, about.sources(connection)),
        "distribution": downloads,
        "variableMeasured": [*_variables(facts), *map(_attribute, about.records(connection, "attributes"))],
        "citation": map(_work, of(connection)),
    }
    write_object(folder / FILE, dataset)


def _dataset(edition: About) -> Node:
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about.TITLE,
        "description": edition.description,
        "version": edition.edition,
        "datePublished": edition.date,
        "inLanguage": "en",
        "keywords": list(about.KEYWORDS),
        "license": about.LICENSE_URL,
        "creditText": about.CREDIT,
        "isAccessibleForFree": True,
    }


def _source(source: Record) -> Node:
    return _without_empty(
        {
            "@type": TYPES.get(source["kind"], "CreativeWork"),
            "name": source["title"],
            "author": [{"@type": "Person", "name": name} for name in (source["authors"] or "").split("; ") if name],
            "publisher": _organization(source["publisher"]),
            "datePublished": source["date"],
            "version": source["revision"],
            "identifier": about.place(source),
            "url": source["url"],
            "license": source["license"],
            "genre": about.kind(source),
            "description": about.summary(source),
        }
    )


def _organization(name: str | None) -> Node | None:
    return {"@type": "Organization", "name": name} if name else None


def _attribute(attribute: Record) -> Node:
    """An attribute of models as a variable: a column of the specification sheet."""
    return _without_empty({"@type": "PropertyValue", **attribute})


def _download(folder: Path, name: str, title: str, description: str, kind: str) -> Node:
    path = folder / name
    return {
        "@type": "DataDownload",
        "name": title,
        "description": description,
        "encodingFormat": kind,
        "contentUrl": name,
        "contentSize": f"{path.stat().st_size} B",
        "sha256": sha256_of(path),
    }


def _variables(table: Table) -> list[Node]:
    return [
        {"@type": "PropertyValue", "name": column.name, "description": column.description}
        for column in table.entry.columns
    ]


def _work(reference: Reference) -> Node:
    venue = PERIODICALS.get(reference.kind)
    identifiers = {"DOI": reference.doi, "arXiv": reference.arxiv_id}
    return _without_empty(
        {
            "@type": TYPES.get(reference.kind, "CreativeWork"),
            "name": reference.title,
            "author": [_author(author) for author in reference.authors],
            "datePublished": reference.date or str(reference.year or ""),
            "publisher": _organization(reference.publisher),
            "version": reference.revision,
            "isPartOf": {"@type": venue, "name": reference.venue} if venue and reference.venue else None,
            "identifier": [
                {"@type": "PropertyValue", "propertyID": name, "value": value}
                for name, value in identifiers.items()
                if value
            ],
            "url": reference.url,
        }
    )


def _author(name: Name) -> Node:
    if "literal" in name:
        return {"@type": "Organization", "name": name["literal"]}
    given, family = name.get("given") or "", name["family"]
    return _without_empty(
        {"@type": "Person", "name": f"{given} {family}".strip(), "givenName": given, "familyName": family}
    )


def _without_empty(node: Node) -> Node:
    """A node without its empty properties."""
    return {name: value for name, value in node.items() if value}
