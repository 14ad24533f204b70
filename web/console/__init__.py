"""Pages of the agents: the queue, the ticket, imports, customers."""

from flask import Blueprint

blueprint = Blueprint("console", __name__, url_prefix="/console")
