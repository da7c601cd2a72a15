"""An environment that holds the built wheel and what it asks for, and nothing of the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackagePath, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]


@dataclass(frozen=True)
class Environment:
    """A virtual environment, with a home and a working folder of its own."""

    root: Path

    @property
    def site_packages(self) -> Path:
        """Where its packages are."""
        return Path(sysconfig.get_path("purelib", "venv", {"base": str(self.root / "venv")}))

    @property
    def home(self) -> Path:
        """The user's home, empty at first."""
        return self.root / "home"

    @property
    def folder(self) -> Path:
        """The folder that commands run in, empty at first."""
        return self.root / "folder"

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a program of the environment, which sees neither our variables nor our home."""
        program, *arguments = command
        return subprocess.Popen(
            [str(self.root / "venv" / "bin" / program), *arguments],
            cwd=self.folder,
            env={"HOME": str(self.home), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *command: str) -> str:
        """Run a program of the environment that must not fail, and return what it printed."""
        process = self.start(*command)
        printed, complaint = process.communicate(timeout=120)
        assert process.returncode == 0, complaint
        return printed


def build_wheel(folder: Path, root: Path) -> Path:
    """Build the wheel of a checkout without a network."""
    wheel = [*PIP, "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir", str(folder)]
    subprocess.run([*wheel, str(root)], check=True, timeout=300)
    return next(folder.glob("*.whl"))


def environment_with(wheel: Path, root: Path, *extras: str) -> Environment:
    """An environment with a wheel and the distributions that it and its extras ask for.

    These are linked from where the tests run, so that no network is needed, each by itself, so that one that the wheel
    forgets to ask for is missing here.
    """
    environment = Environment(root)
    environment.home.mkdir(parents=True)
    environment.folder.mkdir()
    venv.create(root / "venv", symlinks=True)
    target = str(root / "venv" / "bin" / "python")
    install = ["install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel)]
    subprocess.run([*PIP, "--python", target, *install], check=True, timeout=300)
    installed = Distribution.discover(name="llm-kb", path=[str(environment.site_packages)])
    for each in needed(next(iter(installed)), extras):
        link(each, environment.site_packages)
    return environment


def needed(of: Distribution, extras: tuple[str, ...] = ()) -> list[Distribution]:
    """The distributions that one asks for with these extras, and those that they ask for."""
    found: dict[str, Distribution] = {}
    waiting = [(of, extras)]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while waiting:
        asking, its_extras = waiting.pop()
        for requirement in asked_for(asking, its_extras):
            wanted = (canonicalize_name(requirement.name), tuple(sorted(requirement.extras)))
            if wanted not in seen:
                seen.add(wanted)
                found[wanted[0]] = distribution(requirement.name)
                waiting.append((found[wanted[0]], wanted[1]))
    return list(found.values())


def asked_for(asking: Distribution, extras: tuple[str, ...]) -> Iterator[Requirement]:
    """What a distribution asks for on this machine."""
    for requirement in map(Requirement, asking.requires or ()):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def link(of: Distribution, folder: Path) -> None:
    """Link everything that a distribution has installed beside the other packages."""
    for top in sorted({path.parts[0] for path in of.files or () if belongs(path)}):
        if not (folder / top).exists():
            (folder / top).symlink_to(Path(str(of.locate_file(top))).resolve())


def belongs(path: PackagePath) -> bool:
    """Whether a file of a distribution lies among the packages: not a program, nor what Python compiled."""
    return path.parts[0] not in {"..", "__pycache__"} and not path.is_absolute()
