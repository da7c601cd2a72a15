"""What the corpus of hostile requests does to a real server and to its other visitors."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.hostile.attack import Answer, Watch, send, watched
from tests.hostile.cases import cases, slow_query
from tests.hostile.server import all_sent, downloaded

from . import databases
from .rounds import Figures
from .servers import Server, site

CROWD, QUERIES_OF_ONE = 10, 3


def measure(times: int, rounds: int) -> Figures:
    """Send the corpus one by one, then let ten clients ask slow queries at once; the worst of all rounds counts."""
    path = databases.database(times)
    with site(path) as server:
        corpus = [_corpus(server) for _ in range(rounds)]
        crowd = [_crowd(server) for _ in range(rounds)]
        same = hashlib.sha256(downloaded(server)).digest() == hashlib.sha256(Path(path).read_bytes()).digest()
    return {"file_unchanged": same, "corpus": _worst(corpus), "crowd": _worst(crowd)}


def _corpus(server: Server) -> Figures:
    answers, watch = all_sent(server)
    wrong = [
        case.name
        for case in cases()
        if not case.allows(answers[case.name].status) or case.says not in answers[case.name].text
    ]
    slowest = max(answers, key=lambda name: answers[name].seconds)
    return {"slowest_name": slowest, "wrong": wrong, **_summary(list(answers.values()), watch)}


def _crowd(server: Server) -> Figures:
    def loop(number: int) -> list[Answer]:
        return [send(server.address, slow_query(), source=f"127.0.0.{10 + number}") for _ in range(QUERIES_OF_ONE)]

    with watched(server.address, server.process) as watch, ThreadPoolExecutor(CROWD) as crowd:
        answers = [answer for client_answers in crowd.map(loop, range(CROWD)) for answer in client_answers]
    return {"clients": CROWD, **_summary(answers, watch)}


def _summary(answers: list[Answer], watch: Watch) -> Figures:
    return {
        "requests": len(answers),
        "answers_of_500_or_above": sum(answer.status >= 500 for answer in answers),
        "slowest_seconds": round(max(answer.seconds for answer in answers), 3),
        "memory_growth_bytes": watch.growth,
        "ordinary_pages": len(watch.waits),
        "ordinary_failures": len(watch.failures),
        "slowest_ordinary_ms": round(max(watch.waits) * 1000),
    }


def _worst(rounds: list[dict[str, Any]]) -> Figures:
    return max(rounds, key=lambda figures: (len(figures.get("wrong", [])), figures["slowest_ordinary_ms"]))
