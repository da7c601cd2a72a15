"""A count becomes text for people that loses nothing below a billion, and no more than the fifth digit above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_kb.text import readable_number

EXAMPLES = {
    0: "0",
    32: "32",
    12.5: "12.5",
    4096: "4,096",
    131_072: "131,072",
    500_000: "500,000",
    1_000_000: "1M",
    1_048_576: "1,048,576",
    2_788_000: "2.788M",
    39_300_000: "39.3M",
    494_032_768: "494,032,768",
    999_999_999: "999,999,999",
    8_030_261_248: "8.03B",
    405_000_000_000: "405B",
    999_960_000_000: "1T",
    15_600_000_000_000: "15.6T",
    3.8e25: "3.8 × 10^25",
    1e24: "1 × 10^24",
}
UNITS = {"M": 10**6, "B": 10**9, "T": 10**12}


@pytest.mark.parametrize("number", EXAMPLES)
def test_a_count_is_written_as_people_write_it(number: float) -> None:
    assert readable_number(number) == EXAMPLES[number]


@given(st.integers(0, 10**15 - 1))
def test_a_count_is_read_back_to_four_digits(number: int) -> None:
    text = readable_number(number)
    unit = UNITS.get(text[-1], 1)
    read = float(text.rstrip("MBT").replace(",", "")) * unit
    assert read == pytest.approx(number, rel=5e-4 if number >= 10**9 else 1e-12)
