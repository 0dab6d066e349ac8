// The real backend with its sandbox, and the accounts that are made from what it answers.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts it on a free port. */
export async function startBackend(program, dist, more = []) {
  const process = spawn(program, ["--listen", "127.0.0.1:0", "--dist", dist, "--rate", "1000000", "--burst", "1000000", ...more], { stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface({ input: process.stdout });
  const address = await new Promise((resolve, reject) => {
    lines.on("line", (line) => line.startsWith("http://") && resolve(line.trim()));
    process.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { address, process, stop: () => process.kill() };
}

/** Asks it with a demonstration token. */
export async function ask(address, path, options = {}) {
  const { token } = await (await fetch(`${address}/demo/token`, { method: "POST" })).json();
  const response = await fetch(address + path, { ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** The id of a customer by the beginning of its name. */
export async function customerNamed(address, name) {
  const { items } = await ask(address, `/v1/customers?size=1&search=${encodeURIComponent(name)}`);
  return items[0].id;
}

/**
 * The account of another customer with `n` subscriptions: those of `account` over and over, each under an id and a name
 * of its own, with what blocks.
 */
export function madeLarge(account, n) {
  const { subscriptions } = account.facts;
  const blockerOf = new Map(account.blockers.map((it) => [it.item.subscription, it]));
  const id = guid(n, 0xffff);
  const pairs = Array.from({ length: n }, (_, at) => {
    const original = subscriptions[at % subscriptions.length];
    const own = { ...original, id: guid(n, at), name: original.name.replace(/\d+$/, String(at + 1).padStart(5, "0")) };
    const blocker = blockerOf.get(original.id);
    return { own, blocker: blocker && { ...blocker, item: { subscription: own.id }, label: own.name } };
  });
  const byLabel = (a, b) => (a.label < b.label ? -1 : 1);
  const large = {
    ...account,
    profile: { ...account.profile, id, name: `${account.profile.name} (${n})` },
    facts: { ...account.facts, subscriptions: pairs.map((it) => it.own) },
    blockers: pairs.flatMap((it) => it.blocker ?? []).sort(byLabel),
  };
  return { id, account: large };
}

function guid(n, at) {
  const hex = (value, length) => value.toString(16).padStart(length, "0");
  return `${hex(n, 8)}-0000-5000-8000-${hex(at, 12)}`;
}
