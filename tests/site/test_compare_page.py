"""Models side by side."""

import httpx

from .conftest import Get
from .reading import soup, text


def verdicts(answer: httpx.Response) -> dict[str, str]:
    rows = soup(answer).select(".compare tbody tr:not(.group)")
    return {text(row.select_one("th a")): str((row.get("class") or [""])[0]) for row in rows}


def test_each_model_has_a_column(get: Get) -> None:
    page = soup(get("/compare?model=swift-3&model=wren-2&model=owl-2"))
    heads = [text(head.select_one("a")) for head in page.select(".compare thead th")[1:]]
    assert heads == ["Swift 3", "Wren 2", "Owl 2"]
    assert all(len(row.select("td")) == 3 for row in page.select(".compare tbody tr:not(.group)"))


def test_what_is_shared_and_what_is_opposed_is_marked(get: Get) -> None:
    found = verdicts(get("/compare?model=swift-3&model=owl-2"))
    assert found["half folding"] == "shared"
    assert found["nightly choice"] == "one"
    assert set(found.values()) <= {"shared", "opposed", "some", "one"}


def test_models_that_stand_against_each_other_are_opposed(get: Get) -> None:
    assert verdicts(get("/compare?model=wren-2&model=finch"))["half folding"] == "opposed"
    opposed = verdicts(get("/compare?model=swift-3&model=owl-2&show=opposed"))
    assert opposed == {"moss lining": "opposed"}


def test_a_model_that_both_uses_and_avoids_something_opposes_nobody(get: Get) -> None:
    assert verdicts(get("/compare?model=swift-3&model=magpie"))["quick praise"] == "shared"


def test_each_cell_leads_to_its_evidence(get: Get) -> None:
    cells = soup(get("/compare?model=swift-3&model=wren-2")).select(".compare .cell")
    assert len(cells) > 10
    assert all(str(cell["href"]).startswith(("/facts/", "/facts?")) for cell in cells)


def test_names_and_spellings_are_taken_too(get: Get) -> None:
    assert verdicts(get("/compare?model=Swift%203&model=WREN 2")) == verdicts(
        get("/compare?model=swift-3&model=wren-2")
    )


def test_a_model_given_twice_stands_once(get: Get) -> None:
    page = soup(get("/compare?model=swift-3&model=Swift+3&model=wren-2"))
    assert len(page.select(".compare thead th")) == 3


def test_without_two_models_there_is_a_choice_of_them(get: Get) -> None:
    for address in ("/compare", "/compare?model=swift-3", "/compare?model="):
        page = soup(get(address))
        assert not page.select(".compare table")
        assert len(page.select("form select[name=model]")) >= 2
    chosen = soup(get("/compare?model=swift-3")).select_one("select[name=model] option[selected]")
    assert chosen and chosen["value"] == "swift-3"


def test_the_seventh_model_is_left_out_with_a_word(get: Get) -> None:
    seven = "&".join(f"model={name}" for name in ("wren-1", "wren-2", "owl-2", "swift-3", "magpie", "kiwi", "finch"))
    page = soup(get(f"/compare?{seven}"))
    assert len(page.select(".compare thead th")) == 7
    assert "At most 6" in text(page)


def test_an_unknown_model_is_not_found(get: Get) -> None:
    assert get("/compare?model=swift-3&model=lama-33").status_code == 404


def test_a_name_that_means_several_models_brings_all_of_them(get: Get) -> None:
    page = soup(get("/compare?model=Owl+2-Small+%26+Tiny"))
    assert [text(head.select_one("a")) for head in page.select(".compare thead th")[1:]] == [
        "Owl 2-Small",
        "Owl 2-Tiny",
    ]


def test_models_of_which_nothing_is_recorded_say_so(get: Get) -> None:
    told = text(soup(get("/compare?model=owl&model=swift")).select_one(".lead"))
    assert told.startswith(("Nothing is recorded", "1 ", "2 ", "3 "))
    assert ", ." not in told
