"""What machines read: llms.txt, the sitemap, robots.txt, and charts at an address."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from datasette.app import Datasette

from llm_kb import derive, queries
from llm_kb.site.pages import machines
from llm_kb.site.server import create_datasette

Get = Callable[..., httpx.Response]

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def public(kb_file: Path, browse: Callable[[Datasette], Get]) -> Get:
    return browse(create_datasette(kb_file, public_url="https://kb.example.org", base_url="/llms/"))


def test_llms_txt_tells_of_every_table_query_and_parameter(get: Get) -> None:
    answer = get("/llms.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.startswith("# llm-kb\n\n> ")
    for name in [entry.name for entry in derive.entries() if entry.name != "build_info"]:
        assert f"- [{name}](http" in answer.text, name
    for query in queries.public_queries():
        line = next(line for line in answer.text.splitlines() if line.startswith(f"- [{query.name}]("))
        assert all(f"{parameter.name} ({parameter.description}" in line for parameter in query.parameters)
    assert "&amp;" not in answer.text


def test_llms_txt_tells_what_the_words_mean(get: Get) -> None:
    told = get("/llms.txt").text
    assert "No row means that the sources say nothing" in told
    assert "§4.2 ¶3 s5" in told
    assert "uses, introduces, produces" in told


def test_the_addresses_in_llms_txt_lead_somewhere(get: Get) -> None:
    addresses = re.findall(r"\]\(http://inside\.test([^)]*)\)", get("/llms.txt").text)
    tried = [address for address in addresses if "/llm_kb/" not in address and address != "/-/mcp"]
    assert len(tried) > 10
    assert [address for address in tried if get(address).status_code != 200] == []


def addresses_in(answer: httpx.Response) -> list[str]:
    """The addresses that the sitemap or a part of it lists."""
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/xml")
    return [place.text or "" for place in ElementTree.fromstring(answer.content).iter(f"{SITEMAP}loc")]


def test_the_sitemap_has_every_page_once_by_its_public_address(public: Get) -> None:
    parts = addresses_in(public("/llms/sitemap.xml"))
    found = [address for part in parts for address in addresses_in(public(part.removeprefix("https://kb.example.org")))]
    assert len(set(found)) == len(found)
    assert all(address.startswith("https://kb.example.org/llms/") for address in found)
    paths = {address.removeprefix("https://kb.example.org/llms") for address in found}
    assert paths >= {
        "/",
        "/models",
        "/matrix",
        "/models/swift-3",
        "/techniques/group-relative-praise",
        "/questions/3.1",
        "/publications/11",
    }
    kinds = {path.split("/")[1] for path in paths}
    assert kinds >= {"facts", "institutions", "models", "publications", "questions", "techniques", "machines"}
    assert len(found) > 120


def test_the_sitemap_is_parted_into_lists_of_bounded_length(
    get: Get, kb: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "MAX_URLS", 25)
    parts = [part.removeprefix("http://inside.test") for part in addresses_in(get("/sitemap.xml?anew"))]
    assert [part for part in parts if "fact" in part] == [f"/sitemap-fact-{number}.xml" for number in (1, 2, 3)]
    lengths = {part: len(addresses_in(get(f"{part}?anew"))) for part in parts}
    assert max(lengths.values()) == 25
    (facts,) = kb.execute("SELECT count(*) FROM design_facts").fetchone()
    assert lengths["/sitemap-fact-3.xml"] == facts - 50


@pytest.mark.parametrize("part", ["fact-0", "fact-99", "model-2", "finding-1", "fact-1000000"])
def test_a_part_of_the_sitemap_that_there_is_not_is_not_found(get: Get, part: str) -> None:
    assert get(f"/sitemap-{part}.xml").status_code == 404


def test_robots_are_kept_from_endless_filters_and_told_of_the_sitemap(public: Get) -> None:
    lines = public("/llms/robots.txt").text.splitlines()
    assert "Disallow: /llms/llm_kb/*?" in lines
    assert "Sitemap: https://kb.example.org/llms/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def picture(get: Get, path: str) -> ElementTree.Element:
    answer = get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    return ElementTree.fromstring(answer.content)


@pytest.mark.parametrize(
    "path",
    [
        "/llm_kb/design_facts.svg?_mark=bar&_x=institution&_colour=relation",
        "/llm_kb/models_by_year.svg?_mark=line&_x=year&_y=models",
        "/llm_kb.svg?sql=select+institution,relation+from+design_facts&_mark=heat&_x=relation&_y=institution",
    ],
)
def test_tables_and_queries_are_drawn_as_the_address_chooses(get: Get, path: str) -> None:
    drawing = picture(get, path)
    assert drawing.tag == f"{SVG}svg"
    assert drawing.find(f".//{SVG}path") is not None


def test_the_chart_of_a_table_has_all_rows_whatever_page_is_shown(get: Get) -> None:
    path = "/llm_kb/design_facts.svg?_mark=bar&_x=relation"
    assert get(f"{path}&_size=5&_next=5,paper").content == get(path).content
    assert get(f"{path}&institution=Mud+%26+Straw").content != get(path).content


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("_x=nosuch", "There is no column"),
        ("_mark=pie&_x=relation", "There is no mark"),
        ("_mark=bar", "Nothing is chosen"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_told_in_a_picture(get: Get, choice: str, told: str) -> None:
    answer = get(f"/llm_kb/models_by_year.svg?{choice}")
    assert answer.status_code == 400
    assert told in ElementTree.fromstring(answer.content).attrib["aria-label"]


def test_a_page_offers_a_chart_of_its_rows_and_shows_the_chosen_one(get: Get) -> None:
    path = "/llm_kb/design_facts?institution=Mud+%26+Straw&_mark=bar&_x=relation"
    page = get(path).text
    source = re.search(r'<img src="([^"]+)" alt="([^"]+)"', page)
    assert source
    assert source[1].startswith("/llm_kb/design_facts.svg?institution=Mud+%26+Straw&amp;")
    assert source[2] == "Bars: number of rows by relation. The rows are in the table below."
    assert "<img" not in get("/llm_kb/design_facts").text
    assert '<input type="hidden" name="institution" value="Mud &amp; Straw">' in page


def test_other_forms_of_data_do_not_list_the_chart(get: Get) -> None:
    assert ">SVG</a>" not in get("/llm_kb/models").text
