"""Load the edition 2026-11-since-the-survey."""

from llm_kb import seeds

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

EDITION = "2026-11-since-the-survey"
SHA256 = "ef48690239291f9ca7841f2457e6795687a49e128137f1057d86600b7c4a58eb"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
