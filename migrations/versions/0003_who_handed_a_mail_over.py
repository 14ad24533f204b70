"""Who handed a mail over, and what staff want to be mailed about

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("mail_journal") as table:
        table.add_column(sa.Column("peer", sa.String(length=60), nullable=False, server_default=""))
        table.add_column(sa.Column("helo", sa.String(length=255), nullable=False, server_default=""))
    with op.batch_alter_table("staff") as table:
        table.add_column(sa.Column("mail_about", sa.JSON(), nullable=False, server_default="[]"))


def downgrade():
    with op.batch_alter_table("staff") as table:
        table.drop_column("mail_about")
    with op.batch_alter_table("mail_journal") as table:
        table.drop_column("helo")
        table.drop_column("peer")
