"""The report of the benchmark: each goal is held against its figure, each part has its section."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.__main__ import main
from benchmarks.commands import DEFAULT, NAMED, SQLITE_UTILS
from benchmarks.goals import goals
from benchmarks.pages import FACETS, KINDS
from benchmarks.rounds import Figures
from benchmarks.tables import SECTIONS
from click.testing import CliRunner

from benchmarks import store

from ..browser.kinds import status

ROUNDS = {"run": 0, "rounds": 1, "took_seconds": 60}
BUILD = {"seconds": 2.0, "cpu_seconds": 1.0, "bytes": 80_000_000}
EXPORT = {**BUILD, "bytes": 160_000_000}
SEEN = {
    "requests": 200,
    "answers_of_500_or_above": 0,
    "slowest_seconds": 1.0,
    "memory_growth_bytes": 50_000_000,
    "ordinary_pages": 500,
    "ordinary_failures": 0,
    "slowest_ordinary_ms": 100,
}
SERVED = {"path": FACETS[0], "bytes": 9000, "site": 4000.0, "proxy": 60.0, "files": 100.0}
QUERY = {"title": "a query", "statuses": [200], "http": 6.0, "sqlite3": 1.0, "duckdb": 2.0, "same": True}
TALLY = {
    "answered": 50,
    "refused": 900,
    "otherwise": 0,
    "pages": 90,
    "failed": 0,
    "cached_seconds": 0.5,
    "new_seconds": 2.0,
}
CROWDS = {"peak_bytes": 90_000_000, "left_behind_bytes": 20_000_000, "crowds": {"1 × 30": TALLY, "6 × 20": TALLY}}
ENGINES = {
    "rows": 20_000,
    "parquet_bytes": 300_000,
    "partitioned_bytes": 900_000,
    "sqlite": {"bytes": 6_000_000, "fill_ms": 200.0},
    "queries": {"model": {"title": "the facts of one model", "SQLite": 0.5, "DuckDB": 9.0, "Spark": 900.0}},
}
LOAD = {
    "addresses": 10,
    "seconds": 20.0,
    "requests": 50_000,
    "connections": 32,
    "made_anew": 0.02,
    "errors": 0,
    "broken": {},
    "median_ms": 1.0,
    "ms_of_99_percent": 9.0,
    "slowest_ms": 20.0,
    "memory_bytes": 300_000_000,
    "memory_growth_bytes": 0,
}


def page(path: str, kind: str, ms: float = 10.0) -> Figures:
    shared = {"kind": kind, "ms": ms, "cpu_ms": ms, "bytes": 9000, "slowest_ms": ms, "first_ms": ms}
    return {**shared, "statuses": [status(path)], **({"timed_out": []} if kind == "facets" else {})}


def report() -> Figures:
    """Figures that meet every goal."""
    pages = {path: page(path, kind) for kind, paths in KINDS.items() for path in paths}
    both = {"path": FACETS[0], "ours": page("", "page"), "datasette": page("", "page")}
    size = {"file_bytes": 4_000_000, "bare_file_bytes": 4_000_000}
    parts: dict[str, Figures] = {
        "builds": {size_: {**size, "ours": BUILD, "bare": {**BUILD, "seconds": 1.0}} for size_ in ("1", "100", "1000")},
        "commands": {"1": {"commands": {SQLITE_UTILS: 200.0, f"show, {NAMED}": 290.0, f"show, {DEFAULT}": 390.0}}},
        "exports": {size_: {"formats": {"csv": EXPORT, "xlsx": EXPORT}} for size_ in ("1", "100", "1000")},
        "pages": {size_: {"pages": pages} for size_ in ("1", "100", "1000")},
        "stock": {"1": {"pages": {"facets": both}}},
        "serving": {
            "1": {
                "connections": 8,
                "seconds": 3,
                "memory_bytes": 300_000_000,
                "datasette": 10.0,
                "pages": {"table with three facets": SERVED},
            }
        },
        "sql": {"1": {"queries": {"counts": QUERY}}},
        "peers": {"1": {"queries": {"counts": QUERY}, "import": {"sqlite_utils": BUILD, "bare": BUILD}}},
        "hostile": {
            "1": {
                "file_unchanged": True,
                "corpus": {**SEEN, "slowest_name": "a bomb", "wrong": []},
                "crowd": {**SEEN, "clients": 10},
            }
        },
        "crowds": {"1": {"kinds": {"matrix": CROWDS, "JSON": CROWDS}}},
        "load": {"1": LOAD},
        "engines": {"1": ENGINES},
    }
    measured = {name: {size: {**ROUNDS, **found} for size, found in sizes.items()} for name, sizes in parts.items()}
    found: Figures = json.loads(json.dumps({"runs": [{"day": "2026-11-27"}], "parts": measured}))
    return found


def changed(path: str, value: Any) -> Callable[[Figures], None]:
    *way, last = path.split(" ")

    def change(parts: Figures) -> None:
        for key in way:
            parts = parts[key.replace("_×_", " × ")]
        parts[last] = value

    return change


OFFENDERS = {
    "build, whole process, 1×": changed("builds 1 ours seconds", 3.1),
    "build beside bare sqlite3, 100×": changed("builds 100 ours seconds", 3.1),
    "build beside bare sqlite3, 1000×": changed("builds 1000 ours seconds", 3.1),
    "peak memory of a build, 1000×": changed("builds 1000 ours bytes", 1_100_000_000),
    "slowest command that reads, --db FILE, beside sqlite-utils, 1×": changed(
        "commands 1 commands", {SQLITE_UTILS: 200.0, f"show, {NAMED}": 310.0, f"show, {DEFAULT}": 390.0}
    ),
    "slowest command that reads, the default file, beside sqlite-utils, 1×": changed(
        "commands 1 commands", {SQLITE_UTILS: 200.0, f"show, {NAMED}": 290.0, f"show, {DEFAULT}": 410.0}
    ),
    "slowest page made anew, 1×": changed("pages 1 pages /matrix ms", 41.0),
    "slowest page made anew, 100×": changed("pages 100 pages /matrix ms", 151.0),
    "slowest page made anew, 1000×": changed("pages 1000 pages /matrix ms", 401.0),
    "slowest search, 1000×": changed("pages 1000 pages /search?q=model ms", 251.0),
    "facets that timed out, 1000×": changed(f"pages 1000 pages {FACETS[0]} timed_out", ["stage"]),
    "pages answered wrongly, 1×": changed("pages 1 pages /trends statuses", [200, 429]),
    "cost of a page, 1000× beside 1×": changed("pages 1 pages /trends ms", 0.01),
    "cached facet page without a proxy": changed("serving 1 datasette", 21.0),
    "cached facet page behind nginx": changed(
        "serving 1 pages", {"table with three facets": {**SERVED, "proxy": 40.0}}
    ),
    "peak memory of an export, 1×": changed("exports 1 formats xlsx bytes", 301_000_000),
    "peak memory of an export, 100×": changed("exports 100 formats xlsx bytes", 301_000_000),
    "peak memory of an export, 100× beside 1×": changed("exports 1 formats csv bytes", 70_000_000),
    "failures beside or in a crowd of 1 × 30": changed("crowds 1 kinds JSON crowds 1_×_30 failed", 1),
    "failures beside or in a crowd of 6 × 20": changed("crowds 1 kinds JSON crowds 6_×_20 otherwise", 1),
    "slowest cached page beside 1 × 30": changed("crowds 1 kinds JSON crowds 1_×_30 cached_seconds", 1.1),
    "slowest new page beside 1 × 30": changed("crowds 1 kinds matrix crowds 1_×_30 new_seconds", 3.1),
    "slowest cached page beside 6 × 20": changed("crowds 1 kinds JSON crowds 6_×_20 cached_seconds", 2.1),
    "slowest new page beside 6 × 20": changed("crowds 1 kinds matrix crowds 6_×_20 new_seconds", 6.1),
    "memory of one costly request": changed("crowds 1 kinds JSON peak_bytes", 151_000_000),
    "memory kept after a hundred costly requests": changed("crowds 1 kinds JSON left_behind_bytes", 101_000_000),
    "errors under load: 50,000 requests, 32 connections": changed("load 1 errors", 1),
    "growth of memory under load": changed("load 1 memory_growth_bytes", 50_000_000),
    "hostile requests": changed("hostile 1 corpus requests", 79),
    "slowest hostile request": changed("hostile 1 corpus slowest_seconds", 2.1),
    "hostile requests answered otherwise than they should be": changed("hostile 1 corpus wrong", ["a bomb"]),
    "database file after it": changed("hostile 1 file_unchanged", False),
    "answers of 500 or above to the corpus": changed("hostile 1 corpus answers_of_500_or_above", 1),
    "growth of memory by the corpus": changed("hostile 1 corpus memory_growth_bytes", 210_000_000),
    "slowest ordinary page beside the corpus": changed("hostile 1 corpus slowest_ordinary_ms", 501),
    "answers of 500 or above to 10 clients with slow queries": changed("hostile 1 crowd answers_of_500_or_above", 1),
    "growth of memory by 10 clients with slow queries": changed("hostile 1 crowd memory_growth_bytes", 210_000_000),
    "slowest ordinary page beside 10 clients with slow queries": changed("hostile 1 crowd slowest_ordinary_ms", 501),
}


@pytest.mark.parametrize("what", OFFENDERS)
def test_a_figure_that_misses_its_goal_is_told_alone(what: str) -> None:
    parts = report()["parts"]
    OFFENDERS[what](parts)
    assert [goal.what for goal in goals(parts) if not goal.met] == [what]


@pytest.mark.slow
def test_figures_that_meet_every_goal_are_told_so_and_each_part_has_its_section(tmp_path: Path) -> None:
    found = report()
    for name, sizes in found["parts"].items():
        for size, figures in sizes.items():
            store.add(tmp_path, found["runs"][0], name, int(size), figures)
    assert CliRunner().invoke(main, ["render", "--into", str(tmp_path)]).exit_code == 0
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "**not met**" not in text
    assert "Not measured" not in text
    assert "all figures are of [one run](#runs)" in text
    assert all(f"\n## {title}\n" in text for title, _ in SECTIONS.values())
    assert 'aria-label="What builds and pages cost' in (tmp_path / "cost.svg").read_text(encoding="utf-8")


def test_parts_measured_alone_are_put_beside_what_was_measured_before(tmp_path: Path) -> None:
    store.add(tmp_path, {}, "builds", 10, {"figure": 1})
    store.add(tmp_path, {}, "builds", 1, {"figure": 2})
    store.add(tmp_path, {}, "builds", 10, {"figure": 3})
    store.add(tmp_path, {}, "load", 1, {"figure": 4})
    builds, load = (store.read(tmp_path)["parts"][part] for part in ("builds", "load"))
    assert list(builds.items()) == [("1", {"run": 0, "figure": 2}), ("10", {"run": 0, "figure": 3})]
    assert load == {"1": {"run": 0, "figure": 4}}


def test_each_figure_names_the_run_that_measured_it(tmp_path: Path) -> None:
    runs = [{"day": day, "commit": "abc", "processor": "one"} for day in ("2026-11-25", "2026-11-26", "2026-11-27")]
    small, large = ({**ROUNDS, **report()["parts"]["pages"][size]} for size in ("1", "1000"))
    for run, times, figures in ((runs[0], 1, small), (runs[1], 1000, large), (runs[2], 1, small)):
        store.add(tmp_path, run, "pages", times, {key: value for key, value in figures.items() if key != "run"})
    found = store.read(tmp_path)
    assert found["runs"] == runs[1:]
    assert {size: figures["run"] for size, figures in found["parts"]["pages"].items()} == {"1": 1, "1000": 0}
    assert CliRunner().invoke(main, ["render", "--into", str(tmp_path)]).exit_code == 0
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "one run" not in text
    assert "Rounds: 1 at 1× (run B), 1 at 1000× (run A)." in text
    assert re.search(r"^\| slowest page made anew, 1× .+ \| B \|$", text, re.MULTILINE)
    assert re.search(r"^\| cost of a page, 1000× beside 1× .+ \| A, B \|$", text, re.MULTILINE)
    assert "| day | 2026-11-26 | 2026-11-27 |" in text


def test_a_part_that_was_left_out_is_told_in_a_sentence(tmp_path: Path) -> None:
    store.add(tmp_path, {}, "serving", 1, {**ROUNDS, "left_out": "nginx not installed here"})
    assert CliRunner().invoke(main, ["render", "--into", str(tmp_path)]).exit_code == 0
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "Left out: nginx not installed here." in text
    assert "Not measured: builds, commands, exports, pages" in text
