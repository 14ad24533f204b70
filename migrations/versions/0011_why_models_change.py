"""Why a model changed as a key, so that it is read in either language

Revision: 0011, after 0010

What was written in words before stays as it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("model_change") as table:
        table.add_column(sa.Column("cause", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("by_version", sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table("model_change") as table:
        table.drop_column("by_version")
        table.drop_column("cause")
