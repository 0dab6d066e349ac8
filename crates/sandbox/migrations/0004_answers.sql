-- The answers to writes, so that a repeat with the same MS-RequestId is answered and not done again.

CREATE TABLE answers (
    request_id TEXT NOT NULL,
    method     TEXT NOT NULL,
    path       TEXT NOT NULL,
    request    BLOB NOT NULL,
    at         INTEGER NOT NULL, -- milliseconds
    status     INTEGER NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (request_id, method, path, request)
) STRICT;
CREATE INDEX answers_by_time ON answers (at);
