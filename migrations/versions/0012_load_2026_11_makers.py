"""Load the edition of November 2026: what the makers say of the 31 models."""

from llm_kb import seeds

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EDITION = "2026-11-makers"
SHA256 = "51bbccfbd6874c63f0ff6b512ec3fdd69a8371b427f5ade0df53903907844015"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
