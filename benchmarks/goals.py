"""The goals, and the comparison of the figures with them."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.browser.kinds import status

from . import commands
from .rounds import Figures

MEGABYTE = 1_000_000
SECONDS_OF_A_BUILD = 3
RATIO_OF_A_BUILD = 3
MEMORY_OF_A_BUILD = 1000
MS_OF_A_PAGE = {1: 40, 100: 150, 1000: 400}
MS_OF_A_SEARCH = 250
TIMES_DATASETTE = 200
SHARE_OF_NGINX = 0.5
HOSTILE_REQUESTS, HOSTILE_SECONDS, HOSTILE_MEMORY, ORDINARY_MS = 80, 2, 200, 500
CACHED_SECONDS = {"1 × 30": 1, "6 × 20": 2}
NEW_SECONDS = {"1 × 30": 3, "6 × 20": 6}
LEFT_BEHIND = 100
MEMORY_OF_A_REQUEST = 150
MEMORY_OF_AN_EXPORT, LARGEST_EXPORT, RATIO_OF_AN_EXPORT = 300, 100, 2
GROWTH_UNDER_LOAD = 40
RATIO_OF_A_COMMAND = {commands.NAMED: 1.5, commands.DEFAULT: 2}


class Goal(NamedTuple):
    """One figure beside what it should be."""

    what: str
    goal: str
    measured: str
    met: bool
    runs: tuple[int, ...] = ()
    """Which runs measured it."""


def goals(parts: Figures) -> list[Goal]:
    """Every goal of what has been measured."""
    groups = (
        ("builds", _of_builds),
        ("commands", _of_commands),
        ("exports", _of_exports),
        ("pages", _of_pages),
        ("serving", _of_serving),
        ("hostile", _of_hostile),
        ("crowds", _of_crowds),
        ("load", _of_load),
    )
    per_size = [goal for part, of in groups for goal in _with_runs(of, parts.get(part, {}))]
    exports = {size: figures for size, figures in parts.get("exports", {}).items() if int(size) <= LARGEST_EXPORT}
    growth = ((_growth_of_exports, exports), (_growth, parts.get("pages", {})))
    return [*per_size, *(of(sizes) for of, sizes in growth if len(sizes) > 1)]


def _with_runs(of: Callable[[Figures], Iterator[Goal]], sizes: Figures) -> Iterator[Goal]:
    for size, figures in sizes.items():
        yield from (goal._replace(runs=(figures["run"],)) for goal in of({size: figures}))


def at_most(what: str, value: float, limit: float, unit: str, note: str = "") -> Goal:
    """A goal that a figure meets by not being larger."""
    return Goal(what, f"at most {limit:g} {unit}".rstrip(), f"{value:,.4g} {unit}".rstrip() + note, value <= limit)


def at_least(what: str, value: float, limit: float, unit: str) -> Goal:
    """A goal that a figure meets by not being smaller."""
    return Goal(what, f"at least {limit:g} {unit}".rstrip(), f"{value:,.4g} {unit}".rstrip(), value >= limit)


def _of_builds(sizes: Figures) -> Iterator[Goal]:
    for size, figures in sizes.items():
        if int(size) == 1:
            yield at_most("build, whole process, 1×", figures["ours"]["seconds"], SECONDS_OF_A_BUILD, "s")
        if int(size) >= 100:
            ratio = figures["ours"]["seconds"] / figures["bare"]["seconds"]
            yield at_most(f"build beside bare sqlite3, {size}×", ratio, RATIO_OF_A_BUILD, "times its seconds")
        if int(size) >= 1000:
            memory = figures["ours"]["bytes"] / MEGABYTE
            yield at_most(f"peak memory of a build, {size}×", memory, MEMORY_OF_A_BUILD, "MB")


def _of_commands(sizes: Figures) -> Iterator[Goal]:
    for size, figures in sizes.items():
        timings = dict(figures["commands"])
        peer = timings.pop(commands.SQLITE_UTILS)
        for file, limit in RATIO_OF_A_COMMAND.items():
            ours = {what: ms for what, ms in timings.items() if what.endswith(file)}
            if ours:
                slowest = max(ours, key=lambda what: ours[what])
                note = f" (`llm-kb {slowest.removesuffix(f', {file}')}`)"
                what = f"slowest command that reads, {file}, beside sqlite-utils, {size}×"
                yield at_most(what, ours[slowest] / peer, limit, "times its time", note)


def _of_exports(sizes: Figures) -> Iterator[Goal]:
    for size, figures in sizes.items():
        if int(size) <= LARGEST_EXPORT:
            memory = {name: found["bytes"] / MEGABYTE for name, found in figures["formats"].items()}
            most = max(memory, key=lambda name: memory[name])
            what = f"peak memory of an export, {size}×"
            yield at_most(what, memory[most], MEMORY_OF_AN_EXPORT, "MB", f" (`{most}`)")


def _growth_of_exports(sizes: Figures) -> Goal:
    """No export holds a whole table: its memory grows far slower than the data."""
    smallest, largest = min(sizes, key=int), max(sizes, key=int)
    before, after = sizes[smallest]["formats"], sizes[largest]["formats"]
    growth = {name: after[name]["bytes"] / found["bytes"] for name, found in before.items() if name in after}
    most = max(growth, key=lambda name: growth[name])
    what = f"peak memory of an export, {largest}× beside {smallest}×"
    runs = tuple(sorted({sizes[smallest]["run"], sizes[largest]["run"]}))
    return at_most(what, growth[most], RATIO_OF_AN_EXPORT, "times", f" (`{most}`)")._replace(runs=runs)


def _of_pages(sizes: Figures) -> Iterator[Goal]:
    for size, figures in sizes.items():
        pages = figures["pages"]
        others = {path: page["ms"] for path, page in pages.items() if page["kind"] != "search"}
        if limit := MS_OF_A_PAGE.get(int(size)):
            slowest = max(others, key=lambda path: others[path])
            within = sum(ms <= limit for ms in others.values())
            note = f" (`{slowest}`; {within} of {len(others)} pages within)"
            yield at_most(f"slowest page made anew, {size}×", others[slowest], limit, "ms", note)
        searches = {path: page["ms"] for path, page in pages.items() if page["kind"] == "search"}
        slowest = max(searches, key=lambda path: searches[path])
        yield at_most(f"slowest search, {size}×", searches[slowest], MS_OF_A_SEARCH, "ms", f" (`{slowest}`)")
        late = [path for path, page in pages.items() if page.get("timed_out")]
        yield Goal(
            f"facets that timed out, {size}×", "none", ", ".join(f"`{path}`" for path in late) or "none", not late
        )
        wrong = [path for path, page in pages.items() if page["statuses"] != [status(path)]]
        yield Goal(f"pages answered wrongly, {size}×", "none", ", ".join(wrong) or "none", not wrong)


def _growth(sizes: Figures) -> Goal:
    """Costs grow slower than the data, from the smallest size to the largest."""
    smallest, largest = min(sizes, key=int), max(sizes, key=int)
    before, after = sizes[smallest]["pages"], sizes[largest]["pages"]
    growth = {path: after[path]["ms"] / page["ms"] for path, page in before.items() if path in after}
    worst = max(growth, key=lambda path: growth[path])
    times = int(largest) / int(smallest)
    what = f"cost of a page, {largest}× beside {smallest}×"
    runs = tuple(sorted({sizes[smallest]["run"], sizes[largest]["run"]}))
    measured = f"{growth[worst]:.3g} times at the most (`{worst}`)"
    return Goal(what, f"below {times:g} times", measured, growth[worst] < times, runs)


def _of_serving(sizes: Figures) -> Iterator[Goal]:
    for figures in sizes.values():
        if page := figures.get("pages", {}).get("table with three facets"):
            stock, share = page["site"] / figures["datasette"], page["proxy"] / page["files"]
            yield at_least("cached facet page without a proxy", stock, TIMES_DATASETTE, "times stock Datasette's rate")
            yield at_least("cached facet page behind nginx", share, SHARE_OF_NGINX, "of the rate of nginx with files")


def _of_load(sizes: Figures) -> Iterator[Goal]:
    for figures in sizes.values():
        under = f"{figures['requests']:,} requests, {figures['connections']} connections"
        yield at_most(f"errors under load: {under}", figures["errors"], 0, "")
        yield at_most("growth of memory under load", figures["memory_growth_bytes"] / MEGABYTE, GROWTH_UNDER_LOAD, "MB")


def _of_crowds(sizes: Figures) -> Iterator[Goal]:
    for figures in sizes.values():
        kinds = figures["kinds"]
        for name in next(iter(kinds.values()))["crowds"]:
            beside = {kind: found["crowds"][name] for kind, found in kinds.items()}
            failed = {kind: tally["failed"] + tally["otherwise"] for kind, tally in beside.items()}
            yield at_most(f"failures beside or in a crowd of {name}", sum(failed.values()), 0, "")
            for what, key, limit in (("cached", "cached_seconds", CACHED_SECONDS), ("new", "new_seconds", NEW_SECONDS)):
                slowest = max(beside, key=lambda kind: beside[kind][key])
                note = f" ({slowest})"
                yield at_most(f"slowest {what} page beside {name}", beside[slowest][key], limit[name], "s", note)
        peaks = {kind: found["peak_bytes"] / MEGABYTE for kind, found in kinds.items() if "peak_bytes" in found}
        if peaks:
            most = max(peaks, key=lambda kind: peaks[kind])
            yield at_most("memory of one costly request", peaks[most], MEMORY_OF_A_REQUEST, "MB", f" ({most})")
        left = {kind: found["left_behind_bytes"] / MEGABYTE for kind, found in kinds.items()}
        most = max(left, key=lambda kind: left[kind])
        yield at_most("memory kept after a hundred costly requests", left[most], LEFT_BEHIND, "MB", f" ({most})")


def _of_hostile(sizes: Figures) -> Iterator[Goal]:
    for figures in sizes.values():
        yield from _of_attack(figures)


def _of_attack(figures: Figures) -> Iterator[Goal]:
    corpus, crowd = figures["corpus"], figures["crowd"]
    yield at_least("hostile requests", corpus["requests"], HOSTILE_REQUESTS, "")
    slowest = f" (“{corpus['slowest_name']}”)"
    yield at_most("slowest hostile request", corpus["slowest_seconds"], HOSTILE_SECONDS, "s", slowest)
    wrong = ", ".join(f"“{name}”" for name in corpus["wrong"])
    yield Goal("hostile requests answered otherwise than they should be", "none", wrong or "none", not wrong)
    yield Goal(
        "database file after it",
        "unchanged",
        "unchanged" if figures["file_unchanged"] else "changed",
        figures["file_unchanged"],
    )
    for name, attack_figures in (("the corpus", corpus), (f"{crowd['clients']} clients with slow queries", crowd)):
        yield at_most(f"answers of 500 or above to {name}", attack_figures["answers_of_500_or_above"], 0, "")
        yield at_most(
            f"growth of memory by {name}", attack_figures["memory_growth_bytes"] / MEGABYTE, HOSTILE_MEMORY, "MB"
        )
        failed = f", {attack_figures['ordinary_failures']} failed" if attack_figures["ordinary_failures"] else ""
        note = f" (of {attack_figures['ordinary_pages']}{failed})"
        yield at_most(
            f"slowest ordinary page beside {name}", attack_figures["slowest_ordinary_ms"], ORDINARY_MS, "ms", note
        )
