"""``python -m web.cli`` is ``voc``."""

from web.cli import main

main()
