// What the peers share: the element's class with as much of our contract as their screens need. What is fetched is
// fetched side by side, the account among it.

import { negotiate, requestedAround } from "../../../src/negotiate.js";
import { Api } from "./api.js";
import { loadLanguage } from "./language.js";

/* global ASSETS -- the built widget's own style sheet and texts, by `vite.config.js` */

const BASE = new URL(/* @vite-ignore */ "../widget/", import.meta.url);

let style;

/** `mount(container, start)` puts the screens into the container and returns what takes them out again. */
export function defineElement(mount) {
  customElements.define("reseller-offboarding", class extends HTMLElement {
    #root = this.attachShadow({ mode: "open" });
    #unmount = null;

    connectedCallback() {
      if (!this.#unmount) this.#start();
    }

    disconnectedCallback() {
      queueMicrotask(() => { if (!this.isConnected) this.#stop(); });
    }

    async #start() {
      style ??= fetch(new URL(ASSETS.style.path, BASE)).then((it) => it.text());
      const { locale, formats } = negotiate(requestedAround(this), Object.keys(ASSETS.locales));
      const api = new Api(this, this.getAttribute("customer-id"));
      const account = api.account();
      // Who shows it hears of a failure.
      account.catch(() => {});
      const [sheet, language] = await Promise.all([style, loadLanguage(locale, formats)]);
      if (!this.isConnected) return;
      const container = document.createElement("div");
      container.className = "host";
      this.#dress(sheet);
      this.#root.replaceChildren(container);
      this.#unmount = mount(container, { api, account, language, view: this.getAttribute("view") ?? "account" });
    }

    #dress(text) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      this.#root.adoptedStyleSheets = [sheet];
    }

    #stop() {
      this.#unmount?.();
      this.#unmount = null;
      this.#root.replaceChildren();
    }
  });
}
