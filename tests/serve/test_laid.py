"""Events as columns: all that a query finds, in order of their days, those of a report that came in late too."""

from __future__ import annotations

from pathlib import Path

from dragoman.reading.raw import RawPage
from dragoman.record import store
from dragoman.serve.pages.laid import Laid, lay
from dragoman.serve.readers import Readers
from tests.serve.made import filled

LATE = "Президент Чили Габриэль Борич 1 октября 2021 года посетил Лиму."


def laid(readers: Readers, query: str) -> Laid:
    return lay(readers, readers.finder().search(query))


def test_events_stand_in_order_of_their_days(samples_record: Path) -> None:
    found = laid(Readers(samples_record), "mode:meet")
    assert len(found.ids) > 3
    assert list(found.first) == sorted(found.first)
    assert (found.first <= found.last).all()
    assert not found.left


def test_a_report_of_an_earlier_day_that_comes_in_late_is_laid_out(own_record: Path) -> None:
    readers = Readers(own_record)
    before = laid(readers, "")  # the days of all events are kept from here on
    filled(own_record, [RawPage(name="late", data=LATE.encode(), published_at="2021-10-02")])
    connection = store.connect(own_record)
    query = "SELECT id FROM events WHERE mode = 'visit' ORDER BY id"
    ids = [row[0] for row in connection.execute(query)]
    assert ids[0] < min(before.ids)
    assert ids[0] in laid(readers, "mode:visit").ids
    assert set(ids) >= set(laid(readers, "mode:visit").ids.tolist())
    connection.close()
