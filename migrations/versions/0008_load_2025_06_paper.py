"""Load the edition of June 2025: the survey and its companion list."""

from llm_kb import seeds

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

EDITION = "2025-06-paper"
SHA256 = "0cf1f7ee8fa0e8102451f5e08ba51fa2edbcb445a3070c6414fee5814ede00c1"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
