"""Lets a draft be validated like a bundle, in a scratch folder beside the earlier ones, and names rows of problems."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from llm_kb.drafts.contents import Rendered, row_at
from llm_kb.drafts.export import write
from llm_kb.seeds.problems import Problem, SeedError


@contextmanager
def as_bundle(files: Rendered, edition: str, bundles: Path) -> Iterator[Path]:
    """The files of a draft as a bundle in a scratch folder, with links to the other bundles of a folder beside it.

    A SeedError that is raised meanwhile names the row of the draft behind each problem.
    """
    with tempfile.TemporaryDirectory(prefix="llm-kb-draft-") as folder:
        for path in bundles.iterdir():
            if path.is_dir() and path.name != edition:
                (Path(folder) / path.name).symlink_to(path.resolve(), target_is_directory=True)
        bundle = Path(folder) / edition
        bundle.mkdir()
        write(files, bundle)
        try:
            yield bundle
        except SeedError as error:
            raise SeedError(edition, [_with_row(problem, files) for problem in error.problems]) from None


def _with_row(problem: Problem, files: Rendered) -> Problem:
    row = row_at(files.get(problem.file, ()), problem.line)
    return replace(problem, message=f"{problem.message} (row {row!r})") if row else problem
