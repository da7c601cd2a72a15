"""The two programs: found or installed, run, and their answers made plain."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from llm_kb.errors import KnowledgeBaseError
from tests.browser.chromium import FLAGS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".audit"
"""Where the programs are installed; git ignores it."""
WANTED = Path(__file__).parent / "package.json"

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def install() -> None:
    """Install the programs unless they are; raises KnowledgeBaseError when something that it takes is missing."""
    missing = [name for name in ("node", "npm", "java") if not shutil.which(name)]
    if missing:
        raise KnowledgeBaseError(f"Nothing is audited, since there is no {' and no '.join(missing)}: install it first.")
    done = FOLDER / WANTED.name
    if done.exists() and done.read_bytes() == WANTED.read_bytes():
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    fresh = FOLDER.with_name(f"{FOLDER.name}-new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    shutil.copy(WANTED, fresh)
    command = ["npm", "install", "--prefix", str(fresh), "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(command, check=False).returncode:
        raise KnowledgeBaseError("Nothing is audited, since npm cannot install Lighthouse and the Nu checker.")
    fresh.rename(FOLDER)


def scores(address: str, browser: str) -> dict[str, int]:
    """Lighthouse's score of a page in each category, out of 100, on its slow telephone."""
    result = _lighthouse(address, browser)
    return {name: round(100 * (result["categories"][name]["score"] or 0)) for name in CATEGORIES}


def _lighthouse(address: str, browser: str) -> Any:
    flags = [
        "--headless=new",
        *(flag for flag in FLAGS if " " not in flag),
        *([] if os.geteuid() else ["--no-sandbox"]),
    ]
    command = [
        *("node", str(FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"), address),
        *("--quiet", "--output=json", "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}"),
        f"--chrome-flags={' '.join(flags)}",
    ]
    environment = {**os.environ, "CHROME_PATH": browser}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    return json.loads(done.stdout)


def complaints(pages: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """What the Nu checker says against each page, given the HTML of each; warnings count, remarks do not."""
    names = dict(zip(pages, (folder / f"{number}.html" for number in range(len(pages))), strict=True))
    for name, path in names.items():
        path.write_text(pages[name], encoding="utf-8")
    told = _nu(list(names.values()))
    return {
        name: [
            f"{message.get('subType', message['type'])}, line {message.get('lastLine', '?')}: {message['message']}"
            for message in told
            if message.get("url", "").endswith(f"/{path.name}")
        ]
        for name, path in names.items()
    }


def _nu(paths: Sequence[Path]) -> list[dict[str, Any]]:
    jar = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, paths)]
    done = subprocess.run(command, check=True, stderr=subprocess.PIPE)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [message for message in messages if message["type"] != "info" or "subType" in message]
