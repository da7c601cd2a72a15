"""`python -m release`: wheel, database, archives, bill of materials and notes of the last commit, as a whole."""

import sqlite3
from contextlib import closing
from pathlib import Path

import click

from llm_kb import scratch, seeds, settings
from llm_kb.build import build
from llm_kb.database import open_read_only
from llm_kb.errors import KnowledgeBaseError
from llm_kb.export import export
from llm_kb.export.places import replacing, write_checksums
from llm_kb.files import sha256_of

from . import archives, notes, sbom, wheels
from .commits import Commit, last_commit
from .previous import build_editions
from .versions import Version, set_version, version_of

DATABASE = "llm_kb.db"
NOTES = "NOTES.md"
BILL = "sbom.cdx.json"
"""The bill of materials, which every release has and no export, so that an earlier release is known by it."""
ARCHIVED = ("parquet", "datapackage")
"""The formats of exports that a release has, each as an archive."""
SCRATCH = "llm_kb.release"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="Folder of releases (default: dist/).")
@click.option(
    "--previous",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Database that the notes compare with (default: the editions that earlier versions released).",
)
def main(into: Path | None, previous: Path | None) -> None:
    """Write a release of the last commit into a folder of its version and date.

    An earlier release of that name is replaced, if nobody changed it. The same commit gives the same bytes.
    """
    root = settings.checkout()
    try:
        if root is None:
            raise KnowledgeBaseError("llm-kb is installed here without its repository: release from a clone of it.")
        folder = release(last_commit(root), into or root / "dist", previous)
    except (KnowledgeBaseError, sqlite3.DatabaseError, OSError) as error:
        raise click.ClickException(" ".join([str(error), *getattr(error, "__notes__", [])])) from error
    click.echo(f"Wrote {folder}:")
    for path in sorted(folder.iterdir()):
        click.echo(f"{path.stat().st_size:>14,}  {path.name}")


def release(commit: Commit, into: Path, compared: Path | None = None) -> Path:
    """Write the release of a commit into a folder below `into`, and return it.

    `compared` is the database that the notes compare with. Raises KnowledgeBaseError as `version_of`, `build` and
    `replacing` do; until all files are complete nothing is there.
    """
    version = version_of(commit)
    seeds.verify_pins()
    if compared is not None:
        open_read_only(compared).close()
    folder = (into / f"llm-kb-{version.label}").resolve()
    with replacing(folder, BILL) as fresh:
        scratch.remove_leftovers(folder.parent, SCRATCH)
        with scratch.folder_in(folder.parent, SCRATCH) as work:
            _write(version, commit, compared, fresh, work)
        write_checksums(fresh)
    return folder


def _write(version: Version, commit: Commit, compared: Path | None, folder: Path, work: Path) -> None:
    """Write all files of a release but the checksums into a folder; `work` is another for what they are made of."""
    _tell("the database")
    database = build(folder / DATABASE)
    _tell("the wheel and its bill of materials")
    copy = work / "copy"
    copy.mkdir()
    commit.extract(copy)
    set_version(copy, version.number)
    wheel = wheels.build_wheel(copy, folder, commit.moment)
    sbom.write(wheel, copy / "constraints.txt", commit.moment, folder / BILL)
    for form in ARCHIVED:
        _tell(f"the archive of {form}")
        with closing(open_read_only(database)) as connection:
            export(connection, form, work / form)
        archives.write_zip(work / form, folder / f"llm_kb-{form}.zip", commit.moment)
    _tell("the notes")
    notes.write(version, commit, _comparison(version, compared, work), database, folder / NOTES)


def _comparison(version: Version, compared: Path | None, work: Path) -> notes.Comparison | None:
    """What the notes compare with: the database that the user names, else the editions of earlier releases, if any."""
    if compared is not None:
        return notes.Comparison(compared, f"the database of SHA-256 {sha256_of(compared)}")
    if not version.earlier:
        return None
    names = ", ".join(f"`{edition}`" for edition in version.earlier)
    build_editions(version.earlier, work / "previous.db")
    return notes.Comparison(work / "previous.db", f"what earlier versions released ({names}), in the tables of today")


def _tell(step: str) -> None:
    click.echo(f"… writing {step}", err=True)


if __name__ == "__main__":
    main(prog_name="python -m release")
