"""Load the edition 2026-11-since-the-survey."""

from llm_kb import seeds

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

EDITION = "2026-11-since-the-survey"
SHA256 = "1abeb3b20a48d6f9170b3de5ae0102d783a2078f57d6fc383c828a4fdb2db5a9"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
