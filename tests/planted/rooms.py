"""Which tests should see a fault, by where it is planted: those that see most of them first."""

ROOMS = {
    "src/llm_kb/queries": [
        "tests/queries/test_recomputed.py",
        "tests/queries",
        "tests/handle",
        "tests/site",
        "tests/content",
    ],
    "src/llm_kb/derive": [
        "tests/queries/test_recomputed.py",
        "tests/derive",
        "tests/queries",
        "tests/site",
        "tests/content",
    ],
    "src/llm_kb/checks": ["tests/checks", "tests/curation"],
    "src/llm_kb/cli": ["tests/cli", "tests/checks", "tests/curation", "tests/handle"],
    "src/llm_kb/crosscheck": ["tests/crosscheck", "tests/cli", "tests/checks"],
    "src/llm_kb/diff": ["tests/diff", "tests/cli", "tests/curation"],
    "src/llm_kb/drafts": ["tests/drafts"],
    "src/llm_kb/engines": ["tests/engines"],
    "src/llm_kb/export": ["tests/export", "tests/content"],
    "src/llm_kb/hosting": ["tests/hosting", "tests/site", "tests/hostile/test_crowds.py"],
    "src/llm_kb/schema": ["tests/schema", "tests/migrations", "tests/seeds", "tests/derive"],
    "src/llm_kb/seeds": ["tests/seeds", "tests/curation", "tests/properties"],
    "src/llm_kb/site": ["tests/site", "tests/properties", "tests/hostile/test_crowds.py"],
    "src/llm_kb/sourcetext": ["tests/sourcetext", "tests/checks", "tests/curation", "tests/seeds"],
    "src/llm_kb": [
        "tests/cli",
        "tests/handle",
        "tests/queries",
        "tests/build",
        "tests/derive",
        "tests/migrations",
        "tests/seeds",
        "tests/site",
        "tests/faults",
    ],
}
"""Folders of tests by the folder of the fault."""


def suite_for(path: str) -> list[str]:
    """The folders and files of tests to run for a fault in a file, in their order."""
    folder = next(folder for folder in sorted(ROOMS, key=len, reverse=True) if path.startswith(f"{folder}/"))
    return ROOMS[folder]
