"""Validates documents, the passages in them, and attributes."""

from collections.abc import Iterator

from llm_kb.seeds.problems import Problems
from llm_kb.seeds.rows import StagingRows
from llm_kb.seeds.specifications import KEYS, KINDS
from llm_kb.text import listed

Fault = tuple[str, int, str]
"""File, line, and a message with the cure."""
WITHOUT_PUBLISHER = ("survey", "list", "catalog")
"""Kinds of documents that may speak for no developer, and for no model in particular."""
CODE = "code"
HOST = "github.com/"
"""The host that is meant where none is written."""


def check(rows: StagingRows, problems: Problems) -> None:
    """Check what takes more than one row or column of documents, passages and attributes."""
    for fault in _hashes(rows):
        problems.add(*fault)
    if rows.version == 1:
        return
    for faults in (_documents, _without_models, _parts_of_documents, _texts, _passages, _attributes):
        for fault in faults(rows):
            problems.add(*fault)


def _hashes(rows: StagingRows) -> Iterator[Fault]:
    """Sources without a hash whose passages are sentences of their text."""
    sentences = "SELECT file, line, id FROM sources WHERE bundle = ? AND sha256 IS NULL"
    if rows.version > 1:
        sentences += " AND id IN (SELECT source_id FROM sections)"
    for file, line, source in rows.query(sentences, rows.bundle):
        message = f"sha256 of {source!r} is empty, and passages are characters of its text"
        yield file, line, f"{message}, write the SHA-256 of that text"


def _documents(rows: StagingRows) -> Iterator[Fault]:
    columns = ("source_id", "kind_id", "publisher_id", "repository", "revision", "path", "pages", "original_sha256")
    hashes = dict(rows.query("SELECT id, sha256 FROM sources").fetchall())
    for row in list(rows.own_rows("documents", *columns)):
        v = row.values
        if not v["publisher_id"] and v["kind_id"] not in WITHOUT_PUBLISHER:
            yield row.file, row.line, f"publisher_id is empty, name the developer whose {v['kind_id']} it is"
        if v["kind_id"] == CODE and not all(v[name] for name in ("repository", "revision", "path")):
            yield row.file, row.line, "code needs its repository, revision and path, fill them in"
        elif str(v["repository"] or "").startswith(HOST):
            yield row.file, row.line, f"a repository on GitHub is OWNER/NAME, leave out '{HOST}'"
        elif (v["revision"] or v["path"]) and not v["repository"]:
            yield row.file, row.line, "a revision or path is of a repository, fill it in"
        elif v["repository"] and not v["revision"]:
            yield row.file, row.line, "a repository changes, fill in the revision that was read"
        if v["pages"] == 0:
            yield row.file, row.line, "pages is 0, write their number, or nothing where it has none"
        if v["original_sha256"] and v["original_sha256"] == hashes.get(v["source_id"]):
            yield row.file, row.line, "original_sha256 is that of the text itself, leave it empty"


def _without_models(rows: StagingRows) -> Iterator[Fault]:
    if "document_models" in rows.partial:
        return
    silent = f"""
        SELECT file, line, source_id FROM documents AS d
        WHERE bundle = ? AND kind_id NOT IN ({", ".join(map(repr, WITHOUT_PUBLISHER))})
        AND source_id IN (SELECT id FROM sources) AND source_id NOT IN (SELECT source_id FROM document_models)
    """
    for file, line, source in rows.query(silent, rows.bundle):
        yield file, line, f"{source!r} speaks for no model, add it to document_models.csv"


def _parts_of_documents(rows: StagingRows) -> Iterator[Fault]:
    """Rows of a source that is no document: its models and texts, what it is silent about, and its passages."""
    if "documents" in rows.partial:
        return
    parts = """
        SELECT min(file), min(line), source_id FROM {} WHERE bundle = ?
        AND source_id IN (SELECT id FROM sources) AND source_id NOT IN (SELECT source_id FROM documents) {}
        GROUP BY source_id
    """
    undivided = "AND source_id NOT IN (SELECT source_id FROM sections)"
    for table in ("document_models", "document_texts", "undisclosed", "fact_verdicts", "passages"):
        query = parts.format(table, undivided if table == "passages" else "")
        for file, line, source in rows.query(query, rows.bundle):
            yield file, line, f"{source!r} is not among documents, add it to documents.csv"


def _texts(rows: StagingRows) -> Iterator[Fault]:
    same = """
        SELECT t.file, t.line, s.id FROM document_texts AS t INNER JOIN sources AS s ON t.sha256 = s.sha256
        WHERE t.bundle = ?
    """
    for file, line, source in rows.query(same, rows.bundle):
        yield file, line, f"sha256 is that of {source!r} in sources.csv, list only further texts"


def _passages(rows: StagingRows) -> Iterator[Fault]:
    beyond = """
        SELECT p.file, p.line, p.page, d.source_id, d.pages
        FROM passages AS p INNER JOIN documents AS d ON p.source_id = d.source_id
        WHERE p.bundle = ? AND p.section_id IS NULL AND (p.page > d.pages OR (p.page IS NOT NULL AND d.pages IS NULL))
    """
    for file, line, page, source, pages in rows.query(beyond, rows.bundle):
        if pages is None:
            yield file, line, f"page {page} is of a document without pages, give {source!r} its pages in documents.csv"
        else:
            yield file, line, f"page {page} is beyond the {pages} pages of {source!r}, correct the page"


def _attributes(rows: StagingRows) -> Iterator[Fault]:
    for row in list(rows.own_rows("attributes", "id", "kind_id", "unit_id")):
        kind = row.values["kind_id"]
        if row.values["id"] in KEYS:
            yield row.file, row.line, f"id {row.values['id']!r} is a key of specs itself, choose another"
        if row.values["unit_id"] and kind != "number":
            yield row.file, row.line, f"unit_id is for numbers, and its kind is {kind}, remove one of the two"
    for row in list(rows.own_rows("attribute_kinds", "id")):
        if row.values["id"] not in KINDS:
            message = f"attribute_kinds has {row.values['id']!r}, which llm-kb cannot read"
            yield row.file, row.line, f"{message}, use {listed(KINDS)}"
