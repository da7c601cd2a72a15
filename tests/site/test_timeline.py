"""The timeline of numbers by release date."""

import pytest

from llm_kb.site import charts

from .dated import DATED


def test_a_point_stands_in_the_middle_of_a_month_or_a_year_that_is_all_that_is_known() -> None:
    times = [point["time"] for point in charts.CHARTS["timeline"].data(DATED)["rows"]]
    assert times == pytest.approx([2023 + (2 + 0.5 / 31) / 12, 2024 + (6 + 15 / 31) / 12, 2025.5], abs=0.001)


def test_a_timeline_is_told_by_its_ends() -> None:
    told = charts.alternative("timeline", DATED)
    assert told == "3 models by release date, 2023-03-01 to 2025, from 2B (Owl 2) to 50B (Kiwi)."


def test_a_point_leads_to_the_evidence_for_its_number() -> None:
    assert 'href="/models/Wren 2#layers"' in charts.draw("timeline", DATED)
