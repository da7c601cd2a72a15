"""Load the edition of June 2025: the survey and its companion list."""

from llm_kb import seeds

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

EDITION = "2025-06-paper"
SHA256 = "2b79a1a04d93e70486f68aa909c9f0be13e2f30de6df3b0b455a688951cfee37"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
