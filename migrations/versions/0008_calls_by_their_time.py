"""Calls that are statistics only, by their time

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
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
