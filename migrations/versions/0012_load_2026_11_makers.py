"""Load the edition of November 2026: what the makers say of the 31 models."""

from llm_kb import seeds

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EDITION = "2026-11-makers"
SHA256 = "157295f3f63d2a3a73ab38f3562e29d93d2dffeb741fc320150460a5dbd2dd76"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
