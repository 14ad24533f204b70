"""Numbers of shorter pieces for the wording of tickets

Revision: 0013, after 0012

A number now stands for two pieces of two Chinese signs or four letters, where it stood for longer ones. What is stored
is made anew by the job that keeps the search index, which reads every ticket again; until then nothing old is found
alike.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():
    forget_and_read_again()


def downgrade():
    forget_and_read_again()


def forget_and_read_again():
    op.execute("DELETE FROM wording_number")
    op.execute("DELETE FROM ticket_wording")
    op.execute("UPDATE ticket SET search_stale_at = updated_at WHERE search_stale_at IS NULL")
