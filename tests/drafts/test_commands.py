"""`llm-kb draft`: what each command does and refuses, in one sentence without the password, with nothing half done."""

import builtins
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from llm_kb import scratch, seeds, settings
from llm_kb.cli import main
from llm_kb.drafts import export
from llm_kb.settings import DATABASE_URL_VARIABLE

from .desk import Desk

RENAME = "UPDATE draft.sources SET title = 'Wren 2, the card' WHERE id = 'wren-2-card'"
LOSE = "DELETE FROM draft.document_models WHERE source_id = 'wren-2-card'"


def refused(url: str, *arguments: str) -> str:
    return Desk(url, Path()).refused(*arguments)


def test_a_draft_that_nobody_changed_is_the_bundle_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    assert desk.done("start").startswith("Copied tiny-makers (132 rows) into the schema 'draft': let curators in")
    before = desk.files()
    assert desk.done("export") == f"Wrote 0 changed files to {desk.bundle}.\n"
    told = desk.done("export", str(tmp_path / "new" / "copy"))
    assert told.startswith("Wrote 15 changed files to ") and told.endswith("facts/swift-3-report.yaml and 5 more.\n")
    assert desk.files() == Desk("", tmp_path / "new" / "copy").files() == before
    assert desk.done("end") == "Removed the draft of tiny-makers from the database.\n"
    assert desk.refused("changes") == "Error: This database has no draft: 'llm-kb draft start' makes one.\n"


def test_the_address_may_be_in_the_environment(draft: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_URL_VARIABLE, draft.url)
    assert CliRunner().invoke(main, ["draft", "changes"]).stdout == "[]\n"


def test_a_second_draft_is_refused(draft: Desk) -> None:
    draft.sql("ann", RENAME)
    assert draft.refused("start") == (
        "Error: There is a draft of tiny-makers already, started by postgres: "
        "end that one ('llm-kb draft end'), or use another database.\n"
    )
    assert draft.rows("SELECT count(*) FROM draft.changes") == [(1,)]


def test_the_schema_of_somebody_else_is_left_alone(desk: Desk) -> None:
    desk.sql("postgres", "CREATE SCHEMA draft; CREATE TABLE draft.poems (line text)")
    for command in ("start", "changes", "end"):
        told = "The schema 'draft' of this database is not a draft: use another database."
        assert desk.refused(command) == f"Error: {told}\n"
    assert desk.rows("SELECT * FROM draft.poems") == []


def test_a_released_or_unknown_bundle_is_refused(desk: Desk, root: Path) -> None:
    (revision,) = (root / "migrations" / "versions").glob("0001_*")
    revision.write_text(revision.read_text(encoding="utf-8") + 'RELEASED = "1.0.0"\n', encoding="utf-8")
    assert "tiny is released and frozen: put this into a new bundle ('llm-kb seed new')" in desk.refused(
        "start", "tiny"
    )
    assert "There is no bundle 'tin' in" in desk.refused("start", "tin")
    assert desk.done("start", "tiny-flock").startswith("Copied tiny-flock (")


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        (["ann", "zoe"], "The server has no role 'zoe': create it ('CREATE ROLE … LOGIN'), or mend the name."),
        (["postgres"], "The role 'postgres' could change the log, as the draft's owner, a member of it or a superuser"),
        (['x"; DROP SCHEMA public; --'], "The server has no role"),
    ],
)
def test_a_curator_who_is_no_role_or_could_change_the_log_is_refused(
    desk: Desk, draft: Desk, roles: Sequence[str], told: str
) -> None:
    assert told in draft.refused("admit", *roles)
    draft.done("end")
    assert told in draft.refused("start", *(word for role in roles for word in ("--curator", role)))
    assert draft.rows("SELECT nspname FROM pg_namespace WHERE nspname = 'draft'") == [], "all or nothing"


def test_a_curator_is_let_in_later_and_without_that_changes_nothing(desk: Desk) -> None:
    desk.done("start")
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied for schema draft"):
        desk.sql("ann", RENAME)
    own = Desk(desk.url.replace("postgres:@", "ann@"), desk.bundle)
    message = "The database does not allow this (permission denied for schema draft): connect as another role"
    assert message in own.refused("changes")
    assert desk.done("admit", "ann") == "ann may change the draft of tiny-makers.\n"
    assert desk.sql("ann", RENAME) == 1
    assert own.done("export").startswith("Wrote 1 changed file to ")
    assert desk.rows("SELECT exported_by FROM draft.exports") == [("ann",)]
    assert "The database does not allow this (" in own.refused("end", "--discard")


SECRET = "Nightingale"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            f"postgresql://ann:{SECRET}@127.0.0.1:1/kb",
            "postgresql://ann:***@127.0.0.1:1/kb cannot be reached (connection failed:",
        ),
        (f"postgresql://ann:{SECRET}@/kb?host=/nowhere", "/kb cannot be reached ("),
        (f"postgresql://ann:{SECRET}@host/kb?colour=green", "host/kb cannot be reached ("),
        (f"postgresql://ann:a@{SECRET}/kb@host/kb", "has more than one '@': write one in the password as %40."),
        (f"postgresql://ann:{SECRET}@host:port/kb", "cannot be read: name one such as postgresql://user@host/database"),
        (SECRET, "cannot be read: name one such as postgresql://user@host/database with --database-url or in LLM_KB_"),
        (f"sqlite:///{SECRET}", "This needs PostgreSQL, and the address is one for sqlite: name one such as"),
    ],
)
def test_a_database_that_cannot_be_reached_is_told_without_the_password(url: str, told: str) -> None:
    for command in ("changes", "end"):
        message = refused(url, command)
        assert told in message
        assert SECRET not in message
        assert message.count("\n") == 1


def test_a_missing_driver_is_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "psycopg":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return original(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert "pip install 'psycopg[binary]' installs it." in refused("postgresql://host/kb", "changes")


def test_files_that_changed_otherwise_are_not_overwritten(draft: Desk, tmp_path: Path) -> None:
    draft.sql("ann", RENAME)
    path = draft.bundle / "documents.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("whole", "the abstract"), encoding="utf-8")
    before = draft.files()
    message = draft.refused("export")
    assert "'tiny-makers' has changed since" not in message
    assert (
        f"{str(draft.bundle)!r} has changed since the draft took it or was exported there (documents.csv): " in message
    )
    assert "export into a new folder ('llm-kb draft export FOLDER') and merge the two, nothing was written" in message
    assert draft.files() == before
    assert "changes that were not exported" in draft.refused("end")
    draft.done("export", str(tmp_path / "copy"))
    assert b"Wren 2, the card" in (tmp_path / "copy" / "sources.csv").read_bytes()
    assert not list(draft.bundle.parent.glob(".*"))
    draft.done("end")


def test_an_export_follows_another_and_keeps_what_is_beside_the_files(draft: Desk) -> None:
    kept = dict.fromkeys((seeds.SUMS, ".notes", "facts/.swp"), b"kept")
    for name, data in kept.items():
        (draft.bundle / name).write_bytes(data)
    for number in range(3):
        draft.sql("ann", RENAME.replace("the card", f"the card {number}"))
        assert draft.done("export").startswith("Wrote 1 changed file to ")
        assert f"the card {number}".encode() in draft.files()["sources.csv"]
    assert {name: draft.files()[name] for name in kept} == kept
    draft.sql("ann", "DELETE FROM draft.entries WHERE file = 'facts/wren-2-card.yaml'")
    assert "facts/wren-2-card.yaml" in draft.done("export")
    assert "facts/wren-2-card.yaml" not in draft.files()


def test_templates_that_pinning_has_removed_do_not_come_back(desk: Desk) -> None:
    (desk.bundle / "venues.csv").write_text("id,name,kind_id\n", encoding="utf-8")
    (desk.bundle / "facts" / "section.yaml").write_text("# Nothing yet\n", encoding="utf-8")
    desk.done("start")
    assert desk.done("export").startswith("Wrote 0 ")
    assert CliRunner().invoke(main, ["seed", "pin"]).stdout.startswith("Removed 2 empty templates.")
    desk.sql("postgres", RENAME)
    assert desk.done("export").startswith("Wrote 1 changed file to ")
    assert {"venues.csv", "facts/section.yaml"}.isdisjoint(desk.files())
    desk.sql("postgres", "INSERT INTO draft.venues VALUES ('nest', 'The Nest', 'journal')")
    assert desk.done("export").startswith("Wrote 1 changed file to ")
    assert desk.files()["venues.csv"] == b"id,name,kind_id\nnest,The Nest,journal\n"


def test_an_export_is_whole_or_not_at_all(draft: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    draft.sql("ann", f"{RENAME}; {LOSE}")
    before = draft.files()
    synced: list[Path] = []

    def full(path: Path) -> None:
        synced.append(path)
        if len(synced) == 5:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(scratch, "sync", full)
        message = draft.refused("export")
    assert "cannot be written ([Errno 28] No space left on device): choose another location, or free disk" in message
    assert message.endswith("is still there, unchanged.\n")
    assert draft.files() == before
    assert not list(draft.bundle.parent.glob(".*"))
    assert "changes that were not exported" in draft.refused("end")


def test_a_folder_of_others_and_the_one_that_one_is_in_are_not_replaced(
    draft: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poem = tmp_path / "poems" / "poem.txt"
    poem.parent.mkdir()
    poem.write_text("A line", encoding="utf-8")
    told = "has changed since the draft took it or was exported there (attributes.csv, catalog_values.csv, "
    assert told in draft.refused("export", str(poem.parent))
    monkeypatch.chdir(draft.bundle)
    draft.sql("ann", RENAME)
    before = draft.files()
    assert "You are in the folder that would be replaced: change to another one." in draft.refused("export")
    assert (draft.files(), poem.read_text(encoding="utf-8")) == (before, "A line")


def test_problems_are_told_with_file_line_and_row(draft: Desk) -> None:
    draft.sql("ann", "UPDATE draft.document_models SET model_id = 'wren-3' WHERE model_id = 'wren-2'")
    draft.sql("ben", "UPDATE draft.entries SET entry = replace(entry, 'layers: 12', 'leyers: 12')")
    message = draft.refused("check")
    assert message.startswith("Error: Seed bundle 'tiny-makers' has ")
    assert "document_models.csv:4: model_id 'wren-3' is not among models (did you mean 'wren-2'?)" in message
    assert "(row 'wren-2-card wren-3')\n" in message
    assert "facts/swift-3-config.yaml:4: unknown key 'leyers'" in message
    assert "(row 'facts/swift-3-config.yaml layers/1')" not in message
    assert "(row 'layers/1')\n" in message
    assert b"wren-3" not in draft.files()["document_models.csv"], "a check writes nothing into the bundle"


def test_a_draft_is_ended_once_all_of_it_is_exported_or_discarded(draft: Desk) -> None:
    draft.sql("ann", RENAME)
    told = "The draft of tiny-makers has changes that were not exported: run 'llm-kb draft export', or lose them with"
    assert told in draft.refused("end")
    draft.done("export")
    draft.sql("ben", LOSE)
    assert told in draft.refused("end"), "another change came after the export"
    draft.done("end", "--discard")
    assert b"Wren 2, the card" in draft.files()["sources.csv"]


def test_no_draft_is_ended_under_the_hands_of_a_curator(draft: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "LOCK_TIMEOUT", "50ms")
    with draft.session("ann") as connection:
        connection.exec_driver_sql(RENAME)
        message = draft.refused("end", "--discard")
    assert message == ("Error: Somebody is changing this right now: try again once their transaction has ended.\n")
    assert draft.rows("SELECT changed_by FROM draft.changes") == [("ann",)]


def test_two_rows_of_a_bundle_with_one_key_are_told(desk: Desk) -> None:
    path = desk.bundle / "facts" / "wren-2-card.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("at: details/2", "at: details/1"), encoding="utf-8")
    message = desk.refused("start")
    assert "Two rows have the same key (Key (file, at)=(facts/wren-2-card.yaml, details/1) already exists.)" in message


def test_changes_are_listed_in_every_format_and_by_curator_and_table(draft: Desk) -> None:
    draft.sql("ann", RENAME)
    draft.sql("ben", LOSE)
    first, second = json.loads(draft.done("changes"))
    assert json.loads(draft.done("changes", "--json")) == [first, second]
    assert (first["changed_by"], first["table_name"], first["row_key"]) == ("ann", "sources", "wren-2-card")
    assert (first["before"], first["after"]) == ({"title": "Wren 2"}, {"title": "Wren 2, the card"})
    assert (second["operation"], second["before"]["model_id"], second["after"]) == ("DELETE", "wren-2", None)
    assert '{""title"": ""Wren 2""}' in draft.done("changes", "--csv", "--curator", "ann")
    assert [json.loads(draft.done("changes", "--nl", *filters))["changed_by"] for filters in (
        ("--curator", "ann"), ("--of-table", "document_models"))] == ["ann", "ben"]  # fmt: skip
    assert '{"title": "Wren 2, the card"}' in draft.done("changes", "-t")
    assert '{"model_id": "wren-2", "source_id": "wre…' in draft.done("changes", "-t")
    assert draft.done("changes", "--shared", "--nl") == ""
    draft.sql("ann", RENAME.replace("the card", "die Fußnote"))
    assert "die Fußnote" in draft.done("changes", "-t")
    assert "no table 'source': did you mean 'sources'?" in draft.refused("changes", "--of-table", "source")


def test_an_installed_package_has_no_bundle_to_draft(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "checkout", lambda: None)
    assert "edit seeds in a checkout of the repository" in desk.refused("start")
