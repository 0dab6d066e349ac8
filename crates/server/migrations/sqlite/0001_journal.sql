-- What was meant to be done, and how it ended. Both only ever grow.

CREATE TABLE acts (
    id             INTEGER PRIMARY KEY,
    partner_id     TEXT NOT NULL,
    customer_id    TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    began_at       INTEGER NOT NULL,
    user           TEXT NOT NULL,
    action         TEXT NOT NULL,
    target         TEXT NOT NULL
) STRICT;
CREATE INDEX acts_of_customer ON acts (partner_id, customer_id, id);

CREATE TABLE outcomes (
    id       INTEGER PRIMARY KEY,
    act_id   INTEGER NOT NULL REFERENCES acts (id),
    at       INTEGER NOT NULL,
    outcome  TEXT NOT NULL,
    code     TEXT,
    is_final INTEGER NOT NULL CHECK (is_final IN (0, 1))
) STRICT;
CREATE INDEX outcomes_of_act ON outcomes (act_id, id);
CREATE UNIQUE INDEX an_act_ends_once ON outcomes (act_id) WHERE is_final = 1;

CREATE VIEW acts_now AS
SELECT acts.*, latest.at AS ended_at, latest.outcome, latest.code, COALESCE(latest.is_final, 0) AS is_final
FROM acts
LEFT JOIN outcomes AS latest ON latest.id = (
    SELECT id FROM outcomes WHERE act_id = acts.id ORDER BY is_final DESC, id DESC LIMIT 1
);

-- A removal is an act with what the customer had when it was cleared, as JSON: the receipt's contents.
CREATE TABLE removals (
    act_id     INTEGER PRIMARY KEY REFERENCES acts (id),
    receipt_id TEXT NOT NULL UNIQUE,
    snapshot   TEXT NOT NULL
) STRICT;

CREATE TRIGGER acts_stay     BEFORE UPDATE ON acts     BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER acts_keep     BEFORE DELETE ON acts     BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER outcomes_stay BEFORE UPDATE ON outcomes BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER outcomes_keep BEFORE DELETE ON outcomes BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER removals_stay BEFORE UPDATE ON removals BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER removals_keep BEFORE DELETE ON removals BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;

-- Answers to writes, given again for the same idempotency key; forgotten after a day.
CREATE TABLE answers (
    partner_id      TEXT NOT NULL,
    user            TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint     TEXT NOT NULL,
    answered_at     INTEGER NOT NULL,
    status          INTEGER NOT NULL,
    headers         TEXT NOT NULL,
    body            BLOB NOT NULL,
    PRIMARY KEY (partner_id, user, idempotency_key)
) STRICT;
CREATE INDEX answers_by_age ON answers (answered_at);
