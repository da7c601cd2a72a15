"""How many examples are tried: the same few in each run, or many new ones where HYPOTHESIS_PROFILE says `soak`.

A soak also makes a failing example as small as it can, which may take minutes.
"""

import os

from hypothesis import HealthCheck, Phase, settings

BOUNDED, SOAK = "bounded", "soak"
TIMES = 10
"""How many times as many examples a soak tries."""

CHOSEN = os.environ.get("HYPOTHESIS_PROFILE") or BOUNDED

COMMON = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile(BOUNDED, COMMON, derandomize=True, phases=(Phase.explicit, Phase.generate))
settings.register_profile(SOAK, COMMON)


def examples(number: int) -> settings:
    """The settings of a test that tries so many examples in each run of all tests."""
    return settings(settings.get_profile(CHOSEN), max_examples=number * (TIMES if CHOSEN == SOAK else 1))
