-- What Partner Center knows: each resource as its JSON, with the columns that it is looked up by.

CREATE TABLE customers (
    id           TEXT NOT NULL PRIMARY KEY,
    name_key     TEXT NOT NULL, -- lower-cased: SQLite folds ASCII only
    domain_key   TEXT NOT NULL,
    relationship TEXT NOT NULL,
    body         TEXT NOT NULL
) STRICT;
CREATE INDEX customers_by_name ON customers (relationship, name_key, id);
CREATE INDEX customers_by_domain ON customers (relationship, domain_key, id);

CREATE TABLE subscriptions (
    customer_id TEXT NOT NULL REFERENCES customers (id),
    id          TEXT NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (customer_id, id)
) STRICT;

CREATE TABLE azure_subscriptions (
    customer_id TEXT NOT NULL REFERENCES customers (id),
    plan_id     TEXT NOT NULL,
    id          TEXT NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (customer_id, plan_id, id)
) STRICT;

CREATE TABLE orders (
    customer_id TEXT NOT NULL REFERENCES customers (id),
    id          TEXT NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (customer_id, id)
) STRICT;

CREATE TABLE entitlements (
    customer_id TEXT NOT NULL REFERENCES customers (id),
    order_id    TEXT NOT NULL,
    line        TEXT NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (customer_id, order_id, line)
) STRICT;

CREATE TABLE audit_records (
    id          INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL, -- milliseconds
    customer_id TEXT NOT NULL,
    body        TEXT NOT NULL
) STRICT;
CREATE INDEX audit_records_by_time ON audit_records (at);
