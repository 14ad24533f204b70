"""Everything with a URL, a socket or a command line; the only package that meets all the others.

The application is made by ``web.factory.create_app``; importing this package alone costs nothing, so that
commands which need no application (``voc sla due``, ``voc mail parse``) start at once.
"""
