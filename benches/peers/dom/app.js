// The frame around the screens, what one element knows, and the acts.

import { Operation, WHOLE } from "../common/operation.js";
import { apply } from "../common/rule.js";
import { LANGUAGES, loadLanguage, moment, write } from "../common/language.js";
import { AccountView } from "./account.js";
import { ask } from "./dialog.js";
import { el } from "./el.js";
import { OperationPanel, askToBegin } from "./operation.js";
import { SubscriptionsView } from "./subscriptions.js";

const VIEWS = { account: AccountView, subscriptions: SubscriptionsView };
const HEADINGS = { account: "account-heading", subscriptions: "subs-heading" };

export class App {
  account = null;
  busy = new Set();
  #view;
  #problem = null;
  #shown = null;
  #parts;
  #panel = new OperationPanel(this);
  #isOver = false;

  constructor(container, { api, account, language, view }) {
    this.api = api;
    this.language = language;
    this.#view = view;
    this.operation = new Operation(api, {
      rested: () => this.#load(api.account()),
      say: (words) => this.say(words.map(([id, args]) => this.tr(id, args)).join(" ")),
      failed: (problem) => this.#fail(problem),
    });
    this.operation.subscribe(WHOLE, (items) => this.#operationChanged(items));
    this.#draw(container);
    this.#load(account);
    this.operation.find().catch(() => {});
  }

  end = () => {
    this.#isOver = true;
    this.operation.end();
  };

  /** A message as it reads now. */
  tr = (id, args) => write(this.language, id, args);

  say(text) {
    this.#parts.live.textContent = text;
  }

  get root() {
    return this.#parts.base;
  }

  #draw(container) {
    const option = ({ tag, name }) => el("option", { value: tag, lang: tag }, name);
    const select = el("select", { change: () => this.#choose(select.value) }, LANGUAGES.map(option));
    const tab = (view) => el("button", { type: "button", class: "tab", click: () => this.show(view) });
    this.#parts = {
      select,
      languageLabel: el("span"),
      title: el("h2", { class: "title", part: "title" }),
      tabs: { account: tab("account"), subscriptions: tab("subscriptions") },
      heading: el("h3", { class: "heading", tabindex: "-1", "data-heading": "" }),
      updated: el("span"),
      refresh: el("button", { type: "button", class: "link", click: () => this.refresh() }),
      failure: el("div"),
      body: el("div"),
      live: el("div", { class: "unseen", role: "status" }),
    };
    const parts = this.#parts;
    parts.freshness = el("p", { class: "freshness" }, parts.updated, parts.refresh);
    parts.nav = el("nav", { class: "tabs" }, parts.tabs.account, parts.tabs.subscriptions);
    parts.base = el("section", { class: "base", part: "base" },
      el("header", { class: "header", part: "header" }, el("label", { class: "language", part: "language" }, parts.languageLabel, select)),
      parts.title,
      parts.nav,
      el("div", { class: "section" }, parts.heading, parts.freshness, parts.failure, this.#panel.node, parts.body),
      parts.live);
    this.#write();
    container.append(parts.base);
  }

  /** Everything of the frame that is words. */
  #write() {
    const { tr } = this;
    const parts = this.#parts;
    const { tag } = this.language;
    parts.base.lang = tag;
    parts.select.value = tag;
    parts.languageLabel.textContent = tr("common-language-label");
    parts.base.setAttribute("aria-label", tr("common-main-region.aria-label"));
    parts.nav.setAttribute("aria-label", tr("common-sections-label.aria-label"));
    parts.refresh.textContent = tr("common-refresh-button");
    parts.heading.textContent = tr(HEADINGS[this.#view]);
    for (const [view, tab] of Object.entries(parts.tabs)) {
      tab.textContent = tr(HEADINGS[view]);
      if (view === this.#view) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    this.#writeFreshness();
    this.#writeFailure();
  }

  #writeFreshness() {
    const { title, updated, freshness } = this.#parts;
    freshness.hidden = !this.account;
    title.hidden = !this.account;
    if (!this.account) return;
    title.textContent = this.account.profile.name;
    updated.textContent = this.tr("common-updated-note", { time: moment(this.account.facts.asOf) });
  }

  #writeFailure() {
    const code = this.#problem?.code?.replace("/", "-");
    const notice = () => el("div", { class: "notice failure", part: "error" },
      el("p", { class: "strong" }, this.tr("error-heading")), el("p", {}, this.tr(`error-${code ?? "api-unreachable"}`)));
    this.#parts.failure.replaceChildren(...(this.#problem ? [notice()] : []));
  }

  async #load(reading) {
    if (!this.account) this.#parts.body.replaceChildren(el("p", { class: "loading-text", role: "status" }, this.tr("common-loading")));
    try {
      const account = await reading;
      if (this.#isOver) return;
      this.#problem = null;
      this.#accept(account);
    } catch (error) {
      this.#problem = error.problem ?? {};
    }
    this.#writeFailure();
  }

  #accept(account) {
    const before = this.account;
    this.account = account;
    this.#writeFreshness();
    if (before) this.#shown.accountChanged(before);
    else this.#showView();
  }

  refresh() {
    this.#load(this.api.account());
  }

  show(view) {
    this.#view = view;
    this.#write();
    if (this.account) this.#showView();
    this.#parts.heading.focus();
  }

  #showView() {
    this.#shown = new VIEWS[this.#view](this);
    this.#parts.body.replaceChildren(...this.#shown.nodes);
  }

  async #choose(tag) {
    const language = await loadLanguage(tag);
    if (this.#parts.select.value !== tag) return;
    this.language = language;
    this.#write();
    this.#panel.languageChanged();
    this.#shown?.languageChanged();
    this.say(this.tr("common-language-changed", { language: LANGUAGES.find((it) => it.tag === tag).name }));
  }

  #operationChanged(items) {
    if (this.operation.planned && !this.root.querySelector("dialog")) askToBegin(this);
    this.#panel.write();
    this.#shown?.stepsChanged(items);
  }

  #fail(problem) {
    this.#problem = problem;
    this.#writeFailure();
  }

  /** Asks first, or does it. */
  async request(act) {
    if (this.busy.has(act.id) || this.operation.isNext(act.id) || (act.question && !await ask(this, act))) return;
    this.busy.add(act.id);
    this.#problem = null;
    this.#shown.busyChanged(act.id);
    try {
      const { changes } = await this.api.perform(act);
      this.busy.delete(act.id);
      this.#accept(apply(this.account, changes));
      this.say(this.tr(act.done, { [act.variable]: act.name }));
    } catch (error) {
      this.busy.delete(act.id);
      this.#shown.busyChanged(act.id);
      this.#problem = error.problem ?? {};
    }
    this.#writeFailure();
  }
}
