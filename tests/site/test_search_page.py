"""The page of the search."""

from collections.abc import Callable
from urllib.parse import quote

import httpx
import pytest

from .reading import seen

Get = Callable[..., httpx.Response]


def results(answer: httpx.Response, named: bool = False) -> list[str]:
    return [link["href"] for link in seen(answer).select(f".results{'.named' if named else ''} > li > a")]


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("GRP", "/techniques/group-relative-praise"),
        ("group relative praise", "/techniques/group-relative-praise"),
        ("swift 3", "/models/swift-3"),
        ("Birdlab", "/institutions/birdlab"),
        ("3.1", "/questions/3.1"),
        ("11", "/publications/11"),
    ],
)
def test_what_is_named_exactly_comes_first(get: Get, words: str, path: str) -> None:
    answer = get(f"/search?q={quote(words)}")
    assert results(answer)[0] == path
    assert path in results(answer, named=True)
    assert "Showing results for" not in answer.text


@pytest.mark.parametrize(
    ("typed", "meant", "path"),
    [
        ("swfit 3", "Swift 3", "/models/swift-3"),
        ("Ovl 2", "Owl 2", "/models/owl-2"),
        ("song coping", "song copying", "/techniques/song-copying"),
        ("quartr folidng", "quarter folding", "/techniques/quarter-folding"),
    ],
)
def test_a_slip_is_mended_and_said(get: Get, typed: str, meant: str, path: str) -> None:
    answer = get(f"/search?q={quote(typed)}")
    assert results(answer)[0] == path
    note = seen(answer).select_one(".note")
    assert note.strong.get_text().lower() == meant.lower()
    assert note.a["href"] == f"/search?q={quote(typed)}&exactly=1"


def test_what_was_typed_can_be_searched_for_all_the_same(get: Get) -> None:
    answer = get("/search?q=swfit+3&exactly=1")
    assert results(answer) == []
    assert seen(answer).select_one(".note") is None
    assert "/models/swift-3" in [link["href"] for link in seen(answer).select("main a")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("afzter", "after"),  # nothing begins so, and sentences hold what is meant
        ("birdla", "Birdlab"),  # a name begins so, and what is meant is named so
        ("agai", None),  # words begin so, and nothing is named by what is meant
        ("zzzzqq afzter", None),  # neither finds anything
    ],
)
def test_a_slip_is_mended_where_that_finds_more(get: Get, typed: str, meant: str | None) -> None:
    answer = get(f"/search?q={quote(typed)}")
    note = seen(answer).select_one(".note")
    assert (note and note.strong.get_text()) == meant
    assert results(answer) == results(get(f"/search?q={quote(meant or typed)}&exactly=1"))


def test_results_stand_under_their_kind_and_lead_to_their_pages(get: Get) -> None:
    page = seen(get("/search?q=praise"))
    folders = {
        heading["id"]: {link["href"].split("/")[1] for link in heading.find_next("ul").select("li > a")}
        for heading in page.select("section h2")
    }
    assert folders["technique"] == {"techniques"}
    assert folders["question"] == {"questions"}
    assert folders["finding"] == {"questions", "questions#nesting-takeaway"}
    assert folders["publication"] == {"publications"}
    assert folders["fact"] == {"facts"}


def test_a_finding_leads_to_its_place_on_the_page_of_its_question(get: Get) -> None:
    assert "/questions/3.2#praise-by-rule-point-1" in results(get("/search?q=praise&kind=finding"))


def test_results_lead_somewhere(get: Get) -> None:
    one_of_each = {path.split("/")[1]: path for path in results(get("/search?q=praise"))}
    assert len(one_of_each) == 5
    for path in one_of_each.values():
        assert get(path).status_code == 200, path


def test_all_results_of_a_kind_are_one_link_away(get: Get) -> None:
    page = seen(get("/search?q=praise"))
    link = next(link for link in page.select("section p a") if link.get_text().startswith("All "))
    found = results(get(link["href"]))
    assert len(found) == int(link.get_text().split()[1]) > 6
    assert {path.split("/")[1] for path in found} == {"facts"}


def test_without_words_it_helps(get: Get) -> None:
    page = seen(get("/search"))
    examples = [link["href"] for link in page.select(".plain a")]
    assert page.h2.get_text() == "What you can type"
    assert len(examples) > 3
    assert all(example.startswith("/search?q=") for example in examples)


def test_where_nothing_is_found_it_says_so(get: Get) -> None:
    answer = get("/search?q=zzzzqq")
    assert answer.status_code == 200
    assert "No results for “zzzzqq”." in answer.text
    assert results(answer) == []


@pytest.mark.parametrize("words", ["'", '"', "*", "a\0b", "AND", "NEAR(", "🦙", "x" * 10_000, "x " * 4000, "<b>", " "])
def test_whatever_is_typed_is_answered(get: Get, words: str) -> None:
    answer = get(f"/search?q={quote(words)}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text


def test_the_boxes_keep_what_was_typed(get: Get) -> None:
    page = seen(get("/search?q=swfit+3&kind=model"))
    assert [box["value"] for box in page.find_all("input", {"name": "q"})] == ["swfit 3", "swfit 3"]
    assert page.find("input", {"name": "kind"})["value"] == "model"


def test_an_unknown_kind_is_every_kind(get: Get) -> None:
    assert results(get("/search?q=praise&kind=nosuch")) == results(get("/search?q=praise"))


@pytest.mark.parametrize("signs", ["%22", "%00", "---", "%20"])
def test_signs_alone_are_no_question(get: Get, signs: str) -> None:
    assert get(f"/search?q={signs}").text.count("<h2") == get("/search").text.count("<h2")


def test_a_question_is_answered_by_what_it_names_and_by_its_other_words(get: Get) -> None:
    answer = get("/search?q=Which+birds+does+Swift+3+use+for+song+copying%3F")
    assert {"/models/swift-3", "/techniques/song-copying"} <= set(results(answer, named=True))
    assert seen(answer).select_one("main h2").get_text() == "Best results"


def test_words_that_occur_nowhere_are_dropped_and_reported(get: Get) -> None:
    answer = get("/search?q=praise+zzzzqq")
    assert seen(answer).select_one(".note").get_text().startswith("No results for zzzzqq;")
    assert results(answer)[:3] == results(get("/search?q=praise"))[:3]


def test_facts_of_one_sentence_are_grouped(get: Get) -> None:
    page = seen(get("/search?q=praise&kind=fact"))
    statements = [
        {link["href"].split("/")[2].split("--")[0] for link in item.find_all("a", recursive=False)}
        for item in page.select(".results > li")
    ]
    assert all(len(each) == 1 for each in statements)
    assert len(set.union(*statements)) == len(statements) < len(results(get("/search?q=praise&kind=fact")))


def test_errata_markers_terms_and_queries_are_found_and_lead_somewhere(get: Get) -> None:
    for words, path in (
        ("misspelt", "/errata#ref-2-title"),
        ("(stage)", "/llm_kb/terms?vocabulary=stage"),
        ("conflicting claims", "/llm_kb/conflicting_claims"),
    ):
        assert path in results(get(f"/search?q={quote(words)}"))
        assert get(path.partition("#")[0]).status_code == 200
    markers = results(get("/search?q=prompt+markers&kind=marker"))
    assert markers and all(get(path).status_code == 200 for path in markers)


def test_a_topic_that_is_not_covered_is_reported_as_such(get: Get) -> None:
    answer = get("/search?q=under+which+license")
    assert results(answer)[0] == "/search#licenses"
    assert "the survey does not say under which license a model is" in answer.text
    assert seen(get("/search")).find(id="licenses").get_text() == "Licenses and open weights"


@pytest.mark.parametrize("typed", ["YaRN", "RoPE"])
def test_a_topic_that_is_not_covered_is_not_treated_as_a_typo(get: Get, typed: str) -> None:
    answer = get(f"/search?q={typed}")
    assert "Showing results for" not in answer.text
    assert results(answer)[0] == "/search#position-encodings"


def test_a_ratio_is_no_version(get: Get) -> None:
    assert "Showing results for" not in get("/search?q=3%3A1").text
    assert "/questions/3.1" not in results(get("/search?q=3%3A1"))


def test_words_are_no_beginnings_of_others_where_they_are_known(get: Get) -> None:
    assert results(get("/search?q=prais")) == results(get("/search?q=praise"))
    assert "/techniques/song-copying" not in results(get("/search?q=son"))
