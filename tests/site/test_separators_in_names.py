"""Names and titles that hold the characters by which lists are joined leave every page whole."""

import csv
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from llm_kb.site.server import create_datasette
from tests.tiny import BUNDLES, NEWEST, build_from

from .conftest import Get, get_from

JOINED = ', the "first" · of two; [3] | \\4'
"""Every separator of a list that is shown as text, and what JSON has to escape."""

NAMES = {"errata": "title", "institutions": "name", "models": "name", "techniques": "name", "topics": "name"}


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Get:
    """A site whose every model, technique, institution, topic and erratum has such a name."""
    folder = tmp_path_factory.mktemp("joined")
    shutil.copytree(BUNDLES, folder / "bundles")
    for path in (folder / "bundles").glob("*/*.csv"):
        if path.stem in NAMES:
            _append_to_names(path, NAMES[path.stem])
    return get_from(create_datasette(build_from(folder / "bundles" / NEWEST, folder / "joined.db"), cache_bytes=0))


def _append_to_names(path: Path, column: str) -> None:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, column: row[column] + JOINED} for row in rows)


def links(get: Get, path: str) -> dict[str, str]:
    """The text of each link of a page, by where it leads."""
    page = get(path)
    assert page.status_code == 200, page.text
    return {
        str(link["href"]): link.get_text() for link in BeautifulSoup(page.text, "html.parser").select("main a[href]")
    }


@pytest.mark.parametrize(
    ("path", "link", "name"),
    [
        ("/questions/2.1", "/techniques/rule-list", "rule list"),
        ("/questions/2.1", "/models/owl-2-large", "Owl 2-Large"),
        ("/models/owl-2", "/models/owl-2-large", "Owl 2-Large"),
        ("/models/owl-2", "/errata#owl-rules", "The text is of two minds about the rule lists of Owl 2."),
        ("/techniques/distillation", "/models/wren-1", "Wren 1"),
    ],
)
def test_a_list_links_each_name_that_holds_its_separators(joined: Get, path: str, link: str, name: str) -> None:
    assert links(joined, path)[link] == name + JOINED


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/models",
        "/models/wren-1",
        "/techniques",
        "/techniques/song-copying",
        "/techniques/teaching-methods",
        "/institutions",
        "/institutions/nestworks",
        "/publications/1",
        "/compare?model=wren-1&model=owl-2",
        "/lineage",
        "/matrix",
        "/trends",
        "/since",
        "/since/2.1",
        "/generations",
        "/search?q=owl",
        "/questions",
        "/questions/2.2",
        "/llm_kb/fact_details.json",
    ],
)
def test_a_page_of_such_names_is_whole(joined: Get, path: str) -> None:
    assert joined(path).status_code == 200
