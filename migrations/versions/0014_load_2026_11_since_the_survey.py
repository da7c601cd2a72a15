"""Load the edition 2026-11-since-the-survey."""

from llm_kb import seeds

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

EDITION = "2026-11-since-the-survey"
SHA256 = "53417cc4ef31c36285fb79558ec22aa3066a21973c47faa147dd0db856e7e290"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
