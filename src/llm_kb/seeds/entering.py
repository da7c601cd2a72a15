"""Enters a document: measures its text, and makes the rows of sources.csv, documents.csv and what belongs to them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds.bundle_files import BundleFiles, Row
from llm_kb.sourcetext import SourceText
from llm_kb.sourcetext.library import read_text
from llm_kb.text import slug

RIGHTS = "The text belongs to its authors and is not redistributed here."
KINDS = {
    "technical report": "technical-report",
    "system card": "system-card",
    "model card": "model-card",
    "third-party model card": "model-card",
    "readme": "readme",
    "docs": "documentation",
    "prompt format": "documentation",
    "official blog": "blog",
    "blog": "blog",
    "web page print": "blog",
    "config": "configuration",
    "third-party config": "configuration",
    "training parameters": "configuration",
    "model definition": "code",
    "licence": "license",
    "catalogue": "catalog",
}
"""Kinds of documents by the beginning of how a manifest calls them."""
UNSTATED = ("none", "unknown")
"""How a manifest begins to say that there is no license."""
CODE = {".py", ".sh", ".cpp", ".c", ".h", ".ts", ".js", ".ipynb"}


@dataclass(frozen=True)
class Entered:
    """A document as it is to be entered: its rows by table."""

    source: str
    rows: dict[str, list[Row]]


def enter(
    bundle: BundleFiles, file: Path, texts: Sequence[Path], given: Mapping[str, str], models: Sequence[str]
) -> Entered:
    """Enter the document whose text is in a file, with further texts of it; `given` are columns that are known.

    Raises KnowledgeBaseError when the file is no text, or when the source or one with its text is known already.
    """
    content = read_text(file)
    text = SourceText(content, file.name)
    measured = {
        "id": slug(file.name.split(".")[0]),
        "title": _title(text) or file.name,
        "sha256": _sha256(content),
        "kind_id": _kind(text, file),
        "pages": str(len(text.pages)) if len(text.pages) > 1 else "",
    }
    others = [(_sha256(read_text(path)), "flow" if path.name.endswith(".flow.txt") else "layout") for path in texts]
    return _rows(bundle, {**measured, **given}, others, models)


def enter_from_manifest(
    bundle: BundleFiles, manifest: Path, name: str, given: Mapping[str, str], models: Sequence[str]
) -> Entered:
    """Enter the document that a manifest lists under its text, its path in the repository or its URL."""
    entry = _entry(manifest, name)
    listed = {
        "kind_id": _listed_kind(str(entry["kind"])),
        "official": "1" if entry["official"] else "0",
        "repository": entry["repository"] or "",
        "revision": entry["commit"] or "",
        "path": entry["path"] or "",
        "url": entry["url"] or "",
        "license": "" if str(entry["licence"] or "none").startswith(UNSTATED) else str(entry["licence"]),
    }
    known = {row["id"] for row in bundle.rows("models")}
    models = models or [model for model in entry["model_ids"] if model in known]
    if not entry["text"]:
        name = Path(str(entry["path"] or "")).name
        unheld = {"id": slug(name), "title": name, "sha256": entry["sha256_of_original"] or ""}
        if not unheld["sha256"]:
            raise KnowledgeBaseError(f"The manifest has no hash of {name!r}: give the file of its text instead.")
        return _rows(bundle, {**unheld, **listed, **given}, [], models)
    file = manifest.parent / str(entry["text"])
    if entry["sha256_of_original"] != entry["sha256_of_text"]:
        listed["original_sha256"] = str(entry["sha256_of_original"] or "")
    if entry["pages"] == 1:
        listed["pages"] = "1"  # A text of one page does not show whether its document has pages.
    texts = [manifest.parent / str(entry["reading_order"])] if entry["reading_order"] else []
    default = {"id": slug(f"{file.parent.name}-{file.name.split('.')[0]}")}
    return enter(bundle, file, texts, {**default, **{k: v for k, v in listed.items() if v}, **given}, models)


def _rows(
    bundle: BundleFiles, values: Mapping[str, str], texts: Sequence[tuple[str, str]], models: Sequence[str]
) -> Entered:
    source = values["id"]
    if owner := bundle.source_of(values["sha256"]):
        raise KnowledgeBaseError(f"This text is the source {owner!r} already: quote from that.")
    if any(row["id"] == source for row in bundle.rows("sources")):
        raise KnowledgeBaseError(f"There is a source {source!r} already: choose another id with --id.")
    kind = values["kind_id"].replace("-", " ").capitalize() or "Document"
    defaults = {"rights": RIGHTS, "description": f"{kind}: {values['title']}."}
    row = {**defaults, **values, "source_id": source}
    rows: dict[str, list[Row]] = {
        "sources": [row],
        "documents": [row],
        "document_models": [{"source_id": source, "model_id": model} for model in models],
        "document_texts": [{"source_id": source, "sha256": sha256, "kind_id": layout} for sha256, layout in texts],
    }
    return Entered(source, {table: rows for table, rows in rows.items() if rows})


def _entry(manifest: Path, name: str) -> dict[str, Any]:
    """The entry of a manifest that a name stands for."""
    try:
        entries = [json.loads(line) for line in read_text(manifest).splitlines() if line.strip()]
        named = [entry for entry in entries if name in (entry["text"], entry["path"], entry["url"])]
    except (ValueError, KeyError, TypeError) as error:
        message = f"{str(manifest)!r} is no manifest of documents ({error!r})"
        raise KnowledgeBaseError(f"{message}: name one with a JSON object on each line.") from error
    if len(named) != 1:
        cure = "copy its text, path or URL from there" if not named else "name its text or its URL"
        raise KnowledgeBaseError(f"{str(manifest)!r} lists {name!r} {len(named)} times, not once: {cure}.")
    return dict(named[0])


def _listed_kind(kind: str) -> str:
    return next((identity for words, identity in KINDS.items() if kind.startswith(words)), "")


def _title(text: SourceText) -> str:
    """The title that a text begins with: its first heading, or its first line."""
    if text.is_configuration:
        return ""
    if text.sections:
        return text.sections[0].title
    return next((words for start, end in text.lines if (words := text.text[start:end].strip())), "")


def _kind(text: SourceText, file: Path) -> str:
    if text.is_configuration:
        return "configuration"
    if file.suffix in CODE:
        return "code"
    return "technical-report" if len(text.pages) > 1 else "model-card"


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
