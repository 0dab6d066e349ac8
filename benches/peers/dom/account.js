// The account: who it is, what blocks, what the removal does, and the control.

import { clearingAct } from "../common/acts.js";
import { moment } from "../common/language.js";
import { rankOf } from "../common/rule.js";
import { EFFECTS, GROUPS, PLACES, REMAINS, blockerKey, deadlineOf, profileOf, reasonId } from "../common/words.js";
import { el } from "./el.js";

export class AccountView {
  #app;
  #profile = el("section", { class: "card" });
  #status = el("p", { class: "status", part: "status" });
  #blockers = el("section", { class: "card", part: "blockers" });
  #effects = el("section", { class: "card", part: "consequences" });
  #control = el("section", { class: "card" });
  #entries = new Map();

  constructor(app) {
    this.#app = app;
    this.#write();
  }

  get nodes() {
    return [this.#profile, this.#status, this.#blockers, this.#effects, this.#control];
  }

  languageChanged() {
    this.#entries.clear();
    this.#write();
  }

  accountChanged() {
    this.#write();
  }

  busyChanged(id) {
    const isBusy = this.#app.busy.has(id);
    const button = this.#blockers.querySelector(`button.act[data-item="${id}"]`);
    for (const name of ["aria-busy", "aria-disabled"]) button?.toggleAttribute(name, isBusy) && button.setAttribute(name, "true");
  }

  /** What blocks says nothing of steps. */
  stepsChanged() {}

  #write() {
    const { tr, account, language } = this.#app;
    const { blockers, remains, profile } = account;
    this.#profile.replaceChildren(el("h4", {}, tr("account-profile-heading")),
      el("dl", { class: "details" }, profileOf(account, language.formats).map(([label, value]) => el("div", {}, el("dt", {}, tr(label)), this.#value(value)))));
    this.#status.dataset.state = blockers.length ? "blocked" : "clear";
    this.#status.replaceChildren(el("span", { class: "unseen" }, `${tr("account-status-heading")}: `),
      blockers.length ? tr("account-status-blocked", { count: blockers.length }) : tr("account-status-clear"));
    this.#writeBlockers();
    const licences = remains.map((it) => tr("removal-remains-software", { software: it.name, count: it.quantity }));
    const list = (texts) => el("ul", {}, texts.map((it) => el("li", {}, it)));
    this.#effects.replaceChildren(
      el("h4", {}, tr("removal-effects-heading")), list([tr("removal-effect-list", { customer: profile.name }), ...EFFECTS.map((it) => tr(it))]),
      el("h4", {}, tr("removal-remains-heading")), list([...licences, ...REMAINS.map((it) => tr(it))]));
    this.#writeControl();
  }

  #value({ text, code, id, lines }) {
    const { tr } = this.#app;
    if (lines) return el("dd", {}, lines.map((it) => el("span", { class: "line" }, it)));
    if (!code) return el("dd", {}, id ? tr(id) : text);
    const copied = () => this.#app.say(tr("account-microsoft-id-copied"));
    const copy = el("button", { type: "button", class: "small", "aria-label": tr("account-microsoft-id-copy-button.aria-label"), click: () => navigator.clipboard.writeText(code).then(copied) }, tr("common-copy-button"));
    return el("dd", {}, el("code", {}, code), " ", copy);
  }

  /** An entry stays the element that it was for as long as it says the same. */
  #writeBlockers() {
    const { tr, account } = this.#app;
    const { blockers } = account;
    const before = this.#entries;
    this.#entries = new Map(blockers.map((it) => {
      const key = blockerKey(it);
      return [key, before.get(key) ?? this.#entry(it)];
    }));
    const group = (heading, rank) => {
      const ofGroup = blockers.filter((it) => rankOf(it.resolution) === rank);
      return el("div", { hidden: ofGroup.length ? null : "" },
        el("h5", {}, tr(heading, { count: ofGroup.length })),
        el("ul", { class: "blocker-list" }, ofGroup.map((it) => this.#entries.get(blockerKey(it)))));
    };
    this.#blockers.replaceChildren(
      el("h4", { tabindex: "-1", "data-blockers-heading": "" }, tr("blocker-list-heading")),
      ...(blockers.length ? [] : [el("p", { class: "muted" }, tr("blocker-list-empty"))]),
      ...GROUPS.map(group));
  }

  #entry(blocker) {
    const { tr } = this.#app;
    const { label, after, resolution } = blocker;
    const deadline = deadlineOf(resolution);
    const name = label && el("button", { type: "button", class: "link", "aria-label": tr("blocker-show-button.aria-label", { item: label }), click: () => this.#app.show("subscriptions") }, label);
    const told = el("div", {}, name || null, el("p", {}, tr(reasonId(blocker))),
      after.length > 0 && el("p", {}, tr("blocker-after-azure", { count: after.length })),
      deadline && el("p", { class: "muted" }, tr(deadline[0], deadline[1] && { date: moment(deadline[1]) })));
    return el("li", { class: "blocker", part: "blocker", "data-blocker": "" }, told, el("div", { class: "actions" }, this.#remedy(blocker)));
  }

  #remedy(blocker) {
    const { tr, account } = this.#app;
    const act = clearingAct(blocker, account);
    if (act) {
      return el("button", { type: "button", class: "act", part: "row-action", "data-item": act.id, "aria-label": tr(`${act.button}.aria-label`, { [act.variable]: act.name }), click: () => this.#app.request(act) }, tr(act.button));
    }
    const place = PLACES[blocker.resolution.external];
    if (place) return el("a", { href: place[1], target: "_blank", rel: "noreferrer" }, tr(place[0]));
    return blocker.reason === "unreadable" && el("button", { type: "button", click: () => this.#app.refresh() }, tr("common-retry-button"));
  }

  #writeControl() {
    const { tr, account } = this.#app;
    const count = account.blockers.length;
    const explain = () => {
      this.#app.say(tr("account-status-blocked-announcement", { count }));
      this.#blockers.querySelector("[data-blockers-heading]").focus();
    };
    this.#control.replaceChildren(el("h4", {}, tr("account-remove-heading")),
      el("p", { class: "reason", id: "remove-reason", part: "remove-reason", "data-state": count ? "blocked" : "clear" }, tr(count ? "account-remove-blocked" : "account-remove-ready")),
      el("button", { type: "button", class: "danger", part: "remove-button", "aria-describedby": "remove-reason", "aria-disabled": String(count > 0), click: () => count && explain() }, tr("account-remove-button")));
  }
}
