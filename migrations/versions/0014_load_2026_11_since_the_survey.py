"""Load the edition 2026-11-since-the-survey."""

from llm_kb import seeds

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

EDITION = "2026-11-since-the-survey"
SHA256 = "134338f330122118605c16c654b8e065c183007f28241ad9939cf9d31991226a"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
