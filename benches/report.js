// The figures as a table for the terminal, and as a page with plots.

const NAMES = { widget: "ours", dom: "DOM calls", react: "React", svelte: "Svelte" };

/** Bounds bind, aims are reported. Ratios are ours against the one named; `own` is the figure itself. */
const ROWS = {
  "bytes": { title: "bytes to a usable account page", unit: "KB", bounds: { own: 120_000 }, aims: { own: 100_000, react: 1.0 } },
  "start-cold": { title: "script start → usable, empty cache", unit: "ms", aims: { react: 0.9 } },
  "start-warm": { title: "script start → usable, warm cache", unit: "ms", aims: { react: 0.9 } },
  "mount-1000": { title: "mount 1,000 subscriptions", unit: "ms", bounds: { dom: 1.2 }, aims: { react: 0.7 } },
  "mount-10000": { title: "mount 10,000 subscriptions", unit: "ms", bounds: { dom: 1.2 }, aims: { react: 0.7 } },
  "change-one": { title: "one row changes among 1,000", unit: "ms", bounds: { dom: 1.3 }, aims: { react: 0.3 } },
  "filter-10000": { title: "filter and sort 10,000", unit: "ms", bounds: { dom: 1.2 }, aims: { react: 0.7 } },
  "language": { title: "language switch with 1,000 rows", unit: "ms", bounds: { dom: 1.5 }, aims: { react: 0.7 } },
  "memory-1000": { title: "memory after mount 1,000", unit: "MB", aims: { react: 1.0 } },
  "memory-cycles": { title: "memory after mounts and unmounts, against before", unit: "×", bounds: { own: 1.01 } },
};

const SCALE = { KB: [1_000, 1], ms: [1, 1], MB: [1_000_000, 1], "×": [1, 3] };

function written(value, unit) {
  const [by, digits] = SCALE[unit];
  return (value / by).toFixed(digits);
}

const ratio = ({ median, quartiles: [low, high] }) => `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;

/** Whether a bound holds, or how far it is missed. */
function verdicts({ row, values, ratios }) {
  const { bounds = {}, aims = {}, unit } = ROWS[row];
  const said = (kind, limits) => Object.entries(limits).map(([against, limit]) => {
    const actual = against === "own" ? values.widget.median : ratios[against].median;
    const [shown, of] = against === "own" ? [written(limit, unit), ""] : [limit, ` of ${NAMES[against]}`];
    return `${kind} ${shown}${of}: ${actual <= limit ? "holds" : `missed by ${Math.round((actual / limit - 1) * 100)} %`}`;
  });
  return [...said("bound", bounds), ...said("aim", aims)];
}

function cellsOf(it) {
  const { title, unit } = ROWS[it.row];
  const value = (name) => written(it.values[name].median, unit);
  return [
    `${title} (${unit})`, ...Object.keys(NAMES).map(value),
    ...Object.keys(it.ratios).map((peer) => (it.row === "memory-cycles" ? "" : ratio(it.ratios[peer]))),
    verdicts(it).join("; "),
  ];
}

const HEADS = ["", ...Object.values(NAMES), "ours / DOM calls", "ours / React", "ours / Svelte", "bounds and aims"];

const byEngine = (rows) => rows.reduce((map, it) => map.set(it.engine, [...(map.get(it.engine) ?? []), it]), new Map());

export function tableOf({ rows }) {
  return [...byEngine(rows)].map(([engine, rows]) => {
    const table = [HEADS, ...rows.map(cellsOf)];
    const widths = HEADS.map((_, at) => Math.max(...table.map((it) => it[at].length)));
    const lines = table.map((cells) => cells.map((it, at) => (at === 0 || at === HEADS.length - 1 ? it.padEnd(widths[at]) : it.padStart(widths[at]))).join("  "));
    return [engine, ...lines].join("\n");
  }).join("\n\n");
}

function markdownOf(rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(HEADS), line(HEADS.map((_, at) => (at > 0 && at < HEADS.length - 1 ? "--:" : "---"))), ...rows.map((it) => line(cellsOf(it)))].join("\n");
}

const WIDTH = 720;
const LEFT = 90;
const BAR = 16;
const GAP = 5;

/** One group of bars for each row: the median, and a line from quartile to quartile. */
function plotOf(rows) {
  let y = 8;
  const parts = rows.flatMap((it) => {
    const { title, unit } = ROWS[it.row];
    const most = Math.max(...Object.values(it.values).map((value) => value.quartiles[1]));
    const x = (value) => (LEFT + (value / most) * (WIDTH - LEFT - 80)).toFixed(1);
    const head = `<text class="title" x="0" y="${y += 14}">${title}</text>`;
    y += 8;
    const bars = Object.entries(it.values).map(([name, { median, quartiles: [low, high] }]) => {
      const top = y;
      y += BAR + GAP;
      const middle = top + BAR / 2;
      return `<text x="${LEFT - 8}" y="${top + 12}" text-anchor="end">${NAMES[name]}</text>`
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
  .widget { fill: #0b5c75; } .dom { fill: #9aa3b2; } .react { fill: #b9a36b; } .svelte { fill: #b98a7a; }
  @media (prefers-color-scheme: dark) { text { fill: #e8eaf0; } path { stroke: #e8eaf0; } .widget { fill: #6cc4dd; } }
</style>
${parts.join("\n")}
</svg>
`;
}

/** The page from its words, and the plots by the names that it shows them by. */
export function pageOf({ rows, machine, pairs }, words) {
  const engines = [...byEngine(rows)];
  const plots = Object.fromEntries(engines.map(([engine, rows]) => [`performance-${engine}.svg`, plotOf(rows)]));
  const section = ([engine, rows]) => `## ${engine[0].toUpperCase()}${engine.slice(1)}\n\n${markdownOf(rows)}\n\n![Medians in ${engine}](performance-${engine}.svg)`;
  const told = `${machine.processor}, ${machine.processors} processors, ${machine.memoryGB} GB, a load of ${machine.load} from elsewhere; ${[machine.chromium, machine.firefox].filter(Boolean).join(", ")}; Node ${machine.node}; ${pairs} rounds.`;
  return { page: words.replace("{figures}", `${told}\n\n${engines.map(section).join("\n\n")}`), plots };
}
