"""Load the edition 2026-11-since-the-survey."""

from llm_kb import seeds

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

EDITION = "2026-11-since-the-survey"
SHA256 = "04c579ba8c604005edfc45aa12dbed36477cca0b2076aa8fc99e1d0262fad5f5"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
