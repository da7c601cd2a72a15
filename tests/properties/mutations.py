"""Bundles with something odd in them: the files of one, changed in a few places."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import strategies as st

Files = Mapping[str, bytes]
"""The files of a bundle by name; one that is not there has no name here."""
Change = Callable[[str], str]

ODD = (
    *("", " ", "\t", "\r", "\0", "\x85", "\u2028", "\ufeff", "e\u0301", "\ud7ff", "🦙", "٣", "Ⅷ", "ﬁ", "İ", "\u200b"),
    *(
        "'",
        '"',
        '""',
        ",",
        ":",
        "#",
        " #",
        "- ",
        "? ",
        "&a",
        "*a",
        "!!str",
        "%YAML 9.9",
        "---",
        "...",
        "|",
        ">",
        "{",
        "}",
    ),
    *(
        "[" * 5000,
        "[" * 3000 + "]" * 3000,
        "- " * 3000 + "a",
        "9" * 5000,
        "-9" * 9,
        "1e999",
        ".inf",
        "-0.0",
        "0x1F",
        "1_000",
        "9" * 20,
    ),
    *(
        "4.2/0/1",
        f"2.1/{'9' * 30}/1",
        f"2.1/{'9' * 5000}/1",
        "2.1/3/3z",
        "../tiny",
        "tiny-correction",
        "no",
        "null",
        "~",
    ),
    *("x" * 150_000, "a-" * 3000, "2024-02-30", "0001-01-01", "0-1;" * 2000, "5-5", f"0-{'9' * 5000}"),
)
"""Texts that parsers, numbers and names trip over."""

numbers = st.one_of(
    st.integers(-1, 2**70).map(str),
    st.floats().map(str),
    st.sampled_from(["9" * 5000, "007", "٣", "1e5", "1/1", "5.2"]),
)
texts = st.one_of(st.sampled_from(ODD), st.text(max_size=20))


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a bundle."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def written(files: Files, folder: Path) -> Path:
    """A folder with these files and no others."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@st.composite
def changed(draw: st.DrawFn, original: Files) -> dict[str, bytes]:
    """The files of a bundle with one to three changes."""
    files = dict(original)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(original)))
        kind = draw(st.sampled_from(sorted(CHANGES)))
        if kind == "bytes":
            files[name] = draw(st.binary(max_size=200))
        elif kind == "no file":
            files.pop(name, None)
        elif kind == "another name":
            files[draw(st.sampled_from(NAMES))] = files.get(name, b"")
        else:
            text = files.get(name, b"").decode("utf-8", "replace")
            files[name] = CHANGES[kind](draw, text).encode()
    return files


NAMES = (
    "facts/2.3.yaml",
    "facts/x y.yaml",
    "facts/deep/2.1.yaml",
    "Models.csv",
    "models.CSV",
    "…",
    "facts.yaml",
    "a\nb.csv",
)


def _inserted(draw: st.DrawFn, text: str) -> str:
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(texts) + text[place:]


def _deleted(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    return text[:start] + text[start + draw(st.integers(1, 30)) :]


def _lines_changed(change: Callable[[st.DrawFn, list[str], int], list[str]]) -> Callable[[st.DrawFn, str], str]:
    def lines_changed(draw: st.DrawFn, text: str) -> str:
        lines = text.splitlines(keepends=True)
        return "".join(change(draw, lines, draw(st.integers(0, len(lines) - 1)))) if lines else text

    return lines_changed


def _swapped(draw: st.DrawFn, lines: list[str], place: int) -> list[str]:
    other = draw(st.integers(0, len(lines) - 1))
    lines[place], lines[other] = lines[other], lines[place]
    return lines


def _repeated(draw: st.DrawFn, lines: list[str], place: int) -> list[str]:
    return [*lines[:place], *lines[place:][:1] * draw(st.integers(2, 3)), *lines[place + 1 :]]


def _left_out(draw: st.DrawFn, lines: list[str], place: int) -> list[str]:
    return [*lines[:place], *lines[place + 1 :]]


def _cell(draw: st.DrawFn, lines: list[str], place: int) -> list[str]:
    """A cell, or what stands between two commas of a flow, made another one or none."""
    cells = lines[place].rstrip("\n").split(",")
    column = draw(st.integers(0, len(cells) - 1))
    cells[column : column + 1] = draw(st.lists(texts, max_size=2))
    return [*lines[:place], ",".join(cells) + "\n", *lines[place + 1 :]]


def _number(draw: st.DrawFn, text: str) -> str:
    """One of the numbers of a text made another one."""
    found = [match.span() for match in re.finditer(r"\d+", text)]
    if not found:
        return text
    start, end = draw(st.sampled_from(found))
    return text[:start] + draw(numbers) + text[end:]


def _value(draw: st.DrawFn, lines: list[str], place: int) -> list[str]:
    """What stands behind the first colon of a line, made something else."""
    key, colon, _ = lines[place].partition(": ")
    return [*lines[:place], f"{key}{colon}{draw(texts)}\n", *lines[place + 1 :]]


CHANGES: dict[str, Callable[[st.DrawFn, str], str]] = {
    "a cell": _lines_changed(_cell),
    "a line left out": _lines_changed(_left_out),
    "a line repeated": _lines_changed(_repeated),
    "a number": _number,
    "a value": _lines_changed(_value),
    "another name": lambda draw, text: text,
    "bytes": lambda draw, text: text,
    "characters deleted": _deleted,
    "characters inserted": _inserted,
    "lines swapped": _lines_changed(_swapped),
    "no file": lambda draw, text: text,
}
