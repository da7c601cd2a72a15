"""axe-core finds nothing that keeps anybody out, on any kind of page, small or large, light or dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import Enter
from .kinds import KINDS, status

pytestmark = pytest.mark.slow


def violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds in a page by these rules, or else by all; one line for each element."""
    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.mark.slow
@pytest.mark.parametrize("path", KINDS)
def test_a_page_is_open_to_everybody(enter: Enter, path: str) -> None:
    page = enter(reduced_motion="reduce", color_scheme="light").open(path, status(path))
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], width
    page.emulate_media(color_scheme="dark")
    assert violations(page, "color-contrast") == []


@pytest.mark.parametrize(
    ("spoiled", "rule"),
    [
        ("<input name=q>", "label"),
        ("<p style='color: #bbb; background: #fff'>pale</p>", "color-contrast"),
        ("<h4>Too deep</h4>", "heading-order"),
        (
            "<style>@media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }</style><p>dim text",
            "dark",
        ),
    ],
)
def test_what_keeps_somebody_out_is_found(enter: Enter, spoiled: str, rule: str) -> None:
    page = enter(color_scheme="dark" if rule == "dark" else "light").page
    page.set_content(f"<!doctype html><html lang=en><title>A page</title><main><h1>A page</h1>{spoiled}</main>")
    assert [line.partition(":")[0] for line in violations(page)] == [rule.replace("dark", "color-contrast")]
