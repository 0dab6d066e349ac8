// The subscriptions: a row is cloned from one that is drawn already, filled, and from then on changed in place.

import { azureAct, permitted, subscriptionActs } from "../common/acts.js";
import { notesOf, suspendable } from "../common/operation.js";
import { sorted } from "../common/rule.js";
import { COLUMNS, FILTERS, kindId, passes, statusId } from "../common/words.js";
import { el } from "./el.js";

const LONG = 10;
const NONE = "–";

const ROW = el("tr", { part: "row" },
  el("th", { scope: "row", part: "row-header" }),
  el("td", {}, ""),
  el("td", { class: "number" }, ""),
  el("td", {}, el("span", { class: "badge", part: "badge" }, ""), el("span")),
  el("td", {}, ""),
  el("td", { class: "actions" }));
const NOTE = el("span", { class: "muted line" }, "");
const BUTTON = el("button", { type: "button", class: "act", part: "row-action" }, "");

export class SubscriptionsView {
  #app;
  #order;
  #rows = new Map();
  #planOf = new Map();
  #filter = "all";
  /** Messages without variables, once for each language. */
  #words = new Map();
  #parts;

  constructor(app) {
    this.#app = app;
    const select = el("select", { change: () => { this.#filter = select.value; this.#writeList(); } }, FILTERS.map((it) => el("option", { value: it })));
    const table = el("table", { class: "table", part: "table", click: (event) => this.#click(event) });
    this.#parts = {
      select,
      label: el("span"),
      begin: el("button", { type: "button", click: app.operation.plan }),
      skip: el("button", { type: "button", class: "skip", click: () => this.#parts.end.focus() }),
      caption: el("span", { class: "unseen" }),
      count: el("span"),
      heads: COLUMNS.map((it) => el("th", { scope: "col", class: it === "subs-column-licenses" ? "number" : null })),
      table,
      none: el("p", { class: "muted" }),
      end: el("div", { tabindex: "-1", "data-table-end": "" }),
    };
    const { caption, count, heads, begin } = this.#parts;
    this.#parts.offer = el("p", {}, begin);
    table.append(el("caption", {}, caption, count), el("thead", {}, el("tr", {}, heads)));
    for (const { id, azureSubscriptions } of app.account.facts.subscriptions) azureSubscriptions.forEach((it) => this.#planOf.set(it.id, id));
    this.#sort();
    this.#writeFrame();
    this.#writeOffer();
    this.#writeList();
  }

  get nodes() {
    const { label, select, offer, skip, table, none, end } = this.#parts;
    return [el("div", { class: "toolbar" }, el("label", { class: "field-inline" }, label, select), el("div", {}, offer)), skip, table, none, end];
  }

  languageChanged() {
    this.#words.clear();
    this.#writeFrame();
    this.#writeOffer();
    this.#writeCount();
    for (const row of this.#rows.values()) row.write();
  }

  /** These items, or any of them. */
  stepsChanged(items) {
    this.#writeOffer();
    if (items) for (const id of items) this.#rowOf(id)?.writeSteps();
    else for (const row of this.#rows.values()) row.writeSteps();
  }

  accountChanged(before) {
    this.#writeOffer();
    const was = new Map(before.facts.subscriptions.map((it) => [it.id, it]));
    const changed = this.#app.account.facts.subscriptions.filter((it) => was.get(it.id) !== it);
    if (changed.length === 0) return;
    if (changed.some((it) => was.get(it.id)?.name !== it.name) || was.size !== this.#app.account.facts.subscriptions.length) this.#sort();
    else {
      const now = new Map(changed.map((it) => [it.id, it]));
      this.#order = this.#order.map((it) => now.get(it.id) ?? it);
    }
    for (const it of changed) this.#rows.get(it.id)?.show(it);
    this.#writeList();
  }

  busyChanged(id) {
    this.#rowOf(id)?.writeBusy();
  }

  /** Of a subscription, or of the plan that an Azure subscription is under. */
  #rowOf(id) {
    return this.#rows.get(id) ?? this.#rows.get(this.#planOf.get(id));
  }

  word(id) {
    let text = this.#words.get(id);
    if (text === undefined) this.#words.set(id, text = this.#app.tr(id));
    return text;
  }

  #sort() {
    this.#order = sorted(this.#app.account.facts.subscriptions, this.#app.language.formats);
  }

  #writeFrame() {
    const { label, select, skip, caption, heads, none } = this.#parts;
    label.textContent = this.word("subs-filter-status-label");
    for (const option of select.options) option.textContent = this.word(`subs-filter-${option.value}`);
    skip.textContent = this.word("common-skip-link");
    none.textContent = this.word("subs-none-match");
    caption.textContent = `${this.#app.tr("subs-table-caption", { customer: this.#app.account.profile.name })}: `;
    heads.forEach((it, at) => { it.textContent = this.word(COLUMNS[at]); });
  }

  #writeOffer() {
    const { begin, offer } = this.#parts;
    const { account, operation } = this.#app;
    const count = operation.view ? 0 : suspendable(account);
    offer.hidden = count === 0;
    if (count) begin.textContent = this.#app.tr("suspend-all-button", { count });
  }

  #writeCount() {
    this.#parts.count.textContent = this.#app.tr("subs-count-label", { count: this.#shown.length });
  }

  #shown = [];

  /** Only what comes or goes is touched. */
  #writeList() {
    const { table, none, skip } = this.#parts;
    this.#shown = this.#order.filter((it) => passes(this.#filter, it));
    this.#writeCount();
    table.hidden = this.#shown.length === 0;
    none.hidden = !table.hidden;
    skip.hidden = this.#shown.length <= LONG;
    const wanted = new Set();
    const fresh = document.createDocumentFragment();
    let last = table.tHead;
    const flush = () => { if (fresh.firstChild) { const end = fresh.lastChild; last.after(fresh); last = end; } };
    for (const it of this.#shown) wanted.add(it.id);
    for (const body of [...table.tBodies]) if (!wanted.has(body.firstChild.dataset.row)) body.remove();
    for (const it of this.#shown) {
      const { body } = this.#row(it);
      if (body.parentNode === table) {
        flush();
        last = body;
      } else fresh.append(body);
    }
    flush();
  }

  #row(subscription) {
    let row = this.#rows.get(subscription.id);
    if (!row) this.#rows.set(subscription.id, row = new Row(this, this.#app, subscription));
    return row;
  }

  #click({ target }) {
    const row = target.closest("button.act")?.closest("tbody")?.firstChild;
    const act = row && this.#rows.get(row.dataset.row).actOf(target.closest("button.act"));
    if (act) this.#app.request(act);
  }
}

/** A table body of its own, so that an Azure plan and what is under it stay together. */
class Row {
  body = document.createElement("tbody");
  #view;
  #app;
  #subscription;
  #acts = new Map();

  constructor(view, app, subscription) {
    this.#view = view;
    this.#app = app;
    this.show(subscription);
  }

  actOf(button) {
    return this.#acts.get(button);
  }

  show(subscription) {
    this.#subscription = subscription;
    const { azureSubscriptions } = subscription;
    this.body.replaceChildren(this.#draw(subscription.id, subscription.parent), ...azureSubscriptions.map((it) => this.#draw(it.id, true)));
    const { facts, may } = this.#app.account;
    this.#acts.clear();
    const [own, ...azure] = this.body.children;
    for (const act of subscriptionActs(subscription, facts, may)) this.#addButton(own, act);
    azure.forEach((row, at) => {
      const act = azureSubscriptions[at].status === "active" && permitted(azureAct(subscription.id, azureSubscriptions[at]), may);
      if (act) this.#addButton(row, act);
    });
    this.write();
  }

  #draw(id, isIndented) {
    const row = ROW.cloneNode(true);
    row.dataset.row = id;
    if (isIndented) row.firstChild.className = "indented";
    return row;
  }

  #addButton(row, act) {
    const button = BUTTON.cloneNode(true);
    this.#acts.set(button, act);
    row.lastChild.append(button);
  }

  /** All that is words. */
  write() {
    const { formats } = this.#app.language;
    const word = (id) => this.#view.word(id);
    const it = this.#subscription;
    const [own, ...azure] = this.body.children;
    const [name, kind, seats, status, end] = own.children;
    const badges = [it.isTrial && "subs-type-trial", it.parent && "subs-type-addon"].filter(Boolean);
    if (badges.length) name.replaceChildren(it.name, " ", ...badges.map((id) => el("span", { class: "badge" }, word(id))));
    else name.textContent = it.name;
    this.#label(own);
    kind.firstChild.data = word(kindId(it.kind));
    seats.firstChild.data = it.seats ? formats.number(it.seats) : NONE;
    this.#badge(status, it.status);
    end.firstChild.data = it.termEnd === null ? NONE : formats.date(it.termEnd);
    if (it.termEnd !== null && it.autoRenew && it.status === "active") {
      const note = end.childNodes[1] ?? end.appendChild(el("span", { class: "muted line" }));
      note.textContent = word("subs-autorenew-note");
    }
    azure.forEach((row, at) => this.#writeAzure(row, it.azureSubscriptions[at]));
    for (const [button, act] of this.#acts) {
      button.firstChild.data = word(act.button);
      button.setAttribute("aria-label", this.#app.tr(`${act.button}.aria-label`, { [act.variable]: act.name }));
    }
    this.writeSteps();
  }

  /** Where the items of the row stand in what is under way. */
  writeSteps() {
    for (const row of this.body.children) {
      const cell = row.children[3].lastChild;
      const notes = notesOf(this.#app.operation.stepOf(row.dataset.row));
      while (cell.childElementCount > notes.length) cell.lastChild.remove();
      notes.forEach((id, at) => {
        const note = cell.children[at] ?? cell.appendChild(NOTE.cloneNode(true));
        note.firstChild.data = this.#view.word(id);
      });
    }
    this.writeBusy();
  }

  #writeAzure(row, azure) {
    const [name, kind, seats, status, end] = row.children;
    name.textContent = azure.name;
    this.#label(row);
    kind.firstChild.data = this.#view.word("subs-type-azure-subscription");
    this.#badge(status, azure.status);
    seats.firstChild.data = end.firstChild.data = NONE;
  }

  #label(row) {
    for (let at = 1; at < 5; at++) row.children[at].setAttribute("data-label", this.#view.word(COLUMNS[at]));
  }

  #badge(cell, status) {
    cell.firstChild.setAttribute("data-status", status);
    cell.firstChild.firstChild.data = this.#view.word(statusId(status));
  }

  writeBusy() {
    for (const [button, act] of this.#acts) {
      const isBusy = this.#app.busy.has(act.id) || this.#app.operation.isNext(act.id);
      for (const name of ["aria-busy", "aria-disabled"]) isBusy ? button.setAttribute(name, "true") : button.removeAttribute(name);
    }
  }
}
