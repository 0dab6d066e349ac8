-- What is done now and seen later. Moments in milliseconds.

ALTER TABLE customers ADD COLUMN gone_from INTEGER;
ALTER TABLE orders ADD COLUMN seen_from INTEGER NOT NULL DEFAULT 0;
ALTER TABLE azure_subscriptions ADD COLUMN inactive_from INTEGER;
