-- A record: what reports say (text layer), and what happened and was said by all that is known (record layer).
-- docs/record.md explains every table and column. Offsets are code points of documents.text, half-open.
-- The number of this schema is in user_version, the mark of the format in application_id; `store.py` sets both.

-- Text layer: one page each, as read. Rows are written once, whole documents at a time.

CREATE TABLE publishers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    url TEXT,
    publisher INTEGER REFERENCES publishers (id),
    agency TEXT,
    language TEXT,
    title TEXT,
    title_start INTEGER,
    title_end INTEGER,
    published_at TEXT,
    modified_at TEXT,
    retrieved_at TEXT,
    day INTEGER NOT NULL,
    text_sha256 BLOB NOT NULL,
    raw_sha256 BLOB,
    dateline_start INTEGER,
    dateline_end INTEGER,
    revision_of INTEGER REFERENCES documents (id),
    reprint_of INTEGER REFERENCES documents (id),
    story INTEGER REFERENCES documents (id),
    version TEXT NOT NULL,
    first_fact INTEGER NOT NULL,
    last_fact INTEGER NOT NULL,
    actors TEXT NOT NULL,
    text TEXT NOT NULL,
    layer BLOB NOT NULL
) STRICT;
CREATE INDEX documents_by_url ON documents (url) WHERE url IS NOT NULL;
CREATE INDEX documents_by_day ON documents (day);
CREATE INDEX documents_revised ON documents (revision_of) WHERE revision_of IS NOT NULL;
CREATE INDEX documents_reprinted ON documents (reprint_of) WHERE reprint_of IS NOT NULL;
CREATE INDEX documents_by_story ON documents (story) WHERE story IS NOT NULL;

CREATE TABLE pages (
    hash INTEGER PRIMARY KEY,
    document INTEGER REFERENCES documents (id)
) STRICT;

CREATE TABLE sketches (
    day INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (id),
    hashes BLOB NOT NULL,
    PRIMARY KEY (day, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE rules (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE actors (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    names TEXT NOT NULL,
    iso3 TEXT,
    sector TEXT,
    office TEXT,
    qid TEXT,
    provisional INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    merged_into INTEGER REFERENCES actors (id),
    verdict TEXT
) STRICT;
CREATE INDEX actors_by_state ON actors (iso3) WHERE iso3 IS NOT NULL;

CREATE TABLE actor_terms (
    actor INTEGER NOT NULL REFERENCES actors (id),
    part TEXT NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (actor, part, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_terms_by_term ON actor_terms (term, part);

CREATE TABLE attributions (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    twin INTEGER NOT NULL,
    type TEXT NOT NULL,
    act TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    more TEXT,
    cue_start INTEGER,
    cue_end INTEGER,
    source_start INTEGER,
    source_end INTEGER,
    addressee_start INTEGER,
    addressee_end INTEGER,
    venue_start INTEGER,
    venue_end INTEGER,
    time_start INTEGER,
    time_end INTEGER,
    condition_start INTEGER,
    condition_end INTEGER,
    deadline_start INTEGER,
    deadline_end INTEGER,
    within INTEGER REFERENCES attributions (id),
    speaker INTEGER REFERENCES actors (id),
    addressee INTEGER REFERENCES actors (id),
    holder INTEGER REFERENCES actors (id),
    said_on TEXT,
    rule INTEGER NOT NULL REFERENCES rules (id),
    confidence REAL,
    statement INTEGER REFERENCES statements (id)
) STRICT;
CREATE INDEX attributions_joined ON attributions (statement) WHERE statement IS NOT NULL;

CREATE TABLE event_mentions (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    twin INTEGER NOT NULL,
    mode TEXT NOT NULL REFERENCES modes (mode),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    more TEXT,
    object_start INTEGER,
    object_end INTEGER,
    place_start INTEGER,
    place_end INTEGER,
    time_start INTEGER,
    time_end INTEGER,
    date TEXT,
    date_reason INTEGER REFERENCES rules (id),
    status TEXT NOT NULL,
    place INTEGER REFERENCES actors (id),
    within INTEGER REFERENCES attributions (id),
    rule INTEGER NOT NULL REFERENCES rules (id),
    confidence REAL,
    event INTEGER REFERENCES events (id)
) STRICT;
CREATE INDEX event_mentions_joined ON event_mentions (event) WHERE event IS NOT NULL;

CREATE TABLE arguments (
    event_mention INTEGER NOT NULL REFERENCES event_mentions (id),
    n INTEGER NOT NULL,
    role TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    actor INTEGER REFERENCES actors (id),
    PRIMARY KEY (event_mention, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE problems (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    page INTEGER NOT NULL,
    document INTEGER REFERENCES documents (id),
    stage TEXT NOT NULL,
    message TEXT NOT NULL,
    raw BLOB,
    UNIQUE (name, page, stage, message)
) STRICT;

-- Record layer: made from the text layer and the judgements, and made again by `dragoman rebuild`.

CREATE TABLE statements (
    id INTEGER PRIMARY KEY REFERENCES attributions (id),
    act TEXT NOT NULL,
    speaker INTEGER REFERENCES actors (id),
    holder INTEGER REFERENCES actors (id),
    addressee INTEGER REFERENCES actors (id),
    said_on TEXT,
    position INTEGER REFERENCES positions (id),
    reports INTEGER NOT NULL,
    independent INTEGER NOT NULL,
    verdict TEXT
) STRICT;
CREATE INDEX statements_by_position ON statements (position) WHERE position IS NOT NULL;
CREATE INDEX statements_to_place ON statements (id)
WHERE position IS NULL AND act <> 'state' AND holder IS NOT NULL;

CREATE TABLE events (
    id INTEGER PRIMARY KEY REFERENCES event_mentions (id),
    mode TEXT NOT NULL REFERENCES modes (mode),
    status TEXT NOT NULL,
    date TEXT,
    place INTEGER REFERENCES actors (id),
    follows INTEGER REFERENCES events (id),
    reports INTEGER NOT NULL,
    independent INTEGER NOT NULL,
    verdict TEXT
) STRICT;
CREATE INDEX events_followed ON events (follows) WHERE follows IS NOT NULL;
CREATE INDEX events_planned ON events (date) WHERE status IN ('planned', 'cancelled');

CREATE TABLE event_participants (
    event INTEGER NOT NULL REFERENCES events (id),
    role TEXT NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors (id),
    PRIMARY KEY (event, role, actor)
) STRICT, WITHOUT ROWID;

CREATE TABLE positions (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    holder INTEGER NOT NULL REFERENCES actors (id),
    act TEXT NOT NULL,
    addressee INTEGER REFERENCES actors (id),
    matter TEXT NOT NULL,
    status TEXT NOT NULL
) STRICT;
CREATE INDEX positions_by_holder ON positions (holder);

CREATE TABLE joins (
    later INTEGER NOT NULL,
    earlier INTEGER NOT NULL,
    rule INTEGER NOT NULL REFERENCES rules (id),
    score REAL,
    PRIMARY KEY (later, earlier)
) STRICT, WITHOUT ROWID;

CREATE TABLE days (
    day INTEGER PRIMARY KEY,
    next INTEGER NOT NULL,
    joined INTEGER NOT NULL
) STRICT;
CREATE INDEX days_to_join ON days (day) WHERE joined = 0;

-- What people decided: never changed, never deleted.

CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    verdict TEXT NOT NULL CHECK (
        verdict IN ('accept', 'reject', 'correct', 'merge', 'split', 'status', 'note', 'withdraw')
    ),
    subject TEXT NOT NULL,
    object TEXT,
    field TEXT,
    value TEXT,
    note TEXT,
    user TEXT NOT NULL,
    made_at TEXT NOT NULL,
    document TEXT,
    start INTEGER,
    "end" INTEGER,
    exact TEXT
) STRICT;
CREATE INDEX judgements_by_subject ON judgements (subject);

CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements
BEGIN SELECT raise(ABORT, 'judgements are never changed; withdraw this one and make another'); END;
CREATE TRIGGER judgements_are_kept BEFORE DELETE ON judgements
BEGIN SELECT raise(ABORT, 'judgements are never deleted; withdraw this one'); END;

-- Finding: one row a telling, under the id of its attribution or event mention; `terms.py` says what the words are.

CREATE VIRTUAL TABLE words USING fts5 (
    terms, content = '', columnsize = 0, detail = none, tokenize = "ascii tokenchars '-_'"
);

-- Reading by SQL: the words behind each row.

CREATE TABLE modes (
    mode TEXT PRIMARY KEY,
    type TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW reports AS
SELECT d.id, d.key, d.name, d.url, p.name AS publisher, d.agency, d.language,
       coalesce(d.title, substr(d.text, d.title_start + 1, d.title_end - d.title_start)) AS title,
       d.published_at, d.text, d.revision_of, d.reprint_of
FROM documents d LEFT JOIN publishers p ON p.id = d.publisher;

CREATE VIEW tellings AS
SELECT a.id, 'statement' AS kind, coalesce(a.statement, a.id) AS fact,
       's' || d.key || '-' || a.start || CASE a.twin WHEN 0 THEN '' ELSE '.' || a.twin END AS key,
       a.document, d.published_at, a.start, a."end", substr(d.text, a.start + 1, a."end" - a.start) AS exact,
       r.name AS rule, d.version
FROM attributions a JOIN documents d ON d.id = a.document JOIN rules r ON r.id = a.rule
UNION ALL
SELECT m.id, 'event', coalesce(m.event, m.id),
       'e' || d.key || '-' || m.start || CASE m.twin WHEN 0 THEN '' ELSE '.' || m.twin END,
       m.document, d.published_at, m.start, m."end", substr(d.text, m.start + 1, m."end" - m.start),
       r.name, d.version
FROM event_mentions m JOIN documents d ON d.id = m.document JOIN rules r ON r.id = m.rule;

CREATE VIEW said AS
SELECT s.id, substr(d.published_at, 1, 10) AS reported, s.said_on, who.key AS speaker, holder.key AS holder, s.act,
       whom.key AS addressee, substr(d.text, a.start + 1, a."end" - a.start) AS content,
       substr(d.text, a.condition_start + 1, a.condition_end - a.condition_start) AS condition,
       substr(d.text, a.deadline_start + 1, a.deadline_end - a.deadline_start) AS deadline,
       s.reports, s.independent, s.verdict, d.key AS document, a.start, a."end"
FROM statements s JOIN attributions a ON a.id = s.id JOIN documents d ON d.id = a.document
LEFT JOIN actors who ON who.id = s.speaker LEFT JOIN actors holder ON holder.id = s.holder
LEFT JOIN actors whom ON whom.id = s.addressee;

CREATE VIEW happened AS
SELECT e.id, substr(d.published_at, 1, 10) AS reported, e.date, k.type, e.mode, e.status, place.key AS place,
       (SELECT group_concat(p.role || ' ' || x.key, '; ') FROM event_participants p JOIN actors x ON x.id = p.actor
        WHERE p.event = e.id) AS participants,
       substr(d.text, m.start + 1, m."end" - m.start) AS word,
       e.reports, e.independent, e.verdict, d.key AS document, m.start, m."end"
FROM events e JOIN event_mentions m ON m.id = e.id JOIN documents d ON d.id = m.document
JOIN modes k ON k.mode = e.mode LEFT JOIN actors place ON place.id = e.place;
