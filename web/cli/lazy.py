"""A group of commands whose modules are loaded only when one of them is called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """``lazy`` maps a command's name to (``module:attribute``, one line of help)."""

    def __init__(self, *args: Any, lazy: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self._lazy, *(name for name in super().list_commands(ctx) if name not in self._lazy)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self._lazy:
            return super().get_command(ctx, name)
        module, _, attribute = self._lazy[name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Help without loading anything that is not loaded yet."""
        lines = []
        for name in self.list_commands(ctx):
            if name in self._lazy:
                lines.append((name, self._lazy[name][1]))
            elif (command := super().get_command(ctx, name)) is not None:
                lines.append((name, command.get_short_help_str(80)))
        with formatter.section("Commands"):
            formatter.write_dl(lines)
