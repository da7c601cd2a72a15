"""What is there for those who deploy the site or cite it: valid, and true."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from llm_kb import __version__
from llm_kb.settings import checkout

ROOT = checkout() or Path()
DEPLOY = ROOT / "deploy"
RUN = re.compile(r"^RUN (.+?)(?<!\\)\n", re.MULTILINE | re.DOTALL)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")
def test_systemd_takes_the_unit_and_rates_its_exposure_as_ok(tmp_path: Path) -> None:
    text = (DEPLOY / "llm-kb.service").read_text(encoding="utf-8")
    unit = tmp_path / "llm-kb.service"
    unit.write_text(
        re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", text, flags=re.MULTILINE), encoding="utf-8"
    )
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    unit.write_text(unit.read_text() + "[Sevice]\nX=1\n", encoding="utf-8")
    assert "Sevice" in subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True).stderr


@pytest.mark.slow
@pytest.mark.usefixtures("on_tiny_editions")
def test_the_commands_of_the_container_serve_the_site(tmp_path: Path) -> None:
    """Without an engine: what RUN says, with its folders below another one, and its packages from this environment."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    build = RUN.findall(text)[0].replace("\\\n", "")
    assert [part.split()[0] for part in build.split("&&")] == [
        "python",
        "/venv/bin/pip",
        "/venv/bin/pip",
        "/venv/bin/llm-kb",
    ]
    database = tmp_path / "llm_kb.db"
    command = (
        build.split("&&")[-1]
        .replace("/venv/bin/llm-kb", f"{sys.executable} -m llm_kb")
        .replace("/llm_kb.db", str(database))
    )
    subprocess.run(command, shell=True, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    entry = re.search(r"^ENTRYPOINT (\[.+\])$", text, re.MULTILINE)
    assert entry
    words = yaml.safe_load(entry[1])
    assert words[:2] == ["/venv/bin/llm-kb", "serve"]
    words = [sys.executable, "-m", "llm_kb", *words[1:]]
    words = [str(database) if word.endswith(".db") else "0" if word == "8001" else word for word in words]
    environment = {**os.environ, "HOME": "/nonexistent"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment, cwd="/") as process:
        assert process.stdout
        try:
            assert "http://0.0.0.0:" in process.stdout.readline()
        finally:
            process.terminate()
    assert process.returncode == 0


def test_the_citation_has_this_version_and_the_authors_of_the_survey() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert citation["version"] == __version__
    (survey,) = citation["references"]
    authors = ", ".join(f"{author['given-names']} {author['family-names']}" for author in survey["authors"])
    for name in ("README.md", "LICENSE-DATA"):
        assert authors in " ".join((ROOT / name).read_text(encoding="utf-8").split()), name


def test_addresses_in_the_project_are_those_that_the_seed_knows() -> None:
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    sources = (ROOT / "seed" / "2025-06-paper" / "sources.csv").read_text(encoding="utf-8")
    assert all(url in sources for url in urls.values())
