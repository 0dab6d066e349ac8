// Many acts at once: what is asked before, and how far it is.

import { questionOf } from "../common/operation.js";
import { el } from "./el.js";

/** The question before it begins; whether it was answered with yes. */
export function askToBegin({ tr, root, account, operation }) {
  const { count, sentences, lists } = questionOf(operation.planned, account);
  const close = (act) => { dialog.close(); dialog.remove(); act(); };
  const button = (text, attributes, act) => el("button", { type: "button", ...attributes, click: () => close(act) }, text);
  const list = ([heading, names]) => el("div", {}, el("h3", {}, tr(heading, { count: names.length })), el("ul", { class: "names" }, names.map((it) => el("li", {}, it))));
  const dialog = el("dialog", { class: "dialog", part: "dialog", role: "dialog", "aria-labelledby": "dialog-title", cancel: () => close(operation.dismiss) },
    el("h2", { id: "dialog-title", part: "dialog-title" }, tr("suspend-all-dialog-title", { count })),
    sentences.map((it) => el("p", {}, tr(it))),
    lists.map(list),
    el("p", {}, tr("operation-goes-on-note")),
    el("p", { class: "actions" },
      button(tr("suspend-dialog-keep-button"), { part: "dialog-cancel" }, operation.dismiss),
      button(tr("suspend-all-confirm-button", { count }), { part: "dialog-confirm", class: "primary" }, operation.begin)));
  root.append(dialog);
  dialog.showModal();
}

/** Only what is another is written. */
export class OperationPanel {
  #app;
  #heading = el("h4", { id: "operation" });
  #words = el("div", { tabindex: "-1", "data-operation": "" });
  #bar = el("progress", { "aria-labelledby": "operation" });
  #controls = el("p", { class: "actions" });
  #offered = "";
  node = el("section", { class: "card", part: "progress", "aria-labelledby": "operation", hidden: "" });

  constructor(app) {
    this.#app = app;
    this.node.append(this.#heading, this.#words, this.#controls);
  }

  languageChanged() {
    this.#offered = "";
    this.write();
  }

  write() {
    const { tr, operation: { view } } = this.#app;
    this.node.hidden = !view;
    if (!view) return;
    this.#heading.textContent = tr(view.heading);
    while (this.#words.childElementCount > view.words.length) this.#words.lastChild.remove();
    view.words.forEach(([id, args], at) => {
      const line = this.#words.children[at] ?? this.#words.appendChild(el("p"));
      line.textContent = tr(id, args);
    });
    this.#writeBar(view);
    this.#writeControls(view);
  }

  #writeBar({ far }) {
    if (!far) return this.#bar.remove();
    this.#bar.setAttribute("max", far.total);
    this.#bar.setAttribute("value", far.done);
    if (!this.#bar.parentNode) this.#words.after(this.#bar);
  }

  #writeControls({ controls, failed }) {
    const offered = `${controls} ${failed}`;
    if (offered === this.#offered) return;
    this.#offered = offered;
    const { tr, operation } = this.#app;
    const button = (wish) => el("button", { type: "button", click: () => operation.change(wish) }, tr(`operation-${wish}-button`, { count: failed }));
    this.#controls.replaceChildren(...controls.map(button));
  }
}
