"""``voc user``: people who sign in."""

from __future__ import annotations

import secrets

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.errors import BadInput
from ticketing.models import Role, Staff, Team
from web.auth import hash_password
from web.ports import get_ports


@click.group()
def user() -> None:
    """People who sign in.

    Example: ./voc user add mei --role agent --team CS1
    """


@user.command()
@click.argument("login")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--name", help="Name that customers see (default: the login).")
@click.option("--team", "teams", multiple=True, help="Team code; may be given several times.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--password", help="Default: a random one, printed once.")
@with_appcontext
def add(
    login: str, role: str, name: str | None, teams: tuple[str, ...], language: str, password: str | None
) -> None:
    """Add LOGIN, or set their role, teams and password anew.

    Example: ./voc user add mei --role agent --team CS1 --name 梅雪
    """
    chosen = password or secrets.token_urlsafe(12)
    try:
        hashed = hash_password(chosen)
    except ValueError as error:
        raise BadInput(str(error), field="password") from error
    with unit_of_work(get_ports()) as session:
        found = list(session.scalars(sa.select(Team).where(Team.code.in_(teams))))
        missing = set(teams) - {team.code for team in found}
        if missing:
            raise BadInput(f"no such team: {', '.join(sorted(missing))}; see /admin or teams.yaml")
        staff = session.scalar(sa.select(Staff).where(Staff.login == login))
        if staff is None:
            staff = Staff(login=login, name=name or login, role=Role(role), created_at=now())
            session.add(staff)
        staff.role, staff.language, staff.password_hash = Role(role), language, hashed
        staff.name = name or staff.name
        staff.teams = found
    if password is None:
        click.echo(chosen)
        click.echo(f"{login} may sign in with the password above; it is not shown again", err=True)
    else:
        click.echo(f"{login} may sign in", err=True)
