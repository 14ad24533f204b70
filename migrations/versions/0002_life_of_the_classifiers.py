"""The life of the classifiers: versions, files, shadow, label tasks, watch

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "model_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_model_file")),
    )
    op.create_table(
        "watch_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("upper_limit", sa.Double(), nullable=False),
        sa.Column("alarm", sa.Boolean(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_figure")),
    )
    with op.batch_alter_table("watch_figure", schema=None) as batch_op:
        batch_op.create_index("ix_watch_figure_field_kind", ["field", "kind", "id"], unique=False)

    op.create_table(
        "model_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("examples_key", sa.String(length=40), nullable=False),
        sa.Column("learnt_until", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_model_version_made_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_version")),
        sa.UniqueConstraint("field", "version", name=op.f("uq_model_version_field_version")),
    )
    with op.batch_alter_table("model_version", schema=None) as batch_op:
        batch_op.create_index(
            "ix_model_version_one_active",
            ["field"],
            unique=True,
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        )

    op.create_table(
        "label_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("skipped_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_label_task_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_label_task_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_task")),
        sa.UniqueConstraint("ticket_id", "field", name=op.f("uq_label_task_ticket_id_field")),
    )
    with op.batch_alter_table("label_task", schema=None) as batch_op:
        batch_op.create_index(
            "ix_label_task_open",
            ["reason", "id"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )
        batch_op.create_index("ix_label_task_reason_field_at", ["reason", "field", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_label_task_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "model_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.String(length=16), nullable=False),
        sa.Column("after", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"],
            ["model_version.id"],
            name=op.f("fk_model_change_model_id_model_version"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_model_change_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_change")),
    )
    with op.batch_alter_table("model_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_model_change_model_id"), ["model_id"], unique=False)

    op.create_table(
        "shadow_judgement",
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("beside_label", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"],
            ["model_version.id"],
            name=op.f("fk_shadow_judgement_model_id_model_version"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
            name=op.f("fk_shadow_judgement_ticket_id_ticket"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("model_id", "ticket_id", name=op.f("pk_shadow_judgement")),
    )
    with op.batch_alter_table("shadow_judgement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shadow_judgement_ticket_id"), ["ticket_id"], unique=False)

    with op.batch_alter_table("classification", schema=None) as batch_op:
        batch_op.create_index(
            "ix_classification_by_person",
            ["id"],
            unique=False,
            sqlite_where=sa.text("staff_id IS NOT NULL"),
            postgresql_where=sa.text("staff_id IS NOT NULL"),
        )


def downgrade():
    with op.batch_alter_table("classification", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_classification_by_person",
            sqlite_where=sa.text("staff_id IS NOT NULL"),
            postgresql_where=sa.text("staff_id IS NOT NULL"),
        )

    with op.batch_alter_table("shadow_judgement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shadow_judgement_ticket_id"))

    op.drop_table("shadow_judgement")
    with op.batch_alter_table("model_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_model_change_model_id"))

    op.drop_table("model_change")
    with op.batch_alter_table("label_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_label_task_staff_id"))
        batch_op.drop_index("ix_label_task_reason_field_at")
        batch_op.drop_index(
            "ix_label_task_open",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    op.drop_table("label_task")
    with op.batch_alter_table("model_version", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_model_version_one_active",
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        )

    op.drop_table("model_version")
    with op.batch_alter_table("watch_figure", schema=None) as batch_op:
        batch_op.drop_index("ix_watch_figure_field_kind")

    op.drop_table("watch_figure")
    op.drop_table("model_file")
