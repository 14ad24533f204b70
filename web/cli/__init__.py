"""The ``voc`` program: one file per group of commands, loaded only when called."""

from __future__ import annotations

import importlib
from typing import Any

import click
from flask.cli import ScriptInfo

from ticketing.errors import VocDeskError
from web.cli.lazy import LazyGroup

COMMANDS = {
    "serve": ("web.cli.serve:serve", "The whole system on this machine: pages, chat, mail, background work."),
    "web": ("web.cli.serve:web", "Web pages and live chat only."),
    "worker": ("web.cli.serve:worker", "Background work only."),
    "mail": ("web.cli.mail:mail", "Raw mail: parse, deliver, listen."),
    "hotline": ("web.cli.hotline:hotline", "Call-centre logs: import, undo."),
    "catalogue": ("web.cli.catalogue:catalogue", "Your company: products, teams, rules, answers."),
    "classifier": ("web.cli.classifier:classifier", "Models: train, evaluate, predict, similar."),
    "themes": ("web.cli.themes:themes", "Group free text into themes."),
    "sla": ("web.cli.sla:sla", "Service levels: what is due when."),
    "backlog": ("web.cli.backlog:backlog", "The product-optimisation backlog."),
    "user": ("web.cli.user:user", "People who sign in."),
    "doctor": ("web.cli.doctor:doctor", "Self-check of this installation."),
    "backup": ("web.cli.backup:backup", "Everything into one file, while running."),
    "restore": ("web.cli.backup:restore", "An installation from a backup; sends nothing until told to."),
    "db": ("web.cli.database:db", "The database schema."),
    "test": ("web.cli.test:test", "Every test; arguments go to pytest."),
}


class VocGroup(LazyGroup):
    """Turns expected errors into one clear line and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except VocDeskError as error:
            raise click.ClickException(error.message or error.code) from error


def _create_app() -> Any:
    return importlib.import_module("web.factory").create_app(pages=False)


@click.group(cls=VocGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def voc(ctx: click.Context) -> None:
    """VocDesk 客声台: customer service that changes the product.

    Example: ./voc serve --demo
    """
    ctx.obj = ScriptInfo(create_app=_create_app, set_debug_flag=False)


def main() -> None:
    """Entry point of ``python -m web.cli``."""
    voc(prog_name="voc")
