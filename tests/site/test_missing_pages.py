"""What is answered where there is nothing."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from llm_kb.site import routes
from llm_kb.site.server import create_datasette

Get = Callable[..., httpx.Response]


def near(text: str) -> list[str]:
    return [str(link["href"]) for link in BeautifulSoup(text, "html.parser").select("main .plain a")]


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/models/swfit3", "/models/swift-3"),
        ("/models/owl-23", "/models/owl-2"),
        ("/techniques/groupe-relativ-prais", "/techniques/group-relative-praise"),
        ("/institutions/birdla", "/institutions/birdlab"),
        ("/publications/group-relative-praise", "/publications/11"),
        (
            "/facts/paper-4-2-3-4--swift-3--half-folding--uses--decoding",
            "/facts/tiny-source-3-1-3-1--swift-3--half-folding--uses--inference",
        ),
    ],
)
def test_an_unknown_identifier_is_answered_with_the_nearest(get: Get, path: str, nearest: str) -> None:
    answer = get(path)
    assert answer.status_code == 404
    assert near(answer.text)[0] == nearest
    assert {link.split("/")[1] for link in near(answer.text)} == {path.split("/")[1]}


def test_every_suggestion_is_there(get: Get) -> None:
    for path in near(get("/models/swfit3").text):
        assert get(path).status_code == 200


@pytest.mark.parametrize("name", ["%22%3Cb%3E", "a%00b", "%F0%9F%A6%99", "x" * 5000, "%20", "..%2F.."])
@pytest.mark.parametrize("folder", ["models", "facts", "publications"])
def test_whatever_is_asked_for_is_answered(get: Get, folder: str, name: str) -> None:
    answer = get(f"/{folder}/{name}")
    assert answer.status_code == 404
    assert "<b>" not in answer.text


def nowhere(datasette: Datasette, path: str) -> Response:
    """The answer that the site gives for an address at which there is nothing."""
    request = Request({**Request.fake(path).scope, "csrftoken": lambda: ""}, None)
    return asyncio.run(routes.nowhere(request, datasette))


@pytest.mark.parametrize(
    ("path", "suggested"),
    [
        ("/modls", "/models"),
        ("/model/swift-3", "/models/swift-3"),
        ("/llm_kb/design_fact", "/llm_kb/design_facts"),
        ("/group-relative-praise", "/techniques/group-relative-praise"),
    ],
)
def test_an_unknown_address_has_the_nearest_pages(datasette: Datasette, path: str, suggested: str) -> None:
    response = nowhere(datasette, path)
    assert response.status == 404
    assert suggested in near(response.body)


def test_inner_tables_are_never_suggested(datasette: Datasette) -> None:
    response = nowhere(datasette, "/llm_kb/search_index_data")
    assert not [path for path in near(response.body) if path.startswith("/llm_kb/search_index")]


@pytest.mark.parametrize(
    "path",
    [
        "/facts?section=4.1",
        "/facts/tiny-source-3-1-3-1--swift-3--half-folding--uses--inference",
        "/publications",
        "/publications/5",
        "/errata?kind=year",
        "/search",
        "/search?q=swfit+3",
        "/search?q=swfit+3&exactly=1",
        "/models/swfit3",
    ],
)
def test_every_link_keeps_the_prefix_under_which_the_site_is_served(
    kb_file: Path, browse: Callable[[Datasette], Get], path: str
) -> None:
    page = BeautifulSoup(browse(create_datasette(kb_file, base_url="/llms/"))(f"/llms{path}").text, "html.parser")
    targets = [str(link[name]) for name in ("href", "action") for link in page.select(f"main [{name}]")]
    inside = [target for target in targets if not target.startswith(("http", "#"))]
    assert inside
    assert [target for target in inside if not target.startswith("/llms/") or "/llms/llms/" in target] == []


def test_a_missing_file_is_told_to_programs_as_json(get: Get) -> None:
    for path in ("/publications/9999.json", "/publications/9999.bib", "/models/zzz.bib"):
        answer = get(path)
        assert answer.status_code == 404
        assert answer.json()["error"].startswith("There is no ")
        assert answer.headers["access-control-allow-origin"] == "*"
