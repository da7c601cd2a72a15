"""Takes the picture of the site for the README: `python -m docs.screenshot [ADDRESS]`, from the root of the checkout.

Without the address of a running site, the knowledge base is built and served for it.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests.browser.chromium import NONE_STARTS, launch
from tests.browser.server import served

from llm_kb.build import build

PICTURE = Path(__file__).parent / "site.png"
PAGE = "/compare?model=llama-3&model=deepseek-v3&model=qwen3"
WIDTH, HEIGHT = 1280, 860
MAXIMUM = 200_000
"""Bytes that the picture may have, as it is loaded with the README."""


@contextmanager
def site(arguments: list[str]) -> Iterator[str]:
    """The URL of a site, without a trailing slash."""
    if arguments:
        yield arguments[0].rstrip("/")
    else:
        with tempfile.TemporaryDirectory() as folder, served(build(Path(folder) / "llm_kb.db")) as url:
            yield url


def take(url: str) -> bytes:
    """The picture of the page as PNG; raises SystemExit where no browser starts."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if not browser:
            raise SystemExit(NONE_STARTS)
        with browser:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
            page.goto(f"{url}{PAGE}", wait_until="networkidle")
            return page.screenshot(animations="disabled")


if __name__ == "__main__":
    with site(sys.argv[1:]) as home:
        picture = take(home)
    if len(picture) > MAXIMUM:
        sys.exit(f"The picture has {len(picture):,} bytes, and may have {MAXIMUM:,}: show less of the page.")
    PICTURE.write_bytes(picture)
