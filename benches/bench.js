// Measures the widget and its peers in turn, prints a table, writes results.json and the page with plots.

import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { ask, customerNamed, madeLarge, startBackend } from "./backend.js";
import { launchChromium, launchFirefox } from "./browser.js";
import { sorted } from "./peers/common/rule.js";
import { formatsOf } from "../src/intl.js";
import { pageOf, tableOf } from "./report.js";
import { bytes, cycles, start, tenThousand, thousand } from "./rows.js";
import { CONTENDERS, openStage } from "./stage.js";
import { summaryOf } from "./statistics.js";

const { values: options } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
const { CHROMIUM, FIREFOX, SERVER, DIST } = process.env;
const N_PAIRS = options.quick ? 3 : 15;
const N_CYCLES = options.quick ? 100 : 1_000;

/** Not counted: what runs first has the disk, the processor and the server to warm. */
const N_WARM = 1;

/** What else the machine was doing. */
const [LOAD] = loadavg();

const backend = await startBackend(SERVER, DIST);
const many = await ask(backend.address, `/v1/customers/${await customerNamed(backend.address, "Ñandú")}`);
const small = await customerNamed(backend.address, "Caffè");
const kept = new Map([[`/v1/customers/${small}`, JSON.stringify(await ask(backend.address, `/v1/customers/${small}`))]]);
const large = Object.fromEntries([1_000, 10_000].map((n) => [n, keep(madeLarge(many, n))]));
const stage = await openStage({ dist: DIST, backend: backend.address, kept });

/** The rows to expect, and one in the middle that is suspended without a question. */
function keep({ id, account }) {
  kept.set(`/v1/customers/${id}`, JSON.stringify(account));
  const order = sorted(account.facts.subscriptions, formatsOf("es-ES", "es-ES", "en-US"));
  const expected = (rows) => ({ n: rows.length, last: rows.at(-1).id });
  const active = order.filter((it) => it.status === "active");
  const legacy = active.filter((it) => it.kind === "legacy");
  return { id, all: expected(order), active: expected(active), changed: legacy[legacy.length >> 1].id };
}

const samples = {};

/** Each contender once in each round, and each of them first in turn. */
async function measure(engine, stageOf, n = N_PAIRS) {
  for (let round = -N_WARM; round < n; round++) {
    for (let at = 0; at < CONTENDERS.length; at++) {
      const contender = CONTENDERS[(at + round + N_WARM) % CONTENDERS.length];
      for (const [row, value] of Object.entries(await stageOf(contender))) {
        if (round < 0) continue;
        (((samples[engine] ??= {})[row] ??= {})[contender] ??= []).push(value);
      }
    }
    process.stderr.write(`\r${engine} ${stageOf.name} ${Math.max(round + 1, 0)}/${n}   `);
  }
  process.stderr.write("\n");
}

const RUNS = { bytes: [bytes, 1], start: [start], thousand: [thousand], tenThousand: [tenThousand], cycles: [cycles, 1] };
const IN_FIREFOX = ["thousand", "tenThousand"];
const versions = {};

for (const [engine, launch, program] of [["chromium", launchChromium, CHROMIUM], ["firefox", launchFirefox, FIREFOX]]) {
  if (!program) continue;
  const browser = await launch(program);
  versions[engine] = await browser.version();
  const isChromium = engine === "chromium";
  const world = { browser, stage, small, large, isChromium, nCycles: N_CYCLES };
  for (const [name, [run, n]] of Object.entries(RUNS)) {
    if ((options.only && options.only !== name) || !(isChromium || IN_FIREFOX.includes(name))) continue;
    await measure(engine, { [name]: (contender) => run(world, contender) }[name], n);
  }
  await browser.close();
}

await stage.close();
backend.stop();

const results = {
  pairs: N_PAIRS,
  machine: { processor: cpus()[0].model, processors: cpus().length, memoryGB: Math.round(totalmem() / 1e9), load: Number(LOAD.toFixed(1)), ...versions, node: process.version },
  rows: summaryOf(samples),
};
console.log(tableOf(results));
if (!options.only) {
  writeFileSync(new URL("results.json", import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
  const { page, plots } = pageOf(results, readFileSync(new URL("performance.md", import.meta.url), "utf8"));
  writeFileSync(new URL("../docs/performance.md", import.meta.url), page);
  for (const [name, svg] of Object.entries(plots)) writeFileSync(new URL(`../docs/${name}`, import.meta.url), svg);
}
