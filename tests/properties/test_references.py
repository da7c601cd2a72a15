"""References with any title leave as BibTeX and CSL-JSON and are read again as they were."""

import codecs
import json
import re
import unicodedata
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.database import parse_string  # type: ignore[import-untyped]

from llm_kb.export import bibtex, csl

from ..export.test_references import AWKWARD
from .profiles import examples

SIGNS = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
"""Commands of LaTeX that the codec does not read."""

letters = st.characters(categories=("Ll", "Lu", "Lo", "Nd"), max_codepoint=0x24F) | st.characters(categories=["Lo"])
titles = st.one_of(
    st.lists(
        st.sampled_from(["{", "}", "$", "\\", "^", "%", "#", "&", "~", "_", "--", "''", "``", '"', "a", " B", "?`"])
    ).map("".join),
    st.lists(st.sampled_from(["漢字", "🦙", "№", "Ærø", "Łukasz", "d'Été", "GPT-4", "of", "100%", "(x)", "a:"])).map(
        " ".join
    ),
    st.text(letters, max_size=12),
)


def plain(text: str) -> str:
    """What LaTeX shows of a text."""
    read = re.sub(r"\\(text\w+)\{\}", lambda match: f"\0{ord(SIGNS[match[1]])}\0", text).replace(r"\$", "\0" + "36\0")
    decoded: str = codecs.decode(read.replace("{}", "\1"), "ulatex")  # type: ignore[call-overload]
    return re.sub("\0([0-9]+)\0", lambda match: chr(int(match[1])), re.sub("[{}\1]", "", decoded))


def folded(text: str) -> str:
    """A text with white space as BibTeX keeps it, and letters that are one for LaTeX made one."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "`").split())


@examples(60)
@given(titles)
@example("-- ''a'' ``b`` << >> ?` !`")
@example("e\u0301 漢字 🦙 №")
def test_a_title_comes_back_from_bibtex(title: str) -> None:
    entries = parse_string(bibtex.text([replace(AWKWARD, title=title)]), "bibtex").entries
    assert len(entries) == 1
    (entry,) = entries.values()
    assert folded(plain(entry.fields.get("title", ""))) == folded(title)
    assert entry.fields["url"] == AWKWARD.url
    assert [str(person) for person in entry.persons["author"]][-1] == "others"


@examples(60)
@given(st.text(), st.text(), st.text())
def test_any_reference_comes_back_from_csl_json(title: str, name: str, url: str) -> None:
    reference = replace(AWKWARD, title=title, authors=({"literal": name},), url=url)
    (item,) = json.loads(csl.text([reference]))
    assert (item.get("title", ""), item["author"][0]["literal"], item.get("URL", "")) == (title, name, url)


@examples(60)
@given(st.text(st.characters(codec="utf-8"), max_size=12).map(lambda text: re.sub(r"[{}\\]", "", text)))
def test_an_address_never_breaks_the_file(url: str) -> None:
    entries = parse_string(bibtex.text([replace(AWKWARD, url=f"https://x.org/{{{url}}}{{")]), "bibtex").entries
    assert len(entries) == 1
