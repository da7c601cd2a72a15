"""How adoption changes over the years."""

from collections import Counter

from .oracle import NAMED, Answer, Knowledge, Oracle, grouped
from .oracle_adoption import releases_of
from .oracle_rows import names


def trend_of_groups(kb: Knowledge, dimension: str) -> Answer:
    apart = [row for row in kb.tables["models"] if row["kind_id"] != "variant"]
    dated = {row["id"]: year for row in apart if (year := kb.year(row["publication_id"]))}
    wanted = kb.term("dimensions", dimension)
    here = [
        fact
        for fact in kb.survey_facts
        if fact.adopts
        and fact.release["id"] in dated
        and (not dimension or (fact.dimension and fact.dimension["id"] in wanted))
    ]
    rows = []
    for members in grouped(here, lambda fact: fact.group["id"]).values():
        group = members[0].group
        for year in sorted(set(dated.values())):
            releases = releases_of(fact for fact in members if dated[fact.release["id"]] == year)
            of_year = sum(other == year for other in dated.values())
            percent = int(100 * len(releases) / of_year + 0.5)
            told = (group["id"], year, len(releases), of_year, percent, names(releases, NAMED) or None)
            rows.append(((group["ordinal"], year), told))
    return [row for _, row in sorted(rows)]


def trend_of_techniques(kb: Knowledge, least: str) -> Answer:
    apart = [row for row in kb.tables["models"] if row["kind_id"] != "variant"]
    dated = {row["id"]: year for row in apart if (year := kb.year(row["publication_id"]))}
    adopting = [fact for fact in kb.survey_facts if fact.adopts and fact.release["id"] in dated]
    rows = []
    for technique in kb.tables["techniques"]:
        reach = kb.below("techniques", [technique["id"]])
        releases = releases_of(fact for fact in adopting if fact.technique["id"] in reach)
        numbers = Counter(dated[release["id"]] for release in releases)
        if technique["parent_id"] and releases and max(numbers.values()) >= int(least or 0):
            for year in sorted(set(dated.values())):
                of_year = sum(other == year for other in dated.values())
                percent = int(100 * numbers[year] / of_year + 0.5)
                rows.append(((technique["ordinal"], year), (technique["id"], year, numbers[year], of_year, percent)))
    return [row for _, row in sorted(rows)]


TRENDS: dict[str, tuple[str, Oracle]] = {
    "trend_of_groups": (
        "technique_group_id, year, releases, releases_of_year, percent, release_names",
        trend_of_groups,
    ),
    "trend_of_techniques": ("technique_id, year, releases, releases_of_year, percent", trend_of_techniques),
}
"""The columns that are computed anew, and how, by the name of the query."""
