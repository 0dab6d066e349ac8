// The class that Rust cannot write. Owns loading: assets with their integrity, `load/*` failures, the default slot.

import { DEFAULT_LOCALE, negotiate, requestedAround, watchLang } from "./negotiate.js";

const ASSETS = {};

const FALLBACK_MESSAGE = "The offboarding component could not be loaded.";

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

async function fetchAsset({ path, integrity }, base) {
  let response;
  try {
    response = await fetch(new URL(path, base), { integrity, credentials: "omit" });
  } catch (error) {
    // With a wrong hash `fetch` rejects as for a broken network; a second try without it tells them apart.
    const reachable = await fetch(new URL(path, base), { method: "HEAD", credentials: "omit" }).catch(() => null);
    throw new LoadError(reachable?.ok ? "load/integrity" : "load/network", error);
  }
  if (!response.ok) throw new LoadError("load/network", `${response.status} ${path}`);
  return response;
}

async function compile(base) {
  const response = await fetchAsset(ASSETS.wasm, base);
  try {
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    throw new LoadError(/unsafe-eval|Content Security Policy/i.test(String(error)) ? "load/csp-wasm" : "load/unsupported", error);
  }
}

async function loadModule(base) {
  const [glue, wasm, style] = await Promise.all([
    import(new URL(ASSETS.glue, base).href).catch((error) => { throw new LoadError("load/network", error); }),
    compile(base),
    fetchAsset(ASSETS.style, base).then((it) => it.text()),
  ]);
  await glue.default({ module_or_path: wasm });
  return { glue, style };
}

function textsOf(tag, base) {
  const asset = ASSETS.locales[tag];
  return once(new URL(asset.path, base).href, () => fetchAsset(asset, base).then((it) => it.text()));
}

function within(promise, ms) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new LoadError("load/timeout")), ms); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export class ResellerOffboardingElement extends HTMLElement {
  static observedAttributes = ["customer-id", "view"];

  /** Registers the tag; a second version on the page keeps the first. */
  static define(tag = "reseller-offboarding", registry = customElements) {
    if (registry.get(tag)) console.warn(`<${tag}> is defined already; this copy is not used.`);
    else registry.define(tag, this);
  }

  // `getToken` is the host page's: `({reason, scope}) => Promise<{token, expiresAt?}>`, the only code it has to write.

  #root;
  #mounted = null;
  #generation = 0;
  #messages = {};
  #endWatch;
  #settle;
  #ready;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open", delegatesFocus: false });
    this.#root.append(document.createElement("slot"));
    this.#ready = new Promise((resolve, reject) => { this.#settle = { resolve, reject }; });
    this.#ready.catch(() => {});
  }

  /** Settles once the widget shows, or with the reason why it does not. */
  get ready() { return this.#ready; }

  get version() { return ASSETS.version; }

  get availableLocales() { return Object.freeze(Object.keys(ASSETS.locales)); }

  get locale() { return this.#mounted?.locale ?? this.lang; }

  set locale(tag) { this.setAttribute("lang", tag); }

  /** The host page's own words: Fluent by language, over the ones that come with the element. */
  get messages() { return this.#messages; }

  set messages(byLocale) {
    this.#messages = Object.freeze({ ...byLocale });
    this.#mounted?.messagesChanged();
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

  attributeChangedCallback(name, before, after) {
    if (before !== after) this.#mounted?.attributeChanged(name);
  }

  /** A property set before the class was known hides the class's own. */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  async #start() {
    const generation = ++this.#generation;
    const base = new URL(this.getAttribute("asset-base") ?? ".", this.hasAttribute("asset-base") ? this.baseURI : import.meta.url).href;
    this.#dispatch("ro-load-start", { version: ASSETS.version });
    try {
      await within(this.#load(base, generation), Number(this.getAttribute("load-timeout")) || 20_000);
      this.#settle.resolve();
    } catch (error) {
      if (generation === this.#generation) this.#fail(error);
    }
  }

  async #load(base, generation) {
    const loader = this.#loader(base);
    // At once, side by side with the module; `mount` asks for the same again and hears of a failure.
    loader.loadLocale(loader.negotiate().locale).catch(() => {});
    const { glue, style } = await once(base, () => loadModule(base));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    const container = document.createElement("div");
    container.className = "host";
    const mounted = await glue.mount(this, container, loader);
    if (generation !== this.#generation) return mounted.unmount();
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.replaceChildren(container);
    this.#mounted = mounted;
    mounted.followLanguage();
  }

  #loader(base) {
    const locales = Object.keys(ASSETS.locales);
    return {
      locales,
      apiBase: new URL(".", base).href.replace(/\/$/, ""),
      negotiate: (chosen) => negotiate(requestedAround(this, chosen), locales, chosen),
      loadLocale: (tag) => this.#loadLocale(tag, base),
    };
  }

  /** The texts of a language, the host page's before the element's own; after them English, where they have gaps. */
  async #loadLocale(tag, base) {
    const { dir = "ltr", partial } = ASSETS.locales[tag];
    const tags = partial ? [tag, DEFAULT_LOCALE] : [tag];
    const sources = await Promise.all(tags.map((it) => textsOf(it, base)));
    return { dir, texts: sources, overrides: tags.map((it) => String(this.#messages[it] ?? "")) };
  }

  #stop() {
    this.#generation++;
    this.#endWatch?.();
    this.#mounted?.unmount();
    this.#mounted = null;
    this.#root.replaceChildren(document.createElement("slot"));
  }

  #fail(error) {
    const failure = { code: error?.code ?? "load/unsupported", message: FALLBACK_MESSAGE, retryable: true, cause: String(error?.cause ?? error) };
    this.#root.replaceChildren(document.createElement("slot"));
    this.#settle.reject(Object.assign(new Error(failure.message), failure));
    if (this.#dispatch("ro-load-error", failure, true)) console.error(failure.code, error);
  }

  #dispatch(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }
}
