"""How far each judgement was ahead of the next

Revision: 0014, after 0013

Judgements of before carry none: their confidence stands for it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("classification", sa.Column("margin", sa.Double(), nullable=True))


def downgrade():
    op.drop_column("classification", "margin")
