"""Load the edition 2026-11-since-the-survey."""

from llm_kb import seeds

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

EDITION = "2026-11-since-the-survey"
SHA256 = "c79b295ee40dcc9fa9bf3be09b7bc1b8e6aa5656c4c84481008a06f5355e70e7"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
