"""Who said what: attributions (PARC) in direct, mixed and indirect speech, with the words around them."""

from dragoman.statements.attributions import Told, find

__all__ = ["Told", "find"]
