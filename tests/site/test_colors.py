"""Colors are distinguishable for everybody, and text in them is readable."""

import math
from itertools import combinations

import pytest

from llm_kb.hosting.svg import render

MACHADO = {
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
"""How linear colors look to whom: Machado, Oliveira and Fernandes (2009), at severity 1."""
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)
SEPARABLE = 10
"""The minimum distance by CIE76 at which two colors are distinguishable."""

Color = tuple[float, ...]


def linear(color: str) -> Color:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def times(matrix: tuple[Color, ...], color: Color) -> Color:
    return tuple(sum(one * other for one, other in zip(row, color, strict=True)) for row in matrix)


def lab(color: Color) -> Color:
    ratios = [part / white for part, white in zip(times(TO_XYZ, color), WHITE, strict=True)]
    x, y, z = (r ** (1 / 3) if r > 216 / 24389 else (24389 / 27 * r + 16) / 116 for r in ratios)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def distance(one: str, other: str, sight: str) -> float:
    """The distance of two colors by CIE76 to somebody with this sight."""
    seen = [[min(1.0, max(0.0, part)) for part in times(MACHADO[sight], linear(color))] for color in (one, other)]
    return math.dist(*(lab(tuple(color)) for color in seen))


def contrast(one: str, other: str) -> float:
    """The contrast of two colors by WCAG."""
    light, dark = sorted((times(TO_XYZ, linear(color))[1] for color in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


SERIES = [f"c{number}" for number in range(1, 10)]
SCHEMES = {"light": 0, "dark": 1}


@pytest.mark.parametrize("sight", MACHADO)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("names", [SERIES, render.categories()], ids=["series", "relations"])
def test_two_colors_can_be_distinguished(names: list[str], scheme: str, sight: str) -> None:
    palette = {name: render.palette()[name][SCHEMES[scheme]] for name in names}
    near = [
        (one, other, round(distance(palette[one], palette[other], sight), 1))
        for one, other in combinations(names, 2)
        if distance(palette[one], palette[other], sight) <= SEPARABLE
    ]
    assert near == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colors_contrast_with_the_page(scheme: str) -> None:
    palette = {name: pair[SCHEMES[scheme]] for name, pair in render.palette().items()}
    texts = [*render.categories(), "ink", "muted", "accent"]
    assert {name: c for name in texts if (c := contrast(palette[name], palette["panel"])) < 4.5} == {}
    assert {name: c for name in SERIES if (c := contrast(palette[name], palette["paper"])) < 3} == {}


def test_colors_that_somebody_takes_for_one_are_found() -> None:
    assert distance("#cc5566", "#6b6b6b", "protanopia") < SEPARABLE < distance("#cc5566", "#6b6b6b", "normal")
    assert distance("#000000", "#ffffff", "normal") == pytest.approx(100, abs=0.1)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
