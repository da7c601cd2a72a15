"""`python -m benchmarks`: measure all parts or some, at these sizes, and write the report."""

import logging
import subprocess
import sys
import time
from pathlib import Path

import click

from . import machine, plot, report, store
from .parts import PARTS

RENDER = "render"


class Sizes(click.ParamType):  # type: ignore[type-arg]
    """Whole numbers, separated by commas or spaces."""

    name = "numbers"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> list[int]:
        """The numbers from the smallest to the largest."""
        words = str(value).replace(",", " ").split()
        if not words or not all(word.isdecimal() and int(word) for word in words):
            self.fail(f"{value!r} is no list of sizes: write it as '1 10 100'.", param, context)
        return sorted({int(word) for word in words})


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice([*PARTS, RENDER]), metavar="[PART]...")
@click.option("--sizes", type=Sizes(), help="How many times as large, instead of each part's own sizes.")
@click.option("--rounds", type=click.IntRange(min=1), help="Rounds of each part instead of its own number.")
@click.option("--into", type=click.Path(path_type=Path), default=store.FOLDER, help="Folder of the report.")
def main(parts: tuple[str, ...], sizes: list[int] | None, rounds: int | None, into: Path) -> None:
    """Measure the named parts, or all, and write the report; `render` writes it from what was measured before.

    Each part is measured in a process of its own, so that none bears what another left behind.
    """
    selected = [part for part in parts or PARTS if part != RENDER]
    if len(parts) == 1 and selected:
        _measure(selected[0], sizes, rounds, into)
    else:
        own = [f"--into={into}", *([f"--rounds={rounds}"] if rounds else [])]
        own += [f"--sizes={' '.join(map(str, sizes))}"] if sizes else []
        failed = [
            part for part in selected if subprocess.run([sys.executable, "-m", __package__, part, *own]).returncode
        ]
        if failed:
            raise click.ClickException(f"Not all was measured: see above what {', '.join(failed)} said.")
    plot.write(store.read(into), into)
    report.write(store.read(into), into)


def _measure(name: str, sizes: list[int] | None, rounds: int | None, into: Path) -> None:
    logging.disable()  # in the process of this part alone
    part = PARTS[name]
    named = sizes or part.sizes
    for times in named if part.grows else named[:1]:
        round_count = rounds or part.rounds_at(times)
        click.echo(f"{name} at {times} times the size, rounds: {round_count}", err=True)
        begin = time.perf_counter()
        figures = part.measure(times, round_count)
        seconds = round(time.perf_counter() - begin, 1)
        store.add(into, machine.described(), name, times, {"rounds": round_count, "took_seconds": seconds, **figures})


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
