-- The journal is one chain of rows. What a row says is JSON and hashed as it is stored: docs/journal.md.

DROP VIEW acts_now;

CREATE TABLE entries (
    number      INTEGER PRIMARY KEY,
    content     TEXT NOT NULL,
    hash        TEXT NOT NULL,
    -- What rows are looked for by: taken from the content whenever it is asked for, so that it cannot say anything else.
    kind        TEXT    NOT NULL GENERATED ALWAYS AS (content ->> 'kind'),
    at          INTEGER NOT NULL GENERATED ALWAYS AS (content ->> 'at'),
    partner_id  TEXT             GENERATED ALWAYS AS (content ->> 'partnerId'),
    customer_id TEXT             GENERATED ALWAYS AS (content ->> 'customerId'),
    user        TEXT             GENERATED ALWAYS AS (content ->> 'user'),
    action      TEXT             GENERATED ALWAYS AS (content ->> 'action'),
    act         INTEGER          GENERATED ALWAYS AS (content ->> 'act'),
    outcome     TEXT             GENERATED ALWAYS AS (content ->> 'outcome'),
    is_final    INTEGER          GENERATED ALWAYS AS (content ->> 'isFinal')
) STRICT;
CREATE INDEX intents_of_partner ON entries (partner_id, number) WHERE kind = 'intent';
CREATE INDEX intents_of_customer ON entries (partner_id, customer_id, number) WHERE kind = 'intent';
CREATE INDEX entries_of_act ON entries (act, kind, number) WHERE act IS NOT NULL;
CREATE UNIQUE INDEX receipt_ids ON entries (content ->> 'receiptId') WHERE kind = 'snapshot';
CREATE UNIQUE INDEX acts_end_once ON entries (act) WHERE is_final = 1;

-- What was on record before there was a chain, in the order it came: the program chains it when it opens the journal.
CREATE TABLE unchained (number INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT;

INSERT INTO unchained (number, content)
WITH old AS (
    SELECT id AS act_id, began_at AS at, 0 AS rank, id FROM acts
    UNION ALL
    SELECT act_id, began_at, 1, act_id FROM removals JOIN acts ON acts.id = act_id
    UNION ALL
    SELECT act_id, MAX(at, began_at), 2, outcomes.id FROM outcomes JOIN acts ON acts.id = act_id
), numbered AS (
    SELECT ROW_NUMBER() OVER (ORDER BY at, rank, id) AS number, act_id, rank, id FROM old
)
SELECT row.number, CASE row.rank
    WHEN 0 THEN json_object(
        'kind', 'intent', 'at', acts.began_at, 'partnerId', acts.partner_id, 'customerId', acts.customer_id,
        'user', acts.user, 'action', acts.action, 'target', acts.target, 'correlationId', acts.correlation_id)
    WHEN 1 THEN json_object(
        'kind', 'snapshot', 'at', acts.began_at, 'act', intent.number, 'receiptId', removals.receipt_id,
        'snapshot', json(removals.snapshot))
    ELSE json_object(
        'kind', 'outcome', 'at', outcomes.at, 'act', intent.number, 'outcome', outcomes.outcome,
        'code', outcomes.code, 'isFinal', json(iif(outcomes.is_final, 'true', 'false')))
    END
FROM numbered AS row
JOIN numbered AS intent ON intent.rank = 0 AND intent.act_id = row.act_id
JOIN acts ON acts.id = row.act_id
LEFT JOIN removals ON row.rank = 1 AND removals.act_id = row.act_id
LEFT JOIN outcomes ON row.rank = 2 AND outcomes.id = row.id
ORDER BY row.number;

DROP TABLE removals;
DROP TABLE outcomes;
DROP TABLE acts;

-- An act is its intent and the latest that is known of its end.
CREATE VIEW acts_now AS
SELECT intent.number, intent.at, intent.partner_id, intent.customer_id, intent.user, intent.action,
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

CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER entries_keep BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
-- A row that takes another's place would delete it without a word.
CREATE TRIGGER entries_grow BEFORE INSERT ON entries
WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM entries)
BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
