// What is measured, row by row. Each row gives one number for one contender; the driver takes turns among them.

/** 4 times slower, 40 ms away, 10 Mbit/s. */
const SLOW = { rate: 4, network: { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 } };

/** A page with the account of a customer with little: what it loads is loaded. */
async function openPage(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(() => bench.usable());
  return page;
}

async function withPage(context, url, use) {
  const page = await openPage(context, url);
  // What is fetched once it is there has come as well.
  await page.waitForNetworkIdle();
  try {
    return await use(page);
  } finally {
    await page.close();
  }
}

/** Bytes that the browser fetches to a usable account page in Spanish, nothing in its cache. */
export async function bytes({ browser, stage, small }, contender) {
  const context = await browser.createBrowserContext();
  stage.sent.length = 0;
  await openPage(context, stage.pageAt(contender, { customer: small }));
  // Ours fetches the rest of its module when the page is usable.
  const isCounted = ({ path }) => path !== "/measure.js" && !path.includes("/lazy-");
  const total = stage.sent.filter(isCounted).reduce((sum, it) => sum + it.bytes, 0);
  await context.close();
  return { bytes: total };
}

/** Script start → usable: with an empty cache, and after two visits. */
export async function start({ browser, stage, small }, contender) {
  const context = await browser.createBrowserContext();
  const url = stage.pageAt(contender, { customer: small });
  const page = await context.newPage();
  const devtools = await page.createCDPSession();
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", SLOW.network);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOW.rate });
  const visit = async () => {
    await page.goto(url);
    return page.evaluate(() => bench.usable());
  };
  const cold = await visit();
  await visit();
  const warm = await visit();
  await context.close();
  return { "start-cold": cold, "start-warm": warm };
}

/** A thousand rows: drawn, one of them changed, all in another language; and what the page keeps of it all. */
export function thousand({ browser, stage, small, large, isChromium }, contender) {
  return withPage(browser, stage.pageAt(contender, { customer: small }), async (page) => {
    const { id, all, changed } = large[1000];
    const mount = await page.evaluate((id, all) => bench.mount(id, all), id, all);
    const memory = isChromium ? await memoryOf(page) : null;
    const change = await page.evaluate((id) => bench.changeOne(id), changed);
    // Once there and back: its texts are loaded then.
    await page.evaluate(async () => { await bench.language("it-IT"); await bench.language("es-ES"); });
    const language = await page.evaluate(() => bench.language("it-IT"));
    return { "mount-1000": mount, "change-one": change, "language": language, ...(memory && { "memory-1000": memory }) };
  });
}

/** Ten thousand rows: drawn, then one state of them and all again. */
export function tenThousand({ browser, stage, small, large }, contender) {
  return withPage(browser, stage.pageAt(contender, { customer: small }), async (page) => {
    const { id, all, active } = large[10_000];
    const mount = await page.evaluate((id, all) => bench.mount(id, all), id, all);
    const filter = await page.evaluate((active, all) => bench.filter("active", active, all), active, all);
    return { "mount-10000": mount, "filter-10000": filter };
  });
}

async function memoryOf(page) {
  const devtools = await page.createCDPSession();
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.detach();
  return page.evaluate(() => bench.memory());
}

/** What a page keeps after an element came and went `n` times, against what it kept after the first few. */
export function cycles({ browser, stage, small, nCycles }, contender) {
  return withPage(browser, stage.pageAt(contender, { customer: small }), async (page) => {
    const cycle = (n) => page.evaluate((small, n) => bench.cycle(small, n), small, n);
    await cycle(20);
    const before = await memoryOf(page);
    await cycle(nCycles);
    return { "memory-cycles": (await memoryOf(page)) / before };
  });
}

/**
 * The progress of a thousand suspensions, from yes to the end: all that the page's thread did, in styles and layout, and
 * otherwise. Chromium's `ScriptDuration` leaves out what runs when a promise settles, and that is most of it.
 */
export function operation({ browser, stage, small }, contender) {
  return withPage(browser, stage.pageAt(contender, { customer: small }), async (page) => {
    await page.evaluate(() => bench.prepareOperation());
    const before = await page.metrics();
    await page.evaluate(() => bench.followOperation());
    const after = await page.metrics();
    const spent = (name) => 1_000 * (after[name] - before[name]);
    const layout = spent("RecalcStyleDuration") + spent("LayoutDuration");
    return { "operation-script": spent("TaskDuration") - layout, "operation-layout": layout };
  });
}
