"""The same pages by Datasette out of the box, on the same file in the same run."""

from . import databases
from .asking import Site, ours, out_of_the_box
from .pages import FACT_TABLE, THREE_FACETS, asked, timed_out, told
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
    with ours(path) as site, out_of_the_box(path) as theirs:
        return {"pages": {name: _compared(page, site, theirs, rounds) for name, page in PAGES.items()}}


def _compared(page: str, site: Site, theirs: Site, rounds: int) -> Figures:
    for each in (site, theirs):
        each.ask(page)  # the first time is no measure of either
    found = interleaved({"ours": lambda: asked(site, page), "datasette": lambda: asked(theirs, page)}, rounds)
    compared: Figures = {"path": page, **{side: told(results) for side, results in found.items()}}
    if "_facet=" in page:
        compared["datasette"]["timed_out"] = timed_out(theirs, page)
    return compared
