"""Load the edition 2026-11-since-the-survey."""

from llm_kb import seeds

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

EDITION = "2026-11-since-the-survey"
SHA256 = "deb569f86a364c10c62e4ed5343b96d5d5fc90b2b5455b5b8ba149f79b5e27ed"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
