"""The wording of tickets, to find those worded alike

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "ticket_wording",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_wording_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket_wording")),
    )
    op.create_table(
        "wording_number",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number", "ticket_id", name=op.f("pk_wording_number")),
        sqlite_with_rowid=False,
    )
    # what is stored already is read again by the job that keeps the search index
    op.execute("UPDATE ticket SET search_stale_at = updated_at WHERE search_stale_at IS NULL")


def downgrade():
    op.drop_table("wording_number")
    op.drop_table("ticket_wording")
