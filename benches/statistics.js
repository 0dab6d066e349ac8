// From samples to figures: the median, the spread between the quartiles, and ratios of what was measured in one round.

/** By linear interpolation between the neighbours. */
export function quantile(values, q) {
  const ordered = [...values].sort((a, b) => a - b);
  const at = (ordered.length - 1) * q;
  const [low, high] = [ordered[Math.floor(at)], ordered[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

export function figure(values) {
  return { median: quantile(values, 0.5), quartiles: [quantile(values, 0.25), quantile(values, 0.75)] };
}

/** Engine, row, contender → samples becomes a list of rows: figures of each contender, and of ours against each. */
export function summaryOf(samples) {
  return Object.entries(samples).flatMap(([engine, rows]) => Object.entries(rows).map(([row, byContender]) => {
    const { widget, server, ...peers } = byContender;
    const ours = widget ?? server;
    const entries = Object.entries(byContender);
    const ratios = Object.entries(peers).map(([peer, values]) => [peer, figure(ours.map((it, round) => it / values[round]))]);
    return { engine, row, values: Object.fromEntries(entries.map(([name, values]) => [name, figure(values)])), ratios: Object.fromEntries(ratios), samples: byContender };
  }));
}
