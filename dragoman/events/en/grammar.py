"""What `events/dealings.py` asks of English."""

from dragoman.events.en.conditions import fillers_fit, trigger_words, words_fit
from dragoman.events.en.frames import anchor, fill, object_span
from dragoman.events.en.settings import place, time
from dragoman.events.en.status import of as status_of

__all__ = ["anchor", "fill", "fillers_fit", "object_span", "place", "status_of", "time", "trigger_words", "words_fit"]
