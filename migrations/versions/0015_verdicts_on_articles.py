"""Whether an article answered what was asked, one word a chat

Revision: 0015, after 0014

Articles had only counted how often they helped.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "article_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(length=32), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_article_verdict_article_id_article"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["chat_session.id"],
            name=op.f("fk_article_verdict_session_id_chat_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_verdict")),
        sa.UniqueConstraint(
            "wording", "article_id", "session_id", name=op.f("uq_article_verdict_wording_article_id_session_id")
        ),
    )
    with op.batch_alter_table("article_verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_verdict_session_id"), ["session_id"], unique=False)


def downgrade():
    with op.batch_alter_table("article_verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_verdict_session_id"))

    op.drop_table("article_verdict")
