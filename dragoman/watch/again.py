"""Pages of the web that are added more than once: asked for under what they last said of themselves."""

from __future__ import annotations

from dragoman.reading.fetch import Fetched, Fetcher
from dragoman.watch.state import State


class Again:
    """Fetches as `fetcher` does; a page that has not changed since the last run comes back as 304, without content.

    What a page said of itself is remembered by `done`, to be called when the record holds what was fetched.
    anew: every page is fetched whole, whatever is remembered of it.
    """

    def __init__(self, fetcher: Fetcher, state: State, *, anew: bool = False) -> None:
        self.fetcher = fetcher
        self.state = state
        self.anew = anew
        self.answers: dict[str, Fetched] = {}

    def get(self, address: str) -> Fetched:
        """The page at an address. Errors: `FetchError`."""
        etag, last_modified = (None, None) if self.anew else self.state.validators(address)
        found = self.fetcher.get(address, etag=etag, last_modified=last_modified)
        if found.status != 304:
            self.answers[address] = Fetched(
                url=found.url,
                status=found.status,
                data=b"",
                retrieved_at=found.retrieved_at,
                etag=found.etag,
                last_modified=found.last_modified,
            )
        return found

    def done(self) -> None:
        """Remembers what was fetched."""
        with self.state.whole():
            for address, answer in self.answers.items():
                self.state.keep_validators(address, answer.etag, answer.last_modified)
        self.answers.clear()
