"""The same pages by Datasette out of the box, on the same file in the same run."""

from . import databases
from .in_process import Site, ours, stock_datasette
from .pages import FACT_TABLE, THREE_FACETS, summary, timed_get, timed_out
from .rounds import Figures, interleaved

PAGES = {
    "table": FACT_TABLE,
    "table with three facets": THREE_FACETS,
    "search in a table": f"{FACT_TABLE}?_search=grpo",
    "row": "/llm_kb/models/llama-3",
    "SQL": "/llm_kb?sql=select+model%2C+technique+from+design_facts+where+relation+%3D+%27avoids%27+limit+100",
}


def measure(times: int, rounds: int) -> Figures:
    """Each page by us and by Datasette in each round."""
    path = databases.database(times)
    with ours(path) as site, stock_datasette(path) as theirs:
        return {"pages": {name: _compared(page, site, theirs, rounds) for name, page in PAGES.items()}}


def _compared(page: str, site: Site, theirs: Site, rounds: int) -> Figures:
    for candidate in (site, theirs):
        candidate.get(page)  # the first time is no measure of either
    timings = interleaved({"ours": lambda: timed_get(site, page), "datasette": lambda: timed_get(theirs, page)}, rounds)
    compared: Figures = {"path": page, **{side: summary(results) for side, results in timings.items()}}
    if "_facet=" in page:
        compared["datasette"]["timed_out"] = timed_out(theirs, page)
    return compared
