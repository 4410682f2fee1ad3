"""A record in a browser: `application(path)` is an ASGI application, `dragoman serve RECORD` runs it on this machine.

Pages are made on the server; every page has a stable address and the same content as JSON and CSV (`.json` or `.csv`
behind the address). Nothing is asked of any other host.
"""

from dragoman.serve.app import application, warm
from dragoman.serve.guard import Guard

__all__ = ["Guard", "application", "warm"]
