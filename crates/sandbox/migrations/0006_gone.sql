-- Whose relationship has ended is told by `gone_from` alone; before it there was `relationship`.

UPDATE customers SET gone_from = 0 WHERE relationship <> 'reseller' AND gone_from IS NULL;

DROP INDEX customers_by_name;
DROP INDEX customers_by_domain;
ALTER TABLE customers DROP COLUMN relationship;
CREATE INDEX customers_by_name ON customers (name_key, id);
CREATE INDEX customers_by_domain ON customers (domain_key, id);
