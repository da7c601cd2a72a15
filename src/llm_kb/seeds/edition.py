"""Reads edition.yaml: which edition a bundle is, which format it is written in, and which bundle it follows."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from llm_kb.seeds.csv_reader import ill_formed
from llm_kb.seeds.format import NEWEST
from llm_kb.seeds.nodes import YamlReader
from llm_kb.seeds.problems import Problems, suggestion
from llm_kb.seeds.text import read_text

EDITION = "edition.yaml"
FORMAT = "format"
KEYS = (FORMAT, "id", "title", "date", "description", "source", "follows")
OPTIONAL = {"follows"}


@dataclass(frozen=True)
class EditionFile:
    """What edition.yaml says: the format, the other values, and the line of each."""

    version: int
    values: dict[str, str]
    lines: dict[str, int]


def read_edition(directory: Path, later: tuple[str, ...], problems: Problems) -> EditionFile | None:
    """The edition of a bundle that the `later` ones build on, or None when the rest cannot be read without it."""
    text = read_text(directory / EDITION, EDITION, problems)
    reader = YamlReader(EDITION, problems)
    root = reader.compose(text) if text is not None else None
    if root is None or _is_of_newer_format(root, reader):
        return None
    nodes = reader.mapping(root, KEYS, "the edition")
    if nodes is None:
        return None
    for key in KEYS:
        if key not in nodes and key not in OPTIONAL:
            addition = f"'{FORMAT}: {NEWEST}'" if key == FORMAT else "it"
            reader.fault(root, f"the edition has no {key!r}, add {addition}")
    values = {key: reader.string(node, f"{key!r}") for key, node in nodes.items() if key != FORMAT}
    faults = {
        FORMAT: None if FORMAT not in nodes or _version(nodes[FORMAT]) else _wrong_format(),
        "id": _wrong_name(values.get("id", ""), directory),
        "date": ill_formed("date", values.get("date", "")),
        "follows": _wrong_follows(values.get("follows", ""), directory, later),
    }
    for key, fault in faults.items():
        if fault and (key == FORMAT or values.get(key)):
            reader.fault(nodes[key], f"{key!r} {fault}")
    version = _version(nodes[FORMAT]) if FORMAT in nodes else None
    if not version or not values.get("source") or values.get("follows") == "" or faults["follows"]:
        return None
    return EditionFile(version, values, {key: node.start_mark.line + 1 for key, node in nodes.items()})


def _is_of_newer_format(root: yaml.Node, reader: YamlReader) -> bool:
    """Whether a bundle's format is newer than what this version supports; reports that as its only problem."""
    entries = root.value if isinstance(root, yaml.MappingNode) else []
    for key, value in entries:
        if key.value == FORMAT and (_version(value) or 0) > NEWEST:
            message = f"the bundle has format {value.value}, and this version of llm-kb reads formats up to {NEWEST}"
            reader.fault(value, f"{message}: use a newer version of llm-kb")
            return True
    return False


def _version(node: yaml.Node) -> int | None:
    """The number that a node holds without quotes, or None."""
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    value = str(node.value) if plain else ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 and value[0] != "0" else None


def _wrong_format() -> str:
    return f"is not the number of a format, write {FORMAT}: {NEWEST}"


def _wrong_name(identity: str, directory: Path) -> str | None:
    name = directory.name
    return None if identity == name else f"{identity!r} is not the folder's name {name!r}, make them agree"


def _wrong_follows(follows: str, directory: Path, later: tuple[str, ...]) -> str | None:
    if not follows:
        return None
    if follows in (chain := (*later, directory.name)):
        circle = " → ".join((*chain, follows))
        return f"makes a circle of editions ({circle}), name the edition before or leave the key out"
    known = siblings(directory)
    if follows not in known:
        return f"{follows!r} is not a bundle beside this one{suggestion(follows, known)}, name the edition before"
    return None


def siblings(directory: Path) -> list[str]:
    """The names of the folders beside a bundle, its own included."""
    return [path.name for path in directory.parent.glob("*/")]
