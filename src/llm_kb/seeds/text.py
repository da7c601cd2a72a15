"""Reads a seed file as text and refuses whatever would later be read two ways."""

import re
import unicodedata
from pathlib import Path

from llm_kb.seeds.problems import Problems

MAXIMUM_PHRASE_WORDS = 12


def read_text(path: Path, name: str, problems: Problems) -> str | None:
    """The text of `path`, or None when it cannot be used; `name` is how messages call the file."""
    before = len(problems.found)
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
    return text if len(problems.found) == before else None


def _check_lines(text: str, name: str, problems: Problems) -> None:
    if "\r" in text:
        first = text.count("\n", 0, text.index("\r")) + 1
        problems.add(name, first, "has carriage returns, end every line with LF alone")
    lines = text.replace("\r", "").split("\n")
    if lines[-1]:
        problems.add(name, len(lines), "the last line does not end, the file may be cut short: end it with a newline")
    for number, line in enumerate(lines, 1):
        if fault := line_fault(line):
            problems.add(name, number, fault)


def line_fault(line: str) -> str | None:
    """What makes a line of text readable in two ways, and the cure, or None."""
    if "\t" in line:
        return "has a tab, use spaces or a comma"
    if line != line.rstrip(" "):
        return "ends with a space, remove it"
    if line != unicodedata.normalize("NFC", line):
        return "has a letter with a separate accent, write it as one character (Unicode NFC)"
    control = next((c for c in line if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")), None)
    return f"has the control character U+{ord(control):04X}, remove it" if control else None


def only_comments(text: str) -> bool:
    """Whether a YAML text says nothing but in comments, as a template does."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and all(line.lstrip().startswith("#") for line in lines)


def phrase_words(phrase: str) -> int:
    """How many words a phrase has."""
    return len(normalise(phrase).split())


def normalise(text: str) -> str:
    """A text as phrases are compared: without Markdown's bold, code and escape marks, white space folded."""
    text = re.sub(r"\*\*|[`$\\]", "", text)
    return " ".join(text.split())
