"""Load the edition 2026-11-since-the-survey."""

from llm_kb import seeds

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

EDITION = "2026-11-since-the-survey"
SHA256 = "0c9fa6d8c4a695a49f47ed0381f47802c7dda1f0fcae9d6a295d33ba8c445dd9"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
