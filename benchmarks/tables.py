"""The sections of the report, each with its tables."""

from collections.abc import Callable, Iterator

from .engine_tables import engines
from .goals import MEGABYTE
from .markdown import number, table
from .rounds import Figures

Section = Callable[[Figures], Iterator[str]]


def builds(sizes: Figures) -> Iterator[str]:
    """Our build beside the bare script."""
    yield (
        "`llm-kb build` as a whole process: it reads and checks the CSV and YAML, migrates, inserts, derives, indexes,"
        " runs all checks and compacts. The bare script (`benchmarks/bare.py`) takes the finished rows, the derived"
        " ones too, from a database, and only inserts, indexes and analyses them, in one transaction.\n"
    )
    header = (
        "size",
        "file, MB",
        "build, s",
        "bare, s",
        "ratio",
        "CPU: build, s",
        "bare, s",
        "peak: build, MB",
        "bare, MB",
    )
    yield from table(header, [_build(size, figures) for size, figures in sizes.items()])


def _build(size: str, figures: Figures) -> list[str]:
    ours, bare = figures["ours"], figures["bare"]
    both = [number(side["cpu_seconds"]) for side in (ours, bare)] + [
        number(side["bytes"] / MEGABYTE) for side in (ours, bare)
    ]
    ratio = number(ours["seconds"] / bare["seconds"])
    return [
        f"{size}×",
        number(figures["file_bytes"] / MEGABYTE),
        number(ours["seconds"]),
        number(bare["seconds"]),
        ratio,
        *both,
    ]


def commands(sizes: Figures) -> Iterator[str]:
    """Commands beside sqlite-utils."""
    yield (
        "Whole processes on a finished file, of which `llm-kb` is told the name or which is the default one, beside"
        " `sqlite-utils FILE SQL` (without NumPy and pandas, which it would import) with the first statement.\n"
    )
    for size, figures in sizes.items():
        timings = figures["commands"]
        peer = next(iter(timings.values()))
        rows = [[what, number(ms), number(ms / peer)] for what, ms in timings.items()]
        yield from table((f"command, {size}×", "ms", "beside sqlite-utils"), rows)


def pages(sizes: Figures) -> Iterator[str]:
    """Each page at each size."""
    yield (
        "In this process, with no answer kept: milliseconds, and of these the CPU time of all processes in brackets."
        " Compression is part of it. The first visit of a page, which draws its charts, is in the JSON.\n"
    )
    paths = list(next(iter(sizes.values()))["pages"])
    rows = [[f"`{path}`", *(_page(figures["pages"].get(path)) for figures in sizes.values())] for path in paths]
    yield from table(("page", *(f"{size}×" for size in sizes)), rows)


def _page(page: Figures | None) -> str:
    return f"{number(page['ms'])} ({number(page['cpu_ms'])})" if page else ""


def stock(sizes: Figures) -> Iterator[str]:
    """Our pages beside Datasette's."""
    yield (
        "Datasette as `datasette serve --immutable FILE` starts it, with its own settings and pages, on the same file;"
        " both in one process, with no answer kept. “timed out” tells that facets are missing from its page.\n"
    )
    rows = []
    for name in next(iter(sizes.values()))["pages"]:
        cells = [_beside_datasette(figures["pages"][name]) for figures in sizes.values()]
        rows.append([name, *cells])
    yield from table(("page, ms: ours, Datasette's, ratio", *(f"{size}×" for size in sizes)), rows)


def _beside_datasette(page: Figures) -> str:
    ours, theirs = page["ours"], page["datasette"]
    failed = [str(status) for status in theirs["statuses"] if status != 200]
    note = " timed out" if theirs.get("timed_out") else f" status {failed[0]}" if failed else ""
    return f"{number(ours['ms'])}, {number(theirs['ms'])}{note}, {number(ours['ms'] / theirs['ms'])}"


def sql(sizes: Figures) -> Iterator[str]:
    """SQL over HTTP beside sqlite3."""
    yield (
        "`/llm_kb.json?sql=…` over HTTP, each time made anew in a process that can be ended, beside the same statement"
        " by `sqlite3` in one process: milliseconds.\n"
    )
    yield from _queries(sizes, "queries", "http", "HTTP")


def peers(sizes: Figures) -> Iterator[str]:
    """Other tools."""
    yield "DuckDB on Parquet files of the same tables, with all cores, beside `sqlite3` on our file: milliseconds.\n"
    yield from _queries(sizes, "queries", "duckdb", "DuckDB")
    yield (
        "An import of the same rows, with the same indexes and searched columns, by sqlite-utils"
        " (`benchmarks/imported.py`), beside the bare script: seconds, and peak memory in MB.\n"
    )
    rows = []
    for size, figures in sizes.items():
        if done := figures.get("import"):
            cells = [number(done[side][figure]) for figure in ("seconds",) for side in ("sqlite_utils", "bare")]
            memory = [number(done[side]["bytes"] / MEGABYTE) for side in ("sqlite_utils", "bare")]
            rows.append([f"{size}×", *cells, *memory])
    yield from table(("size", "sqlite-utils, s", "bare, s", "sqlite-utils, MB", "bare, MB"), rows)


def _queries(sizes: Figures, key: str, way: str, title: str) -> Iterator[str]:
    if reasons := {figures[key]["left_out"] for figures in sizes.values() if "left_out" in figures[key]}:
        yield f"Left out: {'; '.join(reasons)}.\n"
        return
    rows = []
    for name, query in next(iter(sizes.values()))[key].items():
        cells = [_query(figures[key][name], way) for figures in sizes.values()]
        rows.append([query["title"], *cells])
    yield from table((f"{title}, sqlite3", *(f"{size}×" for size in sizes)), rows)


def _query(query: Figures, way: str) -> str:
    refused = [status for status in query.get("statuses", ()) if status != 200]
    note = f" (status {refused[0]})" if refused else "" if query.get("same", True) else " (other rows)"
    return f"{number(query[way])}{note}, {number(query['sqlite3'])}"


def serving(sizes: Figures) -> Iterator[str]:
    """Cached pages by the site, behind nginx, and as files of nginx."""
    for figures in sizes.values():
        yield (
            f"Responses in a second to wrk with {figures['connections']} connections for {figures['seconds']} seconds,"
            " one process of each: the site without a proxy, the documented nginx in front of it (`deploy/nginx.conf`"
            " without its limits on requests and connections), and nginx with files of the same compressed bytes"
            f" (`gzip_static`). Datasette out of the box gives the first page {number(figures['datasette'])} times a"
            f" second. The site held {number(figures['memory_bytes'] / MEGABYTE)} MB, all its processes together.\n"
        )
        rows = [_served(name, page) for name, page in figures["pages"].items()]
        yield from table(("page", "bytes", "without a proxy", "behind nginx", "files", "behind nginx / files"), rows)


def _served(name: str, page: Figures) -> list[str]:
    rates = [number(page[place]) for place in ("site", "proxy", "files")]
    return [f"{name} (`{page['path']}`)", f"{page['bytes']:,}", *rates, number(page["proxy"] / page["files"])]


def hostile(sizes: Figures) -> Iterator[str]:
    """The hostile corpus and the crowd."""
    yield (
        "Every request of `tests/hostile/corpus.yaml`, one after the other, and a crowd that asks slow queries at once;"
        " meanwhile another visitor opens a page that is made anew each time. Memory is that of all processes.\n"
    )
    header = ("", "requests", "slowest, s", "memory grew, MB", "ordinary pages", "failed", "slowest, ms")
    rows = []
    for figures in sizes.values():
        for name in ("corpus", "crowd"):
            attack_figures = figures[name]
            rows.append(
                [
                    *(
                        name,
                        str(attack_figures["requests"]),
                        number(attack_figures["slowest_seconds"]),
                        number(attack_figures["memory_growth_bytes"] / MEGABYTE),
                    ),
                    *(
                        str(attack_figures["ordinary_pages"]),
                        str(attack_figures["ordinary_failures"]),
                        number(attack_figures["slowest_ordinary_ms"]),
                    ),
                ]
            )
    yield from table(header, rows)


def exports(sizes: Figures) -> Iterator[str]:
    """Each export."""
    yield (
        "`llm-kb export FORMAT` as a whole process: seconds, and peak memory in MB in brackets. Rows are streamed;"
        " pyarrow itself, which writes Parquet, takes most of the memory of that export.\n"
    )
    names = list(next(iter(sizes.values()))["formats"])
    rows = [[name, *(_export(figures["formats"].get(name)) for figures in sizes.values())] for name in names]
    yield from table(("format", *(f"{size}×" for size in sizes)), rows)


def _export(found: Figures | None) -> str:
    return f"{number(found['seconds'])} ({number(found['bytes'] / MEGABYTE)})" if found else ""


def crowds(sizes: Figures) -> Iterator[str]:
    """Crowds with the most costly requests."""
    yield (
        "Ten seconds of a crowd that asks for one kind of costly thing, by clients × connections of each; meanwhile an"
        " honest visitor opens a cached page and one that is made anew, in turn: the longest waits in seconds, and how"
        " many requests of the crowd were answered and refused with 429. The last columns are the most memory that one"
        " such request takes, and what is kept after a hundred of them, one after the other (ten charts).\n"
    )
    for figures in sizes.values():
        names = list(next(iter(figures["kinds"].values()))["crowds"])
        header = [f"{name}: cached, new; answered, refused" for name in names]
        rows = [
            [
                kind,
                *(_crowd(found["crowds"][name]) for name in names),
                number(found["peak_bytes"] / MEGABYTE) if "peak_bytes" in found else "",
                number(max(found["left_behind_bytes"], 0) / MEGABYTE),
            ]
            for kind, found in figures["kinds"].items()
        ]
        yield from table(("kind", *header, "one request, MB", "kept, MB"), rows)


def _crowd(tally: Figures) -> str:
    waits = f"{number(tally['cached_seconds'])}, {number(tally['new_seconds'])}"
    return f"{waits}; {tally['answered']:,}, {tally['refused']:,}"


def load(sizes: Figures) -> Iterator[str]:
    """The bounded load."""
    for figures in sizes.values():
        broken = "; ".join(f"{times} × {what}" for what, times in figures["broken"].items())
        yield (
            f"{figures['requests']:,} requests by {figures['connections']} visitors at once, for {figures['addresses']}"
            f" addresses and with {figures['made_anew']:.0%} made anew, took {number(figures['seconds'])} s; errors:"
            f" {broken or 'none'}. An answer took {number(figures['median_ms'])} ms in the median, the 99th of 100"
            f" {number(figures['ms_of_99_percent'])} ms, the slowest {number(figures['slowest_ms'])} ms. Memory of all"
            f" processes was {number(figures['memory_bytes'] / MEGABYTE)} MB at the beginning, and"
            f" {number(figures['memory_growth_bytes'] / MEGABYTE)} MB more at the end.\n"
        )


SECTIONS: dict[str, tuple[str, Section]] = {
    "builds": ("Builds", builds),
    "commands": ("Commands that read", commands),
    "exports": ("Exports", exports),
    "pages": ("Pages made anew", pages),
    "stock": ("Datasette out of the box", stock),
    "serving": ("Cached pages", serving),
    "sql": ("SQL over HTTP", sql),
    "peers": ("Other tools", peers),
    "hostile": ("Hostile requests", hostile),
    "crowds": ("Crowds", crowds),
    "load": ("Load", load),
    "engines": ("Engines", engines),
}
"""Titles and contents by part, in the order of the report."""
