"""Load the edition of June 2025: the survey and its companion list."""

from llm_kb import seeds

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

EDITION = "2025-06-paper"
SHA256 = "ed9ff307908491ed07875ed99332a818cccb29e02a0f1791ee7c3a8d25971acb"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
