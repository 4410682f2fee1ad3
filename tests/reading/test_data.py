"""The tables and profiles of the room: well formed, and each entry is true of its own example."""

import pytest

from dragoman.reading import layout
from dragoman.reading.profiles import Profile, profiles

KINDS = {"boilerplate", "related", "tail", "caption", "body", "heading", "agency", "weekday", "verb", "slug"}


def test_layout_rows() -> None:
    rows = layout.rows()
    assert {kind for kind, *_ in rows} == KINDS
    assert len({row[:3] for row in rows}) == len(rows)
    assert all(value for kind, _, _, value in rows if kind in ("agency", "tail"))


def test_layout_matches_whole_words_and_stems() -> None:
    assert layout.begins("body", layout.fold("Он уехал"))
    assert not layout.begins("body", layout.fold("Онлайн-встреча прошла"))
    assert layout.holds("body", layout.fold("Посол уехал, сообщило ведомство"))
    assert layout.is_whole("boilerplate", "  Читать далее… ")


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.publisher)
def test_profile(profile: Profile) -> None:
    kinds = profile.kinds
    assert kinds["title"]
    assert kinds["text"]
    assert kinds["related"]


def test_every_site_has_a_profile() -> None:
    hosts = {host for profile in profiles() for host in profile.hosts}
    assert hosts >= {"ria.ru", "tass.ru", "interfax.ru", "kommersant.ru", "lenta.ru", "newsru.com", "wikinews.org"}
    assert hosts >= {"reuters.com", "apnews.com"}
