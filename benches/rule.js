// The removal rule by itself, measured by criterion (`crates/domain/benches/rule.rs`): each round is a short run of it.

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const BENCH = ["bench", "--quiet", "--package", "offboarding-domain", "--bench", "rule", "--"];
const SHORT = ["--noplot", "--warm-up-time", "0.2", "--measurement-time", "0.5", "--sample-size", "10"];
const GROUPS = { "rule-clear": "nothing blocks", "rule-blocked": "half blocks" };

/** The rule over 10,000 subscriptions, against a plain scan of them. */
export async function rule() {
  const folder = mkdtempSync(join(tmpdir(), "criterion-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const median = (group, name) => {
    const { median } = JSON.parse(readFileSync(join(folder, group, name, "new", "estimates.json"), "utf8"));
    return median.point_estimate / 1e6;
  };
  return async () => {
    await promisify(execFile)("cargo", [...BENCH, ...SHORT], { env: { ...process.env, CRITERION_HOME: folder } });
    const figures = (group) => ({ server: median(group, "rule"), other: median(group, "plain scan") });
    return Object.fromEntries(Object.entries(GROUPS).map(([row, group]) => [row, figures(group)]));
  };
}
