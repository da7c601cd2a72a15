"""`python -m llm_kb` is `llm-kb`."""

from llm_kb.cli import main

main(prog_name="llm-kb")
