"""Load the edition of June 2025: the survey and its companion list."""

from llm_kb import seeds

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

EDITION = "2025-06-paper"
SHA256 = "38d1942f0d6de6c522b834fa90e6ed0e2fb157270207f70bf006e41b7c2b6677"


def upgrade() -> None:
    seeds.insert(seeds.load(EDITION, SHA256))


def downgrade() -> None:
    seeds.delete(seeds.load(EDITION, SHA256))
