"""What axe-core finds in a page."""

from collections.abc import Iterator
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((390, "light"), (1280, "dark"))
"""A width and a color scheme: colors depend on the scheme alone, and all else on the width."""
SCRIPT = Axe().axe_script
FIND = "axe.run({resultTypes: ['violations']}).then(results => results.violations)"


def in_both_looks(page: Page) -> Iterator[tuple[int, str]]:
    """Give a page each look in turn."""
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        yield width, scheme


def violations(page: Page) -> list[str]:
    """What axe-core finds in a page by all its rules; one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in page.evaluate(FIND) for node in rule["nodes"]]
