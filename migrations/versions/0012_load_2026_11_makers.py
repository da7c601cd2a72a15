"""Load the edition of November 2026: what the makers say of the 31 models."""

from llm_kb import seeds

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EDITION = "2026-11-makers"
SHA256 = "a79756aa448eaa80b377000d596c288ba946e1b8d16f608bb7b6ab455c593e04"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
