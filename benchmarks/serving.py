"""What cached pages cost over HTTP: the site alone, behind the documented nginx, and nginx with files; asked by wrk."""

import re
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

from tests.hostile.attack import memory_of
from tests.hosting.nginx import program

from llm_kb.settings import DATABASE_NAME

from . import databases
from .pages import THREE_FACETS
from .rounds import Figures, interleaved, rounded
from .servers import behind_nginx, fetched, files, out_of_the_box, site

FACET_PAGE = "table with three facets"
PAGES = {
    FACET_PAGE: THREE_FACETS,
    "front page": "/",
    "page of a model": "/models/llama-3",
    "row": "/llm_kb/models/llama-3",
    "JSON of a row": "/llm_kb/models/llama-3.json",
}
CONNECTIONS, SECONDS = 8, 3
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)")


def measure(times: int, rounds: int) -> Figures:
    """Requests in a second for each page, by each server in turns; the facet page by Datasette out of the box, too."""
    if missing := [name for name, executable in (("nginx", program()), ("wrk", shutil.which("wrk"))) if not executable]:
        return {"left_out": f"{' and '.join(missing)} not installed here"}
    with site(databases.database(times)) as server, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = {f"{number}.html": fetched(server.address + path) for number, path in enumerate(PAGES.values())}
        with behind_nginx(server, folder / "proxy") as proxy, files(texts, folder / "static") as static:
            pages = {}
            for file, (title, path) in zip(texts, PAGES.items(), strict=True):
                urls = {"site": server.address + path, "proxy": proxy + path, "files": f"{static}/{file}"}
                pages[title] = {"path": path, "bytes": len(texts[file]), **_compared(urls, rounds)}
        memory = memory_of(server.process)
    datasette = _stock(databases.database(times), rounds)
    shared = {"connections": CONNECTIONS, "seconds": SECONDS, "memory_bytes": memory}
    return {**shared, "datasette": datasette, "pages": pages}


def _compared(urls: dict[str, str], rounds: int) -> Figures:
    rates_by_server = interleaved({name: partial(per_second, url) for name, url in urls.items()}, rounds)
    return {name: rounded(median(rates)) for name, rates in rates_by_server.items()}


def _stock(path: Path, rounds: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        named = Path(folder) / f"{DATABASE_NAME}.db"
        named.symlink_to(path.absolute())
        with out_of_the_box(named) as url:
            return rounded(median(per_second(url + THREE_FACETS) for _ in range(rounds)))


def per_second(url: str) -> float:
    """Requests that are answered in a second; raises SystemExit when one is not."""
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        "--timeout=30s",
        "-H",
        "Accept-Encoding: gzip",
        url,
    ]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = RATE.search(output)
    if WRONG.search(output) or not rate:
        raise SystemExit(f"Not all answers of {url} were sound:\n{output}")
    return float(rate[1])
