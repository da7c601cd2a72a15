"""The transcript of the MCP document: real questions, the call that a language model makes first, and its answer."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mcp.server.mcpserver.exceptions import ToolError

from llm_kb.current import database_for
from llm_kb.site import server
from llm_kb.site.mcp_tools import Tools

ROWS, CHARACTERS = 4, 160
"""Number of rows that are printed of an answer, and of characters of a cell."""


@dataclass(frozen=True)
class Call:
    """A question, where it was asked, and the first call of a model that has read `read_me_first`."""

    question: str
    source: str
    sql: str = ""
    query: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


FACTS = "FROM design_facts\nWHERE"

CALLS = (
    Call(
        "How many parameters, total and active, has each model?",
        "anomalyco/models.dev#6759",
        "SELECT model, total_parameters, active_parameters FROM spec_sheet\nWHERE active_parameters IS NOT NULL "
        "ORDER BY total_parameters DESC",
    ),
    Call(
        "Which context length has Qwen3, and how was it extended?",
        "rasbt/LLMs-from-scratch#797",
        "SELECT model, attribute, value, scope, locator FROM specifications\nWHERE release_id = 'qwen3' "
        "AND attribute IN ('context_length', 'context_extension') AND preferred = 1\nORDER BY model_id, attribute",
    ),
    Call(
        "Who extends the context with YaRN?",
        "ollama/ollama#8493",
        f"SELECT model, statement {FACTS} technique_names LIKE '%YaRN%'",
    ),
    Call(
        "Under which license are they?",
        "eugeneyan/open-llms#99",
        "SELECT model, license, open_weights FROM spec_sheet\nWHERE license IS NOT NULL ORDER BY model_id",
    ),
    Call(
        "The same by a column that there is not",
        "eugeneyan/open-llms#99",
        "SELECT name, license FROM models_overview",
    ),
    Call(
        "Which Llama was R1-Distill-Llama built on?",
        "deepseek-ai/DeepSeek-R1#69",
        f"SELECT technique, other_model, other_role, basis, source {FACTS} model_names LIKE '%R1-Distill-Llama%'",
    ),
    Call(
        "Is R1's distillation KL on logits or SFT on 800k samples?",
        "deepseek-ai/DeepSeek-R1#113",
        f"SELECT model, technique, basis {FACTS} model_names LIKE '%R1%' AND technique_group LIKE 'Distill%'",
    ),
    Call(
        "In which order do SFT and RL follow in R1?",
        "deepseek-ai/DeepSeek-R1#412",
        f"SELECT technique, statement {FACTS} model_id = 'deepseek-r1' AND stage = 'post-training'\nORDER BY rowid",
    ),
    Call(
        "Who uses QK-norm?",
        "EleutherAI/gpt-neox#1408",
        f"SELECT model, statement {FACTS} technique_names LIKE '%QK-norm%'",
    ),
    Call(
        "Which models interleave sliding-window with full attention, in which ratio?",
        "vllm-project/vllm#39514",
        f"SELECT model, technique, statement {FACTS} technique_names LIKE '%sliding window%'",
    ),
    Call(
        "Which prompt format and special tokens has Llama 3?",
        "zylon-ai/private-gpt#1375",
        "SELECT marker, role_id FROM prompt_markers WHERE model_id = 'llama-3'",
    ),
    Call(
        "The same by the named query",
        "zylon-ai/private-gpt#1375",
        query="prompt_markers_of_model",
        parameters=(("model", "Llama3"),),
    ),
    Call(
        "Is there a popular open model with MoE?",
        "hackernewsfavorites.com/comments/110343",
        f"SELECT DISTINCT release, institution {FACTS} technique_names LIKE '%MoE%' AND relation = 'uses'",
    ),
    Call(
        "Was Tülu trained with PPO or DPO?",
        "allenai/open-instruct#380",
        f"SELECT model, technique, relation {FACTS} model_names LIKE '%Tulu%'\n"
        "AND (technique_names LIKE '%PPO%' OR technique_names LIKE '%DPO%')",
    ),
    Call(
        "On how many tokens was it trained?",
        "IEIT-Yuan/Yuan-2.0#19",
        "SELECT model, training_tokens FROM spec_sheet\nWHERE training_tokens IS NOT NULL ORDER BY model_id",
    ),
    Call(
        "Was Llama 3 aligned with PPO, as the survey says?",
        "the review of the first edition",
        query="verdicts_on_facts",
        parameters=(("model", "Llama 3"), ("verdict", "contradicted")),
    ),
    Call(
        "What was read of DeepSeek, and how far?",
        "the review of the first edition",
        query="source_list",
        parameters=(("institution", "DeepSeek"),),
    ),
    Call(
        "Who trains in FP8?",
        "openlm-research/open_llama#67",
        f"SELECT model, technique, disputed {FACTS} technique_names LIKE '%FP8%' AND stage = 'training'",
    ),
    Call(
        "Who uses MLA?",
        "cli99/llm-analysis#33",
        f"SELECT model, relation, statement {FACTS} technique_names LIKE '%MLA%'",
    ),
    Call(
        "Who uses GRPO?",
        "huggingface/course#799",
        f"SELECT DISTINCT release, relation {FACTS} technique_names LIKE '%GRPO%'",
    ),
    Call(
        "What is known of DeepSeek R1?",
        "the review of the first edition",
        query="facts",
        parameters=(("model", "DeepSeek R1"),),
    ),
    Call(
        "What is known of DeepSeek R7?",
        "the review of the first edition",
        query="facts",
        parameters=(("model", "DeepSeek R7"),),
    ),
)


def transcript(database: Path | None = None) -> Iterator[str]:
    """Every question with its call and the beginning of its answer, from this file or the installed knowledge base."""
    tools = Tools(server.create_datasette(database or database_for(None)))
    for call in CALLS:
        yield f"### {call.question}\n"
        yield f"Asked in {call.source}.\n"
        yield (
            f"```sql\n{call.sql}\n```\n" if call.sql else f"`{call.query}` with `{json.dumps(dict(call.parameters))}`\n"
        )
        yield from answer(tools, call)


def answer(tools: Tools, call: Call) -> Iterator[str]:
    """The first rows of the answer to a call, with how many there are and the note; or the error."""
    try:
        content = asyncio.run(_asked(tools, call)).structured_content
    except ToolError as error:
        yield f"> Error: {error}\n"
        return
    rows = content["rows"]
    if rows:
        yield f"{len(rows)} rows{', the first of them' if len(rows) > ROWS else ''}:\n"
        yield (
            "```json\n" + "\n".join(json.dumps(_shortened(row), ensure_ascii=False) for row in rows[:ROWS]) + "\n```\n"
        )
    if content["note"]:
        yield f"> {content['note']}\n"


async def _asked(tools: Tools, call: Call) -> Any:
    if call.sql:
        return await tools.execute_sql(call.sql)
    return await tools.execute_canned_query(call.query, parameters=dict(call.parameters))


def _shortened(row: dict[str, Any]) -> dict[str, Any]:
    """The cells of a row that have a value, cut after so many characters; the first few of many."""
    cells = {name: value for name, value in row.items() if value is not None}
    return {
        name: f"{value[:CHARACTERS]}…" if isinstance(value, str) and len(value) > CHARACTERS else value
        for name, value in list(cells.items())[:5]
    }
