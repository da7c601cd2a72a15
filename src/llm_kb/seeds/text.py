"""Reads a seed file as text, and rejects ambiguous characters: encoding, line ends, control characters, non-NFC."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from llm_kb.seeds.problems import Problems
from llm_kb.text import normalized

MAXIMUM_PHRASE_WORDS = 12
CONTROL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
NONCHARACTERS = "\ufffe\uffff"
"""Characters that are not allowed in XML, and so in no workbook."""


def read_text(path: Path, name: str, problems: Problems) -> str | None:
    """The text of `path`, or None when it cannot be used; `name` is how messages call the file."""
    before = len(problems.collected)
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.add(name, 1, f"cannot be read ({error.strerror}), make it a readable file")
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        problems.add(name, 1, "begins with a byte order mark, save it as UTF-8 without one")
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(name, line, f"byte 0x{data[error.start]:02x} is not UTF-8, save the file as UTF-8")
        return None
    _check_lines(text, name, problems)
    return text if len(problems.collected) == before else None


def _check_lines(text: str, name: str, problems: Problems) -> None:
    if text.endswith("\n") and " \n" not in text and not line_fault(text.replace("\n", "")):
        return
    if "\r" in text:
        first = text.count("\n", 0, text.index("\r")) + 1
        problems.add(name, first, "has carriage returns, end every line with LF alone")
        text = text.replace("\r", "")
    number, line = 0, ""
    for number, line in enumerate(lines_of(text), 1):
        if fault := line_fault(line.removesuffix("\n")):
            problems.add(name, number, fault)
    if number and not line.endswith("\n"):
        problems.add(name, number, "the last line does not end, the file may be cut short: end it with a newline")


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text one after the other, each with its end, without a list of all of them."""
    start = 0
    while end := text.find("\n", start) + 1:
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def line_fault(line: str) -> str | None:
    """The first ambiguity of a line (tab, trailing space, non-NFC, control character) with the cure, or None."""
    if line.isprintable() and line[-1:] != " " and (line.isascii() or unicodedata.is_normalized("NFC", line)):
        return None
    if "\t" in line:
        return "has a tab, use spaces or a comma"
    if line != line.rstrip(" "):
        return "ends with a space, remove it"
    if line != unicodedata.normalize("NFC", line):
        return "has a letter with a separate accent, write it as one character (Unicode NFC)"
    control = next((c for c in line if unicodedata.category(c) in CONTROL or c in NONCHARACTERS), None)
    return f"has the control character U+{ord(control):04X}, remove it" if control else None


def only_comments(text: str) -> bool:
    """Whether a YAML text has only comments, as a template does."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and all(line.lstrip().startswith("#") for line in lines)


def phrase_words(phrase: str) -> int:
    """The number of words of a phrase."""
    return len(normalized(phrase).split())
