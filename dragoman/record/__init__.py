"""The record: one SQLite file that is written by one process while any number read, search and judge.

For those who read it:

    record = dragoman.open("talks.record")     # a `Record`; never writes; works beside a writer, in a read-only folder
    record.documents()                         # model.Document, text and passages, in order of arrival
    record.report(key)  record.reports()       # model.Report, all rows of one page as `dragoman read` gave them
    record.statements()  record.events()       # nouns.Statement, nouns.Event with all tellings, in order of publication
    record.statements(ids)  record.events(ids) # those of the row ids that a search found, in that order
    record.fact(key)                           # one of either by its key or by that of any of its tellings
    record.actors()  record.actor(key)         # nouns.KnownActor
    record.positions() problems() judgements() # nouns.Position, PageProblem, Judgement
    record.sql(query, values)                  # rows of the tables and views that docs/record.md explains

For those who find: the FTS5 table `words` has one row a telling, its rowid the row id of the attribution or event
mention. Row ids begin with the day of publication (`keys.first_of(day)`), so `ORDER BY rowid DESC` is newest first and
a range of days is a range of rowids. A telling's fact is `coalesce(attributions.statement, attributions.id)`, for
events the same with `event_mentions.event`; a row that has neither is stale and is passed over. What a row holds:

    words    by dictionary form: `terms.terms` makes them from a text, `terms.readings` from a word of a query
    facets   with a hyphen, so that they are no words: `kind-s` or `kind-e`, `act-demand`, `mode-meet`, `type-direct`,
             `type-consult`, `status-planned`, `lang-ru`, `pub-3` (publishers.id), `of-rus` (the state of who speaks,
             is spoken to or takes part), and actors by number: `by-7` speaker, `to-7` addressee, `in-7` participant,
             `at-7` place, `ab-7` named in what is said

It knows which words a telling has, not where they stand (a third of the size): put each into quotation marks and join
them with AND, OR, NOT; `matching.stand_together` looks at the text for a phrase.

For those who join: `build.joined` takes rows of facts in order of publication and gives `nouns.Join`s.

For those who write: `adding.add` takes pages in; `write.Writer` writes documents; `build.settle` brings the record
layer up to what the text layer and the judgements say.
"""

from dragoman.record.nouns import (
    Event,
    Join,
    Judgement,
    KnownActor,
    PageProblem,
    Participant,
    Position,
    Statement,
    Telling,
)
from dragoman.record.read import Record

__all__ = [
    "Event",
    "Join",
    "Judgement",
    "KnownActor",
    "PageProblem",
    "Participant",
    "Position",
    "Record",
    "Statement",
    "Telling",
]
