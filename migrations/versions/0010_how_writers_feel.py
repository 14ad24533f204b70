"""How the writer of a ticket feels

Revision: 0010, after 0009

Tickets of before carry no word of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("ticket", sa.Column("sentiment", sa.String(32), nullable=True))


def downgrade():
    op.drop_column("ticket", "sentiment")
