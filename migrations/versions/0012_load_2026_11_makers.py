"""Load the edition of November 2026: what the makers say of six models."""

from llm_kb import seeds

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EDITION = "2026-11-makers"
SHA256 = "91419da3542cad5d53580a3ed950b92463bb69e064c82224ebc6eaf8148c5ee1"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
