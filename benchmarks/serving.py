"""What kept answers cost over HTTP, beside nginx with files of the same compressed bytes; asked by wrk."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from statistics import median

from tests.hostile.attack import memory_of

from . import databases
from .pages import THREE_FACETS
from .rounds import Figures, interleaved, rounded
from .servers import fetched, nginx, site

PAGES = {
    "table with three facets": THREE_FACETS,
    "front page": "/",
    "page of a model": "/models/llama-3",
    "row": "/llm_kb/models/llama-3",
    "JSON of a row": "/llm_kb/models/llama-3.json",
}
CONNECTIONS, SECONDS = 8, 3
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)")


def measure(times: int, rounds: int) -> Figures:
    """Requests in a second for each page, by us and by nginx in turns."""
    if missing := [program for program in ("nginx", "wrk") if not shutil.which(program)]:
        return {"left_out": f"{' and '.join(missing)} not installed here"}
    with site(databases.database(times)) as server, tempfile.TemporaryDirectory() as folder:
        texts = {f"{number}.html": fetched(server.address + path) for number, path in enumerate(PAGES.values())}
        with nginx(texts, Path(folder)) as static:
            pages = {
                name: {
                    "path": path,
                    "bytes": len(texts[file]),
                    **_compared(server.address + path, f"{static}/{file}", rounds),
                }
                for file, (name, path) in zip(texts, PAGES.items(), strict=True)
            }
        memory = memory_of(server.process)
    return {"connections": CONNECTIONS, "seconds": SECONDS, "memory_bytes": memory, "pages": pages}


def _compared(page: str, file: str, rounds: int) -> Figures:
    found = interleaved({"ours": lambda: per_second(page), "nginx": lambda: per_second(file)}, rounds)
    return {name: rounded(median(rates)) for name, rates in found.items()}


def per_second(address: str) -> float:
    """Requests that are answered in a second; raises SystemExit when one is not."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip", address]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = RATE.search(told)
    if WRONG.search(told) or not rate:
        raise SystemExit(f"Not all answers of {address} were sound:\n{told}")
    return float(rate[1])
