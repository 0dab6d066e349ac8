// The backend under load, with the sandbox as a program of its own. Each row takes what it needs from a `Servers`, and
// gives what is asked for once in each round: ours, and what ours is held against, in turn.

import { execFile } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { start, startBackend, startSandbox } from "./backend.js";

const CONNECTIONS = 50;

/** How long upstream waits before it answers: the middle of what Microsoft's own takes, 100 to 400 ms. */
const FAR_MS = 250;

const FEW = 1_000;
const MANY = 100_000;

const SCRIPT = fileURLToPath(new URL("../crates/server/tests/load/wrk.lua", import.meta.url));
const FASTIFY = fileURLToPath(new URL("peers/fastify/server.js", import.meta.url));

/** What a portal and its backend share. */
const SECRET = randomBytes(32).toString("hex");
const UPSTREAM_TOKEN = "sandbox.direct.admin-agent";

/** A token as a portal gives it. */
export function portalToken(more = {}) {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    aud: "reseller-offboarding", sub: "admin.agent@partner.example", partner_id: "partner.example", partner_kind: "direct", role: "admin-agent",
    scope: "offboarding:read offboarding:suspend offboarding:cancel offboarding:remove", iat: now, exp: now + 86_400, ...more,
  };
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", SECRET).update(signed).digest("base64url")}`;
}

/** Programs that are asked with a token, until all of them are closed. */
export class Servers {
  #programs;
  #running = [];
  #folder = mkdtempSync(join(tmpdir(), "bench-"));

  /** `programs`: where `server`, `sandbox`, `wrk` and the built widget (`dist`) are; `seconds`: how long each load is. */
  constructor(programs) {
    this.#programs = programs;
  }

  async #run(starting, token) {
    const one = { ...await starting, token };
    this.#running.push(one);
    return one;
  }

  sandbox(nCustomers = 0) {
    return this.#run(startSandbox(this.#programs.sandbox, nCustomers), UPSTREAM_TOKEN);
  }

  /** The backend, as behind a portal. */
  server({ address }) {
    const { server, dist } = this.#programs;
    return this.#run(startBackend(server, dist, ["--upstream", address, "--token-secret", SECRET]), portalToken());
  }

  fastify({ address }) {
    const env = { UPSTREAM: address, TOKEN_SECRET: SECRET, NODE_ENV: "production" };
    return this.#run(start(process.execPath, [FASTIFY], env), portalToken());
  }

  /** Many connections that ask for these paths, picked at random: how long they wait, in milliseconds. All are answered. */
  async load({ address, token }, paths) {
    const { wrk, seconds } = this.#programs;
    const file = join(this.#folder, "paths");
    writeFileSync(file, paths.join("\n"));
    const parameters = { threads: 1, connections: CONNECTIONS, duration: seconds, timeout: 60, header: `Authorization: Bearer ${token}`, script: SCRIPT };
    const flags = Object.entries(parameters).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const { stdout } = await promisify(execFile)(wrk, [...flags, address, "--", file, "20261121"]);
    const { requests, p50, p99, connect, read, write, timeout, status } = JSON.parse(stdout.trim().split("\n").at(-1));
    if (requests === 0 || connect + read + write + timeout + status > 0) throw new Error(`${address}${paths[0]}: ${stdout}`);
    return { p50: p50 / 1_000, p99: p99 / 1_000 };
  }

  close() {
    for (const it of this.#running) it.stop();
    this.#running = [];
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export async function get({ address, token }, path, options = {}) {
  const response = await fetch(address + path, { ...options, headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...options.headers } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** One after the other, each of them first in turn. */
async function inTurn(round, ours, others) {
  if (round % 2) return { other: await others(), server: await ours() };
  return { server: await ours(), other: await others() };
}

async function pathOf(server, search) {
  const { items: [{ id }] } = await get(server, `/v1/customers?size=1&search=${encodeURIComponent(search)}`);
  return `/v1/customers/${id}`;
}

const rowsOf = (name, { server, other }) => Object.fromEntries(["p50", "p99"].map((it) => [`${name}-${it}`, { server: server[it], other: other[it] }]));

/** An account with 200 subscriptions, against the slowest of what it is read from: upstream beside us, and far away. */
async function account(servers) {
  const upstream = await servers.sandbox();
  const server = await servers.server(upstream);
  const path = await pathOf(server, "Ñandú");
  const reads = [path, `${path}/subscriptions`, `${path}/entitlements?showExpiry=true`, `${path}/orders`, "/v1/profiles/support"];
  const setDistance = (ms) => get(upstream, "/_sandbox/faults", { method: "PUT", body: JSON.stringify(ms ? [{ path: "/v1/**", fault: { kind: "latency", ms } }] : []) });
  let slowest = { p50: 0 };
  for (const read of reads) {
    const { p50 } = await servers.load(upstream, [read]);
    if (p50 > slowest.p50) slowest = { p50, read };
  }
  return async (round) => {
    const pair = () => inTurn(round, () => servers.load(server, [path]), () => servers.load(upstream, [slowest.read]));
    const near = await pair();
    await setDistance(FAR_MS);
    const far = await pair();
    await setDistance(0);
    return { ...rowsOf("account", near), ...rowsOf("account-far", far) };
  };
}

/** Pages of customers: the first, one far behind, and those whose name or domain begins so. Of many against few. */
async function list(servers) {
  const [many, few] = await Promise.all([MANY, FEW].map(async (n) => {
    const server = await servers.server(await servers.sandbox(n));
    return { server, deep: await deepPage(server, n) };
  }));
  const pages = { first: "", name: "&search=Bottega", domain: "&search=cliente9" };
  return async (round) => {
    const rows = {};
    for (const name of [...Object.keys(pages), "deep"]) {
      const page = ({ server, deep }) => () => servers.load(server, [name === "deep" ? deep : `/v1/customers?size=20${pages[name]}`]);
      const { server, other } = await inTurn(round, page(many), page(few));
      rows[`list-${name}`] = { server: server.p50, other: other.p50 };
    }
    return rows;
  };
}

/** Behind nine tenths of them. */
async function deepPage(server, n) {
  let cursor = "";
  for (let seen = 0; seen < 0.9 * n; seen += 100) cursor = (await get(server, `/v1/customers?size=100&cursor=${cursor}`)).next;
  return `/v1/customers?size=20&cursor=${cursor}`;
}

/** What a process holds once it has answered, and at most under load; another process each time. Against Fastify's. */
async function memory(servers) {
  const upstream = await servers.sandbox();
  const measured = async (one) => {
    const path = await pathOf(one, "Ñandú");
    await get(one, path);
    const idle = memoryOf(one.process, "VmRSS");
    await servers.load(one, [path]);
    const load = memoryOf(one.process, "VmHWM");
    one.stop();
    return { idle, load };
  };
  return async (round) => {
    const { server, other } = await inTurn(round, async () => measured(await servers.server(upstream)), async () => measured(await servers.fastify(upstream)));
    return { "memory-idle": { server: server.idle, other: other.idle }, "memory-load": { server: server.load, other: other.load } };
  };
}

/** `VmRSS`: what is in memory now; `VmHWM`: the most that ever was. */
function memoryOf({ pid }, name) {
  const [, kB] = readFileSync(`/proc/${pid}/status`, "utf8").match(new RegExp(`${name}:\\s+(\\d+) kB`));
  return 1_024 * kB;
}

export const LOADS = { account, list, memory };
