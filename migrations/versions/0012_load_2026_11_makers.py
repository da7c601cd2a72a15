"""Load the edition of November 2026: what the makers say of six models."""

from llm_kb import seeds

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EDITION = "2026-11-makers"
SHA256 = "7850b44c00ac0258e365e068cc63f28b8c036e84170d6a9b56ddb0993f449618"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
