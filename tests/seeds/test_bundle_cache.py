"""Within a run of migrations each bundle is read once, and what is read does not depend on the cache."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from llm_kb.seeds import Bundle, SeedError, bundle, caching_bundles, digest, load, read, sums_of
from llm_kb.seeds.edition import EditionFile, read_edition
from llm_kb.seeds.problems import Problems

from .breakages import edit


@pytest.fixture
def seed(bundle_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of copies of the tiny bundles, which `load` finds."""
    monkeypatch.setattr(bundle, "data_directory", lambda name: bundle_copy.parent)
    return bundle_copy.parent


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the bundles that are read, as they are."""
    names: list[str] = []

    def counted(directory: Path, later: tuple[str, ...], problems: Problems) -> EditionFile | None:
        names.append(directory.name)
        return read_edition(directory, later, problems)

    monkeypatch.setattr(bundle, "read_edition", counted)
    return names


@pytest.fixture
def cached() -> Iterator[None]:
    with caching_bundles():
        yield


def loaded(seed: Path, name: str) -> Bundle:
    return load(name, digest(sums_of(seed / name)))


@pytest.mark.usefixtures("cached")
def test_each_bundle_is_read_once(seed: Path, readings: list[str]) -> None:
    tiny, correction = loaded(seed, "tiny"), loaded(seed, "tiny-correction")
    assert readings == ["tiny", "tiny-correction"]
    assert correction.earlier == (tiny,)
    assert (loaded(seed, "tiny-correction"), loaded(seed, "tiny")) == (correction, tiny)
    assert readings == ["tiny", "tiny-correction"]


def test_what_is_read_is_the_same_with_a_cache(seed: Path) -> None:
    alone = read(seed / "tiny-correction")
    with caching_bundles():
        loaded(seed, "tiny")
        assert loaded(seed, "tiny-correction") == alone


def test_without_a_run_nothing_is_kept(seed: Path, readings: list[str]) -> None:
    loaded(seed, "tiny")
    loaded(seed, "tiny-correction")
    assert readings == ["tiny", "tiny-correction", "tiny"]


@pytest.mark.usefixtures("cached")
def test_a_file_that_changes_meanwhile_is_read_again(seed: Path) -> None:
    before = loaded(seed, "tiny")
    edit("The Loft", "A Loft")(seed / "tiny/institutions.csv")
    after = loaded(seed, "tiny")
    assert before.rows["institutions"][2]["name"] == "The Loft"
    assert after.rows["institutions"][2]["name"] == "A Loft"
    assert loaded(seed, "tiny-correction").earlier == (after,)


@pytest.mark.usefixtures("cached")
def test_a_broken_bundle_leaves_nothing_behind(seed: Path) -> None:
    loaded(seed, "tiny")
    models = seed / "tiny-correction/models.csv"
    whole = models.read_bytes()
    models.write_bytes(whole + b"broken\n")
    with pytest.raises(SeedError):
        loaded(seed, "tiny-correction")
    models.write_bytes(whole)
    assert loaded(seed, "tiny-correction") == read(seed / "tiny-correction")


@pytest.mark.usefixtures("cached")
def test_two_bundles_may_follow_the_same_one(seed: Path, readings: list[str]) -> None:
    other = seed / "tiny-other"
    other.mkdir()
    text = (seed / "tiny-correction/edition.yaml").read_text(encoding="utf-8")
    (other / "edition.yaml").write_text(text.replace("id: tiny-correction", "id: tiny-other"), encoding="utf-8")
    loaded(seed, "tiny-correction")
    assert [row["id"] for row in loaded(seed, "tiny-other").rows["editions"]] == ["tiny-other"]
    assert set(loaded(seed, "tiny-other").rows) == {"editions"}
    assert readings == ["tiny-correction", "tiny", "tiny-other", "tiny"]
