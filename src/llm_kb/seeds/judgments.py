"""Validates what documents are silent about, and verdicts on facts."""

from collections.abc import Iterator

from llm_kb.seeds.problems import Problems
from llm_kb.seeds.rows import StagingRows

Fault = tuple[str, int, str]
"""File, line, and a message with the cure."""
WHOLE = "whole"
IN_PART = f"""
    SELECT u.file, u.line, u.source_id, d.read FROM {{}} AS u INNER JOIN documents AS d ON u.source_id = d.source_id
    WHERE u.bundle = ? AND u.{{}} = 'not-found' AND d.read <> '{WHOLE}'
"""


def check(rows: StagingRows, problems: Problems) -> None:
    """Check silence against what is stated, and verdicts against the facts that they are on."""
    for faults in (_read_in_part, _silent_and_stated, _own_facts, _without_erratum, _without_source):
        for fault in faults(rows):
            problems.add(*fault)


def _read_in_part(rows: StagingRows) -> Iterator[Fault]:
    for table, column in (("undisclosed", "status_id"), ("fact_verdicts", "verdict_id")):
        for file, line, source, read in rows.query(IN_PART.format(table, column), rows.bundle):
            message = (
                f"only a document that was read whole shows that something is not found, and of {source!r} {read!r}"
            )
            yield file, line, f"{message} was read: read the rest, or leave this out"


def _silent_and_stated(rows: StagingRows) -> Iterator[Fault]:
    stated = """
        SELECT u.file, u.line, u.model_id, u.attribute_id, p.id
        FROM undisclosed AS u
        INNER JOIN specification_values AS v ON u.model_id = v.model_id AND u.attribute_id = v.attribute_id
        INNER JOIN passages AS p ON v.passage_id = p.id AND u.source_id = p.source_id
        WHERE u.bundle = ? GROUP BY u.rowid
    """
    for file, line, model, attribute, passage in rows.query(stated, rows.bundle):
        message = f"the document is not silent about {attribute!r} of {model!r}, which {passage!r} is about"
        yield file, line, f"{message}: remove it here or there"


def _own_facts(rows: StagingRows) -> Iterator[Fault]:
    own = """
        SELECT v.file, v.line, v.evidence_id, v.source_id FROM fact_verdicts AS v
        INNER JOIN evidence AS e ON v.evidence_id = e.id
        INNER JOIN passages AS p ON e.passage_id = p.id AND v.source_id = p.source_id
        WHERE v.bundle = ?
    """
    for file, line, fact, source in rows.query(own, rows.bundle):
        yield file, line, f"the fact {fact!r} is of {source!r} itself, check only facts of other sources"


def _without_erratum(rows: StagingRows) -> Iterator[Fault]:
    undisputed = """
        SELECT file, line, evidence_id FROM fact_verdicts
        WHERE bundle = ? AND verdict_id = 'contradicted' AND evidence_id IN (SELECT id FROM evidence)
        AND evidence_id NOT IN (SELECT evidence_id FROM errata_places WHERE evidence_id IS NOT NULL)
    """
    if "errata_places" in rows.partial:
        return
    for file, line, fact in rows.query(undisputed, rows.bundle):
        yield file, line, f"the contradicted fact {fact!r} has no erratum, add one to errata.csv and errata_places.csv"


def _without_source(rows: StagingRows) -> Iterator[Fault]:
    judged = """
        SELECT v.file, v.line, v.evidence_id, min(other.source_id)
        FROM fact_verdicts AS v INNER JOIN fact_verdicts AS other ON v.evidence_id = other.evidence_id
        WHERE v.bundle = ? AND v.source_id IS NULL AND other.source_id IS NOT NULL GROUP BY v.rowid
    """
    for file, line, fact, source in rows.query(judged, rows.bundle):
        yield file, line, f"the fact {fact!r} has a source, since {source!r} has a verdict on it: keep one of the two"
