"""Lets the format of the seeds grow in a checkout: two columns, a file and a vocabulary, as CONTRIBUTING.md says."""

from llm_kb.seeds.format import NEWEST

from ..checkout import Checkout

NEXT = NEWEST + 1

FORMAT = "src/llm_kb/seeds/format"
LAST_OF_MODELS = '        to("publications", "publication_id", False),\n'
END_OF_MODELS = '    ),\n    file_key=("id",),\n    parent="parent_id",\n'
DECLARATIONS = (
    (f"{FORMAT}/__init__.py", f"NEWEST = {NEWEST}\n", f"NEWEST = {NEXT}\n"),
    (f"{FORMAT}/__init__.py", "TERMS = {\n", f'TERMS = {{\n    "licenses": {NEXT},\n'),
    (
        f"{FORMAT}/subjects.py",
        LAST_OF_MODELS + END_OF_MODELS,
        f'{LAST_OF_MODELS}        to("licenses", "license_id", False, since={NEXT}),\n'
        f'        text("weights_url", since={NEXT}),\n{END_OF_MODELS}',
    ),
    (
        f"{FORMAT}/subjects.py",
        "SUBJECTS = (\n",
        'MODEL_LANGUAGES = SeedTable(\n    "model_languages",\n    (to("models", "model_id"), text("language")),\n'
        '    file_key=("model_id", "language"),\n    primary_key=("model_id", "language"),\n'
        f"    since={NEXT},\n)\n\nSUBJECTS = (\n    MODEL_LANGUAGES,\n",
    ),
    (
        "src/llm_kb/schema/models.py",
        "class Model(Base):\n",
        "class License(Vocabulary, Base):\n"
        '    __tablename__ = "licenses"\n    __table_args__ = table("One row per license.")\n\n\nclass Model(Base):\n',
    ),
    (
        "src/llm_kb/schema/models.py",
        "class AliasKind(",
        '    license_id: Mapped[str | None] = reference("licenses.id", "License of the weights.")\n'
        '    weights_url: Mapped[str | None] = column("Where the weights are.")\n\n\n'
        "class ModelLanguage(Base):\n"
        '    __tablename__ = "model_languages"\n    __table_args__ = table("One row per language of a model.")\n'
        '    model_id: Mapped[str] = reference("models.id", "The model.", part_of_key=True)\n'
        '    language: Mapped[str] = key("The language.")\n\n\nclass AliasKind(',
    ),
)
"""Edits of a file: what stands there, and what takes its place."""

MIGRATION = '''"""Create licenses and languages of models."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "licenses",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licenses")),
        sqlite_strict=True,
    )
    op.create_table(
        "model_languages",
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("model_id", "language", name=op.f("pk_model_languages")),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_model_languages_model_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_model_languages_model_id"), "model_languages", ["model_id"])
    with op.batch_alter_table("models", table_kwargs={{"sqlite_strict": True}}) as models:
        models.add_column(sa.Column("license_id", sa.Text(), nullable=True))
        models.add_column(sa.Column("weights_url", sa.Text(), nullable=True))
        models.create_foreign_key(op.f("fk_models_license_id"), "licenses", ["license_id"], ["id"])
        models.create_index(op.f("ix_models_license_id"), ["license_id"])


def downgrade() -> None:
    raise NotImplementedError
'''


def grow(checkout: Checkout) -> None:
    """Let the format of a checkout grow, behind the migrations that there are."""
    for name, old, new in DECLARATIONS:
        path = checkout.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
    versions = checkout.root / "migrations" / "versions"
    before = max(path.name[:4] for path in versions.glob("[0-9]*.py"))
    revision = f"{int(before) + 1:04}"
    text = MIGRATION.format(revision=revision, before=before)
    (versions / f"{revision}_create_licenses.py").write_text(text, encoding="utf-8")
