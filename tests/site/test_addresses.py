"""Addresses are right behind a proxy, whether it keeps or strips a prefix, and under a public name."""

import re
import sqlite3
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest
from datasette.app import Datasette

from llm_kb.errors import KnowledgeBaseError
from llm_kb.site.server import create_datasette

Get = Callable[..., httpx.Response]
Browse = Callable[[Datasette], Get]

PUBLIC = "https://kb.example.org"
PATHS = [
    "",
    "llm_kb",
    "llm_kb/models?_size=5",
    "llm_kb/models/swift-3",
    "llm_kb/design_facts?_facet=technique",
    "llm_kb/design_facts?_mark=bar&_x=institution",
    "llm_kb/taxonomy",
    "llm_kb?sql=select+1",
    "machines",
    "models/swift-3",
]


@pytest.fixture(scope="module")
def prefixed(kb_file: Path, browse: Browse) -> Get:
    return browse(create_datasette(kb_file, base_url="/llms/"))


@pytest.fixture(scope="module")
def public(kb_file: Path, browse: Browse) -> Get:
    return browse(create_datasette(kb_file, public_url=PUBLIC, base_url="/llms/"))


def addresses(page: str, path: str) -> list[str]:
    """The addresses in a page that stay on the site, as a browser understands them that opened this path."""
    written = [unescape(address) for address in re.findall(r'(?:href|src|action)="([^"]+)"', page)]
    found = [urljoin(f"/llms/{path}", address) if address[0] not in "#h" else address for address in written]
    elsewhere = (
        "#",
        "https://creativecommons.org",
        "https://github.com",
        "https://datasette.io",
        "https://example.org",
    )
    return [address for address in found if not address.startswith(elsewhere)]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("seen", ["/llms/", "/"], ids=["kept", "stripped"])
def test_every_address_has_the_prefix_once_whether_the_proxy_keeps_or_strips_it(
    prefixed: Get, path: str, seen: str
) -> None:
    answer = prefixed(seen + path)
    assert answer.status_code == 200
    found = [re.sub(r"^http://inside\.test", "", address) for address in addresses(answer.text, path)]
    assert found
    assert [address for address in found if not re.match(r"/llms/(?!llms/)", address)] == []


@pytest.mark.parametrize("seen", ["/llms/", "/"], ids=["kept", "stripped"])
@pytest.mark.slow
def test_the_addresses_of_a_page_lead_somewhere(prefixed: Get, seen: str) -> None:
    path_of_page = "llm_kb/models?_size=5"
    for address in addresses(prefixed(seen + path_of_page).text, path_of_page):
        path = re.sub(r"^http://inside\.test", "", address)
        assert prefixed(path.replace("/llms/", seen, 1)).status_code in (200, 302), address


@pytest.mark.parametrize("seen", ["/llms/", "/"], ids=["kept", "stripped"])
@pytest.mark.parametrize("path", ["llm_kb/models/", "llm_kb/models?_sort_by_desc=on&_sort=name", "llm_kb/models.jsono"])
def test_a_redirection_has_the_prefix(prefixed: Get, seen: str, path: str) -> None:
    answer = prefixed(seen + path)
    assert answer.status_code in (301, 302)
    assert re.match(r"/llms/(llm_kb|-)/", answer.headers["location"])


def test_the_prefix_alone_is_the_home_page(prefixed: Get) -> None:
    assert prefixed("/llms").text == prefixed("/llms/").text


@pytest.mark.parametrize("path", ["/%6clms/models", "/llms%2Fmodels", "/llms/models", "/models"])
def test_a_page_is_found_however_its_prefix_is_encoded(prefixed: Get, path: str) -> None:
    assert prefixed(path).status_code == 200


@pytest.mark.parametrize("path", ["/llms/llms/", "/llms/llms/models", "/llms//models"])
def test_below_the_prefix_is_no_second_site(prefixed: Get, path: str) -> None:
    assert prefixed(path).status_code in (302, 404)


@pytest.mark.parametrize("path", ["/llms//evil.example/~61", "/llms/%2fevil.example/~61", "//evil.example/~61"])
def test_a_redirection_below_a_prefix_stays_on_the_site(prefixed: Get, path: str) -> None:
    assert re.match(r"/llms/[^/\\]", prefixed(path).headers["location"])


def test_the_csv_below_a_prefix_is_complete(prefixed: Get, kb: sqlite3.Connection) -> None:
    (number,) = kb.execute("SELECT count(*) FROM design_facts").fetchone()
    assert len(prefixed("/llms/llm_kb/design_facts.csv").text.splitlines()) == 1 + number


def test_next_pages_and_facets_and_link_headers_have_the_public_address(public: Get) -> None:
    answer = public("/llms/llm_kb/models.json?_size=5")
    told = answer.json()
    assert told["next_url"].startswith(f"{PUBLIC}/llms/llm_kb/models.json?")
    assert answer.headers["link"].startswith(f"<{PUBLIC}/llms/llm_kb/models.json?")
    assert told["facet_results"]["kind_id"]["results"][0]["toggle_url"].startswith(f"{PUBLIC}/llms/")


def test_a_page_names_its_json_by_the_public_address(public: Get) -> None:
    answer = public("/llms/llm_kb/models")
    assert f'href="{PUBLIC}/llms/llm_kb/models.json"' in answer.text
    assert answer.headers["link"].startswith(f"{PUBLIC}/llms/llm_kb/models.json")


@pytest.mark.parametrize("host", ["inside.test", "evil.test"])
def test_the_public_address_stands_whatever_host_a_request_names(public: Get, host: str) -> None:
    assert public("/llm_kb/models.json?_size=5", host=host).json()["next_url"].startswith(PUBLIC)


def test_without_a_public_address_a_request_names_the_host(get: Get) -> None:
    answer = get("/llm_kb/models.json?_size=5", host="here.test").json()
    assert answer["next_url"].startswith("http://here.test/llm_kb/")


@pytest.mark.parametrize("given", ["llms", "/llms", "llms/", "/llms/"])
def test_a_prefix_may_be_written_without_its_slashes(kb_file: Path, given: str) -> None:
    assert create_datasette(kb_file, base_url=given).setting("base_url") == "/llms/"


@pytest.mark.parametrize(
    "given",
    ["https://x.test/llms/", "/a b/", "/a?b/", "/llm_kb/", "/llm_kb/x", "/-/x/", "/models/", "/search/", "/facts/all/"],
)
def test_a_prefix_that_cannot_work_is_refused_with_a_cure(kb_file: Path, given: str) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"The base URL .*'/llms/'\.$"):
        create_datasette(kb_file, base_url=given)


@pytest.mark.parametrize("given", ["kb.example.org", "ftp://x.test", "https://", "https://x.test/kb/", "https://a b"])
def test_a_public_address_that_cannot_work_is_refused_with_a_cure(kb_file: Path, given: str) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"The public URL .* write it as 'https://kb\.example\.org'"):
        create_datasette(kb_file, public_url=given)


def test_the_permanent_address_of_a_fact_is_that_of_its_page(get: Get, prefixed: Get) -> None:
    fact = "tiny-source-3-1-3-1--swift-3--half-folding--uses--inference"
    assert "half folding" in get(f"/facts/{fact}").text
    assert f'href="/llms/llm_kb/design_facts/{fact}"' in prefixed(f"/llms/facts/{fact}").text
