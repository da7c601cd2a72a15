"""Load the edition of November 2026: what the makers say of six models."""

from llm_kb import seeds

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EDITION = "2026-11-makers"
SHA256 = "86ef17e4f3d9760e9ce8d95226d9e2e9f4295d4593743e51cf8b43bfb80ee27d"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
