// The figures as a table for the terminal, and as a page with plots.

const NAMES = { widget: "ours", dom: "DOM calls", react: "React", svelte: "Svelte" };
const SERVER_NAMES = { server: "ours", other: "against" };

/**
 * Bounds bind, aims are reported. Ratios are ours against the one named; `own` is the figure itself. `against`: what the
 * backend is held against.
 */
const ROWS = {
  "bytes": { title: "bytes to a usable account page", unit: "KB", bounds: { own: 120_000 }, aims: { own: 100_000, react: 1.0 } },
  "start-cold": { title: "script start → usable, empty cache", unit: "ms", aims: { react: 0.9 } },
  "start-warm": { title: "script start → usable, warm cache", unit: "ms", aims: { react: 0.9 } },
  "mount-1000": { title: "mount 1,000 subscriptions", unit: "ms", bounds: { dom: 1.2 }, aims: { react: 0.7 } },
  "mount-10000": { title: "mount 10,000 subscriptions", unit: "ms", bounds: { dom: 1.2 }, aims: { react: 0.7 } },
  "change-one": { title: "one row changes among 1,000", unit: "ms", bounds: { dom: 1.3 }, aims: { react: 0.3 } },
  "filter-10000": { title: "filter and sort 10,000", unit: "ms", bounds: { dom: 1.2 }, aims: { react: 0.7 } },
  "language": { title: "language switch with 1,000 rows", unit: "ms", bounds: { dom: 1.5 }, aims: { react: 0.7 } },
  "operation-script": { title: "a run over 1,000 rows, without styles and layout", unit: "ms", bounds: { dom: 1.5 }, aims: { react: 0.5 } },
  "operation-layout": { title: "the same run, styles and layout", unit: "ms" },
  "memory-1000": { title: "memory after mount 1,000", unit: "MB", aims: { react: 1.0 } },
  "memory-cycles": { title: "memory after 1,000 mounts and unmounts, against before", unit: "×", bounds: { own: 1.01 }, isOwn: true },
  "rule-clear": { title: "the rule over 10,000 items, nothing blocks", unit: "µs", against: "plain scan", bounds: { other: 3 } },
  "rule-blocked": { title: "the rule over 10,000 items, half of them block", unit: "µs", against: "plain scan", bounds: { other: 3 } },
  "account-p50": { title: "account with 200 subscriptions, upstream beside it, p50", unit: "ms", against: "slowest read", bounds: { other: 1.3 } },
  "account-p99": { title: "account with 200 subscriptions, upstream beside it, p99", unit: "ms", against: "slowest read", bounds: { other: 1.3 } },
  "account-far-p50": { title: "account with 200 subscriptions, upstream 250 ms away, p50", unit: "ms", against: "slowest read", bounds: { other: 1.3 } },
  "account-far-p99": { title: "account with 200 subscriptions, upstream 250 ms away, p99", unit: "ms", against: "slowest read", bounds: { other: 1.3 } },
  "list-first": { title: "first page of 100,000 customers, p50", unit: "ms", against: "of 1,000", bounds: { other: 1.5 } },
  "list-name": { title: "search by name among 100,000, p50", unit: "ms", against: "of 1,000", bounds: { other: 1.5 } },
  "list-domain": { title: "search by domain among 100,000, p50", unit: "ms", against: "of 1,000", bounds: { other: 1.5 } },
  "list-deep": { title: "page behind nine tenths of 100,000, p50", unit: "ms", against: "of 1,000", bounds: { other: 1.5 } },
  "memory-idle": { title: "memory, idle", unit: "MB", against: "Fastify", bounds: { other: 0.3 } },
  "memory-load": { title: "memory, at most under load", unit: "MB", against: "Fastify", bounds: { other: 0.3 } },
};

const ENGINES = ["chromium", "firefox", "server"];

/** As the tables show them. */
export function inOrder(rows) {
  const [engines, names] = [ENGINES, Object.keys(ROWS)];
  return rows.toSorted((a, b) => engines.indexOf(a.engine) - engines.indexOf(b.engine) || names.indexOf(a.row) - names.indexOf(b.row));
}

const SCALE = { KB: [1_000, 1], "µs": [0.001, 0], ms: [1, 1], MB: [1_000_000, 1], "×": [1, 3] };

function written(value, unit) {
  const [by, digits] = SCALE[unit];
  return (value / by).toFixed(digits);
}

const ratio = ({ median, quartiles: [low, high] }) => `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;

/** Whether a bound holds, or how far it is missed. */
function verdicts({ row, values, ratios }) {
  const { bounds = {}, aims = {}, unit, against } = ROWS[row];
  const said = (kind, limits) => Object.entries(limits).map(([peer, limit]) => {
    const actual = peer === "own" ? values.widget.median : ratios[peer].median;
    const [shown, of] = peer === "own" ? [written(limit, unit), ""] : [limit, against ? "" : ` of ${NAMES[peer]}`];
    return `${kind} ${shown}${of}: ${actual <= limit ? "holds" : `missed by ${Math.round((actual / limit - 1) * 100)} %`}`;
  });
  return [...said("bound", bounds), ...said("aim", aims)];
}

function headsOf(engine) {
  if (engine === "server") return ["", "ours", "against", "", "ours / that", "bounds"];
  return ["", ...Object.values(NAMES), "ours / DOM calls", "ours / React", "ours / Svelte", "bounds and aims"];
}

function cellsOf({ row, values, ratios, ...it }) {
  const { title, unit, against, isOwn } = ROWS[row];
  const value = (name) => written(values[name].median, unit);
  const verdict = verdicts({ row, values, ratios }).join("; ");
  if (it.engine === "server") return [`${title} (${unit})`, value("server"), against, value("other"), ratio(ratios.other), verdict];
  const [own, ...peers] = Object.keys(NAMES);
  return [`${title} (${unit})`, ...[own, ...peers].map(value), ...peers.map((peer) => (isOwn ? "" : ratio(ratios[peer]))), verdict];
}

const byEngine = (rows) => rows.reduce((map, it) => map.set(it.engine, [...(map.get(it.engine) ?? []), it]), new Map());

export function tableOf({ rows }) {
  return [...byEngine(rows)].map(([engine, rows]) => {
    const table = [headsOf(engine), ...rows.map(cellsOf)];
    const last = table[0].length - 1;
    const widths = table[0].map((_, at) => Math.max(...table.map((it) => it[at].length)));
    const lines = table.map((cells) => cells.map((it, at) => (at === 0 || at === last ? it.padEnd(widths[at]) : it.padStart(widths[at]))).join("  "));
    return [engine, ...lines].join("\n");
  }).join("\n\n");
}

function markdownOf(engine, rows) {
  const heads = headsOf(engine);
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map((_, at) => (at > 0 && at < heads.length - 1 ? "--:" : "---"))), ...rows.map((it) => line(cellsOf(it)))].join("\n");
}

const WIDTH = 720;
const LEFT = 100;
const BAR = 16;
const GAP = 5;

/** One group of bars for each row: the median, and a line from quartile to quartile. */
function plotOf(rows) {
  let y = 8;
  const parts = rows.flatMap((it) => {
    const { title, unit, against } = ROWS[it.row];
    const names = against ? { ...SERVER_NAMES, other: against } : NAMES;
    const most = Math.max(...Object.values(it.values).map((value) => value.quartiles[1]));
    const x = (value) => (LEFT + (value / most) * (WIDTH - LEFT - 80)).toFixed(1);
    const head = `<text class="title" x="0" y="${y += 14}">${title}</text>`;
    y += 8;
    const bars = Object.keys(names).map((name) => {
      const { median, quartiles: [low, high] } = it.values[name];
      const top = y;
      y += BAR + GAP;
      const middle = top + BAR / 2;
      return `<text x="${LEFT - 8}" y="${top + 12}" text-anchor="end">${names[name]}</text>`
        + `<rect class="${name}" x="${LEFT}" y="${top}" width="${(x(median) - LEFT).toFixed(1)}" height="${BAR}"/>`
        + `<path d="M${x(low)} ${middle}H${x(high)}"/>`
        + `<text x="${Number(x(high)) + 6}" y="${top + 12}">${written(median, unit)} ${unit}</text>`;
    });
    y += 14;
    return [head, ...bars];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="12" role="img">
<title>Medians, with lines from quartile to quartile; shorter is better</title>
<style>
  text { fill: #1c1f26; } .title { font-weight: 600; } path { stroke: #1c1f26; stroke-width: 1.5; }
  .widget, .server { fill: #0b5c75; } .dom, .other { fill: #9aa3b2; } .react { fill: #b9a36b; } .svelte { fill: #b98a7a; }
  @media (prefers-color-scheme: dark) { text { fill: #e8eaf0; } path { stroke: #e8eaf0; } .widget, .server { fill: #6cc4dd; } }
</style>
${parts.join("\n")}
</svg>
`;
}

/** When, on what and how often rows were measured: once for all that were measured together. */
function circumstances(rows) {
  const titles = new Map();
  for (const { row, measured: { at, rounds, machine, by, load } } of rows) {
    const told = `${at}, ${rounds === 1 ? "once" : `${rounds} rounds`}, ${by}, ${machine}, a load of ${load} from elsewhere`;
    titles.set(told, [...(titles.get(told) ?? []), ROWS[row].title]);
  }
  return [...titles].map(([told, titles]) => `- ${told}: ${titles.join("; ")}.`).join("\n");
}

/** The page from its words, and the plots by the names that it shows them by. */
export function pageOf({ rows }, words) {
  const engines = [...byEngine(rows)];
  const plots = Object.fromEntries(engines.map(([engine, rows]) => [`performance-${engine}.svg`, plotOf(rows)]));
  const named = (engine) => engine[0].toUpperCase() + engine.slice(1);
  const section = ([engine, rows]) => `## ${named(engine)}\n\n${markdownOf(engine, rows)}\n\n${circumstances(rows)}\n\n![Medians, ${engine}](performance-${engine}.svg)`;
  return { page: words.replace("{figures}", engines.map(section).join("\n\n")), plots };
}
