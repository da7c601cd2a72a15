"""What the process that draws charts gives the library: the data of the request, its theme, and no address to load."""

from typing import Any

import pytest
import vl_convert

from llm_kb.hosting.svg import drawer

LITE = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "mark": "bar"}
VEGA = {"$schema": "https://vega.github.io/schema/vega/v5.json", "data": [{"name": "birds", "format": {}}]}
DATA = {"birds": [{"eggs": 2}]}
THEME = {"background": "#fff"}


@pytest.mark.parametrize(
    ("chart", "function", "given", "options"),
    [
        (LITE, "vegalite_to_svg", {**LITE, "datasets": DATA}, {"config": THEME}),
        (VEGA, "vega_to_svg", {**VEGA, "config": THEME, "data": [{**VEGA["data"][0], "values": DATA["birds"]}]}, {}),  # type: ignore[dict-item]
    ],
    ids=["vega-lite", "vega"],
)
def test_a_chart_is_drawn_from_the_data_of_the_request_and_loads_nothing(
    chart: dict[str, Any],
    function: str,
    given: dict[str, Any],
    options: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    received: list[tuple[Any, dict[str, Any]]] = []

    def draw(specification: Any, **keywords: Any) -> str:
        received.append((specification, keywords))
        return '<svg xmlns="http://www.w3.org/2000/svg"/>'

    monkeypatch.setattr(vl_convert, function, draw)
    assert "svg" in drawer.handle({"chart": chart, "theme": THEME, "data": DATA})
    assert received == [(given, {**options, "allowed_base_urls": []})]


@pytest.mark.parametrize("svg", ["", "<svg", "<svg></p>"])
def test_what_is_no_svg_is_an_error(svg: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda chart, **options: svg)
    assert set(drawer.handle({"chart": LITE, "theme": THEME, "data": DATA})) == {"error"}
