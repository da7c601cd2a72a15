"""The real bundles can be drafts: their rows give the same bytes again."""

import pytest

from llm_kb.drafts.contents import format_of, read_bundle, render, text_of
from llm_kb.seeds import revisions
from llm_kb.seeds.bundle import files_of
from llm_kb.settings import data_directory

EDITIONS = [revision.edition for revision in revisions.data_revisions(data_directory("migrations") / "versions")]


@pytest.mark.slow
@pytest.mark.parametrize("edition", dict.fromkeys((EDITIONS[0], EDITIONS[-1])))
def test_a_bundle_is_written_as_it_was_read(edition: str) -> None:
    folder = data_directory("seed") / edition
    version = format_of(folder)
    files = {name: text_of(pieces).encode() for name, pieces in render(read_bundle(folder, version), version).items()}
    assert files == {path.relative_to(folder).as_posix(): path.read_bytes() for path in files_of(folder)}
