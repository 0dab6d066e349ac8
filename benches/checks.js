// What each of the four has to do, in Chromium over the real backend, and what a server has to answer. A peer's screens
// say what ours say, element by element, and its answers are ours: what is faster by leaving something out is not measured.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask, customerNamed, startBackend } from "./backend.js";
import { launchChromium } from "./browser.js";
import { Servers, get, portalToken } from "./server.js";
import { CONTENDERS, openStage } from "./stage.js";

const { CHROMIUM = "/usr/bin/chromium", SERVER, SANDBOX, DIST } = process.env;

let servers, sandbox, backend, browser, stage;

before(async () => {
  servers = new Servers({ server: SERVER, sandbox: SANDBOX, dist: DIST });
  sandbox = await servers.sandbox();
  backend = await startBackend(SERVER, DIST, ["--upstream", sandbox.address]);
  browser = await launchChromium(CHROMIUM);
  stage = await openStage({ dist: DIST, backend: backend.address, kept: new Map() });
});

after(async () => {
  await browser?.close();
  await stage?.close();
  backend?.stop();
  servers?.close();
});

const HOST = "reseller-offboarding";

/** A page with one of them, its screen there. What the console calls an error fails the test. */
async function open(contender, customer, { view = "account", lang = "es-ES" } = {}) {
  const page = await browser.newPage();
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
  await page.goto(stage.pageAt(contender, { customer: await customerNamed(backend.address, customer), view, lang }));
  await waitFor(page, view === "account" ? "[part~='remove-button']" : ".toolbar select");
  return page;
}

function inside(page, look, ...args) {
  return page.evaluate((host, look, args) => new Function(`return ${look}`)()(document.querySelector(host).shadowRoot, ...args), HOST, String(look), args);
}

function waitFor(page, selector, text = "") {
  return page.waitForFunction((host, selector, text) => [...(document.querySelector(host).shadowRoot?.querySelectorAll(selector) ?? [])].some((it) => it.textContent.includes(text)), {}, HOST, selector, text);
}

async function click(page, selector) {
  await waitFor(page, selector);
  await inside(page, (root, selector) => root.querySelector(selector).click(), selector);
}

async function close(page) {
  assert.deepEqual(page.errors, []);
  await page.close();
}

/**
 * What is said and how: of every part that a peer has as well, tag, words, names and states. Fluent's libraries for Rust
 * and for JavaScript differ in whether they isolate a term; the marks are not seen.
 */
function outline(root, within = null) {
  const parts = within ? { question: ["h2", "p:not(.actions)", "h3", "li", "button"] } : {
    account: [".card h4", ".details dt", ".details dd", ".status", "h5", ".blocker p", ".blocker button", ".blocker a", "[part='consequences'] li", ".reason", "[part~='remove-button']"],
    subscriptions: [".field-inline span", ".field-inline option", "caption", "thead th", "tbody", "tbody tr", "tbody th", "tbody td", "tbody button", "tbody .badge", "tbody .line", ".toolbar button"],
    operation: ["[part='progress'] h4", "[data-operation] p", "progress", "[part='progress'] button"],
    frame: [".language > span", ".language option", ".title", ".tab", "h3", ".freshness button"],
  };
  const NAMES = ["class", "part", "scope", "data-label", "data-status", "data-state", "data-row", "aria-label", "aria-busy", "aria-disabled", "aria-describedby", "max", "value", "href", "lang"];
  const told = (it) => [it.localName, it.textContent.replace(/\s+/g, " ").trim(), ...NAMES.map((name) => it.getAttribute(name) && `${name}=${it.getAttribute(name)}`).filter(Boolean)].join(" | ").replace(/[\u2068\u2069]/g, "");
  const isSeen = (it) => !it.closest(within ? "[hidden]" : "[hidden], dialog");
  // The way to what a peer has no screen for.
  const isPeers = (it) => !(it.matches(".tab") && [2, 3, 4].includes([...it.parentElement.querySelectorAll(".tab")].indexOf(it)));
  return Object.values(parts).flat().flatMap((selector) => [...(within ? root.querySelector(within) : root).querySelectorAll(selector)].filter(isSeen).filter(isPeers).map((it) => `${selector}: ${told(it)}`));
}

/** As the widget shows it; each read once. */
const outlines = new Map();

async function outlineOf(contender, customer, shown) {
  const key = JSON.stringify([contender, customer, shown]);
  if (!outlines.has(key)) {
    const page = await open(contender, customer, shown);
    outlines.set(key, await inside(page, outline));
    await close(page);
  }
  return outlines.get(key);
}

/** Every row of the rule is in one of these. */
const CUSTOMERS = ["Caffè dell’Orso", "Ñandú", "Panadería", "Birrificio", "Cooperativa", "Farmacia", "Hastings", "Ludlow"];
const SHOWN = [...CUSTOMERS.map((it) => [it, "es-ES"]), ["Caffè", "it-IT"], ["Caffè", "en-US"], ["Ñandú", "it-IT"], ["Ñandú", "en-US"]];

/** While it is held, upstream suspends nothing. */
function holdWrites(isHeld) {
  const held = { method: "PATCH", path: "/v1/**", fault: { kind: "held" } };
  return get(sandbox, "/_sandbox/faults", { method: "PUT", body: JSON.stringify(isHeld ? [held] : []) });
}

/** A customer whose three subscriptions are suspended at once: what is shown on the way. */
async function outlinesOfOperation(contender) {
  const page = await open(contender, "O’Sullivan", { view: "subscriptions" });
  const shown = {};
  await holdWrites(true);
  await click(page, ".toolbar button");
  await waitFor(page, "dialog[open] li", "Office 365 E3");
  shown.asked = await inside(page, outline, "dialog[open]");
  await click(page, "dialog[open] [part='dialog-confirm']");
  await page.waitForFunction((host) => [...document.querySelector(host).shadowRoot.querySelectorAll("tbody .line")].filter((it) => it.textContent === "En curso").length === 2, {}, HOST);
  shown.underWay = await inside(page, outline);
  await inside(page, (root) => {
    const select = root.querySelector(".language select");
    select.value = "it-IT";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await waitFor(page, "tbody .line", "In corso");
  await waitFor(page, "[part='progress'] h4", "Sospendere tutte le attive");
  shown.inItalian = await inside(page, outline);
  await holdWrites(false);
  await page.waitForFunction((host) => !document.querySelector(host).shadowRoot.querySelector("progress, .badge[data-status='active']"), {}, HOST);
  shown.over = await inside(page, outline);
  await click(page, "[part='progress'] button");
  await page.waitForFunction((host) => ![...document.querySelector(host).shadowRoot.querySelectorAll("[part='progress']")].some((it) => it.checkVisibility()), {}, HOST);
  shown.putAway = await inside(page, outline);
  await close(page);
  const path = `/v1/customers/${await customerNamed(backend.address, "O’Sullivan")}`;
  const { facts } = await ask(backend.address, path);
  assert.deepEqual(facts.subscriptions.map((it) => it.status), ["suspended", "suspended", "suspended"]);
  for (const { id } of facts.subscriptions) {
    await ask(backend.address, `${path}/subscriptions/${id}`, { method: "PATCH", body: '{"action":"reactivate"}', headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() } });
  }
  return shown;
}

let widgetsOperation;

for (const contender of CONTENDERS) {
  describe(contender, () => {
    for (const view of ["account", "subscriptions"]) {
      test(`${view}: what it shows is what the widget shows, in three languages`, { skip: contender === "widget" }, async () => {
        for (const [customer, lang] of SHOWN) {
          const shown = { view, lang };
          assert.deepEqual(await outlineOf(contender, customer, shown), await outlineOf("widget", customer, shown), `${customer}, ${lang}`);
        }
      });

      test(`${view}: switched to another language it is as if it had begun in it`, async () => {
        const page = await open(contender, "Caffè", { view, lang: "en-US" });
        await inside(page, (root) => {
          const select = root.querySelector(".language select");
          select.value = "it-IT";
          select.dispatchEvent(new Event("change", { bubbles: true }));
        });
        await waitFor(page, "[role='status']", "Italiano");
        const switched = await inside(page, outline);
        await close(page);
        assert.deepEqual(switched, await outlineOf(contender, "Caffè", { view, lang: "it-IT" }));
      });
    }

    test("a filter shows those of its state, in the order of all", async () => {
      const page = await open(contender, "Ñandú", { view: "subscriptions" });
      const rows = () => inside(page, (root) => [...root.querySelectorAll("tbody tr")].filter((it) => !it.closest("[hidden]")).map((it) => [it.dataset.row, it.querySelector(".badge[data-status]").dataset.status]));
      const all = await rows();
      assert.equal(all.length, 200);
      const choose = (value) => inside(page, (root, value) => {
        const select = root.querySelector(".toolbar select");
        select.value = value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }, value);
      for (const [filter, passes] of [["active", (it) => it === "active"], ["suspended", (it) => it === "suspended"], ["other", (it) => it !== "active" && it !== "suspended"], ["all", () => true]]) {
        const expected = all.filter(([, status]) => passes(status));
        await choose(filter);
        await waitFor(page, "caption", String(expected.length));
        assert.deepEqual(await rows(), expected, filter);
      }
      await close(page);
    });

    test("suspending and reactivating one is done upstream, said, and leaves the other rows alone", async () => {
      const page = await open(contender, "Ñandú", { view: "subscriptions" });
      const customer = await customerNamed(backend.address, "Ñandú");
      const statusOf = async (id) => (await ask(backend.address, `/v1/customers/${customer}`)).facts.subscriptions.find((it) => it.id === id).status;
      const id = await inside(page, (root) => {
        root.querySelectorAll("tbody").forEach((it) => { it.mark = true; });
        return [...root.querySelectorAll("tbody tr")].find((it) => it.querySelector(".badge[data-status='active']") && it.cells[1].textContent === "Heredada").dataset.row;
      });
      await click(page, `[data-row='${id}'] button`);
      await waitFor(page, `[data-row='${id}'] .badge[data-status='suspended']`);
      await waitFor(page, "[role='status']", "suspen");
      assert.equal(await statusOf(id), "suspended");
      await click(page, `[data-row='${id}'] button:not([aria-busy])`);
      await waitFor(page, `[data-row='${id}'] .badge[data-status='active']`);
      assert.equal(await statusOf(id), "active");
      assert.equal(await inside(page, (root) => [...root.querySelectorAll("tbody")].filter((it) => !it.mark).length), 0);
      await close(page);
    });

    test("new commerce is asked about first; no is no", async () => {
      const page = await open(contender, "Ñandú", { view: "subscriptions" });
      const id = await inside(page, (root) => [...root.querySelectorAll("tbody tr")].find((it) => it.querySelector(".badge[data-status='active']") && it.cells[1].textContent.startsWith("Nueva")).dataset.row);
      await click(page, `[data-row='${id}'] button`);
      await click(page, "dialog[open] [part='dialog-cancel']");
      await page.waitForFunction((host) => !document.querySelector(host).shadowRoot.querySelector("dialog[open]"), {}, HOST);
      await click(page, `[data-row='${id}'] button`);
      await click(page, "dialog[open] [part='dialog-confirm']");
      await waitFor(page, `[data-row='${id}'] .badge[data-status='suspended']`);
      await click(page, `[data-row='${id}'] button:not([aria-busy])`);
      await waitFor(page, `[data-row='${id}'] .badge[data-status='active']`);
      await close(page);
    });

    test("what is suspended in the account blocks no longer", async () => {
      const page = await open(contender, "Caffè");
      const count = () => inside(page, (root) => root.querySelectorAll(".blocker").length);
      const before = await count();
      const name = await inside(page, (root) => {
        const entry = [...root.querySelectorAll(".blocker")].find((it) => it.textContent.includes("Microsoft 365"));
        entry.querySelector(".act").click();
        return entry.querySelector(".link").textContent;
      });
      await waitFor(page, "[role='status']", name);
      assert.equal(await count(), before - 1);
      const customer = await customerNamed(backend.address, "Caffè");
      const { facts } = await ask(backend.address, `/v1/customers/${customer}`);
      const { id } = facts.subscriptions.find((it) => it.name === name);
      await ask(backend.address, `/v1/customers/${customer}/subscriptions/${id}`, { method: "PATCH", body: '{"action":"reactivate"}', headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() } });
      await close(page);
    });

    test("many at once: asked, followed and told as the widget does it, in whatever language", async () => {
      widgetsOperation ??= await outlinesOfOperation("widget");
      for (const [stage, lines] of Object.entries(widgetsOperation)) assert.ok(lines.length > 5, stage);
      if (contender !== "widget") assert.deepEqual(await outlinesOfOperation(contender), widgetsOperation);
    });

    test("the inactive control leads to what blocks", async () => {
      const page = await open(contender, "Caffè");
      await click(page, "[part~='remove-button']");
      await waitFor(page, "[role='status']", "8");
      const focused = () => inside(page, (root) => root.activeElement?.hasAttribute("data-blockers-heading"));
      await page.waitForFunction((host) => document.querySelector(host).shadowRoot.activeElement?.hasAttribute("data-blockers-heading"), {}, HOST);
      assert.ok(await focused());
      await close(page);
    });

    test("a section is reached by the keyboard, and the focus with it", async () => {
      const page = await open(contender, "Caffè");
      await inside(page, (root) => root.querySelectorAll(".tab")[1].focus());
      await page.keyboard.press("Enter");
      await waitFor(page, "tbody th", "Azure plan");
      await page.waitForFunction((host) => document.querySelector(host).shadowRoot.activeElement?.hasAttribute("data-heading"), {}, HOST);
      await close(page);
    });
  });
}

describe("fastify", () => {
  let ours, theirs;

  before(async () => {
    ours = await servers.server(sandbox);
    theirs = await servers.fastify(sandbox);
  });

  /** Status and body; of an account, without the moment at which it was read. */
  async function answer({ address, token }, path, authorization = `Bearer ${token}`) {
    const response = await fetch(address + path, { headers: authorization ? { authorization } : {} });
    const body = await response.json();
    if (body.facts) delete body.facts.asOf;
    delete body.correlationId;
    const [type, etag] = ["content-type", "etag"].map((it) => response.headers.get(it)?.split(";")[0]);
    return { status: response.status, type, etag, body };
  }

  async function compare(path, ...more) {
    const [own, other] = await Promise.all([answer(ours, path, ...more), answer(theirs, path, ...more)]);
    assert.deepEqual(other, own, path);
    return own;
  }

  test("the list is ours, page by page, and so is each account", async () => {
    const seen = [];
    for (let cursor = ""; cursor !== null;) {
      const { body } = await compare(`/v1/customers?size=9&cursor=${cursor}`);
      seen.push(...body.items.map((it) => it.id));
      cursor = body.next;
    }
    assert.ok(seen.length > 25);
    for (const id of seen) assert.equal((await compare(`/v1/customers/${id}`)).status, 200);
  });

  test("what is searched for is found in names, then in domains", async () => {
    for (const [search, isFound] of [["caff", true], ["nandu", true], ["O’Sull", true], ["nobody of this name", false]]) {
      const path = `/v1/customers?size=2&search=${encodeURIComponent(search)}`;
      const { body } = await compare(path);
      assert.equal(body.items.length > 0, isFound, search);
      if (body.next) await compare(`${path}&cursor=${body.next}`);
    }
  });

  test("who may not, and what there is not, is refused alike", async () => {
    const stranger = "/v1/customers/c5757d70-06f3-4f23-8367-5a9e55019f94";
    const refusals = [
      [401, "/v1/customers", null],
      [401, "/v1/customers", "Bearer x"],
      [401, "/v1/customers", `Bearer ${portalToken({ aud: "somebody else" })}`],
      [401, "/v1/customers", `Bearer ${portalToken({ exp: 1 })}`],
      [401, "/v1/customers", `Bearer ${portalToken({ role: "king" })}`],
      [403, "/v1/customers", `Bearer ${portalToken({ scope: "openid" })}`],
      [404, stranger],
      [400, "/v1/customers?size=0"],
      [400, "/v1/customers?serach=x"],
    ];
    for (const [status, path, ...more] of refusals) assert.equal((await compare(path, ...more)).status, status, `${path} ${more}`);
  });

  test("a person with less is told what they may", async () => {
    const path = `/v1/customers/${await customerNamed(backend.address, "Caffè")}`;
    for (const claims of [{ role: "helpdesk-agent" }, { role: ["sales-agent", "king"] }, { partner_kind: "indirect-reseller" }, { scope: "offboarding:read" }]) {
      const { status } = await compare(path, `Bearer ${portalToken(claims)}`);
      assert.equal(status, 200, JSON.stringify(claims));
    }
  });
});
