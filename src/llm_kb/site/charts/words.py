"""Alternative texts of the charts, for screen readers."""

from collections import Counter
from collections.abc import Iterable, Sequence

from llm_kb.hosting.svg.render import Datum
from llm_kb.sidebyside import ADOPTED, REJECTED
from llm_kb.text import counted

MAX_NAMED = 3
"""Number of the largest values that a text names."""


def joined(parts: Iterable[str]) -> str:
    """Join items as in a sentence: one, two and three."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def adopters(rows: Sequence[Datum]) -> list[Datum]:
    """One row for each release that uses or introduces a technique; `introduces` takes precedence."""
    ranked = sorted((row for row in rows if row["relation"] in ADOPTED), key=lambda row: row["relation"])
    by_release = {row["release"]: row for row in reversed(ranked)}
    return [row for row in rows if row is by_release.get(row["release"])]


def question(rows: Sequence[Datum]) -> str:
    """Which techniques are mentioned most, and which are avoided or omitted."""
    totals = {row["technique"]: row["releases_in_all"] for row in rows}
    named = joined(f"{technique} ({counted(totals[technique], 'model')})" for technique in list(totals)[:MAX_NAMED])
    names = f"Techniques by the number of models that they are mentioned for. Most often: {named}."
    declined = list(dict.fromkeys(row["technique"] for row in rows if row["relation"] in REJECTED))
    others = [counted(len(declined) - MAX_NAMED, "other")] if len(declined) > MAX_NAMED else []
    return f"{names} Avoided or omitted: {joined(declined[:MAX_NAMED] + others)}." if declined else names


def technique(rows: Sequence[Datum]) -> str:
    """How many releases of how many institutions adopted the technique, and when."""
    adopted = adopters(rows)
    if not adopted:
        return "The technique is not mentioned as used or introduced by any model."
    years = Counter("without a year" if row["year"] is None else f"in {row['year']}" for row in adopted)
    developers = len({row["institution"] for row in adopted})
    dated = joined(f"{number} {year}" for year, number in years.items())
    verb = "uses or introduces" if len(adopted) == 1 else "use or introduce"
    return f"{counted(len(adopted), 'model')} of {counted(developers, 'developer')} {verb} it: {dated}."


def lineage(rows: Sequence[Datum]) -> str:
    """How many models learned from how many, and from which most did."""
    pairs = {(row["teacher"], row["student"]) for row in rows}
    learners = Counter(teacher for teacher, _ in sorted(pairs)).most_common(MAX_NAMED)
    students = counted(len({student for _, student in pairs}), "model")
    teachers = counted(len({teacher for teacher, _ in pairs}), "other")
    names = joined(f"{teacher} ({counted(number, 'model')})" for teacher, number in learners)
    most = f" Those from which most learned: {names}." if len(pairs) > 1 else ""
    return f"{students} learned from {teachers} by distillation, data or judgment.{most}"


def accuracy(rows: Sequence[Datum]) -> str:
    """How many facts of the survey were compared, with which result, and where most are contradicted."""
    columns = ("facts", "checked", "confirmed", "partly", "contradicted")
    total = {name: sum(row[name] for row in rows) for name in columns}
    worst = sorted((row for row in rows if row["contradicted"]), key=lambda row: -row["contradicted"])[:MAX_NAMED]
    named = [f"{row['name']} ({row['contradicted']})" for row in worst]
    most = f" Contradicted in {joined(named)}." if worst else ""
    result = f"{total['confirmed']} confirmed, {total['partly']} in part, {total['contradicted']} contradicted"
    groups = counted(len(rows), "group")
    return f"Facts of the survey in {groups}: of {total['facts']}, {total['checked']} compared, {result}.{most}"


def timeline(rows: Sequence[Datum]) -> str:
    """How many models there are, over which time, and which have the smallest and the largest number."""
    ordered = sorted(rows, key=lambda row: row["number"])
    dates = sorted(row["release_date"] for row in rows)
    low, high = ordered[0], ordered[-1]
    models = f"{counted(len(rows), 'model')} by release date, {dates[0]} to {dates[-1]}"
    return f"{models}, from {low['value']} ({low['model']}) to {high['value']} ({high['model']})."
