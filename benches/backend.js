// The real backend with its sandbox, in one program or in two, and the accounts that are made from what it answers.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const running = new Set();
process.once("exit", () => running.forEach((it) => it.kill()));

/** Starts a program; it is there once one of its lines holds an address. */
export async function start(program, parameters, env = {}) {
  const child = spawn(program, parameters, { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, ...env } });
  running.add(child);
  const lines = createInterface({ input: child.stdout });
  const address = await new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      const found = line.match(/http:\/\/[\w.:]+/);
      if (found) resolve(found[0]);
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${program} ended with ${code}`)));
  });
  const stop = () => {
    running.delete(child);
    child.kill();
  };
  return { address, process: child, stop };
}

/** The backend on a free port; without an upstream its sandbox is in the same process. */
export function startBackend(program, dist, more = []) {
  return start(program, ["--listen", "127.0.0.1:0", "--dist", dist, "--rate", "4000000000", "--burst", "4000000000", ...more]);
}

/** The sandbox as a program of its own. Without `--per-minute` it throttles nobody. */
export function startSandbox(program, nCustomers = 0) {
  return start(program, ["--listen", "127.0.0.1:0", "--generate", String(nCustomers)], { NO_COLOR: "1", RUST_LOG: "partner_center_sandbox=info" });
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
