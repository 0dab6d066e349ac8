// The class that Rust cannot write. Owns loading: assets with their integrity, `load/*` failures, the default slot.

import { Ahead } from "./ahead.js";
import { autonyms, formatsOf } from "./intl.js";
import { DEFAULT_LOCALE, negotiate, requestedAround, watchLang } from "./negotiate.js";
import { Operations } from "./operations.js";
import { TokenSource } from "./token.js";

const ASSETS = {};

/** Where each of them is, beside this script: bundlers put the new addresses here. */
const ADDRESSES = {};

const SCRIPT = import.meta.url;

const FALLBACK_MESSAGE = "The offboarding component could not be loaded.";

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const STATES = ["loading", "ready", "blocked", "clear", "busy", "stale", "removed", "error"];

/** Phases that are no state of their own. */
const PHASE_STATES = { accepted: "busy", unknown: "stale" };

/** What is loaded is loaded once for all elements of a page that load from the same place. */
const loads = new Map();

function once(key, load) {
  if (!loads.has(key)) {
    const loading = load();
    loading.catch(() => loads.delete(key));
    loads.set(key, loading);
  }
  return loads.get(key);
}

class LoadError extends Error {
  constructor(code, cause) {
    super(FALLBACK_MESSAGE, { cause });
    this.code = code;
  }
}

function addressOf(path, base) {
  return base === new URL(".", SCRIPT).href ? ADDRESSES[path] : new URL(path, base).href;
}

/** Without `accept`, a bundler's development server makes a module of a style sheet. */
async function fetchAsset({ path, integrity }, base, accept = "*/*") {
  const address = addressOf(path, base);
  let response;
  try {
    response = await fetch(address, { integrity, credentials: "omit", headers: { accept } });
  } catch (error) {
    // With a wrong hash `fetch` rejects as for a broken network; a second try without it tells them apart.
    const reachable = await fetch(address, { method: "HEAD", credentials: "omit" }).catch(() => null);
    throw new LoadError(reachable?.ok ? "load/integrity" : "load/network", error);
  }
  if (!response.ok) throw new LoadError("load/network", `${response.status} ${path}`);
  return response;
}

/** Only a policy forbids the smallest module there is. WebKit forbids to run it, and not to compile it. */
function tryWebAssembly() {
  return WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
}

async function compile(asset, base) {
  const response = await fetchAsset(asset, base);
  await tryWebAssembly().catch((error) => { throw new LoadError("load/csp-wasm", error); });
  // Browsers keep what they compiled from a stream; servers that name the file otherwise are served as well.
  const isNamed = response.headers.get("content-type") === "application/wasm";
  return isNamed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

async function loadModule(base) {
  const [glue, wasm, style] = await Promise.all([
    import(/* @vite-ignore */ addressOf(ASSETS.glue, base)).catch((error) => { throw new LoadError("load/network", error); }),
    compile(ASSETS.wasm, base),
    fetchAsset(ASSETS.style, base, "text/css").then((it) => it.text()),
  ]);
  await glue.default({ module_or_path: wasm });
  return { glue, style };
}

/** The rest of the module, which becomes a part of it. */
async function loadLazy(base) {
  const [{ glue }, lazy] = await Promise.all([once(base, () => loadModule(base)), compile(ASSETS.lazy, base)]);
  await glue.extend(lazy);
}

function textsOf(tag, base) {
  const asset = ASSETS.locales[tag];
  return once(addressOf(asset.path, base), () => fetchAsset(asset, base).then((it) => it.text()));
}

/** What the module tells in arrays, by name. */
function readBlockers(rows) {
  const blockers = rows.map(([id, kind, label, code, resolution, until, href, ...dependsOn]) =>
    ({ id, kind, label, code, resolution, until: until || undefined, href: href || undefined, dependsOn }));
  const of = (wanted) => blockers.filter((it) => it.resolution === wanted).length;
  const counts = { total: blockers.length, suspend: of("suspend"), cancel: of("cancel"), external: of("external"), wait: of("wait") };
  return { blockers, counts };
}

function readState({ can: [suspend = false, cancel = false, remove = false], ...rest }, { blockers, counts }) {
  return deepFreeze({ ...rest, blockers, counts, can: { suspend, cancel, remove }, version: ASSETS.version });
}

function deepFreeze(value) {
  if (value && typeof value === "object" && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

/** A cell of a table that programs read: none of them takes it for a formula. */
function csvCell(text) {
  return `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
}

function within(promise, ms) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new LoadError("load/timeout")), ms); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const NOT_YET = readState({ phase: "loading", busy: false, stale: false, view: "customers", locale: "", customer: null, can: [] }, readBlockers([]));

export class ResellerOffboardingElement extends HTMLElement {
  /** All that is looked at when something is drawn; what asks for it each time is not here. */
  static observedAttributes = [
    "customer-id", "view", "readonly", "time-zone", "heading-level", "without-header", "without-language-switcher", "without-activity",
  ];

  /** Registers the tag; a second version on the page keeps the first. */
  static define(tag = "reseller-offboarding", registry = customElements) {
    if (registry.get(tag)) console.warn(`<${tag}> is defined already; this copy is not used.`);
    else registry.define(tag, this);
  }

  static {
    // The host page's: `getToken`, the only code it has to write, and `fetch`, where requests need more than the
    // browser's own. Frameworks set what is known as a property, and a field of the class would hide what was set before.
    Object.assign(this.prototype, { getToken: undefined, fetch: undefined });
  }

  #root;
  #mounted = null;
  #generation = 0;
  #messages = {};
  #ahead = null;
  #endWatch;
  #style;
  #channel;
  #isOutdated = false;
  #tell = () => this.#channel?.postMessage(this.#state.customer?.id);
  #internals = this.attachInternals();
  #tokens = new TokenSource(this, (name, detail) => this.#dispatch(name, detail));
  #operations = new Operations({
    send: async (...request) => {
      // It is asked for while mounting. Whoever waits for what never comes is never let go of.
      if (!this.#mounted) await new Promise((resolve) => setTimeout(resolve));
      return this.#mounted.send(...request);
    },
    allows: (action, ids) => this.#allows(action, ids),
    tell: (event, detail) => this.#dispatch(event, detail),
    show: (...shown) => this.#mounted?.showOperation(...shown),
    rested: () => this.#mounted?.operationRested(),
  });
  #state = NOT_YET;
  #rows;
  #settle;
  #ready;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open", delegatesFocus: false });
    this.#root.append(document.createElement("slot"));
    this.#await();
  }

  /** Settles once the widget shows, or with the reason why it does not. */
  get ready() { return this.#ready; }

  get version() { return ASSETS.version; }

  /** The backend's contract that this version speaks. */
  get apiVersion() { return "v1"; }

  /** Where the element stands: a frozen object, replaced with each change. */
  get state() { return this.#state; }

  get availableLocales() { return Object.freeze(Object.keys(ASSETS.locales)); }

  get locale() { return this.#mounted?.locale ?? this.lang; }

  set locale(tag) { this.setAttribute("lang", tag); }

  /** The host page's own words: Fluent by language, over the ones that come with the element. */
  get messages() { return this.#messages; }

  set messages(byLocale) {
    this.#messages = Object.freeze({ ...byLocale });
    this.#mounted?.messagesChanged();
  }

  /** Reads again what is shown. */
  async refresh() {
    await this.#mounted?.refresh();
    return this.#state;
  }

  /** Shows a view, and in it the row of an item. */
  goTo(view, itemId) { this.#mounted?.goTo(view, itemId); }

  /** Opens the dialog that asks a person; `false` where something still blocks. No method removes anything. */
  openRemoval() { return this.#mounted?.openRemoval() ?? false; }

  /** Ends a run after the items that are being done. */
  stopBulk() { this.#mounted?.stopBulk(); }

  /** The receipt of the removal: as data, or as it is shown. */
  async exportReceipt(format = "json") {
    const receipt = this.#mounted?.receipt;
    if (!receipt) throw Object.assign(new Error("There is no receipt."), { code: "state/not-found" });
    if (format === "json") return new Blob([receipt], { type: "application/json" });
    const rows = [...this.#root.querySelectorAll("[data-receipt] :is(dl > div, h4, li, tr)")]
      .map((it) => (it.children.length ? [...it.children] : [it]).map((part) => part.innerText));
    if (format === "csv") return new Blob([rows.map((it) => it.map(csvCell).join(",")).join("\r\n")], { type: "text/csv" });
    return new Blob([rows.map((it) => it.join(": ")).join("\n")], { type: "text/plain" });
  }

  /** What of the page stands in the way, and what to mend. */
  async diagnose() {
    const base = this.#base();
    const at = ({ path, integrity }) => ({ url: addressOf(path, base), integrity });
    const { diagnose } = await import("./diagnose.js");
    const token = () => this.#tokens.get("");
    const api = new URL(`${this.#apiBase(base)}/v1/customers?size=1`, this.baseURI).href;
    const send = async (held) => (this.fetch ?? fetch)(api, { headers: { authorization: `Bearer ${held}` } });
    return diagnose({ tryWebAssembly, wasm: at(ASSETS.wasm), texts: at(ASSETS.locales[DEFAULT_LOCALE]), api, send, token });
  }

  /** Lets go of the token and of what was read with it. */
  logout() {
    this.#tokens.forget();
    this.#ahead = null;
    this.#mounted?.signOut();
    this.#dispatch("ro-exit", { reason: "signed-out" });
  }

  /** Goes to the first heading. */
  focus(options) {
    const heading = this.#root.querySelector("[data-heading]");
    if (heading) heading.focus(options);
    else super.focus(options);
  }

  connectedCallback() {
    this.#upgrade("locale");
    this.#upgrade("messages");
    this.#endWatch?.();
    this.#endWatch = watchLang(this, () => this.#mounted?.followLanguage());
    if (!this.#mounted) this.#start();
    else this.#mounted.followLanguage();
  }

  /** Moving an element disconnects and connects it again: only one that stays away is torn down. */
  disconnectedCallback() {
    queueMicrotask(() => { if (!this.isConnected) this.#stop(); });
  }

  connectedMoveCallback() {}

  /** Another document has style sheets of its own. */
  adoptedCallback() {
    // One without a window, as a template's, shows nothing.
    if (!this.#mounted || !this.ownerDocument.defaultView) return;
    this.#dress();
    this.refresh();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "customer-id") this.#ahead = null;
    this.#mounted?.attributeChanged(name);
  }

  #await() {
    this.#ready = new Promise((resolve, reject) => { this.#settle = { resolve, reject }; });
    this.#ready.catch(() => {});
  }

  /** A property set before the class was known hides the class's own. */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  /** Where the backend is. */
  #apiBase(base) { return (this.getAttribute("api-base")?.trim() || new URL(".", base).href).replace(/\/+$/, ""); }

  /** Where everything is loaded from. */
  #base() {
    const named = this.getAttribute("asset-base");
    return named === null ? new URL(".", SCRIPT).href : new URL(named.replace(/\/?$/, "/"), this.baseURI).href;
  }

  #patience() { return Number(this.getAttribute("load-timeout")) || 20_000; }

  async #start() {
    const generation = ++this.#generation;
    const base = this.#base();
    this.#dispatch("ro-load-start", { version: ASSETS.version });
    try {
      await within(this.#load(base, generation), this.#patience());
      this.#settle.resolve();
    } catch (error) {
      if (generation === this.#generation) this.#fail(error);
    }
  }

  async #load(base, generation) {
    const loader = this.#loader(base, generation);
    // The page may be about to set what it has for the element.
    queueMicrotask(() => this.#askAhead(base, generation));
    // At once, side by side with the module; `mount` asks for the same again and hears of a failure.
    const { locale, formats } = loader.negotiate();
    loader.loadLocale(locale, formats).catch(() => {});
    // Every view but the account's needs both files.
    if (!this.getAttribute("customer-id") || this.getAttribute("view")?.replace("account", "")) loader.loadLazy().catch(() => {});
    const { glue, style } = await once(base, () => loadModule(base));
    const container = document.createElement("div");
    container.className = "host";
    const mounted = await glue.mount(this, container, loader);
    if (generation !== this.#generation) return mounted.unmount();
    this.#style = style;
    this.#dress();
    this.#root.replaceChildren(container);
    this.#mounted = mounted;
    this.#listen();
    mounted.followLanguage();
  }

  #askAhead(base, generation) {
    const customer = this.getAttribute("customer-id")?.trim().toLowerCase();
    const canAsk = GUID.test(customer) && typeof this.getToken === "function";
    if (!canAsk || generation !== this.#generation || this.#mounted) return;
    this.#ahead = new Ahead(this.#tokens.get(""), `${this.#apiBase(base)}/v1/customers/${customer}`, this.fetch);
  }

  #dress() {
    const { CSSStyleSheet } = this.ownerDocument.defaultView ?? window;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(this.#style);
    this.#root.adoptedStyleSheets = [sheet];
  }

  /** What was done in another element, or in another window, for the same customer is read here as well. */
  #listen() {
    this.#channel = new BroadcastChannel("reseller-offboarding");
    this.#channel.onmessage = ({ data }) => {
      this.#isOutdated ||= data === this.#state.customer?.id;
      this.#catchUp();
    };
    for (const name of ["ro-action-progress", "ro-action-end", "ro-removed"]) this.addEventListener(name, this.#tell);
  }

  #catchUp() {
    if (!this.#isOutdated || this.#state.busy) return;
    this.#isOutdated = false;
    this.refresh();
  }

  #loader(base, generation) {
    const locales = Object.keys(ASSETS.locales);
    const lazy = addressOf(ASSETS.lazy.path, base);
    return {
      locales,
      names: autonyms(locales),
      apiBase: () => this.#apiBase(base),
      token: (reason, rejected) => (!reason && !rejected && this.#ahead?.takeToken()) || this.#tokens.get(reason, rejected),
      fetch: (request) => this.#ahead?.take(request, this.fetch) ?? (this.fetch ?? fetch)(request),
      operations: this.#operations,
      allows: (action, ids) => this.#allows(action, ids),
      // What is still being read when the element leaves may end afterwards.
      show: (state) => { if (generation === this.#generation) this.#show(state); },
      loadLazy: () => once(lazy, () => within(loadLazy(base), this.#patience())),
      // What was asked for already makes nobody wait.
      idle: async () => loads.has(lazy) || new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve)),
      negotiate: (chosen) => negotiate(requestedAround(this, chosen), locales, chosen),
      loadLocale: (tag, regional) => this.#loadLocale(tag, regional, base),
    };
  }

  /** The texts of a language, the host page's before the element's own; after them English, where they have gaps. */
  async #loadLocale(tag, regional, base) {
    const { dir = "ltr", partial } = ASSETS.locales[tag];
    const tags = partial ? [tag, DEFAULT_LOCALE] : [tag];
    const sources = await Promise.all(tags.map((it) => textsOf(it, base)));
    const formats = formatsOf(tag, regional, DEFAULT_LOCALE, this.getAttribute("time-zone") ?? undefined);
    return { dir, formats, texts: sources, overrides: tags.map((it) => String(this.#messages[it] ?? "")) };
  }

  /** The host page may say no, at once or within a minute. */
  async #allows(action, ids) {
    const answers = [];
    const isAllowed = this.#dispatch("ro-before-action", { action, ids, waitUntil: (answer) => answers.push(answer) }, true);
    if (!isAllowed || !answers.length) return isAllowed;
    return within(Promise.all(answers), 60_000).then((it) => it.every((answer) => answer !== false), () => false);
  }

  #show({ blockers: rows, ...state }) {
    const before = this.#state;
    // The same array as long as nothing else blocks.
    const isSame = rows === this.#rows;
    this.#rows = rows;
    this.#state = readState(state, isSame ? before : readBlockers(rows));
    const { phase, busy, stale, blockers, counts } = this.#state;
    const states = this.#internals.states;
    for (const name of STATES) states.delete(name);
    for (const name of [PHASE_STATES[phase] ?? phase, busy && "busy", stale && "stale"]) if (name) states.add(name);
    const changed = phase !== before.phase || (!isSame && JSON.stringify(blockers) !== JSON.stringify(before.blockers));
    // Never in the middle of what the host page is doing.
    if (changed) queueMicrotask(() => this.#dispatch("ro-state-change", { phase, counts, blockers }));
    queueMicrotask(() => this.#catchUp());
  }

  #stop() {
    this.#generation++;
    this.#await();
    this.#tokens.end();
    this.#ahead = null;
    this.#endWatch?.();
    this.#channel?.close();
    const mounted = this.#mounted;
    // Later: whoever removes the element may do so in answer to what the module is telling.
    if (mounted) setTimeout(() => mounted.unmount());
    this.#mounted = null;
    this.#operations.reset();
    this.#state = NOT_YET;
    this.#rows = undefined;
    this.#root.replaceChildren(document.createElement("slot"));
  }

  #fail(error) {
    // What comes after it was given up stays away.
    this.#generation++;
    const failure = { code: error?.code ?? "load/unsupported", message: FALLBACK_MESSAGE, retryable: true, cause: String(error?.cause ?? error) };
    this.#root.replaceChildren(document.createElement("slot"));
    this.#settle.reject(Object.assign(new Error(failure.message), failure));
    if (this.#dispatch("ro-load-error", failure, true)) console.error(failure.code, error);
  }

  #dispatch(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }
}
