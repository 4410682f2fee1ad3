"""Agency relay: «…», – цитирует агентство министра: the medium tells, the minister spoke; both are kept, one inside
the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.mentions.extents import phrase
from dragoman.mentions.page import Page
from dragoman.statements.direct import object_person
from dragoman.statements.draft import Draft


def inner_drafts(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """For each relayed saying that names who is relayed, the inner statement with the same content and no cue of its
    own.
    """
    out = []
    for d in drafts:
        if d.verb < 0 or "relay" not in d.flags:
            continue
        person = object_person(page, d.verb)
        if person < 0 or person == d.source_head or page.by_head[person] is page.by_head.get(d.source_head):
            continue
        inner = Draft("relayed speaker", d.sentence, "state", list(d.content), quoted=d.quoted, outer=d)
        inner.source_head, inner.source = person, page.span(*phrase(page, person))
        out.append(inner)
    return out
