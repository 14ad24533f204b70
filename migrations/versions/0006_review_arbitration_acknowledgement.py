"""Opinions and votes, the release's checklist, arbitration, acknowledged rungs

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=32), nullable=False),
        sa.Column("stance", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_opinion_item_id_item"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_opinion_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
        sa.UniqueConstraint("item_id", "round", "department", name=op.f("uq_opinion_item_id_round_department")),
    )
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("in_favour", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_vote_item_id_item"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_vote_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("item_id", "round", "staff_id", name=op.f("uq_vote_item_id_round_staff_id")),
    )
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("risk", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("priced", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("review_round", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("opinions_due_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("checklist", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("waiver", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("ticket") as batch:
        batch.add_column(sa.Column("bounces", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("arbitrate_by", sa.DateTime(), nullable=True))
        batch.create_index(
            "ix_ticket_disputed",
            ["arbitrate_by"],
            sqlite_where=sa.text("arbitrate_by IS NOT NULL"),
            postgresql_where=sa.text("arbitrate_by IS NOT NULL"),
        )
    with op.batch_alter_table("target") as batch:
        batch.add_column(sa.Column("acknowledge_by", sa.DateTime(), nullable=True))
        batch.create_index("ix_target_acknowledge_by", ["acknowledge_by"])


def downgrade():
    with op.batch_alter_table("target") as batch:
        batch.drop_index("ix_target_acknowledge_by")
        batch.drop_column("acknowledge_by")
    with op.batch_alter_table("ticket") as batch:
        batch.drop_index("ix_ticket_disputed")
        batch.drop_column("arbitrate_by")
        batch.drop_column("bounces")
    with op.batch_alter_table("item") as batch:
        for name in ("waiver", "checklist", "opinions_due_at", "review_round", "priced", "risk"):
            batch.drop_column(name)
    op.drop_table("vote")
    op.drop_table("opinion")
