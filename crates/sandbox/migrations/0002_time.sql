-- How far the sandbox's clock is ahead, and since when a subscription is in its state: what the lifecycle counts from.

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;

ALTER TABLE subscriptions ADD COLUMN since INTEGER NOT NULL DEFAULT 0; -- milliseconds
UPDATE subscriptions SET since = unixepoch() * 1000;
