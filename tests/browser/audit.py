"""What axe-core finds in a page."""

from collections.abc import Iterator
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS: tuple[tuple[int, Literal["light", "dark"], bool], ...] = (
    (390, "light", True),
    (1280, "light", True),
    (1280, "dark", False),
)
"""A width, a color scheme, and whether structure counts there, which does not depend on the scheme."""
SCRIPT = Axe().axe_script
MARK = "data-one-of-its-coloring"
MARK_ONE_OF_EACH_COLORING = f"""() => {{
    const chains = new Map(), seen = new Set()
    const chain = part => {{
        if (!part) return ''
        if (!chains.has(part)) {{
            const style = getComputedStyle(part)
            const look = [part.tagName, style.color, style.background, style.opacity, style.filter, style.position,
                          style.textShadow, style.fontSize, style.fontWeight, part.checkVisibility()]
            chains.set(part, `${{chain(part.parentElement)}}>${{look}}`)
        }}
        return chains.get(part)
    }}
    for (const part of document.body.querySelectorAll('*')) {{
        const hasText = Array.from(part.childNodes).some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
        const first = (hasText || part.matches('input, select, textarea, button')) && !seen.has(chain(part))
        if (first) seen.add(chain(part))
        part.toggleAttribute('{MARK}', first)
    }}
}}"""
"""Marks what has text, but of elements that look alike, in elements that look alike, only the first.

Contrast takes axe-core longer than all other rules together: it is measured once for what is colored alike.
"""
CONTRAST = "color-contrast"
MEASURE_WHAT_IS_MARKED = f"axe.configure({{rules: [{{id: '{CONTRAST}', selector: '[{MARK}]'}}]}})"
FIND = "options => axe.run({resultTypes: ['violations'], ...options}).then(results => results.violations)"


def in_each_look(page: Page) -> Iterator[tuple[int, str, list[str]]]:
    """Give a page each look in turn, and tell what is found in it."""
    for width, scheme, structure in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        yield width, scheme, violations(page, structure)


def violations(page: Page, structure: bool = True) -> list[str]:
    """What axe-core finds in the colors of a page, and in its structure if that counts; one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
        page.evaluate(MEASURE_WHAT_IS_MARKED)
    page.evaluate(MARK_ONE_OF_EACH_COLORING)
    found = page.evaluate(FIND, {} if structure else {"runOnly": [CONTRAST]})
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
