"""Load the edition 2026-11-since-the-survey."""

from llm_kb import seeds

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

EDITION = "2026-11-since-the-survey"
SHA256 = "3f2a37b0caff9b6a13d58e97ccc83092daea0f1449375d2958096146e76cda5b"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
