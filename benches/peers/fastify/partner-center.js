// Partner Center, as far as an account and a page of customers need it.

import { azureSubscription, customerSummary, hasAzureSubscriptions, profile, purchases, subscription, supportProfile } from "./to-domain.js";

const CONTINUATION = "MS-ContinuationToken";

export class UpstreamError extends Error {
  constructor(status) {
    super(`upstream said ${status}`);
    this.status = status;
  }
}

export class PartnerCenter {
  #base;

  constructor(base) {
    this.#base = `${base}/v1/`;
  }

  async #get({ id: correlationId, caller }, path, headers = {}) {
    const response = await fetch(new URL(path, this.#base), {
      headers: {
        accept: "application/json",
        authorization: `Bearer sandbox.${caller.partnerKind}.${caller.role}`,
        "MS-CorrelationId": correlationId,
        "MS-RequestId": crypto.randomUUID(),
        "MS-PartnerCenter-Application": "reseller-offboarding",
        ...headers,
      },
      redirect: "error",
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) throw new UpstreamError(response.status);
    return response.json();
  }

  async #all(call, path) {
    const items = [];
    for (let next = { uri: path, headers: [] }; next;) {
      const page = await this.#get(call, next.uri.replace(/^\/?(v1\/)?/, ""), Object.fromEntries((next.headers ?? []).map((it) => [it.key, it.value])));
      items.push(...page.items);
      next = page.links?.next;
    }
    return items;
  }

  async profile(call, id) {
    return profile(await this.#get(call, `customers/${id}`));
  }

  async supportProfile(call) {
    return supportProfile(await this.#get(call, "profiles/support"));
  }

  /** What the rule looks at. Here a part that cannot be read fails the whole. */
  async facts(call, id) {
    const asOf = Date.now();
    const [all, entitlements, orders] = await Promise.all([
      this.#all(call, `customers/${id}/subscriptions`),
      this.#all(call, `customers/${id}/entitlements?showExpiry=true`),
      this.#all(call, `customers/${id}/orders`),
    ]);
    const subscriptions = all.map(subscription);
    await Promise.all(subscriptions.filter(hasAzureSubscriptions).map(async (it) => {
      const azure = await this.#all(call, `customers/${id}/subscriptions/${it.id}/azureEntitlements`);
      it.azureSubscriptions = azure.map(azureSubscription);
    }));
    return { asOf, rule: "suspend", accountKind: "integration", subscriptions, ...purchases(entitlements, orders), unreadable: [] };
  }

  /** Those whose name begins so, then those whose domain does. */
  async listCustomers(call, search, cursor, size) {
    let at = cursor ? JSON.parse(Buffer.from(cursor, "base64url")) : { phase: "n", token: null };
    const items = [];
    const begins = (it) => it.companyProfile.companyName.toLowerCase().startsWith(search.toLowerCase());
    while (at && items.length < size) {
      const page = await this.#customers(call, at, search, size - items.length);
      items.push(...page.items.filter((it) => at.phase === "n" || !begins(it)).map(customerSummary));
      const token = page.links?.next?.headers.find((it) => it.key === CONTINUATION)?.value;
      if (token) at = { ...at, token };
      else at = at.phase === "n" && search ? { phase: "d", token: null } : null;
    }
    return { items, next: at && Buffer.from(JSON.stringify(at)).toString("base64url") };
  }

  #customers(call, { phase, token }, search, size) {
    const query = new URLSearchParams({ size });
    if (token) query.set("seekOperation", "Next");
    else if (search) query.set("filter", JSON.stringify({ Field: phase === "n" ? "CompanyName" : "Domain", Value: search, Operator: "starts_with" }));
    return this.#get(call, `customers?${query}`, token ? { [CONTINUATION]: token } : {});
  }
}
