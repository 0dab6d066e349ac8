// What one element knows; whoever reads a part of it follows that part.

import { LANGUAGES, loadLanguage, write } from "../common/language.js";
import { Operation } from "../common/operation.js";
import { apply } from "../common/rule.js";

export class Session {
  language = $state.raw();
  account = $state.raw(null);
  /** The ids of what is under way. */
  busy = $state.raw(new Set());
  problem = $state.raw(null);
  view = $state();
  asked = $state.raw(null);
  said = $state("");
  api;
  operation;
  heading = null;
  #chosen;

  constructor({ api, account, language, view }) {
    this.api = api;
    this.language = language;
    this.#chosen = language.tag;
    this.view = view;
    this.operation = new Operation(api, {
      rested: () => this.read(api.account()),
      say: (words) => { this.said = words.map(([id, args]) => this.tr(id, args)).join(" "); },
      failed: (problem) => { this.problem = problem; },
    });
    this.read(account);
    this.operation.find().catch(() => {});
  }

  /** A message as it reads now. */
  tr = (id, args) => write(this.language, id, args);

  async read(reading) {
    try {
      this.account = await reading;
      this.problem = null;
    } catch (error) {
      this.problem = error.problem ?? {};
    }
  }

  refresh = () => this.read(this.api.account());

  show = (view) => {
    this.view = view;
    this.heading.focus();
  };

  async choose(tag) {
    this.#chosen = tag;
    const language = await loadLanguage(tag);
    if (this.#chosen !== tag) return;
    this.language = language;
    this.said = this.tr("common-language-changed", { language: LANGUAGES.find((it) => it.tag === tag).name });
  }

  /** Asks first, or does it. */
  request = (act) => {
    if (act.question) this.asked = act;
    else this.perform(act);
  };

  async perform(act) {
    this.asked = null;
    this.problem = null;
    this.busy = new Set(this.busy).add(act.id);
    const isOver = () => { this.busy = new Set([...this.busy].filter((it) => it !== act.id)); };
    try {
      const { changes } = await this.api.perform(act);
      isOver();
      this.account = apply(this.account, changes);
      this.said = this.tr(act.done, { [act.variable]: act.name });
    } catch (error) {
      isOver();
      this.problem = error.problem ?? {};
    }
  }
}
