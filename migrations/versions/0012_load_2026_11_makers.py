"""Load the edition of November 2026: what the makers say of six models."""

from llm_kb import seeds

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EDITION = "2026-11-makers"
SHA256 = "63cfdcc22fbc591e6b3d5360c09d6ea93f70712d66658c9e8e5fa9f0573ec399"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
