// Many acts at once, which the backend does: planned, begun, followed to the end. Whoever shows it subscribes to the whole
// or to one item, and asks again when told so.

export const WHOLE = "";

const OPEN = ["running", "waiting", "paused"];
const AHEAD = ["queued", "running"];
const BAD = ["refused", "failed", "unknown"];

/** Between a break and the next attempt. */
const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Before how far it got is said, first and from then on. */
const SETTLE_MS = 100;
const BETWEEN_MS = 3_000;

const HEADINGS = {
  "suspend-all": "operation-suspend-heading",
  "cancel-all": "operation-cancel-heading",
  "stop-renewals": "operation-renewals-heading",
  "offboard": "operation-offboard-heading",
};

const NOTES = [
  ["operation-done-note", "done"],
  ["operation-accepted-note", "accepted"],
  ["operation-failed-note", "refused", "failed"],
  ["operation-unknown-note", "unknown"],
  ["operation-skipped-note", "skipped"],
];

const STEPS = { refused: "failed", queued: "queued", running: "running", done: "done", accepted: "accepted", failed: "failed", skipped: "skipped" };

const errorOf = (code) => `error-${code.replace("/", "-")}`;

/** `{"subscription": "…"}`, or a pair of which the second is its own. */
const idOf = ({ step }) => [Object.values(step.item)[0]].flat().at(-1);

/** How many can be suspended at once; none for who may not. */
export function suspendable({ blockers, may }) {
  return may.suspendSubscription === "granted" ? blockers.filter((it) => it.resolution === "suspend" && it.after.length === 0).length : 0;
}

/** What is asked before it begins. */
export function questionOf({ steps }, { facts }) {
  const ids = new Set(steps.map(idOf));
  const suspended = facts.subscriptions.filter((it) => ids.has(it.id));
  const sentences = [
    suspended.some((it) => it.kind !== "azure-plan") && "suspend-dialog-message",
    suspended.some((it) => it.kind === "new-commerce") && "suspend-dialog-billing-note",
  ];
  const left = facts.subscriptions.filter((it) => it.status === "active" && !ids.has(it.id));
  return {
    count: steps.length,
    sentences: sentences.filter(Boolean),
    lists: [["blocker-suspend-heading", steps.map((it) => it.step.label)], ["suspend-all-left-heading", left.map((it) => it.name)]].filter(([, names]) => names.length),
  };
}

/** The messages under an item's status. */
export function notesOf(step) {
  return step ? [`operation-row-${STEPS[step.state] ?? "unknown"}`, ...(step.code ? [errorOf(step.code)] : [])] : [];
}

async function* eventsOf(response) {
  let text = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (text + piece).split("\n\n");
    text = events.pop();
    for (const event of events) {
      const data = event.split("\n").find((it) => it.startsWith("data:"));
      if (data) yield JSON.parse(data.slice(5));
    }
  }
}

export class Operation {
  /** What would be done, while the person is asked. */
  planned = null;
  #api;
  #host;
  #shown = null;
  #steps = new Map();
  #tally = {};
  #total = 0;
  #view = null;
  #listeners = new Map();
  #following = new AbortController();
  #telling = null;
  #pause = SETTLE_MS;

  /** `host`: `rested` reads the account again, `say` says the words of a view, `failed` shows a problem. */
  constructor(api, host) {
    this.#api = api;
    this.#host = host;
  }

  /** The listener of the whole is told the items that changed, or nothing where it may be any. */
  subscribe(item, listener) {
    const listeners = this.#listeners.get(item) ?? new Set();
    this.#listeners.set(item, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  end() {
    this.#following.abort();
    clearTimeout(this.#telling);
  }

  /** Where an item stands; nothing once the facts say it by themselves. */
  stepOf(item) {
    const step = this.#steps.get(item);
    return step?.state === "done" && !this.#isActive ? undefined : step;
  }

  /** The item waits for its turn, or has it. */
  isNext(item) {
    return this.#isActive && AHEAD.includes(this.#steps.get(item)?.state);
  }

  /** What there is to see; another object after each change. */
  get view() {
    if (!this.#shown) return null;
    return this.#view ??= this.#look();
  }

  get #isActive() { return !!this.#shown && (this.#shown.state === "running" || this.#tally.running > 0); }

  get #isSettled() { return !OPEN.includes(this.#shown.state) && !this.#isActive; }

  #count(states) { return states.reduce((sum, it) => sum + (this.#tally[it] ?? 0), 0); }

  #look() {
    const { goal, state } = this.#shown;
    const total = this.#steps.size || this.#total;
    const far = { done: this.#steps.size - this.#count(AHEAD), total };
    const isMeasured = this.#isActive || state === "paused";
    const failed = isMeasured ? 0 : this.#count(BAD);
    const controls = [
      failed > 0 && "retry",
      state === "running" && "pause",
      state === "paused" && "resume",
      OPEN.includes(state) && "stop",
      this.#isSettled && "close",
    ];
    return { heading: HEADINGS[goal], words: this.#words(far), far: isMeasured && total > 0 ? far : null, failed, controls: controls.filter(Boolean) };
  }

  #words(far) {
    const { state, code } = this.#shown;
    const reason = code ? [[errorOf(code)]] : [];
    if (this.#isActive) return [["operation-progress", far], ...reason];
    if (state === "paused") return [["operation-paused-note", far]];
    const counted = NOTES.map(([id, ...states]) => [id, { count: this.#count(states) }]).filter(([, { count }]) => count > 0);
    return [...(state === "failed" ? reason : []), ...counted];
  }

  #tell(items) {
    this.#view = null;
    this.#listeners.get(WHOLE)?.forEach((it) => it(items));
    for (const item of items ?? this.#listeners.keys()) if (item !== WHOLE) this.#listeners.get(item)?.forEach((it) => it());
  }

  #merge({ steps, ...operation }) {
    const wasActive = this.#isActive;
    this.#shown = operation;
    for (const step of steps) {
      const id = idOf(step);
      const before = this.#steps.get(id);
      if (before) this.#tally[before.state]--;
      this.#tally[step.state] = (this.#tally[step.state] ?? 0) + 1;
      this.#steps.set(id, step);
    }
    this.#tell(wasActive === this.#isActive ? steps.map(idOf) : undefined);
    if (this.#isActive) this.#tellProgress();
  }

  #tellProgress() {
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      this.#pause = BETWEEN_MS;
      if (this.#isActive) this.#host.say(this.view.words);
    }, this.#pause);
  }

  /** Shows what is under way, whoever began it. */
  async find() {
    const { items: [found] } = await this.#api.operations(`?open=true&customer=${this.#api.customer}`);
    if (found) this.#take(found);
  }

  plan = () => this.#try(async () => {
    const { items: [planned] } = await this.#post({ dryRun: true });
    this.planned = planned.steps.length ? planned : null;
    this.#tell([]);
  });

  dismiss = () => {
    this.planned = null;
    this.#tell([]);
  };

  begin = () => this.#try(async () => {
    this.#total = this.planned.steps.length;
    this.dismiss();
    const { items: [begun] } = await this.#post();
    if (!begun.id) throw Object.assign(new Error(begun.code), { problem: begun });
    this.#take(begun);
  });

  /** `pause`, `resume`, `stop`, `retry`, or `close`. */
  change = (wish) => this.#try(async () => {
    if (wish === "close") {
      this.end();
      this.#shown = null;
      this.#steps.clear();
      return this.#tell();
    }
    await this.#api.operate(`/${this.#shown.id}/${wish}`);
    if (wish === "retry") this.#shown = { ...this.#shown, state: "running" };
    this.#follow();
  });

  #post(more) {
    return this.#api.operate("", { customers: [this.#api.customer], goal: "suspend-all", ...more });
  }

  async #try(act) {
    try {
      await act();
    } catch (error) {
      this.#host.failed(error.problem ?? {});
    }
  }

  #take(operation) {
    this.#steps.clear();
    this.#tally = {};
    this.#merge(operation);
    this.#follow();
  }

  /** Until nothing comes any more, whatever breaks in between. */
  async #follow() {
    this.#following.abort();
    const following = new AbortController();
    this.#following = following;
    const isOn = () => !following.signal.aborted && !this.#isSettled;
    for (let pause = SHORTEST_PAUSE_MS; isOn(); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        const { id, version } = this.#shown;
        for await (const change of eventsOf(await this.#api.events(id, version, following.signal))) {
          if (!isOn()) break;
          pause = SHORTEST_PAUSE_MS;
          const wasActive = this.#isActive;
          this.#merge(change);
          if (wasActive && !this.#isActive) this.#rest(following.signal);
        }
      } catch {
        // Broken off: the next attempt goes on from the last version.
      }
      if (isOn()) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  async #rest(signal) {
    await this.#host.rested();
    if (!signal.aborted && this.view) this.#host.say(this.view.words);
  }
}
