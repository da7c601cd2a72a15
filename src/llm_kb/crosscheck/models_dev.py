"""Reads models.dev: a checkout of its repository, its `api.json`, or one JSON file of the files of the repository.

The repository has `models/DEVELOPER/MODEL.toml`, and `providers/PROVIDER/models/MODEL.toml` for what providers serve,
which refers to the former by `base_model` where there is one; `api.json` has the models of each provider.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from llm_kb.crosscheck.entries import (
    CatalogEntry,
    date,
    flag,
    in_order,
    mapping,
    mappings,
    modalities,
    number,
    read_json,
    text,
)
from llm_kb.errors import KnowledgeBaseError, in_one_line

OPENROUTER = "openrouter"
HUGGING_FACE = "https://huggingface.co/"
PLACES = ("models/**/*.toml", "providers/*/models/**/*.toml")
"""Where a checkout has files of models, those of developers first."""

Files = Iterator[tuple[str, Mapping[str, Any]]]


def read(path: Path) -> list[CatalogEntry]:
    """The models of developers, and those of OpenRouter that refer to none.

    Raises KnowledgeBaseError where `path` holds no such catalog.
    """
    files = _checkout(path) if path.is_dir() else _json(path)
    entries = [entry for name, fields in files if (entry := _entry(name.removesuffix(".toml").split("/"), fields))]
    if not entries:
        message = f"{str(path)!r} has no models of models.dev"
        raise KnowledgeBaseError(f"{message}: name a checkout of its repository or a copy of its api.json.")
    return in_order(entries)


def _checkout(folder: Path) -> Files:
    for pattern in PLACES:
        for file in filter(Path.is_file, folder.glob(pattern)):
            try:
                fields = tomllib.loads(file.read_text(encoding="utf-8"))
            except (ValueError, RecursionError) as error:
                message = f"{str(file)!r} is not TOML ({in_one_line(error)})"
                raise KnowledgeBaseError(f"{message}: correct it, or remove it.") from error
            yield text(file.relative_to(folder).as_posix()), fields


def _json(path: Path) -> Files:
    document = read_json(path)
    if isinstance(files := document.get("files"), Mapping):
        yield from mappings(files)
        return
    for provider, described in mappings(document):
        for model, fields in mappings(described.get("models")):
            yield f"providers/{provider}/models/{model}", fields


def _entry(place: list[str], fields: Mapping[str, Any]) -> CatalogEntry | None:
    """The entry of a file of the repository; None where it describes no model, or refers to another file for it."""
    match place:
        case ["models", developer, *model] if model:
            return _described("/".join([developer, *model]), developer, fields)
        case ["providers", provider, "models", *model] if model and "base_model" not in fields:
            developer = model[0] if provider == OPENROUTER else provider
            return _described("/".join([provider, *model]), developer, fields)
    return None


def _described(identifier: str, developer: str, fields: Mapping[str, Any]) -> CatalogEntry:
    """The entry of a model; OpenRouter's limits are those of a provider, and its dates those of its list."""
    limits, kinds = mapping(fields.get("limit")), mapping(fields.get("modalities"))
    values = {
        "knowledge_cutoff": date(fields.get("knowledge")),
        "input_modalities": modalities(kinds.get("input")),
        "output_modalities": modalities(kinds.get("output")),
        "open_weights": flag(fields.get("open_weights")),
    }
    served, _, model = identifier.partition("/")
    if served == OPENROUTER:
        identifiers = {"openrouter_id": model}
    else:
        identifiers = {"models_dev_id": identifier}
        values["release_date"] = date(fields.get("release_date"))
        values |= {"context_length": number(limits.get("context")), "output_limit": number(limits.get("output"))}
    if repository := _repository(fields.get("weights")):
        identifiers["hugging_face_id"] = repository
    return CatalogEntry(identifier, text(fields.get("name") or model), developer, values, identifiers)


def _repository(weights: Any) -> str | None:
    """The first repository at Hugging Face of a list of places of weights."""
    urls = [str(mapping(each).get("url")) for each in weights] if isinstance(weights, list) else []
    found = [url.removeprefix(HUGGING_FACE) for url in urls if url.startswith(HUGGING_FACE)]
    return text(found[0]) if found else None
