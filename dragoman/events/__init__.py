"""Who dealt with whom: event mentions (PLOVER) with participants, object, place, time and status."""

from dragoman.events.dealings import Dealing, Party, deeds, find

__all__ = ["Dealing", "Party", "deeds", "find"]
