"""Load the edition of November 2026: what the makers say of the 31 models."""

from llm_kb import seeds

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EDITION = "2026-11-makers"
SHA256 = "541717c2279b81959738afa675e93019f4f1a4202ad1891d82ede3c11c46ae04"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
