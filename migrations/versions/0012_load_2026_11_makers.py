"""Load the edition of November 2026: what the makers say of the 31 models."""

from llm_kb import seeds

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EDITION = "2026-11-makers"
SHA256 = "0b95ac3b816601a261e88a6582d0251a16ec9d676cb814a245f6cc13f07863bd"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
