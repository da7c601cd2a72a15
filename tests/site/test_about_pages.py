"""The pages about the knowledge base: words, limits, examples of the API, changes, and how to cite and correct."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from llm_kb import settings, wording
from llm_kb.site.pages import about

from ..browser.server import served
from .conftest import Get
from .reading import links, seen, soup, text

ATOM = "{http://www.w3.org/2005/Atom}"
FACT = "tiny-source-3-1-3-1--swift-3--half-folding--uses--inference"


def test_the_words_are_explained_as_they_are_shown(get: Get, kb: sqlite3.Connection) -> None:
    told = text(soup(get("/about")).select_one("main"))
    for word in ("Source", "Statement", "Claim", "Fact", "Specification", "Verdict", "Finding", "Erratum", "Qualifier"):
        assert word in told
    for identifier, definition in kb.execute("SELECT id, definition FROM relations"):
        assert wording.relation_name(identifier) in told
        assert definition in told
    assert "Blank means not mentioned." in told


@pytest.fixture(scope="module")
def site(kb_file: Path) -> Iterator[str]:
    with served(kb_file) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("example", about.API_EXAMPLES, ids=lambda example: example.name)
def test_every_example_of_the_api_runs_as_printed(example: about.ApiExample, site: str, tmp_path: Path) -> None:
    code = example.code.replace("{site}", site)
    if example.language == "json":
        assert json.loads(code)["mcpServers"]["llm-kb"]["url"] == f"{site}/-/mcp"
        return
    if example.language == "sh" and not shutil.which("curl"):
        pytest.skip("curl is not installed")
    command = ["sh", "-ec", code] if example.language == "sh" else [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, env=dict(os.environ))
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.strip()) > 20
    assert '"ok":false' not in run.stdout.replace(" ", "")
    assert 'isError": true' not in run.stdout


def test_the_examples_are_shown_with_the_address_of_the_site(get: Get) -> None:
    shown = [block.get_text() for block in seen(get("/api")).select("pre.code")]
    assert shown == [example.code.replace("{site}", "http://inside.test") for example in about.API_EXAMPLES]


def test_the_changes_are_those_of_the_changelog(get: Get) -> None:
    page = soup(get("/changes"))
    versions = [
        line[3:] for line in settings.data_directory("CHANGELOG.md").read_text().splitlines() if line[:3] == "## "
    ]
    assert [text(heading) for heading in page.select("main h2")] == versions != []
    assert page.select("main h3") and page.select("main li")


def test_notes_keep_their_order_and_no_html_of_their_own() -> None:
    found = about.release_notes("# Changes\n\nIntro\n\n## 1.1.0, 2026-12-01\n\n- <b>x</b> `y`\n\n## 1.0.0\n\n- z\n")
    assert [note.title for note in found] == ["1.1.0, 2026-12-01", "1.0.0"]
    assert found[0].text == "<ul>\n<li>&lt;b&gt;x&lt;/b&gt; <code>y</code></li>\n</ul>\n"
    assert [note.updated("2025-06-19") for note in found] == ["2026-12-01", "2025-06-19"]


def test_the_feed_is_atom_with_an_entry_for_each_version(get: Get) -> None:
    answer = get("/feed.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.text)
    assert feed.tag == f"{ATOM}feed"
    page = soup(get("/changes"))
    for part in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{part}") is not None
    for entry in feed.findall(f"{ATOM}entry"):
        address = str(entry.findtext(f"{ATOM}id"))
        assert page.find(id=address.partition("#")[2])
        assert (entry.findtext(f"{ATOM}content") or "").startswith("<h3>")


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/models/swift-3", "Swift 3"),
        ("/techniques/praise", "praise"),
        ("/institutions/loft", "The Loft"),
        ("/questions/3.1", "How Are Nests Kept Light?"),
        (f"/facts/{FACT}", "How Small Talkers Are Made"),
    ],
)
def test_every_page_can_be_cited_and_corrected(get: Get, path: str, named: str) -> None:
    curate = seen(get(path)).select_one("header .curate")
    citation = curate.select_one("pre.cite").get_text()
    assert named in citation
    assert f"http://inside.test{path}" in citation
    assert "2024-08-15" in citation
    assert curate.select_one(":scope > a")["href"] == "/about#corrections"


def test_without_an_issue_tracker_the_page_about_says_how_to_correct(get: Get) -> None:
    page = seen(get("/about"))
    assert "What is right:" in page.find(id="corrections").find_next("pre").get_text()


def test_with_an_issue_tracker_a_correction_opens_a_prepared_issue(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llm_kb.site.visit.issues_url", lambda: "https://forge.example.org/llm-kb/issues")
    link = seen(get("/models/swift-3?issues")).select_one("header .curate > a")["href"]
    assert link.startswith("https://forge.example.org/llm-kb/issues/new?title=Correction%3A+Swift+3&body=Page%3A+http")
    assert "%2Fmodels%2Fswift-3" in link


def test_the_menus_hold_every_page_once_and_mark_where_one_is(get: Get) -> None:
    page = seen(get("/models/swift-3"))
    menus = page.select(".site-header nav > ul > li")
    assert [text(menu.select_one("summary, a")) for menu in menus] == ["Explore", "Compare", "Facts", "Data", "About"]
    addresses = list(links(page.select_one(".site-header nav")).values())
    assert len(addresses) == len(set(addresses))
    assert [text(menu) for menu in page.select(".site-header .current")] == ["Explore"]
    assert seen(get("/models")).select_one(".site-header a[aria-current]")["href"] == "/models"
