"""Calls that are statistics only, by their time

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index(
        "ix_import_row_called",
        "import_row",
        ["called_at"],
        sqlite_where=sa.text("called_at IS NOT NULL"),
        postgresql_where=sa.text("called_at IS NOT NULL"),
    )


def downgrade():
    op.drop_index("ix_import_row_called", "import_row")
