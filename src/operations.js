// Many acts at once, which the backend does: planned, begun here or elsewhere, and followed to the end.
//
// Here and not in the module, which would read every step only to hand it on (docs/decisions/0003). What there is to say
// is told in ids of messages.

const OPEN = ["running", "waiting", "paused"];
const AHEAD = ["queued", "running"];
const BAD = ["refused", "failed", "unknown"];

/** Between a break and the next attempt. */
const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** The backend says every fifteen seconds that it is still there. */
const SILENCE_MS = 45_000;

const HEADINGS = {
  "suspend-all": "operation-suspend-heading",
  "cancel-all": "operation-cancel-heading",
  "stop-renewals": "operation-renewals-heading",
  "offboard": "operation-offboard-heading",
};

/** What a person can want of it, by its control. */
const WISHES = {
  "operation-pause-button": "pause",
  "operation-resume-button": "resume",
  "operation-stop-button": "stop",
  "operation-retry-button": "retry",
};

const ROWS = {
  queued: "operation-row-queued",
  running: "operation-row-running",
  done: "operation-row-done",
  accepted: "operation-row-accepted",
  refused: "operation-row-failed",
  failed: "operation-row-failed",
  skipped: "operation-row-skipped",
  unknown: "operation-row-unknown",
};

const UNREADABLE = {
  "subscriptions": "blocker-unreadable-subscriptions",
  "azure-subscriptions": "blocker-unreadable-azure",
  "entitlements": "blocker-unreadable-entitlements",
  "orders": "blocker-unreadable-orders",
};

const failure = (code) => ({ code, status: 0, correlationId: "" });

/** `{"subscription": "…"}`, or a pair of which the second is its own. */
const idOf = (item) => [Object.values(item)[0]].flat().at(-1);

const sentence = (id, variables) => ({ id, ...variables });

const errorOf = (code) => `error-${code.replace("/", "-")}`;

const entryOf = ({ label }) => ({ label, notes: [] });

/** What is waited for: until when, or where it is cleared. */
function waitOf({ item, label, until, place }) {
  const part = item.unreadable;
  const name = part && sentence(UNREADABLE[part] ?? UNREADABLE["azure-subscriptions"]);
  const note = until ? sentence("blocker-wait-until", { time: until }) : sentence("blocker-wait-open");
  return { label, notes: [name, !place && note].filter(Boolean), place };
}

const listsOf = (waits) => [
  { heading: "blocker-external-heading", entries: waits.filter((it) => it.place).map(waitOf) },
  { heading: "blocker-wait-heading", entries: waits.filter((it) => !it.place).map(waitOf) },
];

/** The events of an answer, as they come. Ends with the stream, when it breaks, and when it is silent for too long. */
async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; ;) {
    const silence = setTimeout(() => reader.cancel(), SILENCE_MS);
    const { value } = await reader.read().catch(() => ({})).finally(() => clearTimeout(silence));
    if (value === undefined) return;
    const events = (text + value).split("\n\n");
    text = events.pop();
    for (const event of events) {
      const data = event.split("\n").find((it) => it.startsWith("data:"));
      // Without data it only says that it is there.
      if (data) yield JSON.parse(data.slice(5));
    }
  }
}

/** The operation of one customer, as far as this element knows. */
export class Operations {
  #host;
  #customer;
  #planned = null;
  #shown = null;
  #steps = [];
  #stepOf = new Map();
  /** How many steps are in each state. */
  #counts = {};
  #view;
  #isWorking = false;
  /** How many steps were planned, until the operation has its own. */
  #planLength = 0;
  /** Something else was wanted than what is shown. */
  #isOther = false;
  #following = new AbortController();

  /**
   * `host` sends requests, asks and tells the host page, shows what there is to see, and reads the account again when an
   * operation comes to rest.
   */
  constructor(host) { this.#host = host; }

  /** Shows none any more; what is under way goes on. */
  reset() {
    this.#following.abort();
    this.#customer = this.#planned = this.#shown = null;
    this.#isOther = false;
    this.#show();
  }

  /** Does what a person wants: `look`, `plan`, `dismiss`, `begin`, `stop`, or what a control says. Throws a problem. */
  async operate(act, customer, goal) {
    this.#customer = customer;
    if (act === "look") return this.#look();
    if (act === "plan") return this.#plan(goal);
    if (act === "begin") return this.#begin();
    if (act !== "dismiss") return this.#change(WISHES[act] ?? act);
    this.#planned = null;
    return this.#show();
  }

  /** Where an item stands in it, and why: messages; none for what is not in it. */
  step(item) {
    const step = this.#shown && this.#stepOf.get(item);
    // What is done the facts say by themselves once they were read again.
    if (!step || (step.state === "done" && !this.#isActive)) return [];
    return [ROWS[step.state] ?? ROWS.unknown, ...(step.code ? [errorOf(step.code)] : [])];
  }

  /** The item waits for its turn, or has it. */
  isNext(item) {
    return this.#isActive && AHEAD.includes(this.#stepOf.get(item)?.state);
  }

  /** Steps are being done; after it was paused or stopped as well, until they are. */
  get #isActive() { return !!this.#shown && (this.#shown.state === "running" || this.#isWorking); }

  get #isSettled() { return !OPEN.includes(this.#shown.state) && !this.#isActive; }

  #count(states) { return states.reduce((sum, it) => sum + (this.#counts[it] ?? 0), 0); }

  #post(path, body) { return this.#host.send(path, body ? JSON.stringify(body) : ""); }

  async #look() {
    const customer = this.#customer;
    const { items: [found] } = await this.#host.send(`?open=true&customer=${customer}`);
    const isFollowed = this.#shown?.id === found?.id && this.#shown && !this.#isSettled;
    if (found && !isFollowed && customer === this.#customer) this.#take(found);
  }

  async #plan(goal) {
    const customer = this.#customer;
    const { items: [planned] } = await this.#post("", { customers: [customer], goal, dryRun: true });
    if (planned.code) throw failure(planned.code);
    if (customer !== this.#customer) return;
    this.#planned = planned.steps.length + planned.waits.length ? planned : null;
    this.#show();
  }

  async #begin() {
    const customer = this.#customer;
    const { goal, steps } = this.#planned;
    this.#planned = null;
    this.#show();
    await this.#ask(goal, steps);
    const { items: [begun] } = await this.#post("", { customers: [customer], goal });
    if (customer !== this.#customer) return;
    if (begun.id) {
      this.#planLength = steps.length;
      this.#take(begun, steps);
    } else if (begun.code === "state/conflict") {
      await this.#look();
      this.#isOther = true;
      this.#show();
    } else throw failure(begun.code);
  }

  async #change(wish) {
    if (!this.#shown) return;
    const isRetry = wish === "retry";
    if (isRetry) await this.#ask(this.#shown.goal, this.#steps.filter((it) => BAD.includes(it.state)));
    await this.#post(`/${this.#shown.id}/${wish}`);
    if (isRetry) this.#shown.state = "running";
    this.#follow();
  }

  /** The host page may say no. */
  async #ask(goal, steps) {
    if (!await this.#host.allows(this.#actionOf(goal), steps.map((it) => idOf(it.step.item)))) throw failure("action/vetoed");
  }

  #actionOf(goal) { return goal === "suspend-all" ? "suspend" : goal; }

  #tell(event, more) {
    const { id, goal } = this.#shown;
    this.#host.tell(event, { operationId: id, action: this.#actionOf(goal), total: this.#total, ...more });
  }

  #tally() {
    return { done: this.#count(["done", "accepted"]), failed: this.#count(["refused", "failed"]), unknown: this.#count(["unknown"]) };
  }

  get #far() { return { done: this.#steps.length - this.#count(AHEAD), total: this.#total }; }

  get #total() { return this.#steps.length || this.#planLength; }

  /** Shows it from now on, and no other. */
  #take(operation, planned = operation.steps) {
    this.#shown = null;
    this.#show();
    this.#isOther = false;
    this.#steps = [];
    this.#stepOf.clear();
    this.#counts = {};
    this.#merge(operation);
    this.#tell("ro-action-start", { ids: planned.map((it) => idOf(it.step.item)) });
    this.#follow();
  }

  #merge({ steps, ...operation }) {
    this.#shown = operation;
    for (const step of steps) {
      const before = this.#steps[step.number];
      if (before) this.#counts[before.state]--;
      this.#counts[step.state] = (this.#counts[step.state] ?? 0) + 1;
      this.#steps[step.number] = step;
      this.#stepOf.set(idOf(step.step.item), step);
    }
    this.#isWorking = this.#count(["running"]) > 0;
  }

  /** Until nothing comes any more, whatever breaks in between. */
  async #follow() {
    this.#following.abort();
    const following = new AbortController();
    this.#following = following;
    this.#show();
    const isOn = () => !following.signal.aborted && !this.#isSettled;
    for (let pause = SHORTEST_PAUSE_MS; isOn(); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const { id, version } = this.#shown;
      try {
        const events = await this.#host.send(`/${id}/events`, undefined, String(version), following.signal);
        for await (const change of eventsOf(events)) {
          if (!isOn()) break;
          pause = SHORTEST_PAUSE_MS;
          this.#go(change);
        }
      } catch ({ code }) {
        // It is gone with the backend's data.
        if (code === "state/not-found" && isOn()) {
          this.reset();
          return this.#host.rested();
        }
      }
      if (isOn()) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** On by a change. */
  #go(change) {
    const before = [this.#shown.state, this.#isActive];
    this.#merge(change);
    // Where the operation itself stands is told at each item.
    this.#show(before[1] === this.#isActive ? change.steps.map((it) => idOf(it.step.item)) : undefined);
    if (change.steps.some((it) => !AHEAD.includes(it.state))) this.#tell("ro-action-progress", this.#tally());
    if (!this.#isActive && (before[1] || before[0] !== this.#shown.state)) this.#conclude();
  }

  /** It came to rest: the facts are read again before anything is said of it. */
  async #conclude() {
    const { signal } = this.#following;
    await this.#host.rested();
    if (signal.aborted || !this.#isSettled) return;
    const tried = this.#steps.filter((it) => it.correlationId);
    const results = tried.map(({ step, state, code, correlationId }) =>
      ({ id: idOf(step.item), outcome: state, code: code ?? undefined, correlationId }));
    this.#tell("ro-action-end", { ...this.#tally(), results });
  }

  /** `items` are those of which there is something else to see. */
  #show(items = [...this.#stepOf.keys()]) {
    this.#view = undefined;
    this.#host.show(this.#shown !== null, this.#planned !== null, items);
  }

  /** What there is to see of the one shown; of none, nothing. Asked for by many, and worked out once. */
  view() { return this.#view ??= this.#shown ? this.#viewed() : {}; }

  #viewed() {
    const { goal, state, waits } = this.#shown;
    const isActive = this.#isActive;
    const isMeasured = isActive || state === "paused";
    const failed = isMeasured ? 0 : this.#count(BAD);
    const controls = [
      failed && "operation-retry-button",
      state === "running" && "operation-pause-button",
      state === "paused" && "operation-resume-button",
      OPEN.includes(state) && "operation-stop-button",
      this.#isSettled && "operation-close-button",
    ];
    return {
      goal,
      isActive,
      heading: HEADINGS[goal],
      words: this.#words(),
      lists: listsOf(waits),
      controls: controls.filter(Boolean),
      // Without a total there is nothing to measure.
      ...(isMeasured ? this.#far : {}),
      failed,
    };
  }

  /** Where it stands, a sentence each. */
  #words() {
    const { state, code, dueAt: time } = this.#shown;
    const reason = code ? [sentence(errorOf(code))] : [];
    const other = this.#isOther ? [sentence("operation-other-note")] : [];
    if (this.#isActive) return [...other, sentence("operation-progress", this.#far), ...reason];
    if (state === "paused") return [...other, sentence("operation-paused-note", this.#far)];
    const counted = [
      ["operation-done-note", "done"],
      ["operation-accepted-note", "accepted"],
      ["operation-failed-note", "refused", "failed"],
      ["operation-unknown-note", "unknown"],
      ["operation-skipped-note", "skipped"],
    ].map(([id, ...states]) => sentence(id, { count: this.#count(states) }));
    return [
      ...other,
      ...(state === "waiting" && time ? [sentence("operation-waiting-note", { time })] : []),
      ...(state === "ready" ? [sentence("blocker-list-empty")] : []),
      ...(state === "failed" ? reason : []),
      ...counted.filter((it) => it.count),
    ];
  }

  /** What would be done, and what comes of it. */
  question() {
    const { goal, steps, waits } = this.#planned;
    const of = (action) => steps.map((it) => it.step).filter((it) => it.action === action);
    const [suspended, canceled, stopped] = ["suspend", "cancel", "stop-renewal"].map(of);
    const words = [
      canceled.length && "clear-all-cancel-message",
      canceled.some((it) => it.item["azure-subscription"]) && "clear-all-azure-message",
      goal === "offboard" && "clear-all-removal-message",
    ];
    return {
      goal,
      words: words.filter(Boolean).map((it) => sentence(it)),
      lists: [
        { heading: "blocker-suspend-heading", entries: suspended.map(entryOf) },
        { heading: "blocker-cancel-heading", entries: canceled.map(entryOf) },
        { heading: "clear-all-renewals-heading", entries: stopped.map(entryOf) },
        ...listsOf(waits),
      ],
      suspended: suspended.map((it) => idOf(it.item)),
      total: steps.length,
    };
  }
}
