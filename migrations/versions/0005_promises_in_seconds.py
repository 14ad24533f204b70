"""Promises shorter than a minute: a chat is picked up within thirty seconds

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    for table in ("policy_target", "target"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(
                "minutes", existing_type=sa.Integer(), type_=sa.Double(), existing_nullable=False
            )


def downgrade():
    for table in ("policy_target", "target"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(
                "minutes", existing_type=sa.Double(), type_=sa.Integer(), existing_nullable=False
            )
