"""axe-core finds what keeps somebody out, small or large, light or dark."""

import pytest

from .audit import violations
from .conftest import Enter

pytestmark = pytest.mark.slow

PALE = "<p style='color: #bbb; background: #fff'>pale</p>"


@pytest.mark.parametrize(
    ("spoiled", "rule"),
    [
        ("<input name=q>", "label"),
        (PALE, "color-contrast"),
        (f"<p>clear</p><p>clear</p>{PALE}<p>clear</p>", "color-contrast"),
        ("<div><p>clear</p></div><div style='color: #bbb'><p>pale</p></div>", "color-contrast"),
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
