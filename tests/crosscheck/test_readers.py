"""Copies of catalogs are read in every form in which they are published, and anything else is refused in a sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llm_kb.crosscheck import epoch, litellm, models_dev
from llm_kb.crosscheck.catalogs import CATALOGS
from llm_kb.crosscheck.entries import date, flag, modalities, number
from llm_kb.errors import KnowledgeBaseError

SWIFT = {
    "name": "Swift 3",
    "release_date": "2024-05-02",
    "knowledge": "2023",
    "open_weights": True,
    "limit": {"context": 4096, "output": 512},
    "modalities": {"input": ["audio", "text", "pdf"], "output": ["text"]},
    "weights": [{"label": "Elsewhere", "url": "https://example.org/x"}, {"url": "https://huggingface.co/mud/swift-3"}],
}
VALUES = {
    "release_date": "2024-05-02",
    "knowledge_cutoff": "2023",
    "open_weights": "yes",
    "input_modalities": "text, audio",
    "output_modalities": "text",
}
LISTED = {name: value for name, value in VALUES.items() if name != "release_date"}
LIMITS = {"context_length": "4096", "output_limit": "512"}


def written(folder: Path, document: Any, name: str = "catalog.json") -> Path:
    path = folder / name
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return path


def as_files(folder: Path) -> Path:
    files = {
        "models/mud/swift-3.toml": SWIFT,
        "providers/openrouter/models/mud/swift-3.toml": {"base_model": "mud/swift-3"},
        "providers/openrouter/models/bird/wren-2.toml": {**SWIFT, "name": "Wren 2", "weights": []},
        "providers/openrouter/provider.toml": {"name": "OpenRouter"},
    }
    return written(folder, {"files": files})


def as_checkout(folder: Path) -> Path:
    root = folder / "checkout"
    for name in ("models/mud", "providers/openrouter/models/mud"):
        (root / name).mkdir(parents=True)
    text = (
        'name = "Swift 3"\nrelease_date = "2024-05-02"\nknowledge = "2023"\nopen_weights = true\n'
        '[[weights]]\nurl = "https://huggingface.co/mud/swift-3"\n'
        "[limit]\ncontext = 4_096\noutput = 512\n"
        '[modalities]\ninput = ["audio", "text", "pdf"]\noutput = ["text"]\n'
    )
    (root / "models/mud/swift-3.toml").write_text(text)
    (root / "providers/openrouter/models/mud/swift-3.toml").write_text('base_model = "mud/swift-3"\n')
    (root / "package.toml").write_text("not = 'a model'\n")
    return root


def as_api(folder: Path) -> Path:
    return written(folder, {"mud": {"id": "mud", "models": {"swift-3": SWIFT}}, "empty": {"id": "empty"}})


@pytest.mark.parametrize("form", [as_files, as_checkout, as_api])
def test_models_dev_is_read_in_every_form(form: Callable[[Path], Path], tmp_path: Path) -> None:
    entry = models_dev.read(form(tmp_path))[0]
    assert (entry.id, entry.name, entry.developer) == ("mud/swift-3", "Swift 3", "mud")
    assert entry.values == {**VALUES, **LIMITS}
    assert entry.identifiers == {"models_dev_id": "mud/swift-3", "hugging_face_id": "mud/swift-3"}


def test_openrouter_counts_where_it_refers_to_no_file_of_the_developer_and_without_its_limits_and_dates(
    tmp_path: Path,
) -> None:
    entries = models_dev.read(as_files(tmp_path))
    assert [entry.id for entry in entries] == ["mud/swift-3", "openrouter/bird/wren-2"]
    assert (entries[1].developer, entries[1].values) == ("bird", LISTED)
    assert entries[1].identifiers == {"openrouter_id": "bird/wren-2"}


def test_litellm_is_read_with_its_language_models_alone(tmp_path: Path) -> None:
    fields = {"litellm_provider": "mud", "mode": "chat", "max_input_tokens": 4096, "max_output_tokens": "512"}
    document = {
        "sample_spec": {**fields, "max_input_tokens": "max input tokens"},
        "mud/swift-3": {**fields, "supported_modalities": ["image", "text"]},
        "mud/swift-ear": {**fields, "mode": "embedding"},
        "mud/nobody": {"mode": "chat"},
        "a text": "none",
    }
    (entry,) = litellm.read(written(tmp_path, document))
    assert (entry.id, entry.name, entry.developer) == ("mud/swift-3", "swift-3", "mud")
    assert entry.values == {**LIMITS, "input_modalities": "text, image"}


EPOCH = (
    "Model,Organization,Publication date,Parameters,Training compute (FLOP),Training dataset size (datapoints),Epochs,"
    "Base model,Domain,Model accessibility\n"
    '" Swift 3 ","Mud & Straw,Nest University",2024-05-02,7000000.0,1.5e+20,1e9,1.5,,Language,Open weights\n'
    "Wren 2,Birdlab,2024,,,5e9,,Wren 1,,API access\n"
    "Wren 2,Birdlab,2025,,,,,,,Unreleased\n"
    "Robin,Birdlab,2024,,,,,,Vision,\n"
    ",Birdlab,2024\n"
)


def test_epoch_is_read_row_by_row(tmp_path: Path) -> None:
    swift, wren = epoch.read(written(tmp_path, EPOCH, "models.csv"))
    assert (swift.id, swift.developer) == ("Swift 3", "Mud & Straw,Nest University")
    assert swift.values == {
        "total_parameters": "7000000",
        "training_compute": "1.5e+20",
        "training_tokens": "1500000000",
        "release_date": "2024-05-02",
        "open_weights": "yes",
    }
    assert (wren.values["open_weights"], wren.values["release_date"]) == ("no", "2024")
    assert "training_tokens" not in wren.values, "those of a model that was trained further are of its base, too"


def test_a_column_that_a_copy_does_not_have_says_nothing(tmp_path: Path) -> None:
    text = "Model,Organization,Publication date,Parameters\nSwift 3,Mud,2024,7\n"
    (swift,) = epoch.read(written(tmp_path, text, "models.csv"))
    assert swift.values == {"total_parameters": "7", "release_date": "2024"}


ODD: list[dict[str, Any]] = [
    *({"limit": value} for value in ("x", [1], 5, None, {"context": 10**400}, {"context": [1]})),
    *({"modalities": value} for value in (["text"], "text", {"input": {"text": 1}}, {"input": [None, 5]})),
    *({"weights": value} for value in ({"url": "x"}, ["x"], [None], 5, "x", [{"url": None}])),
    *({"name": value} for value in (None, 5, "two\nlines", "\ud800")),
    {"release_date": 2024, "knowledge": ["2024"], "open_weights": "yes"},
]
"""Fields of other types than the catalog has, which say nothing."""


@pytest.mark.parametrize("fields", ODD, ids=repr)
def test_fields_of_other_types_say_nothing(fields: dict[str, Any], tmp_path: Path) -> None:
    (entry,) = models_dev.read(written(tmp_path, {"mud": {"models": {"swift\n3": fields}}}))
    assert "\n" not in entry.id + entry.name
    (entry.id + entry.name).encode("utf-8")
    assert {value for name, value in entry.values.items() if name != "release_date"} == {None}


@pytest.mark.parametrize("fields", [{"mode": ["chat"]}, {"mode": {}}, {"mode": None}])
def test_an_odd_mode_is_of_no_language_model(fields: dict[str, Any], tmp_path: Path) -> None:
    path = written(tmp_path, {"x": {"litellm_provider": "mud", **fields}})
    with pytest.raises(KnowledgeBaseError):
        litellm.read(path)


def test_other_files_of_a_checkout_are_not_read(tmp_path: Path) -> None:
    root = as_checkout(tmp_path)
    (root / ".git" / "models").mkdir(parents=True)
    (root / ".git" / "models" / "x.toml").write_text("= broken")
    (root / "models" / "mud" / "folder.toml").mkdir()
    assert len(models_dev.read(root)) == 1


@pytest.mark.parametrize("text", ["x = " + "1" * 5000, "x = " + "[" * 5000])
def test_toml_that_cannot_be_read_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "x.toml").write_text(text)
    with pytest.raises(KnowledgeBaseError, match="is not TOML"):
        models_dev.read(tmp_path)


@pytest.mark.parametrize("name", CATALOGS)
@pytest.mark.parametrize("document", ["", "[1]", "{}", '{"a": {"b": 1}}', "[" * 100_000, "Model\nx\n", b"\xff\xfe\x00"])
def test_what_is_no_copy_of_the_catalog_is_refused_with_the_cure(
    name: str, document: str | bytes, tmp_path: Path
) -> None:
    path = tmp_path / "catalog"
    path.write_bytes(document if isinstance(document, bytes) else document.encode())
    with pytest.raises(KnowledgeBaseError, match=r": name (a |Epoch AI's)\w*"):
        CATALOGS[name].read(path)


def test_a_broken_file_of_a_checkout_is_named(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "bad.toml").write_text("= 1")
    with pytest.raises(KnowledgeBaseError, match=r"bad.toml' is not TOML"):
        models_dev.read(tmp_path)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (131072, "131072"),
        ("7000000.0", "7000000"),
        (1.5, "1.5"),
        (0, None),
        (-1, None),
        ("", None),
        (None, None),
        (True, None),
        ("nan", None),
        ("inf", None),
        ("many", None),
        ([], None),
        (3.8e25, "3.8e+25"),
        (1e15, "1000000000000000"),
    ],
)
def test_a_number_is_positive_and_in_digits(value: Any, found: str | None) -> None:
    assert number(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        (" 2024-05-02 ", "2024-05-02"),
        ("24-05-02", None),
        ("May 2024", None),
        ("", None),
        (None, None),
        ("2024-05-02-01", None),
    ],
)
def test_a_date_goes_as_far_as_it_is_known(value: Any, found: str | None) -> None:
    assert date(value) == found


def test_flags_and_modalities_are_spelled_as_ours() -> None:
    assert [flag(value) for value in (True, False, "yes", None)] == ["yes", "no", None, None]
    assert modalities(["pdf", "Video", "text"]) == "text, video"
    assert modalities(["pdf"]) is modalities("text") is modalities(None) is None
