"""Load the edition of November 2026: what the makers say of six models."""

from llm_kb import seeds

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EDITION = "2026-11-makers"
SHA256 = "b538b2a637fd0584305b9b96c368d5c8b19002949bf4d281415e8ff880ee38df"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
