-- Filled by the next writer (`names.enter`).
CREATE TABLE actor_terms (
    actor INTEGER NOT NULL REFERENCES actors (id),
    part TEXT NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (actor, part, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_terms_by_term ON actor_terms (term, part);
