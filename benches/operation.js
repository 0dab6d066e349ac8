// A real operation: a thousand subscriptions bought from the sandbox, and the backend suspends them all. Answers and
// events are kept, so that all who are measured follow the very same run.

import { Servers, get } from "./server.js";

const LINES_OF_AN_ORDER = 100;

/** By turns from before new commerce and since. */
const OFFERS = [["796b6b5f-613c-4e24-a17c-eba730d49c02", "Exchange Online (Plan 1)"], ["CFQ7TTC0LCHC:0002:CFQ7TTC0K971", "Microsoft 365 Business Premium"]];

function order(first) {
  const line = (_, at) => {
    const [offerId, name] = OFFERS[at % OFFERS.length];
    return { offerId, friendlyName: `${name} – depósito ${String(first + at + 1).padStart(4, "0")}`, quantity: (at % 23) + 1 };
  };
  return JSON.stringify({ billingCycle: "monthly", lineItems: Array.from({ length: LINES_OF_AN_ORDER }, line) });
}

/** Every event, until there are no more. */
async function eventsOf({ address, token }, { id }) {
  const response = await fetch(`${address}/v1/operations/${id}/events`, { headers: { authorization: `Bearer ${token}` } });
  const events = (await response.text()).split("\n\n").map((it) => it.split("\n").find((line) => line.startsWith("data:")));
  return events.filter(Boolean).map((it) => it.slice(5).trim());
}

/** The customer, its account before and after, what was planned, what was begun, and what came of it, event by event. */
export async function recordOperation(programs, n) {
  const servers = new Servers(programs);
  try {
    const upstream = await servers.sandbox();
    const server = await servers.server(upstream);
    const { items: [{ id }] } = await get(server, `/v1/customers?size=1&search=${encodeURIComponent("Panadería")}`);
    for (let first = 0; first < n; first += LINES_OF_AN_ORDER) {
      await get(upstream, `/v1/customers/${id}/orders`, { method: "POST", headers: { "MS-RequestId": crypto.randomUUID() }, body: order(first) });
    }
    const read = () => get(server, `/v1/customers/${id}`);
    const ask = (more) => get(server, "/v1/operations", { method: "POST", headers: { "idempotency-key": crypto.randomUUID() }, body: JSON.stringify({ customers: [id], goal: "suspend-all", ...more }) });
    const account = await read();
    const planned = await ask({ dryRun: true });
    const begun = await ask();
    const events = await eventsOf(server, begun.items[0]);
    return { id, account, planned, begun, events, after: await read() };
  } finally {
    servers.close();
  }
}
