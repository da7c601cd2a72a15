"""Nothing that strangers send harms the site: a real server answers the whole corpus, and crowds."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.hosting import nginx

from .attack import Answer, Watch, send, watched
from .cases import BEHIND_PROXY, Case, cases, slow_query
from .server import Server, all_sent, attacked_server, downloaded

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from Linux's /proc"),
]

CASES = cases()
MEMORY = 200_000_000
"""By how many bytes memory may grow beside half of the file: pages and answers are longer where the file is larger."""
GROWING = {"all statements joined": (400, "too big")}
"""The cases whose answer takes the more the more rows there are, and how they may be refused at the limit of either."""
SECONDS, WAIT = 2.0, 0.5
LENIENCY = 4 if "PYTEST_XDIST_WORKER" in os.environ else 1
"""How much longer everything may take where other tests have the processor, too."""
MARKUP = ("<script>alert", "<img src=x", 'href="javascript:', 'href="data:')
"""What stands in no page and no picture as it was sent."""

Attacked = tuple[dict[str, Answer], Watch]


@pytest.fixture(scope="module")
def server(edition_file: Path) -> Iterator[Server]:
    with attacked_server(edition_file) as running:
        yield running


@pytest.fixture(scope="module")
def memory(edition_file: Path) -> int:
    """By how many bytes the memory of the server may grow."""
    return MEMORY + edition_file.stat().st_size // 2


@pytest.fixture(scope="module")
def attacked(server: Server) -> Attacked:
    return all_sent(server)


def test_every_case_that_needs_a_proxy_is_one_of_the_corpus() -> None:
    assert {case.name for case in CASES if case.needs_proxy} == BEHIND_PROXY


def test_the_corpus_has_at_least_eighty_requests_of_different_names() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 80


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_request_is_answered_as_it_should_be(attacked: Attacked, case: Case) -> None:
    if case.needs_proxy:
        nginx.required()
    answer = attacked[0][case.name]
    assert answer.status < 500
    refusal, words = GROWING.get(case.name, (0, ""))
    if not (answer.status == refusal and words in answer.text):
        assert case.allows(answer.status), answer.text[:400]
        assert case.says in answer.text
    assert answer.seconds < SECONDS * LENIENCY
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("case", [case for case in CASES if b"alert" in case.request], ids=lambda case: case.name)
def test_markup_that_was_sent_is_no_markup_in_the_answer(attacked: Attacked, case: Case) -> None:
    head, _, body = attacked[0][case.name].text.partition("\r\n\r\n")
    if "text/html" in head or "image/svg" in head:
        assert [sign for sign in MARKUP if sign in body] == []


def test_memory_stays_within_its_bound_and_ordinary_pages_come_meanwhile(attacked: Attacked, memory: int) -> None:
    assert_unmoved(attacked[1], memory)


def test_the_file_is_the_same_afterwards(attacked: Attacked, server: Server, edition_file: Path) -> None:
    same = downloaded(server) == edition_file.read_bytes()  # a name, since pytest would write out how they differ
    assert same


def test_a_crowd_that_asks_slow_queries_moves_nobody_else(server: Server, attacked: Attacked, memory: int) -> None:
    def ask(number: int) -> Answer:
        return send(server.address, slow_query(), source=f"127.0.0.{10 + number}")

    with watched(server.address, server.process) as watch, ThreadPoolExecutor(10) as crowd:
        answers = list(crowd.map(ask, range(10)))
    assert {answer.status for answer in answers} <= {400, 429}
    assert_unmoved(watch, memory)


def test_one_client_that_asks_much_at_once_is_sent_away_for_a_while(
    server: Server, attacked: Attacked, memory: int
) -> None:
    with watched(server.address, server.process) as watch, ThreadPoolExecutor(40) as crowd:
        answers = list(crowd.map(lambda _: send(server.address, slow_query()), range(40)))
    assert {answer.status for answer in answers} == {400, 429}
    assert all("retry-after: " in answer.text for answer in answers if answer.status == 429)
    assert_unmoved(watch, memory)


def assert_unmoved(watch: Watch, memory: int) -> None:
    """No ordinary page failed or had to wait, and memory stayed within its bound."""
    assert watch.failures == []
    assert max(watch.waits) < WAIT * LENIENCY
    assert watch.growth < memory
