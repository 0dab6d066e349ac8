"""A new idempotency key for each request: made-up ones repeat, and what comes under the same key is not tried again."""

from uuid import uuid4

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    key = (case.headers or {}).get("idempotency-key", "").strip()
    if key.isascii() and 1 <= len(key) <= 200:
        case.headers["idempotency-key"] = str(uuid4())
