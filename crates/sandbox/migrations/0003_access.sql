-- Access tokens that the token endpoint gave, and who helps with a subscription instead of the partner.

CREATE TABLE access_tokens (
    token   TEXT NOT NULL PRIMARY KEY,
    body    TEXT NOT NULL,
    expires INTEGER NOT NULL -- milliseconds
) STRICT;

CREATE TABLE support_contacts (
    customer_id     TEXT NOT NULL,
    subscription_id TEXT NOT NULL,
    body            TEXT NOT NULL,
    PRIMARY KEY (customer_id, subscription_id),
    FOREIGN KEY (customer_id, subscription_id) REFERENCES subscriptions (customer_id, id)
) STRICT;
