"""Load the edition of June 2025: the survey and its companion list."""

from llm_kb import seeds

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

EDITION = "2025-06-paper"
SHA256 = "276a84cfe08408667754c67696eb63c969d8f7e5206ba2b584697135b693db3e"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
