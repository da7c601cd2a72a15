"""Benchmark of uncached pages of each kind: wall time and CPU time."""

import gzip
import re
from typing import NamedTuple

from tests.browser.kinds import DATASETTES, OURS

from . import databases
from .in_process import Site, ours
from .rounds import Clock, Figures, interleaved, medians

FACT_TABLE = "/llm_kb/design_facts"
THREE_FACETS = f"{FACT_TABLE}?_facet=institution&_facet=technique_group&_facet=relation"
FACETS = (
    THREE_FACETS,
    f"{FACT_TABLE}?_facet=release&_facet=technique&_facet=topic",
    f"{FACT_TABLE}?institution=Alibaba&_facet=technique_group&_facet=stage",
)
SEARCHES = (
    "/search?q=GRPO",
    "/search?q=model",
    "/search?q=reinforcement+learning+with+verifiable+rewards",
    "/search?q=lama+3",
    f"{FACT_TABLE}?_search=grpo",
)
OF_THE_SURVEY = {
    "tiny-source-3-1-3-1--swift-3--half-folding--uses--inference": (
        "paper-2-2-3-5--gpt-4--dense-architecture--uses--unstated"
    ),
    "group-relative-praise": "grpo",
    "birdlab": "alibaba",
    "swift-3": "llama-3",
    "wren-2": "qwen3",
    "tiny-source": "qwen3-report",
}
"""The things of the survey in place of those of the tiny bundle that the browser's list of pages names."""


def _of_the_survey(path: str) -> str:
    for tiny, name in OF_THE_SURVEY.items():
        path = path.replace(tiny, name)
    return path


MAKERS = (
    "/models?column=license&column=training_hardware",
    "/models/deepseek-v3",
    "/facts?source=makers",
    "/matrix?source=makers",
    "/recipes?source=makers",
    "/compare?model=llama-3&model=qwen3&source=makers",
    "/llm_kb/specifications",
    "/llm_kb/spec_sheet",
    "/llm_kb/models_by_context_length",
)
"""More pages of what makers' documents say."""
KINDS = {
    "page": tuple(path for path in map(_of_the_survey, OURS) if path not in SEARCHES),
    "makers": MAKERS,
    "Datasette's": tuple(map(_of_the_survey, DATASETTES)),
    "facets": FACETS,
    "search": SEARCHES,
}
GZIP = b"\x1f\x8b"
TIMED_OUT = re.compile(r"Counting took too long for [^<]*|These facets timed out: [^<]*")
"""What stands in a page of ours, or in one of Datasette's, when facets took too long."""


class Timing(NamedTuple):
    """Wall time, CPU time, status and size of one response."""

    ms: float
    cpu_ms: float
    status: int
    bytes: int


def measure(times: int, rounds: int) -> Figures:
    """Request each page in each round, after a first, cold request that is recorded separately."""
    with ours(databases.database(times)) as site:
        paths = [path for group in KINDS.values() for path in group]
        site.get("/robots.txt")
        first = {path: timed_get(site, path) for path in paths}
        timings = interleaved({path: lambda path=path: timed_get(site, path) for path in paths}, rounds)  # type: ignore[misc]
        pages = {
            path: {
                "kind": kind,
                **summary(timings[path]),
                "first_ms": round(first[path].ms, 2),
                **({"timed_out": timed_out(site, path)} if kind == "facets" else {}),
            }
            for kind, group in KINDS.items()
            for path in group
        }
    return {"pages": pages}


def timed_get(site: Site, path: str) -> Timing:
    """Request a page and measure it."""
    with Clock() as clock:
        status, body = site.get(path)
    return Timing(clock.ms, clock.cpu_ms, status, len(body))


def summary(results: list[Timing]) -> Figures:
    """The medians of the rounds, the slowest, and the statuses that were given."""
    figures = medians([{"ms": result.ms, "cpu_ms": result.cpu_ms, "bytes": result.bytes} for result in results])
    slowest = round(max(result.ms for result in results), 2)
    return {**figures, "slowest_ms": slowest, "statuses": sorted({result.status for result in results})}


def timed_out(site: Site, path: str) -> list[str]:
    """The messages of a table page about facets that timed out."""
    _, body = site.get(path)
    page = gzip.decompress(body) if body.startswith(GZIP) else body
    return TIMED_OUT.findall(page.decode())
