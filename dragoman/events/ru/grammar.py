"""What `events/dealings.py` asks of Russian."""

from dragoman.events.ru.conditions import fillers_fit, trigger_words, words_fit
from dragoman.events.ru.frames import anchor, fill, object_span
from dragoman.events.ru.settings import place, time
from dragoman.events.ru.status import of as status_of

__all__ = ["anchor", "fill", "fillers_fit", "object_span", "place", "status_of", "time", "trigger_words", "words_fit"]
