"""Finds a Chromium for the tests. Run as a program, it installs one where none starts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-first-run",
)
"""No host but this one has an address, so that a test which asks another never reaches it."""

IS_ROOT = os.geteuid() == 0
WAYS_TO_INSTALL = (
    *([("apt-get", "update"), ("apt-get", "install", "--yes", "chromium", "fonts-dejavu-core")] if IS_ROOT else []),
    (sys.executable, "-m", "playwright", "install", *(["--with-deps"] if IS_ROOT else []), "chromium"),
)
SECONDS_TO_INSTALL = 600
NONE_STARTS = "no Chromium starts here, so nothing is tried in a browser: install one, or run make test"


def candidates(downloaded: str) -> list[str]:
    """The installed browsers, the system's before the one that Playwright may have downloaded."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    return [*found, downloaded] if Path(downloaded).exists() else found


def launch(playwright: Playwright) -> Browser | None:
    """The first installed browser that starts, or None."""
    for path in candidates(playwright.chromium.executable_path):
        try:
            return playwright.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=not IS_ROOT)
        except Error:
            continue
    return None


def starts() -> bool:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if browser:
            browser.close()
        return browser is not None


def install() -> bool:
    """See that a browser starts, by one way to install it after the other until one does."""
    unattended = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in WAYS_TO_INSTALL:
        if starts():
            return True
        try:
            subprocess.run(command, check=False, timeout=SECONDS_TO_INSTALL, stdout=subprocess.DEVNULL, env=unattended)
        except (OSError, subprocess.TimeoutExpired) as error:
            sys.stderr.write(f"{error}\n")
    return starts()


if __name__ == "__main__":
    sys.exit(not install())
