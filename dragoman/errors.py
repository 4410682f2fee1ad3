"""What dragoman may raise at bad input. A message says what is wrong, where, and what to do.

    DragomanError              anything a caller may want to catch
    ├── ReadingError           a page, file or line cannot be read; costs that page alone
    │   └── FetchError         an address could not be fetched (reading/fetch.py)
    ├── RecordError            a record cannot be opened, read or written; it is left as it was
    ├── QueryError             a query cannot be understood
    ├── WatchError             feeds.toml cannot be used, or the record is watched already (watch/config.py)
    ├── MissingModelError      English is not installed, or another version of it is (languages/en/package.py)
    ├── WeightsError           the same of Russian (languages/ru/weights.py)
    └── DataFileError          a table or profile of the package is broken; a fault of ours or of an added language

Programming errors are not wrapped: they raise what they raise.
"""

from __future__ import annotations


class DragomanError(Exception):
    """Anything that dragoman raises on purpose."""


class ReadingError(DragomanError):
    """A page, file or line cannot be read. `name` is the file or document, `what` the fault and `do` the way out."""

    def __init__(self, name: str, what: str, do: str = "") -> None:
        self.name = name
        self.what = what
        self.do = do
        super().__init__(f"{name}: {what}" + (f"; {do}" if do else ""))


class RecordError(DragomanError):
    """A record cannot be opened, read or written. `name` is its path, `what` the fault and `do` the way out."""

    def __init__(self, name: str, what: str, do: str = "") -> None:
        self.name = name
        self.what = what
        self.do = do
        super().__init__(f"{name}: {what}" + (f"; {do}" if do else ""))


class QueryError(DragomanError):
    """A query cannot be understood; the message says where it breaks off and what can be asked."""


class DataFileError(DragomanError):
    """A table or profile that comes with the package is broken."""
