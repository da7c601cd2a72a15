"""A comparison with a catalog as Markdown that a maintainer of the catalog can act on."""

from collections.abc import Iterator

from llm_kb.crosscheck.comparison import ONLY_HERE, ONLY_THERE, CatalogReport, Row
from llm_kb.text import counted, readable_value
from llm_kb.wording import CATALOG_OUTCOMES


def text(report: CatalogReport) -> str:
    """The numbers, then each value that differs and each that the catalog lacks, with the passage behind ours."""
    differing = _listed("Values that differ", report, "differs")
    missing = _listed("Values that the catalog leaves empty and a document gives", report, ONLY_HERE)
    return "\n".join([*_numbers(report), *differing, *missing])


def _numbers(report: CatalogReport) -> Iterator[str]:
    yield f"# {report.catalog.title} beside the documents of developers"
    yield ""
    described = counted(len({match.model_id for match in report.matches}), "model")
    yield f"Models in the catalog: {report.entries:,}, of which {len(report.matches):,} describe {described} here."
    yield f"Values: {', '.join(f'{report.count(outcome):,} {said}' for outcome, said in CATALOG_OUTCOMES.items())}."
    yield (
        "A catalog may follow another rule than a developer's document: the limits of one provider, the day of a paper "
        "or of another time zone, the cutoff of reliable knowledge."
    )
    whole = [row["outcome"] for row in report.rows if not row["attribute"]]
    yield (
        f"Without a counterpart: {counted(whole.count(ONLY_THERE), 'model')} of developers that are known here, and "
        f"{counted(whole.count(ONLY_HERE), 'release')} of the knowledge base (--csv and --json list them)."
    )


def _listed(heading: str, report: CatalogReport, outcome: str) -> list[str]:
    lines = [_line(row) for row in report.values if row["outcome"] == outcome]
    return ["", f"## {heading}", "", *lines] if lines else []


def _line(row: Row) -> str:
    entry = f"{row['entry']} ({row['entry_scope']})" if row["entry_scope"] else row["entry"]
    theirs = f"{readable_value(row['theirs'])} there, " if row["theirs"] is not None else ""
    of = "by the developer" if row["of_maker"] else "by a third party"
    remarks = "".join(f", {remark}" for remark in (row["scope"], row["status"]) if remark and remark != "stated")
    place = ", ".join(part for part in (row["source"], row["locator"]) if part)
    phrase = f', "{row["phrase"]}"' if row["phrase"] else ""
    url = f" {row['url']}" if row["url"] else ""
    return f"- {entry}: {row['attribute']}: {theirs}{row['ours']} {of}{remarks} ({place}{phrase}){url}"
