"""Watching feeds: what is new goes into a record, and saved queries tell subscribers what it says (docs/watch.md)."""

from dragoman.watch.config import Config, WatchError, load
from dragoman.watch.loop import watch
from dragoman.watch.notices import Notice
from dragoman.watch.state import State

__all__ = ["Config", "Notice", "State", "WatchError", "load", "watch"]
