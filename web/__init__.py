"""Everything with a URL, a socket or a command line; the only package that meets all the others."""

from web.factory import create_app

__all__ = ["create_app"]
