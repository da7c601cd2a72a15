"""No link is broken: every page of the site is opened below a prefix, and everything that it points to."""

import asyncio
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from llm_kb.site.server import create_datasette

from .conftest import Get
from .link_walk import HOST, Application, Walk, walking

PREFIX = "/llms/"
STARTS = ("", "sitemap.xml", "robots.txt", "llms.txt")
SHARES = ("facts", "models", "publications", "techniques", "")
"""Folders whose pages make up a share of the work each; the last share is everything else."""

EXAMPLE = re.compile(r"model=(llama|deepseek|gemma)-|/publications/93\.")
"""Examples on the pages, which are of the real edition and looked at in `tests/content`."""


def walked(
    app: Application, prefix: str = "/", starts: Iterable[str] = (f"{HOST}/",), elsewhere: Iterable[str] = ()
) -> Walk:
    async def walk() -> Walk:
        async with walking(app, prefix, elsewhere) as found:
            await found.from_(starts)
        return found

    return asyncio.run(walk())


def share_of(address: str) -> str:
    folder = address.removeprefix(f"{HOST}{PREFIX}").partition("/")[0]
    return folder if folder in SHARES else ""


@pytest.fixture(scope="module")
def site(kb_file: Path) -> Datasette:
    datasette = create_datasette(kb_file, base_url=PREFIX)
    asyncio.run(datasette.invoke_startup())
    return datasette


@pytest.mark.slow
@pytest.mark.parametrize("share", SHARES)
def test_every_link_leads_somewhere(site: Datasette, browse: Callable[[Datasette], Get], share: str) -> None:
    parts = re.findall("<loc>(.*?)</loc>", browse(site)(f"{PREFIX}sitemap.xml").text)
    texts = [browse(site)(part.removeprefix(HOST)).text for part in parts]
    listed = [address for text in texts for address in re.findall("<loc>(.*?)</loc>", text)]
    starts = [*listed, *(f"{HOST}{PREFIX}{path}" for path in STARTS)]
    ours = [address for address in starts if share_of(address) == share]
    found = walked(site.app(), PREFIX, ours, elsewhere=set(starts).difference(ours))
    assert [problem for problem in found.problems if not EXAMPLE.search(problem)] == []
    assert len(found.opened) > len(ours) > 10


PAGES = {
    "/": "<a href=/sound#here>a</a> <a href=/llm_kb/table>b</a> <a href=https://elsewhere.test/>c</a>",
    "/sound": "<p id=here> <a href=?page=2>d</a>",
    "/llm_kb/table": "<a href=/llm_kb/never>not followed</a> <a href=/sound>e</a>",
    "/below/": "<a href=/below/sound>f</a>",
    "/below/sound": "",
}


def small_site(kind: str = "text/html", **more: str) -> Application:
    """An application that serves these few pages and some more."""
    pages = {**PAGES, **{f"/{name}": body for name, body in more.items()}}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        known = scope["path"] in pages
        headers = [(b"content-type", kind.encode())]
        await send({"type": "http.response.start", "status": 200 if known else 404, "headers": headers})
        await send({"type": "http.response.body", "body": pages.get(scope["path"], "").encode()})

    return app


def test_a_sound_site_has_no_broken_link() -> None:
    found = walked(small_site())
    assert found.problems == []
    assert sorted(found.opened) == [
        f"http://inside.test{path}" for path in ("/", "/llm_kb/table", "/sound", "/sound?page=2")
    ]


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("/nowhere", "http://inside.test/nowhere: status 404"),
        ("/sound#there", "http://inside.test/sound#there: nothing has this id"),
        ("#there", "http://inside.test/spoiled#there: nothing has this id"),
        ("http://inside.test/nowhere?q=1", "http://inside.test/nowhere?q=1: status 404"),
        ("javascript:alert(1)", "javascript:alert(1): it leaves the prefix"),
    ],
)
def test_a_broken_link_is_found(link: str, problem: str) -> None:
    found = walked(small_site(spoiled=f"<a href='{link}'>"), starts=(f"{HOST}/spoiled",))
    assert found.problems == [f"http://inside.test/spoiled → {problem}"]


def test_a_broken_link_is_found_on_a_page_that_only_one_of_datasettes_pages_links_to() -> None:
    site = small_site(hidden="<img src=/nowhere.png>", **{"llm_kb/table": "<a href=/hidden>"})
    assert walked(site).problems == ["http://inside.test/hidden → http://inside.test/nowhere.png: status 404"]


@pytest.mark.parametrize("kind", ["application/xml", "text/xml; charset=utf-8", "text/plain"])
def test_a_broken_address_in_a_sitemap_or_text_is_found(kind: str) -> None:
    text = f"<loc>{HOST}/sound?a=1&amp;b=2</loc> [name]({HOST}/nowhere), {HOST}/NAME"
    site = small_site(kind, sitemap=text)
    found = walked(site, starts=(f"{HOST}/sitemap",))
    assert found.problems == ["http://inside.test/sitemap → http://inside.test/nowhere: status 404"]
    assert "http://inside.test/sound?a=1&b=2" in found.opened


def test_a_link_that_forgets_the_prefix_is_found() -> None:
    starts = (f"{HOST}/below/",)
    assert walked(small_site(), "/below/", starts).problems == []
    spoiled = small_site(**{"below/": "<a href=/sound>"})
    assert walked(spoiled, "/below/", starts).problems == [
        "http://inside.test/below/ → http://inside.test/sound: it leaves the prefix"
    ]


def test_addresses_that_differ_in_values_alone_are_opened_a_few_times() -> None:
    links = "".join(f"<a href='/sound?page={number}'>" for number in range(50))
    assert len(walked(small_site(many=links), starts=(f"{HOST}/many",)).opened) == 1 + 3


def test_what_another_walk_opens_is_opened_only_for_its_ids() -> None:
    pages = {"start": "<a href=/there>", "there": "<p id=here><a href=/nowhere>"}
    start, there = f"{HOST}/start", f"{HOST}/there"
    assert list(walked(small_site(**pages), starts=(start,), elsewhere=(there,)).opened) == [start]
    pages["start"] = "<a href=/there#here><a href=/there#beyond>"
    found = walked(small_site(**pages), starts=(start,), elsewhere=(there,))
    assert list(found.opened) == [start, there]
    assert found.problems == [f"{start} → {there}#beyond: nothing has this id"]
