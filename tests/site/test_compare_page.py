"""Models side by side."""

import httpx

from .conftest import Get
from .reading import soup, text


def verdicts(answer: httpx.Response) -> dict[str, str]:
    rows = soup(answer).select(".compare tbody tr:not(.group)")
    return {text(row.select_one("th a")): str((row.get("class") or [""])[0]) for row in rows}


def test_each_model_has_a_column(get: Get) -> None:
    page = soup(get("/compare?model=llama-3&model=qwen3&model=deepseek-v3"))
    heads = [text(head.select_one("a")) for head in page.select(".compare thead th")[1:]]
    assert heads == ["Llama 3", "Qwen3", "DeepSeek-V3"]
    assert all(len(row.select("td")) == 3 for row in page.select(".compare tbody tr:not(.group)"))


def test_what_is_shared_and_what_is_opposed_is_marked(get: Get) -> None:
    found = verdicts(get("/compare?model=llama-3&model=deepseek-v3"))
    assert found["chain-of-thought data"] == "shared"
    assert found["dynamic scaling"] == "one"
    assert set(found.values()) <= {"shared", "opposed", "some", "one"}


def test_models_that_stand_against_each_other_are_opposed(get: Get) -> None:
    assert verdicts(get("/compare?model=gemma-2&model=gemma-3"))["next-token prediction"] == "opposed"
    opposed = verdicts(get("/compare?model=llama-3&model=gemma-3&show=opposed"))
    assert opposed == {"human feedback": "opposed"}


def test_a_model_that_both_uses_and_avoids_something_opposes_nobody(get: Get) -> None:
    assert verdicts(get("/compare?model=llama-3&model=deepseek-v3"))["tensor parallelism"] == "shared"


def test_each_cell_leads_to_its_evidence(get: Get) -> None:
    cells = soup(get("/compare?model=llama-3&model=qwen3")).select(".compare .cell")
    assert len(cells) > 50
    assert all(str(cell["href"]).startswith(("/facts/", "/facts?")) for cell in cells)


def test_names_and_spellings_are_taken_too(get: Get) -> None:
    assert verdicts(get("/compare?model=Llama%203&model=QWEN3")) == verdicts(get("/compare?model=llama-3&model=qwen3"))


def test_a_model_given_twice_stands_once(get: Get) -> None:
    page = soup(get("/compare?model=llama-3&model=Llama+3&model=qwen3"))
    assert len(page.select(".compare thead th")) == 3


def test_without_two_models_there_is_a_choice_of_them(get: Get) -> None:
    for address in ("/compare", "/compare?model=llama-3", "/compare?model="):
        page = soup(get(address))
        assert not page.select(".compare table")
        assert len(page.select("form select[name=model]")) >= 2
    chosen = soup(get("/compare?model=llama-3")).select_one("select[name=model] option[selected]")
    assert chosen and chosen["value"] == "llama-3"


def test_the_seventh_model_is_left_out_with_a_word(get: Get) -> None:
    seven = "&".join(f"model={name}" for name in ("phi-3", "phi-4", "gemma-1", "gemma-2", "gemma-3", "dclm", "aya-23"))
    page = soup(get(f"/compare?{seven}"))
    assert len(page.select(".compare thead th")) == 7
    assert "At most 6" in text(page)


def test_an_unknown_model_is_not_found(get: Get) -> None:
    assert get("/compare?model=llama-3&model=lama-33").status_code == 404


def test_a_name_that_means_several_models_brings_all_of_them(get: Get) -> None:
    page = soup(get("/compare?model=Gemma+2+and+3"))
    assert [text(head.select_one("a")) for head in page.select(".compare thead th")[1:]] == ["Gemma 2", "Gemma 3"]


def test_models_of_which_nothing_is_recorded_say_so(get: Get) -> None:
    told = text(soup(get("/compare?model=qwen2-5-72b&model=qwen3-32b")).select_one(".lead"))
    assert told.startswith(("Nothing is recorded", "1 ", "2 ", "3 "))
    assert ", ." not in told
