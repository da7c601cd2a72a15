"""The pages of the site come from the cache, and under no name but one that can be theirs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from datasette.app import Datasette

from llm_kb.hosting.cache import FOR_A_WHILE, FOR_EVER, NEVER
from llm_kb.site.server import create_datasette
from tests.site.conftest import Get

FACETS = "/llm_kb/design_facts"


@pytest.fixture(scope="module")
def pages(kb_file: Path) -> Datasette:
    return create_datasette(kb_file)


def test_a_facet_page_comes_from_the_cache(pages: Datasette, browse: Callable[[Datasette], Get]) -> None:
    get = browse(pages)
    first, second = get(FACETS), get(FACETS)
    assert first.headers == second.headers
    assert first.text == second.text
    assert get(FACETS, **{"if-none-match": first.headers["etag"]}).status_code == 304
    assert first.headers["cache-control"] == FOR_A_WHILE.decode()
    assert get("/llm_kb?sql=select+nothing").headers["cache-control"] == NEVER.decode()


def test_styles_may_be_kept_for_ever_at_the_address_that_has_their_hash(
    pages: Datasette, browse: Callable[[Datasette], Get]
) -> None:
    get = browse(pages)
    page = get("/llm_kb/models").text
    styles = [line.split('"')[3] for line in page.splitlines() if 'rel="stylesheet"' in line]
    assert len(styles) >= 2
    for address in styles:
        assert get(address).headers["cache-control"] == FOR_EVER.decode(), address
    assert get("/-/llm-kb/site.css?01234567").headers["cache-control"] == FOR_A_WHILE.decode()


@pytest.mark.parametrize("host", ["a b", 'x"><script>', "evil.test/path", "a" * 300, "[::1", "host:port", "user@host"])
def test_a_host_that_can_be_none_is_refused(pages: Datasette, browse: Callable[[Datasette], Get], host: str) -> None:
    answer = browse(pages)("/", host=host)
    assert answer.status_code == 400
    assert answer.text.startswith("This is not the name of a host")


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1:8001", "[::1]:8001", "under_score.test"])
def test_a_host_that_can_be_one_is_answered(pages: Datasette, browse: Callable[[Datasette], Get], host: str) -> None:
    assert browse(pages)("/robots.txt", host=host).status_code == 200


def test_without_room_nothing_is_kept(kb_file: Path, browse: Callable[[Datasette], Get]) -> None:
    get = browse(create_datasette(kb_file, cache_bytes=0))
    assert get("/robots.txt").status_code == 200
