"""A browser is found where there is one; where there is none, that is said once, and in CI it is a failure."""

import subprocess
import sys
from pathlib import Path

import pytest

from . import chromium


def test_installed_browsers_are_found_by_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    downloaded = tmp_path / "downloaded"
    assert chromium.candidates(str(downloaded)) == []
    for path in (tmp_path / "google-chrome", tmp_path / "chromium", downloaded):
        path.touch(mode=0o755)
    assert chromium.candidates(str(downloaded)) == [
        str(tmp_path / name) for name in ("chromium", "google-chrome", "downloaded")
    ]


def test_nothing_is_installed_where_a_browser_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "starts", lambda: True)
    monkeypatch.setattr(chromium, "WAYS_TO_INSTALL", [("no-such-program",)])
    monkeypatch.setattr(subprocess, "run", pytest.fail)
    assert chromium.install()


def test_each_way_to_install_is_tried_until_one_leaves_a_browser(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    browser = tmp_path / "browser"
    fails, works = (
        (sys.executable, "-c", program) for program in ("raise SystemExit(1)", f"open({str(browser)!r}, 'x')")
    )
    monkeypatch.setattr(chromium, "starts", browser.exists)
    monkeypatch.setattr(chromium, "WAYS_TO_INSTALL", [("no-such-program",), fails, works, fails])
    assert chromium.install()
    browser.unlink()
    monkeypatch.setattr(chromium, "WAYS_TO_INSTALL", [("no-such-program",), fails])
    assert not chromium.install()
