"""What the tools of the Model Context Protocol say of specifications, verdicts and documents."""

import asyncio
from pathlib import Path
from typing import Any

from mcp.server.mcpserver.exceptions import ToolError

from llm_kb.site import mcp_tools
from llm_kb.site.server import create_datasette

CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("read_me_first", {}),
    ("execute_sql", {"sql": "SELECT model, layers, open_weights FROM spec_sheet ORDER BY model_id"}),
    (
        "execute_canned_query",
        {"query": "specifications_of_model", "parameters": {"model": "Swift 3", "attribute": "layers"}},
    ),
    (
        "execute_canned_query",
        {"query": "specifications_of_model", "parameters": {"model": "Swift 3", "attribute": "layer"}},
    ),
    (
        "execute_canned_query",
        {"query": "verdicts_on_facts", "parameters": {"model": "swift3", "verdict": "contradicted"}},
    ),
    ("execute_canned_query", {"query": "source_list", "parameters": {"source": "model-card"}}),
    ("execute_sql", {"sql": "SELECT name, license FROM models_overview"}),
    ("execute_sql", {"sql": "SELECT parameters FROM models_overview"}),
    ("execute_sql", {"sql": "SELECT 1 FROM design_facts WHERE technique_names LIKE '%context length%'"}),
)


def test_a_language_model_finds_specifications_verdicts_and_sources(makers_file: Path) -> None:
    tools = mcp_tools.Tools(create_datasette(makers_file, cache_bytes=0))

    async def call(name: str, arguments: dict[str, Any]) -> Any:
        try:
            answer = await getattr(tools, name)(**arguments)
        except ToolError as error:
            return str(error)
        return answer if isinstance(answer, str) else answer.structured_content

    guide, sheet, named, slip, verdicts, sources, license_, parameters, nothing = [
        asyncio.run(call(*each)) for each in CALLS
    ]
    for table in ("spec_sheet", "specifications", "verdicts", "sources_overview"):
        assert f"Columns of {table}: " in guide
    assert "total_parameters" in guide and "FROM verdicts WHERE verdict = 'contradicted'" in guide
    assert len(guide) < 20_000
    assert {"model": "Wren 2", "layers": None, "open_weights": 1} in sheet["rows"]
    assert {row["value"] for row in named["rows"]} == {"12", "16"}
    assert slip == "There is no attribute 'layer': did you mean 'layers'?"
    assert {row["technique"] for row in verdicts["rows"]} == {"moss lining"}
    assert [row["source_id"] for row in sources["rows"]] == ["wren-2-card"]
    assert "'license' is a column" not in license_ and "license is a column of spec_sheet; " in license_
    assert "total_parameters and active_parameters are columns of spec_sheet; " in parameters
    assert "context_length is a column of spec_sheet; " in nothing["note"]
