"""Breakages of passages in documents without sections."""

from pathlib import Path

from .breakages import edit
from .breakages_of_documents import HASH, makers


def undocumented(path: Path) -> int:
    """Remove the configuration from the documents; the problem is told at its first passage."""
    documents = path.with_name("documents.csv")
    lines = documents.read_text(encoding="utf-8").splitlines(keepends=True)
    documents.write_text("".join(line for line in lines if "configuration" not in line), encoding="utf-8")
    return path.read_text(encoding="utf-8").partition("\nswift-3-config,")[0].count("\n") + 2


PASSAGES = (
    makers(
        "passages of a source that is no document",
        "passages.csv",
        undocumented,
        "'swift-3-config' is not among documents",
        "add it to documents.csv",
        further=1,
    ),
    makers(
        "a locator of a section in a document without sections",
        "passages.csv",
        edit("swift-3-report,p1/1,", "swift-3-report,p1/1/1,"),
        "at 'p1/1/1' names a sentence of a section, and 'swift-3-report' has no sections",
        "write place/number, such as p12/3",
        further=1,
    ),
    makers(
        "a locator of a page in a source with sections",
        "errata_places.csv",
        edit("swift-moss,1,tiny-source,3.1/4/2", "swift-moss,1,tiny-source,p3/1"),
        "at 'p3/1' is not well-formed",
        "write section/paragraph/sentence",
    ),
    makers(
        "a passage of a source with sections that has a page",
        "passages.csv",
        edit("swift-3-report,p1/1,", f"tiny-source,3.1/9/9,1-2,{HASH},,3\nswift-3-report,p1/1,"),
        "locator and page are for sources without sections, and 'tiny-source' has some",
        "leave them empty",
    ),
    makers(
        "a locator that is no place",
        "passages.csv",
        edit("wren-2-card,details/3,", "wren-2-card,Details 3,"),
        "at 'Details 3' is not well-formed",
        "write place/number, such as p12/3 or training-data/1",
        further=1,
    ),
    makers(
        "a passage without a locator for people",
        "passages.csv",
        edit(",Training,", ",,"),
        "locator is empty",
        "write the place for people",
    ),
    makers(
        "a page beyond the document's pages",
        "passages.csv",
        edit("wren-2-card,wren-2/1,", f"swift-3-report,p4/1,0-1,{HASH},p. 4,4\nwren-2-card,wren-2/1,"),
        "page 4 is beyond the 3 pages of 'swift-3-report'",
        "correct the page",
    ),
    makers(
        "a page that is not that of the locator",
        "passages.csv",
        edit(",p. 1,1", ",p. 1,2"),
        "page 2 is not that of 'p1/1'",
        "make them agree",
    ),
    makers(
        "a page that the locator names alone",
        "passages.csv",
        edit(",p. 1,1", ",p. 1,"),
        "page is empty",
        "write 1, the page of 'p1/1'",
    ),
    makers(
        "page nought",
        "passages.csv",
        edit(",Training,", ",Training,0"),
        "page is 0",
        "count pages from 1",
        further=1,
    ),
    makers(
        "a page of a document without pages",
        "passages.csv",
        edit(",Training,", ",Training,1"),
        "page 1 is of a document without pages",
        "give 'wren-2-card' its pages in documents.csv",
    ),
    makers(
        "an entry at a place that does not exist",
        "facts/swift-3-report.yaml",
        edit("at: p3/3", "at: p3/4"),
        "'p3/4' is not among the passages of 'swift-3-report' (did you mean 'p3/",
        "run 'llm-kb seed passages' to add it or correct the locator",
    ),
    makers(
        "an entry at a sentence of a document without sections",
        "facts/swift-3-report.yaml",
        edit("at: p3/3", "at: p3/3/1"),
        "'at' 'p3/3/1' is not a locator",
        "write place/number as in p12/3, since 'swift-3-report' has no sections",
    ),
    makers(
        "an entry of a document after a later one",
        "facts/swift-3-report.yaml",
        edit("at: p3/1\n", "at: p2/2a\n"),
        "'at' 'p2/2a' comes after a later place",
        "put the entries into reading order",
    ),
    makers(
        "a letter of a page that is skipped",
        "facts/swift-3-report.yaml",
        edit("at: p3/2b", "at: p3/2c"),
        "'at' 'p3/2c' skips a letter",
        "count the entries of a sentence a, b, c",
    ),
)
