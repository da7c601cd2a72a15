"""Locators, permanent ids and phrases: what is written of a place leads back to it."""

import hashlib
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds import read
from llm_kb.seeds.passages import located
from llm_kb.seeds.text import phrase_words
from llm_kb.text import normalized, place

from .mutations import written
from .profiles import examples
from .test_bundles_of_facts import TINY, Entry, bundles, parts, read_from

numbers = st.integers(1, 999_999_999)
sections = st.from_regex(r"[1-9](\.[1-9]){0,2}", fullmatch=True)
blanks = st.sampled_from([" ", "  ", "\n", "\n\n", " \n "])
words = st.lists(st.text("abcdefg", min_size=1, max_size=4), min_size=1, max_size=30)
marks = st.sampled_from(["", "**", "`", "$", "\\"])


@examples(25)
@given(places=st.lists(st.tuples(sections, numbers, numbers), min_size=1, max_size=6, unique=True), data=st.data())
def test_a_locator_leads_to_its_passage_and_back(places: list[tuple[str, int, int]], data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=3), label="starts")
    ranges = [(100 * number + start, 100 * number + start + 9) for number, start in enumerate(starts)]
    files = dict(TINY)
    named = sorted({section for section, *_ in places} - {"1", "2", "2.1", "2.2"})
    files["sections.csv"] += "".join(f"tiny-source,{name},T\n" for name in named).encode()
    written_ranges = ";".join(f"{start}-{end}" for start, end in ranges)
    known = {tuple(line.split(",")[1].split("/")) for line in files["passages.csv"].decode().splitlines()[1:]}
    new = [found for found in places if tuple(map(str, found)) not in known]
    lines = (f"tiny-source,{section}/{one}/{other},{written_ranges},{'0' * 64}\n" for section, one, other in new)
    files["passages.csv"] += "".join(lines).encode()
    with tempfile.TemporaryDirectory() as folder:
        rows = read(written(files, Path(folder) / "tiny")).rows
    names = {row["id"]: str(row["name"]) for row in rows["sections"]}
    found = {(names[row["section_id"]], row["paragraph"], row["sentence"]): row["id"] for row in rows["passages"]}
    for section, paragraph, sentence in new:
        identity = found[section, paragraph, sentence]
        assert identity == f"tiny-source-{section.replace('.', '-')}-{paragraph}-{sentence}"
        kept = [row for row in rows["passage_ranges"] if row["passage_id"] == identity]
        assert [(row["start_character"], row["end_character"]) for row in kept] == ranges
        shown = place({"section": section, "paragraph": paragraph, "sentence": sentence})
        assert re.findall(r"§(.+) ¶(\d+) s(\d+)", shown) == [(section, str(paragraph), str(sentence))]


@examples(15)
@given(entries=bundles(), data=st.data())
def test_ids_of_facts_stay_whatever_else_is_said(entries: list[Entry], data: st.DataObject) -> None:
    """An id is made of its sentence and its claim: neither other sentences nor the order of the claims matter."""
    places = sorted({entry["at"].rstrip("ab") for entry in entries})
    chosen = data.draw(st.sets(st.sampled_from(places)), label="sentences")
    expected, turned = set(), []
    for entry in (entry for entry in entries if entry["at"].rstrip("ab") in chosen):
        claims = entry.get("claims", [])
        turned.append({**entry, "claims": claims[::-1]} if claims else entry)
        expected |= {f"{statement_id(entry['at'])}--{'--'.join(part)}" for claim in claims for part in parts(claim)}
    assert {row["id"] for row in read_from(turned).rows.get("evidence", ())} == expected


def statement_id(at: str) -> str:
    return f"tiny-source-{at.replace('.', '-').replace('/', '-')}"


@examples(60)
@given(data=st.data(), text=words)
def test_a_sentence_is_located_just_where_it_stands(data: st.DataObject, text: list[str]) -> None:
    parts_of_text = [part for word in text for part in (word, data.draw(blanks))]
    whole = "".join(parts_of_text)
    start = data.draw(st.integers(0, len(text) - 1))
    stretch = " ".join(text[start : start + data.draw(st.integers(1, 6))])
    times = len([place for place in range(len(whole)) if re.match(r"\s+".join(stretch.split()), whole[place:])])
    if times != 1:
        with pytest.raises(KnowledgeBaseError, match="times, not once"):
            located(whole, [stretch])
        return
    ranges, sha256 = located(whole, [stretch])
    first, last = map(int, ranges.split("-"))
    assert " ".join(whole[first:last].split()) == stretch
    assert sha256 == hashlib.sha256(whole[first:last].encode()).hexdigest()


@examples(60)
@given(data=st.data(), text=words)
def test_a_phrase_is_found_whatever_marks_and_breaks_stand_in_it(data: st.DataObject, text: list[str]) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    phrase = text[start : start + data.draw(st.integers(1, 12))]
    marked = "".join(f"{data.draw(marks)}{word}{data.draw(marks)}{data.draw(blanks)}" for word in text)
    assert normalized(" ".join(phrase)) in normalized(marked)
    assert phrase_words(" ".join(phrase)) == len(phrase)
    assert normalized(normalized(marked)) == normalized(marked)
