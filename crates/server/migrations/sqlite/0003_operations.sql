-- Many acts at once: what is to be reached with a customer, and how far it is. Moments in milliseconds.

CREATE TABLE operations (
    id          TEXT NOT NULL PRIMARY KEY,
    partner_id  TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    caller      TEXT NOT NULL,
    goal        TEXT NOT NULL,
    state       TEXT NOT NULL,
    code        TEXT,
    waits       TEXT NOT NULL,
    began_at    INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    -- Who works at it, and until when nobody else does.
    lease       TEXT,
    leased_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX operations_open ON operations (partner_id, customer_id)
    WHERE state IN ('running', 'waiting', 'paused');
CREATE INDEX operations_due ON operations (due_at) WHERE state IN ('running', 'waiting');
CREATE INDEX operations_by_time ON operations (partner_id, began_at);

CREATE TABLE operation_steps (
    operation_id   TEXT NOT NULL REFERENCES operations (id),
    number         INTEGER NOT NULL,
    step           TEXT NOT NULL,
    state          TEXT NOT NULL,
    code           TEXT,
    correlation_id TEXT,
    version        INTEGER NOT NULL,
    PRIMARY KEY (operation_id, number)
) STRICT;
