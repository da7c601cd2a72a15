"""Models side by side, a row for each group of techniques."""

import sqlite3

import httpx

from .conftest import Get
from .reading import soup, text


def cells(answer: httpx.Response) -> dict[str, list[str]]:
    """By group the text of each model's cell."""
    rows = soup(answer).select(".side-by-side tbody tr")
    return {text(row.select_one("th")): [text(cell) for cell in row.select("td")] for row in rows}


def shared(answer: httpx.Response) -> set[str]:
    return {text(link) for link in soup(answer).select(".choice.shared a")}


def techniques(answer: httpx.Response) -> set[str]:
    return {text(link) for link in soup(answer).select(".choice a")}


def test_each_model_has_a_column(get: Get) -> None:
    page = soup(get("/compare?model=swift-3&model=wren-2&model=owl-2"))
    heads = [text(head.select_one("a")) for head in page.select(".side-by-side thead th")[1:]]
    assert heads == ["Swift 3", "Wren 2", "Owl 2"]
    assert all(len(row.select("td")) == 3 for row in page.select(".side-by-side tbody tr"))


def test_what_all_models_use_is_marked(get: Get) -> None:
    answer = get("/compare?model=swift-3&model=owl-2")
    assert "half folding" in shared(answer)
    assert "nightly choice" in techniques(answer) - shared(answer)


def test_what_one_uses_and_another_avoids_is_no_agreement(get: Get) -> None:
    answer = get("/compare?model=wren-2&model=finch")
    assert "half folding" in techniques(answer) - shared(answer)
    opposed = get("/compare?model=swift-3&model=owl-2&show=opposed")
    assert techniques(opposed) == {"moss lining"}


def test_differences_leave_out_what_is_shared(get: Get) -> None:
    address = "/compare?model=swift-3&model=owl-2"
    everything, different = get(address), get(f"{address}&show=different")
    assert techniques(different) == techniques(everything) - shared(everything)
    assert techniques(get(f"{address}&show=shared")) <= shared(everything)


def test_a_group_of_which_nothing_is_recorded_is_not_stated(get: Get) -> None:
    found = cells(get("/compare?model=kiwi&model=owl-2"))
    assert any("not stated" in (first, second) for first, second in found.values())
    for group, row in cells(get("/compare?model=kiwi&model=owl-2&show=opposed")).items():
        assert "not stated" not in row or "not stated" in found[group]


def test_a_negative_relation_is_said_in_words_and_a_doubtful_fact_is_marked(get: Get) -> None:
    page = soup(get("/compare?model=finch&model=swift-3"))
    negative = [choice for choice in page.select(".choice") if choice.select_one(".relation.avoids, .relation.omits")]
    assert negative
    assert all("avoids" in text(choice) or "does without" in text(choice) for choice in negative)
    models = [text(link) for link in page.select(".choice.implied .basis")]
    assert set(models) <= {"inferred"}


def test_stage_and_section_narrow_what_is_compared(get: Get) -> None:
    address = "/compare?model=swift-3&model=owl-2"
    of_stage = soup(get(f"{address}&stage=inference"))
    assert {text(stage) for stage in of_stage.select(".choice .stage")} <= {"inference", "prefilling", "decoding"}
    assert of_stage.select(".choice")
    assert techniques(get(f"{address}&section=3.1")) < techniques(get(address))


def test_each_choice_leads_to_its_evidence(get: Get) -> None:
    choices = soup(get("/compare?model=swift-3&model=wren-2")).select(".choice a")
    assert len(choices) > 10
    assert all(str(choice["href"]).startswith(("/facts/", "/facts?")) for choice in choices)


def test_names_and_spellings_are_taken_too(get: Get) -> None:
    assert cells(get("/compare?model=Swift%203&model=WREN 2")) == cells(get("/compare?model=swift-3&model=wren-2"))


def test_a_model_given_twice_stands_once(get: Get) -> None:
    page = soup(get("/compare?model=swift-3&model=Swift+3&model=wren-2"))
    assert len(page.select(".side-by-side thead th")) == 3


def test_without_two_models_there_is_a_choice_of_them(get: Get) -> None:
    for address in ("/compare", "/compare?model=swift-3", "/compare?model="):
        page = soup(get(address))
        assert not page.select(".side-by-side table")
        assert len(page.select("form select[name=model]")) >= 2
    chosen = soup(get("/compare?model=swift-3")).select_one("select[name=model] option[selected]")
    assert chosen and chosen["value"] == "swift-3"


def test_the_seventh_model_is_left_out_with_a_word(get: Get) -> None:
    seven = "&".join(f"model={name}" for name in ("wren-1", "wren-2", "owl-2", "swift-3", "magpie", "kiwi", "finch"))
    page = soup(get(f"/compare?{seven}"))
    assert len(page.select(".side-by-side thead th")) == 7
    assert "At most 6" in text(page)


def test_an_unknown_model_is_not_found(get: Get) -> None:
    assert get("/compare?model=swift-3&model=lama-33").status_code == 404


def test_a_name_that_means_several_models_brings_all_of_them(get: Get) -> None:
    page = soup(get("/compare?model=Owl+2-Small+%26+Tiny"))
    heads = [text(head.select_one("a")) for head in page.select(".side-by-side thead th")[1:]]
    assert heads == ["Owl 2-Small", "Owl 2-Tiny"]


def test_models_of_which_nothing_is_recorded_say_so(get: Get) -> None:
    told = text(soup(get("/compare?model=owl&model=swift")).select_one(".lead"))
    assert told.startswith(("Nothing is recorded", "1 ", "2 ", "3 "))
    assert ", ." not in told


def test_models_are_chosen_by_developer_releases_first(get: Get) -> None:
    groups = soup(get("/compare")).select("form select[name=model]")[0].select("optgroup")
    by_developer = {str(group["label"]): [text(option) for option in group.select("option")] for group in groups}
    assert by_developer["Nestworks"][0] == "Owl 2"
    assert {"Owl", "Owl 2-Small"} < set(by_developer["Nestworks"])


def test_releases_of_a_developer_are_chosen_by_name_whatever_their_year(get: Get, kb: sqlite3.Connection) -> None:
    groups = soup(get("/compare")).select("form select[name=model]")[0].select("optgroup")
    shown = {str(group["label"]): [text(option) for option in group.select("option")] for group in groups}
    sql = "SELECT name, institution FROM models_overview WHERE kind = 'release' ORDER BY lower(name)"
    for developer in shown:
        releases = [name for name, institution in kb.execute(sql) if institution == developer]
        assert shown[developer][: len(releases)] == releases
