"""Scaffolds the next bundle and its revision from templates, and finds the files that were left empty."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds import revisions
from llm_kb.seeds.bundle import Bundle, read
from llm_kb.seeds.format import FILES, NEWEST, VOCABULARIES
from llm_kb.seeds.problems import SeedError
from llm_kb.seeds.text import line_fault, only_comments
from llm_kb.text import slug

TEMPLATES = Path(__file__).resolve().parent / "templates"
FACTS = {"facts/section.yaml": "facts.yaml", "facts/document.yaml": "document.yaml"}
"""Files of facts in a new bundle, each with its template."""
LONGEST_NAME = 40


@dataclass(frozen=True)
class Layout:
    """The paths of a new bundle and its migration, and the edition before."""

    bundle: Path
    migration: Path
    follows: str


def lay_out(title: str, day: date, seed: Path, versions: Path) -> Layout:
    """Write a bundle of templates that follows the newest edition, and the revision that will load it.

    Raises KnowledgeBaseError when the title makes no name, or a name that is taken, or the newest edition is broken.
    """
    edition = f"{day:%Y-%m}-{_slug(title)}"
    bundle = seed / edition
    if bundle.exists():
        raise KnowledgeBaseError(f"There is a bundle {edition!r} already: fill that in, or choose another title.")
    data_revisions = revisions.data_revisions(versions)
    if not data_revisions:
        raise KnowledgeBaseError(f"No migration in {versions} loads an edition that the new one could follow.")
    newest = _newest_bundle(seed / data_revisions[-1].edition)
    last = revisions.number_of(revisions.numbered(versions)[-1])
    names = {
        "format": str(NEWEST),
        "id": edition,
        "title": "'" + title.replace("'", "''") + "'",
        "date": day.isoformat(),
        "source": str(newest.rows["editions"][0]["source_id"]),
        "follows": newest.id,
        "revision": f"{int(last) + 1:04}",
        "down_revision": last,
    }
    migration = versions / f"{names['revision']}_load_{edition.replace('-', '_')}.py"
    files = {bundle / name: text for name, text in _bundle(names).items()}
    for path, text in {**files, migration: _rendered("migration.txt", names)}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return Layout(bundle, migration, newest.id)


def _newest_bundle(directory: Path) -> Bundle:
    """The newest bundle, which the next one builds on."""
    try:
        return read(directory)
    except SeedError as error:
        message = f"The newest edition {directory.name!r} has problems"
        raise KnowledgeBaseError(f"{message}: correct what 'llm-kb seed check' lists first.") from error


def _slug(title: str) -> str:
    """The part of an edition's name that its title gives: whole words, as many as fit."""
    if fault := line_fault(title) or ("begins with a space, remove it" if title.startswith(" ") else None):
        raise KnowledgeBaseError(f"The title {fault}.")
    words = slug(title)
    if not words:
        raise KnowledgeBaseError(
            f"The title {title!r} has no letter from a to z and no digit: add one, since the bundle is named by them."
        )
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME + 1].rpartition("-")[0] or words[:LONGEST_NAME]


def _bundle(names: dict[str, str]) -> dict[str, str]:
    """The files of a bundle in which nothing is stated yet."""
    headers = {file.file: ",".join(file.header(NEWEST)) + "\n" for file in (VOCABULARIES, *FILES)}
    facts = {file: _rendered(template, {}) for file, template in FACTS.items()}
    return {"edition.yaml": _rendered("edition.yaml", names), **facts, **headers}


def _rendered(template: str, names: dict[str, str]) -> str:
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(names)


def left_empty(bundle: Path) -> list[Path]:
    """The files of a bundle that state nothing: a CSV file of its header alone, facts of comments alone."""
    tables = [path for path in sorted(bundle.glob("*.csv")) if path.read_text(encoding="utf-8").count("\n") == 1]
    facts = [path for path in sorted(bundle.glob("facts/*.yaml")) if only_comments(path.read_text(encoding="utf-8"))]
    return [*tables, *facts]
