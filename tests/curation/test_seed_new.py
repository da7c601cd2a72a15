"""`llm-kb seed new` lays out a bundle that needs filling in and nothing else."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from llm_kb import seeds, settings
from llm_kb.cli import main
from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds import revisions
from llm_kb.seeds.format import FILES, NEWEST, VOCABULARIES

from ..checkout import take_back_release
from . import recipes
from .conftest import TINY

pytestmark = pytest.mark.slow

SEED = settings.data_directory("seed")
TITLE = "Additions of July"
EDITION = "2025-07-additions-of-july"
LAST = max(set(map(revisions.number_of, recipes.REVISIONS)) - {edition.path.name[:4] for edition in recipes.LATER})
"""The last revision, where the first edition is the only one."""
NEXT = f"{int(LAST) + 1:04}"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["seed", *arguments])


def lay_out(title: str = TITLE) -> Result:
    return run("new", title, "--date", "2025-07-31")


@pytest.fixture
def bundle(data: Path) -> Path:
    """The folder of a bundle just laid out."""
    assert lay_out().exit_code == 0
    return data / "seed" / EDITION


@pytest.fixture
def survey_bundle(survey_data: Path) -> Path:
    """The folder of one that follows the real first edition."""
    assert lay_out().exit_code == 0
    return survey_data / "seed" / EDITION


def describe(bundle: Path) -> None:
    path = bundle / "edition.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("description: ''", "description: Adds what was new in July."), encoding="utf-8")


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_bundle_has_every_file_with_its_header(bundle: Path) -> None:
    files = {path.relative_to(bundle).as_posix(): path.read_text(encoding="utf-8") for path in bundle.rglob("*.*")}
    tables = {file.file: ",".join(file.header(NEWEST)) + "\n" for file in (VOCABULARIES, *FILES)}
    assert files.keys() == {"edition.yaml", "facts/section.yaml", "facts/document.yaml", *tables}
    assert {name: files[name] for name in tables} == tables


def test_an_edition_follows_the_newest_one_and_has_its_source(bundle: Path) -> None:
    assert yaml.safe_load((bundle / "edition.yaml").read_text(encoding="utf-8")) == {
        "format": NEWEST,
        "id": EDITION,
        "title": TITLE,
        "date": "2025-07-31",
        "description": "",
        "source": "tiny-source",
        "follows": TINY,
    }


def test_the_migration_after_the_last_loads_it(data: Path, bundle: Path) -> None:
    take_back_release(data)
    text = (data / "migrations" / "versions" / f"{NEXT}_load_2025_07_additions_of_july.py").read_text(encoding="utf-8")
    before = next((data / "migrations" / "versions").glob("0008_*.py")).read_text(encoding="utf-8")
    expected = re.sub(r'SHA256 = "\w+"', 'SHA256 = ""', before).replace(TINY, EDITION)
    expected = expected.replace('revision = "0008"', f'revision = "{NEXT}"').replace('"0007"', f'"{LAST}"')
    assert text.partition("\n")[2] == expected.partition("\n")[2]
    assert text.startswith(f'"""Load the edition {EDITION}."""\n')


def test_all_that_a_new_bundle_lacks_is_what_it_is_for(bundle: Path) -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: Seed bundle {EDITION!r} has 1 problem:\n"
        "edition.yaml:6: 'description' is empty or has leading or trailing white space, correct it\n"
    )
    describe(bundle)
    assert run("check").stdout == f"{EDITION} has no problems: 1 rows for 1 tables.\n"


def test_a_bundle_that_states_nothing_is_not_pinned(bundle: Path) -> None:
    describe(bundle)
    result = run("pin")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{EDITION} is empty: fill in at least one of its files" in result.stderr
    assert (bundle / "models.csv").exists()


def test_pinning_takes_away_the_templates_that_were_left_empty(bundle: Path) -> None:
    describe(bundle)
    append(bundle / "institutions.csv", "example-lab,Example Lab,0\n")
    result = run("pin")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Removed {len(FILES) + 2} empty templates.\nPinned {EDITION} in {NEXT}_")
    assert {p.name for p in bundle.rglob("*.*")} == {"edition.yaml", "institutions.csv"}
    assert seeds.read(bundle).rows.keys() == {"editions", "institutions"}


def test_what_the_first_edition_must_have_stays_though_it_is_empty(data: Path) -> None:
    take_back_release(data)
    markers = data / "seed" / TINY / "prompt_markers.csv"
    markers.write_text(markers.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    assert run("pin", TINY).exit_code == 0
    assert markers.exists()


def test_the_examples_in_the_template_of_facts_are_right(survey_bundle: Path) -> None:
    describe(survey_bundle)
    template = (survey_bundle / "facts" / "section.yaml").read_text(encoding="utf-8")
    lines = re.findall(r"^# ((?:- at|  ).*)$", template, re.MULTILINE)
    (survey_bundle / "facts" / "4.2.yaml").write_text("\n".join([*lines, ""]), encoding="utf-8")
    rows = seeds.read(survey_bundle).rows
    assert [len(rows[table]) for table in ("statements", "claims", "measurements", "statement_techniques")] == [
        2,
        2,
        1,
        2,
    ]


def test_the_examples_in_the_template_of_documents_are_right(survey_bundle: Path) -> None:
    describe(survey_bundle)
    for name in ("attributes.csv", "vocabularies.csv"):
        shutil.copyfile(SEED / "2026-11-makers" / name, survey_bundle / name)
    append(survey_bundle / "sources.csv", f"report,Report,,,,{'0' * 64},Invented.,A report.\n")
    append(survey_bundle / "documents.csv", "report,technical-report,meta,1,,,,12,,,,whole\n")
    append(survey_bundle / "document_models.csv", "report,llama-3\n")
    append(survey_bundle / "passages.csv", f"report,p12/3,0-1,{'0' * 64},p. 12,12\n")
    template = (survey_bundle / "facts" / "document.yaml").read_text(encoding="utf-8")
    lines = [line.removeprefix("# ").rstrip("#") for line in template.splitlines()[3:]]
    text = "\n".join(lines).replace(" attributes: [tokenizer, license]", " attributes: [tokenizer]")
    (survey_bundle / "facts" / "report.yaml").write_text(text + "\n", encoding="utf-8")
    rows = seeds.read(survey_bundle).rows
    assert [len(rows[table]) for table in ("statements", "specification_values", "undisclosed")] == [1, 10, 1]
    assert {row["verdict_id"] for row in rows["fact_verdicts"]} == {"confirmed", "partly", "not-found"}


@pytest.mark.parametrize(
    ("title", "edition"),
    [
        ("Tülu 3: what's new?", "2025-07-tulu-3-what-s-new"),
        ("  Ωmega & Co. ", "2025-07-mega-co"),
        ("Corrections after the audit of every sentence and figure", "2025-07-corrections-after-the-audit-of-every"),
        ("x" * 60, f"2025-07-{'x' * 40}"),
    ],
)
def test_an_edition_is_named_after_its_month_and_title(title: str, edition: str, data: Path) -> None:
    assert lay_out(title.strip()).exit_code == 0
    assert (data / "seed" / edition / "edition.yaml").is_file()


@pytest.mark.parametrize("title", ["It's new: #1 {a} $x", '"Quoted" — and more', "yes", "2025"])
def test_a_title_is_kept_as_it_is_typed(title: str, data: Path) -> None:
    result = lay_out(title)
    assert result.exit_code == 0, result.stderr
    made = next((data / "seed").glob("2025-07-*"))
    describe(made)
    assert seeds.read(made).rows["editions"][0]["title"] == title


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("日本語", "has no letter from a to z and no digit: add one"),
        ("", "has no letter"),
        ("a\tb", "has a tab"),
        ("ends ", "ends with a space"),
        (" begins", "begins with a space"),
        ("two\nlines", "has the control character U+000A"),
    ],
)
def test_a_title_that_cannot_be_used_is_told_and_nothing_is_written(title: str, told: str, data: Path) -> None:
    before = sorted(data.rglob("*"))
    result = lay_out(title)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert sorted(data.rglob("*")) == before


def test_a_bundle_that_is_there_is_not_overwritten(data: Path, bundle: Path) -> None:
    describe(bundle)
    before = {path: path.read_bytes() for path in data.rglob("*.*") if path.is_file()}
    result = lay_out()
    assert result.exit_code == 1
    assert f"There is a bundle {EDITION!r} already" in result.stderr
    assert {path: path.read_bytes() for path in data.rglob("*.*") if path.is_file()} == before


def test_the_next_bundle_waits_until_the_newest_is_right(data: Path, bundle: Path) -> None:
    result = lay_out("Additions of August")
    assert result.exit_code == 1
    assert f"The newest edition {EDITION!r} has problems: correct what 'llm-kb seed check' lists" in result.stderr
    assert not list((data / "seed").glob("*august"))
    describe(bundle)
    assert lay_out("Additions of August").exit_code == 0
    made = yaml.safe_load((data / "seed" / "2025-07-additions-of-august" / "edition.yaml").read_text(encoding="utf-8"))
    assert made["follows"] == EDITION


def test_an_edition_is_of_today_unless_told_otherwise(data: Path) -> None:
    result = run("new", TITLE)
    assert result.exit_code == 0
    made = next((data / "seed").glob("*-additions-of-july"))
    day = yaml.safe_load((made / "edition.yaml").read_text(encoding="utf-8"))["date"]
    assert date.today() - date.fromisoformat(day) <= timedelta(days=1)


def test_an_installed_package_is_no_place_to_edit_seeds(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "checkout", lambda: None)
    for command in (["new", TITLE], ["check"], ["pin"]):
        result = run(*command)
        assert result.exit_code == 1
        assert "edit seeds in a checkout of the repository" in result.stderr


def test_a_bundle_that_is_not_pinned_is_not_loaded(data: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds.bundle, "data_directory", settings.data_directory)
    with pytest.raises(
        KnowledgeBaseError, match=f"is not pinned yet: once it is filled in, run 'llm-kb seed pin {EDITION}'"
    ):
        seeds.load(EDITION, "")
