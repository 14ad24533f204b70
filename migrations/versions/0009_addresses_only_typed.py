"""Addresses that something came from, apart from those that somebody only typed

Revision: 0009, after 0008

Until now none was marked. Those of before are taken for verified, as they were treated.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    identity = sa.table("identity", sa.column("verified", sa.Boolean))
    op.execute(identity.update().values(verified=sa.true()))


def downgrade():
    identity = sa.table("identity", sa.column("verified", sa.Boolean))
    op.execute(identity.update().values(verified=sa.false()))
