"""Structure of texts: pages, columns, headings of Markdown, keys of YAML and JSON, lines, and markup to disregard.

What is disregarded is replaced by characters of the same number, so that positions stay those of the original.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llm_kb.sourcetext.folding import DROPPED, OPTIONAL_SPACE

FORM_FEED = "\f"
TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|hr|em|ul|ol|li|td|th|tr|img|sup|sub|div|pre|code|span|font|table|thead|tbody|center|strong"
    r"|details|summary|h[1-6])\b[^<>]*>",
    re.IGNORECASE,
)
LINK = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s\"[^\"]*\")?\)|!?\[|\]")
CELL = re.compile(r"(?<!<)\|(?!>)")
HTML_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)
MIN_UNDERLINE = 2
"""Minimum length of the underline of a heading."""
REPEATS = 3
"""Number of pages on which a line at the edge is a running header or footer."""
EDGE_LINES = 2
COLUMN_GAP = re.compile(r"\S+(?: \S+)*")
MAX_SHIFT = 2
"""Maximum difference of the beginnings of two lines of one column."""


@dataclass(frozen=True)
class MarkdownSection:
    """A heading with what stands under it, where `own_end` is the position of the next heading of any level."""

    title: str
    path: str
    level: int
    start: int
    own_end: int
    end: int


def without_markup(text: str) -> str:
    """A Markdown text without tags, addresses of links and table borders."""
    text = LINK.sub(lambda match: DROPPED * len(match[0]), text)
    text = TAG.sub(lambda match: OPTIONAL_SPACE * len(match[0]), text)
    return without_borders(text)


def without_borders(text: str) -> str:
    """A text without the borders between cells of tables."""
    return CELL.sub(" ", text)


def pages_of(text: str) -> list[tuple[int, int]]:
    """The range of each page; a text without form feeds is one page."""
    ends = [match.start() for match in re.finditer(FORM_FEED, text)]
    pages = list(zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True))
    return pages[:-1] if len(pages) > 1 and not text[slice(*pages[-1])].strip() else pages


def without_running_lines(text: str, pages: Sequence[tuple[int, int]]) -> str:
    """The text without page numbers and without lines that recur at the edges of pages."""
    edges = [line for page in pages for line in _edge_lines(text, *page)]
    counts = Counter(_without_digits(text[start:end]) for start, end in edges)
    parts, position = [], 0
    for start, end in edges:
        if start >= position and (counts[_without_digits(text[start:end])] >= REPEATS or text[start:end].isdigit()):
            parts += [text[position:start], " " * (end - start)]
            position = end
    return "".join([*parts, text[position:]])


def _edge_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lines = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text[start:end])]
    yield from lines[:EDGE_LINES]
    yield from lines[max(EDGE_LINES, len(lines) - EDGE_LINES) :]


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def columns_of(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """The columns of a page with layout: the ranges of pieces of lines that begin below each other."""
    open_columns: dict[int, list[tuple[int, int]]] = {}
    columns = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text[start:end]):
        continued: dict[int, list[tuple[int, int]]] = {}
        for piece in COLUMN_GAP.finditer(line[0]):
            place = (start + line.start() + piece.start(), start + line.start() + piece.end())
            near = [offset for offset in open_columns if abs(offset - piece.start()) <= MAX_SHIFT]
            column = open_columns[min(near, key=lambda offset: abs(offset - piece.start()))] if near else []
            if not column:
                columns.append(column)
            column.append(place)
            continued[piece.start()] = column
        open_columns |= continued
    return columns


def front_matter(text: str) -> tuple[int, int] | None:
    """The range of the YAML between the two rules at the beginning of a Markdown text."""
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*\n", text, re.DOTALL)
    return match.span(1) if match else None


def sections_of(text: str) -> list[MarkdownSection]:
    """The headings of a Markdown text (ATX, setext, HTML) with what stands under them."""
    found = sorted(_headings(text), key=lambda heading: heading[0])
    starts = [start for start, _, _ in found]
    sections, parents = [], list[tuple[int, str]]()
    for index, (start, level, title) in enumerate(found):
        parents = [parent for parent in parents if parent[0] < level] + [(level, title)]
        own_end = starts[index + 1] if index + 1 < len(starts) else len(text)
        end = next((later for later, other, _ in found[index + 1 :] if other <= level), len(text))
        sections.append(MarkdownSection(title, " › ".join(name for _, name in parents), level, start, own_end, end))
    return sections


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, level and title of each heading."""
    from markdown_it import MarkdownIt

    matter = front_matter(text)
    body = re.sub(r"[^\n]", " ", text[: matter[1] + 4]) + text[matter[1] + 4 :] if matter else text
    lines = [*lines_of(body), (len(body), len(body))]
    tokens = MarkdownIt("commonmark").parse(body.replace("\r", " "))
    for token, content in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and token.map and content:
            underline = body[slice(*lines[token.map[1] - 1])].strip()
            title = "".join(part.content for part in content.children or [] if part.type in ("text", "code_inline"))
            # A sign of a formula on a line of its own is no underline.
            if title.strip() and (token.markup.startswith("#") or len(underline) >= MIN_UNDERLINE):
                yield lines[token.map[0]][0], int(token.tag[1]), title.strip()
        elif token.type == "html_block" and token.map:
            yield from _html_headings(body, lines[token.map[0]][0], lines[token.map[1]][0])


def _html_headings(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in HTML_HEADING.finditer(text, start, end):
        if title := " ".join(re.sub(r"<[^>]+>", "", match[2]).split()):
            yield match.start(), int(match[1]), title


def lines_of(text: str) -> list[tuple[int, int]]:
    """The range of each line without its end."""
    return [match.span() for match in re.finditer(r"[^\n]+|(?<=\n)(?=\n)|^(?=\n)", text)]


def keys_of(text: str, start: int, end: int) -> dict[str, list[tuple[int, int]]]:
    """The ranges of each key of YAML or JSON with its value, by its path; none where the text is neither."""
    import yaml

    places: dict[str, list[tuple[int, int]]] = {}
    try:
        for node in yaml.compose_all(text[start:end].replace("\t", " "), Loader=yaml.SafeLoader):
            for path, first, last in _keys(node, ""):
                trailing = re.compile(r"[ ]*,?[ ]*(#[^\n]*)?").match(text, start + last)
                place = (start + first, trailing.end() if trailing else start + last)
                places.setdefault(path, []).append(place)
    except yaml.YAMLError:
        return {}
    return places


def _keys(node: object, path: str) -> Iterator[tuple[str, int, int]]:
    """Path, start and end of each key and of each item below a node of YAML."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = f"{path}.{key.value}" if path else str(key.value)
            yield name, key.start_mark.index, _end(value)
            yield from _keys(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            name = f"{path}.{number}" if path else str(number)
            yield name, item.start_mark.index, _end(item)
            yield from _keys(item, name)


def _end(node: object) -> int:
    """The end of a value without the white space after it: that of its last part."""
    import yaml

    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index  # type: ignore[attr-defined]
    return end
