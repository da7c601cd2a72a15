"""Load the edition 2026-11-since-the-survey."""

from llm_kb import seeds

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

EDITION = "2026-11-since-the-survey"
SHA256 = "2047819e690ea4ce26f6783374ef7a1685c185bbeda202513869984cc167a79d"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
