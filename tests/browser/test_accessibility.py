"""axe-core finds nothing that keeps anybody out, on any kind of page, small or large, light or dark."""

import pytest

from .audit import in_each_look, violations
from .conftest import Enter
from .kinds import KINDS, status
from .test_makers_pages import PAGES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", [path for path in KINDS if path not in PAGES])
def test_a_page_is_open_to_everybody(enter: Enter, path: str) -> None:
    """Those that show makers' documents are looked at with them."""
    page = enter(reduced_motion="reduce").open(path, status(path))
    for width, scheme, found in in_each_look(page):
        assert found == [], (width, scheme)


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
