-- The journal, the answers and the operations, as in SQLite: docs/journal.md. Moments in milliseconds.

-- Rows are one chain. What a row says is JSON and hashed as it is stored.
CREATE TABLE entries (
    number      BIGINT PRIMARY KEY,
    content     TEXT NOT NULL,
    hash        TEXT NOT NULL,
    -- What rows are looked for by: taken from the content, so that it cannot say anything else.
    kind        TEXT   NOT NULL GENERATED ALWAYS AS (content::json ->> 'kind') STORED,
    at          BIGINT NOT NULL GENERATED ALWAYS AS ((content::json ->> 'at')::bigint) STORED,
    partner_id  TEXT            GENERATED ALWAYS AS (content::json ->> 'partnerId') STORED,
    customer_id TEXT            GENERATED ALWAYS AS (content::json ->> 'customerId') STORED,
    "user"      TEXT            GENERATED ALWAYS AS (content::json ->> 'user') STORED,
    action      TEXT            GENERATED ALWAYS AS (content::json ->> 'action') STORED,
    act         BIGINT          GENERATED ALWAYS AS ((content::json ->> 'act')::bigint) STORED,
    outcome     TEXT            GENERATED ALWAYS AS (content::json ->> 'outcome') STORED,
    is_final    BIGINT          GENERATED ALWAYS AS ((content::json ->> 'isFinal')::boolean::int::bigint) STORED
);
CREATE INDEX intents_of_partner ON entries (partner_id, number) WHERE kind = 'intent';
CREATE INDEX intents_of_customer ON entries (partner_id, customer_id, number) WHERE kind = 'intent';
CREATE INDEX entries_of_act ON entries (act, kind, number) WHERE act IS NOT NULL;
CREATE UNIQUE INDEX receipt_ids ON entries ((content::json ->> 'receiptId')) WHERE kind = 'snapshot';
CREATE UNIQUE INDEX acts_end_once ON entries (act) WHERE is_final = 1;

-- An act is its intent and the latest that is known of its end.
CREATE VIEW acts_now AS
SELECT intent.number, intent.at, intent.partner_id, intent.customer_id, intent."user", intent.action,
       intent.content AS intent, latest.content AS ending, latest.at AS ended_at,
       COALESCE(latest.outcome, 'unknown') AS outcome, COALESCE(latest.is_final, 0) AS is_final
FROM entries AS intent
LEFT JOIN entries AS latest ON latest.number = (
    SELECT number FROM entries WHERE act = intent.number AND kind = 'outcome'
    ORDER BY is_final DESC, number DESC LIMIT 1
)
WHERE intent.kind = 'intent';

-- A removal is an act with what there was before, and with a receipt once it was seen.
CREATE VIEW removals_now AS
SELECT acts_now.*, kept.content AS snapshot,
       receipt.content AS receipt, receipt.number AS receipt_row, receipt.hash AS receipt_hash
FROM acts_now
JOIN entries AS kept ON kept.act = acts_now.number AND kept.kind = 'snapshot'
LEFT JOIN entries AS receipt ON receipt.act = acts_now.number AND receipt.kind = 'receipt';

CREATE FUNCTION the_journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal only grows'; END $$;
CREATE TRIGGER entries_stay BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION the_journal_only_grows();
CREATE TRIGGER entries_keep BEFORE DELETE ON entries FOR EACH ROW EXECUTE FUNCTION the_journal_only_grows();
CREATE TRIGGER entries_last BEFORE TRUNCATE ON entries EXECUTE FUNCTION the_journal_only_grows();
CREATE FUNCTION the_journal_grows_at_its_end() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM entries) THEN
        RAISE EXCEPTION 'the journal only grows';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entries_grow BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION the_journal_grows_at_its_end();

-- Answers to writes, given again for the same idempotency key; forgotten after a day.
CREATE TABLE answers (
    partner_id      TEXT NOT NULL,
    "user"          TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint     TEXT NOT NULL,
    answered_at     BIGINT NOT NULL,
    status          BIGINT NOT NULL,
    headers         TEXT NOT NULL,
    body            BYTEA NOT NULL,
    PRIMARY KEY (partner_id, "user", idempotency_key)
);
CREATE INDEX answers_by_age ON answers (answered_at);

-- What is to be reached with a customer, and how far it is.
CREATE TABLE operations (
    id           TEXT NOT NULL PRIMARY KEY,
    partner_id   TEXT NOT NULL,
    customer_id  TEXT NOT NULL,
    caller       TEXT NOT NULL,
    goal         TEXT NOT NULL,
    state        TEXT NOT NULL,
    code         TEXT,
    waits        TEXT NOT NULL,
    began_at     BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    version      BIGINT NOT NULL,
    -- Who works at it, and until when nobody else does.
    lease        TEXT,
    leased_until BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX operations_open ON operations (partner_id, customer_id)
    WHERE state IN ('running', 'waiting', 'paused');
CREATE INDEX operations_due ON operations (due_at) WHERE state IN ('running', 'waiting');
CREATE INDEX operations_by_time ON operations (partner_id, began_at);

CREATE TABLE operation_steps (
    operation_id   TEXT NOT NULL REFERENCES operations (id),
    number         BIGINT NOT NULL,
    step           TEXT NOT NULL,
    state          TEXT NOT NULL,
    code           TEXT,
    correlation_id TEXT,
    version        BIGINT NOT NULL,
    PRIMARY KEY (operation_id, number)
);

-- Whose turn it is where several copies want the same, and until when nobody else has it.
CREATE TABLE turns (
    name       TEXT NOT NULL PRIMARY KEY,
    holder     TEXT NOT NULL,
    held_until BIGINT NOT NULL
);
