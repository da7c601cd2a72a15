"""What axe-core finds in a page."""

from collections.abc import Iterator
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS: tuple[tuple[int, Literal["light", "dark"], str], ...] = (
    (390, "light", ""),
    (1280, "light", ""),
    (1280, "dark", "color-contrast"),
)
"""A width, a color scheme, and the only rule that counts there, if not all do."""
SCRIPT = Axe().axe_script
FIND = "rules => axe.run({resultTypes: ['violations'], ...rules}).then(results => results.violations)"


def in_each_look(page: Page) -> Iterator[tuple[int, str, list[str]]]:
    """Give a page each look in turn, and tell what is found in it."""
    for width, scheme, rule in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        yield width, scheme, violations(page, *([rule] if rule else []))


def violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds in a page by these rules, or else by all; one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    found = page.evaluate(FIND, {"runOnly": rules} if rules else {})
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
