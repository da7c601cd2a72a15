"""Progress and warnings go to standard error, progress to a terminal alone, and never into the output."""

import sys
from collections.abc import Callable

import pytest

from llm_kb.cli import export, options

PROGRESS = [
    (lambda: options.show_progress("loading"), "… loading\n"),
    (lambda: export._show_progress("models.csv"), "\r\x1b[K… writing models.csv"),
    (lambda: export._show_progress(""), "\r\x1b[K"),
]


@pytest.mark.parametrize(("show", "shown"), PROGRESS)
@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress_is_shown_on_a_terminal_alone(
    show: Callable[[], None],
    shown: str,
    is_terminal: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    show()
    assert capsys.readouterr() == ("", shown if is_terminal else "")


def test_a_warning_is_told_wherever_standard_error_leads(capsys: pytest.CaptureFixture[str]) -> None:
    options.warn("This build is stale.")
    assert capsys.readouterr() == ("", "This build is stale.\n")
