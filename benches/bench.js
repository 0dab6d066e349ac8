// Measures the widget and its peers in turn, and the backend; prints a table, writes results.json and the page with plots,
// after each row: a run that is cut off loses nothing but the row that it was at.

import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { ask, customerNamed, madeLarge, startBackend } from "./backend.js";
import { launchChromium, launchFirefox } from "./browser.js";
import { recordOperation } from "./operation.js";
import { sorted } from "./peers/common/rule.js";
import { formatsOf } from "../src/intl.js";
import { inOrder, pageOf, tableOf } from "./report.js";
import { bytes, cycles, operation, start, tenThousand, thousand } from "./rows.js";
import { rule } from "./rule.js";
import { LOADS, Servers } from "./server.js";
import { CONTENDERS, openStage } from "./stage.js";
import { summaryOf } from "./statistics.js";

/** `--only` may come several times; the other rows stay as they were measured before. */
const { values: options } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string", multiple: true } } });
const { CHROMIUM, FIREFOX, SERVER, SANDBOX, WRK, DIST } = process.env;
const N_ROUNDS = options.quick ? 3 : 15;
const N_CYCLES = options.quick ? 100 : 1_000;
const PROGRAMS = { server: SERVER, sandbox: SANDBOX, wrk: WRK, dist: DIST, seconds: options.quick ? 2 : 5 };
const N_SUBSCRIPTIONS = 1_000;

/** Not counted: what runs first has the disk, the processor and the server to warm. */
const N_WARM = 1;

/** By name: what is measured, whether in Firefox as well (there once, where it takes ten minutes), and whether once is enough. */
const RUNS = {
  bytes: { run: bytes, isOnce: true },
  start: { run: start },
  thousand: { run: thousand, inFirefox: true },
  tenThousand: { run: tenThousand, inFirefox: true, isOnceInFirefox: true },
  operation: { run: operation },
  cycles: { run: cycles, isOnce: true },
};

const SERVER_RUNS = { rule, ...LOADS };

const unknown = (options.only ?? []).filter((it) => !(it in RUNS || it in SERVER_RUNS));
if (unknown.length) throw new Error(`${unknown}: there are ${[...Object.keys(RUNS), ...Object.keys(SERVER_RUNS)].join(", ")}`);
const isWanted = (name) => options.only?.includes(name) ?? true;

const near = (name) => new URL(name, import.meta.url);
let results = JSON.parse(readFileSync(near("results.json"), "utf8"));

/** The machine, and what else it was doing. */
function measuredNow(rounds, by) {
  const machine = `${cpus()[0].model}, ${cpus().length} processors, ${Math.round(totalmem() / 1e9)} GB`;
  return { at: new Date().toISOString().slice(0, 10), rounds, machine, by, load: Number(loadavg()[0].toFixed(1)) };
}

/** In the place of what was measured before. */
function keepResults(samples, measured) {
  const rows = summaryOf(samples).map((it) => ({ ...it, measured }));
  const isNew = (it) => rows.some(({ engine, row }) => engine === it.engine && row === it.row);
  results = { rows: inOrder([...results.rows.filter((it) => !isNew(it)), ...rows]) };
  console.log(`${tableOf({ rows })}\n`);
  writeFileSync(near("results.json"), `${JSON.stringify(results, null, 2)}\n`);
  const { page, plots } = pageOf(results, readFileSync(near("performance.md"), "utf8"));
  writeFileSync(near("../docs/performance.md"), page);
  for (const [name, svg] of Object.entries(plots)) writeFileSync(near(`../docs/${name}`), svg);
}

/** `round` gives, for each row, what each contender took; it is asked so many times. */
async function measure(engine, name, [nWarm, n], by, round) {
  const samples = {};
  const measured = measuredNow(n, by);
  for (let at = 0; at < nWarm + n; at++) {
    for (const [row, values] of Object.entries(await round(at))) {
      for (const [contender, value] of Object.entries(values)) if (at >= nWarm) ((samples[row] ??= {})[contender] ??= []).push(value);
    }
    process.stderr.write(`\r${engine} ${name} ${Math.max(at + 1 - nWarm, 0)}/${n}   `);
  }
  process.stderr.write("\n");
  keepResults({ [engine]: samples }, measured);
}

/** Each contender once, and each of them first in turn. */
async function everyContender(world, run, round) {
  const rows = {};
  for (let at = 0; at < CONTENDERS.length; at++) {
    const contender = CONTENDERS[(at + round) % CONTENDERS.length];
    for (const [row, value] of Object.entries(await run(world, contender))) (rows[row] ??= {})[contender] = value;
  }
  return rows;
}

/** The rows to expect, and one in the middle that is suspended without a question. */
function keep(kept, { id, account }) {
  kept.set(`/v1/customers/${id}`, JSON.stringify(account));
  const order = sorted(account.facts.subscriptions, formatsOf("es-ES", "es-ES", "en-US"));
  const expected = (rows) => ({ n: rows.length, last: rows.at(-1).id });
  const active = order.filter((it) => it.status === "active");
  const legacy = active.filter((it) => it.kind === "legacy");
  return { id, all: expected(order), active: expected(active), changed: legacy[legacy.length >> 1].id };
}

async function measureInBrowsers() {
  const backend = await startBackend(SERVER, DIST);
  const many = await ask(backend.address, `/v1/customers/${await customerNamed(backend.address, "Ñandú")}`);
  const small = await customerNamed(backend.address, "Caffè");
  const kept = new Map([[`/v1/customers/${small}`, JSON.stringify(await ask(backend.address, `/v1/customers/${small}`))]]);
  const large = Object.fromEntries([1_000, 10_000].map((n) => [n, keep(kept, madeLarge(many, n))]));
  if (isWanted("operation")) kept.set("/recorded", JSON.stringify(await recordOperation(PROGRAMS, N_SUBSCRIPTIONS)));
  const stage = await openStage({ dist: DIST, backend: backend.address, kept });
  for (const [engine, launch, program] of [["chromium", launchChromium, CHROMIUM], ["firefox", launchFirefox, FIREFOX]]) {
    const isChromium = engine === "chromium";
    const runs = Object.entries(RUNS).filter(([name, { inFirefox }]) => program && isWanted(name) && (isChromium || inFirefox));
    if (runs.length === 0) continue;
    const browser = await launch(program);
    const world = { browser, stage, small, large, isChromium, nCycles: N_CYCLES };
    const version = await browser.version();
    for (const [name, { run, isOnce = false, isOnceInFirefox = false }] of runs) {
      const rounds = isOnce || (isOnceInFirefox && !isChromium) ? [0, 1] : [N_WARM, N_ROUNDS];
      await measure(engine, name, rounds, version, (round) => everyContender(world, run, round));
    }
    await browser.close();
  }
  await stage.close();
  backend.stop();
}

async function measureServers() {
  for (const [name, open] of Object.entries(SERVER_RUNS)) {
    if (!isWanted(name)) continue;
    const servers = new Servers(PROGRAMS);
    await measure("server", name, [N_WARM, N_ROUNDS], `Node ${process.version}`, await open(servers));
    servers.close();
  }
}

if (Object.keys(RUNS).some(isWanted)) await measureInBrowsers();
await measureServers();
console.log(tableOf(results));
