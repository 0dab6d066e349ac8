// In the page: what is waited for, and for how long. The same for all that are measured.

/**
 * The moment at which what `isDone` looks for has been drawn: it is looked for in each frame, and a message that is sent
 * while a frame is being made comes once that frame has been laid out and painted.
 */
function painted(isDone) {
  return new Promise((resolve) => {
    const look = () => (isDone() ? nextTask().then(resolve) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  });
}

/** The moment at which a message comes that is sent now. */
function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  });
}

/** How long it takes from the act until what it does has been drawn. */
async function timed(act, isDone) {
  const start = performance.now();
  act();
  return (await painted(isDone)) - start;
}

function isUsable(element) {
  const control = element.shadowRoot?.querySelector("[part~='remove-button']");
  return Boolean(control?.textContent && control.getAttribute("aria-disabled"));
}

/** A list that is on the page: its `n` rows in their order, the last by its id. */
class List {
  constructor(element) {
    this.element = element;
  }

  static open(customer, answer) {
    const element = document.createElement("reseller-offboarding");
    element.setAttribute("customer-id", customer);
    element.setAttribute("view", "subscriptions");
    element.setAttribute("api-base", location.origin);
    element.getToken = async () => ({ token: "kept" });
    element.fetch = answer;
    document.body.append(element);
    return new List(element);
  }

  find(selector) {
    return this.element.shadowRoot?.querySelector(selector);
  }

  shows({ n, last }) {
    const table = this.find("table");
    const body = table?.lastElementChild;
    return body?.tagName === "TBODY" && body.rows[0]?.dataset.row === last && body.rows[0].cells.length === 6 && table.tBodies.length === n;
  }

  choose(selector, value) {
    const select = this.find(selector);
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const answer = (body, type = "application/json") => new Response(body, { headers: { "content-type": type, etag: '"kept"' } });

const isAboutOperations = (request) => new URL(request.url).pathname.startsWith("/v1/operations");

/** The account from the moment at which its data is there; a change of a subscription is answered as the backend does. */
function answerFrom(account, whenReleased) {
  const text = JSON.stringify(account);
  return async (request) => {
    if (isAboutOperations(request)) return answer('{"items":[]}');
    if (request.method === "GET") {
      await whenReleased();
      return answer(text);
    }
    const id = request.url.split("/").at(-1);
    const { action } = await request.json();
    const before = account.facts.subscriptions.find((it) => it.id === id);
    const after = { ...before, status: action === "suspend" ? "suspended" : "active" };
    return answer(JSON.stringify({ outcome: "done", changes: { subscriptions: [after], reservations: [], software: [] }, correlationId: "kept" }));
  };
}

/**
 * An operation as it was recorded: what was planned, what was begun, the account before and after it. Each event comes in
 * a task of its own, once all that the one before it set off in the page is through: the backend's come one by one as well.
 */
function answerRecorded({ account, planned, begun, events, after }) {
  let isOver = false;
  const encoder = new TextEncoder();
  let next = 0;
  const stream = () => new ReadableStream({
    async pull(controller) {
      await nextTask();
      controller.enqueue(encoder.encode(`event: operation\ndata: ${events[next]}\n\n`));
      if (++next < events.length) return;
      isOver = true;
      controller.close();
    },
  }, { highWaterMark: 0 });
  return async (request) => {
    if (!isAboutOperations(request)) return answer(JSON.stringify(isOver ? after : account));
    if (request.url.endsWith("/events")) return answer(stream(), "text/event-stream");
    if (request.method === "GET") return answer('{"items":[]}');
    return answer(JSON.stringify((await request.json()).dryRun ? planned : begun));
  };
}

window.bench = {
  /** From the start of the script until the account page is there and its control with it. */
  async usable() {
    const end = await painted(() => isUsable(document.querySelector("reseller-offboarding")));
    return end - performance.getEntriesByName("script-start")[0].startTime;
  },

  /** Lists the subscriptions of a customer; `data there → drawn`. */
  async mount(customer, expected) {
    document.querySelector("reseller-offboarding").remove();
    const account = await (await fetch(`/v1/customers/${customer}`)).json();
    const [asked, released] = [Promise.withResolvers(), Promise.withResolvers()];
    const list = List.open(customer, answerFrom(account, () => {
      asked.resolve();
      return released.promise;
    }));
    this.list = list;
    await asked.promise;
    await painted(() => list.find(".base"));
    return timed(released.resolve, () => list.shows(expected));
  },

  /** Suspends one by its button. */
  changeOne(id) {
    const row = `[data-row="${id}"]`;
    const isChanged = () => this.list.find(`${row} .badge[data-status="suspended"]`) && !this.list.find(`${row} [aria-busy="true"]`);
    return timed(() => this.list.find(`${row} button`).click(), isChanged);
  },

  /** Shows those of one state, then all again. */
  async filter(state, some, all) {
    const narrowed = await timed(() => this.list.choose(".toolbar select", state), () => this.list.shows(some));
    return narrowed + await timed(() => this.list.choose(".toolbar select", "all"), () => this.list.shows(all));
  },

  /** Shows another language. */
  language(tag) {
    const words = () => ["tbody tr td", "tbody:last-child tr td", "tbody:last-child button, tbody button", "h3"].map((it) => this.list.find(it).textContent);
    const before = words();
    return timed(() => this.list.choose(".language select", tag), () => words().every((it, at) => it !== before[at]));
  },

  /** Lists the subscriptions of the customer whose operation was recorded, up to the question before it begins. */
  async prepareOperation() {
    document.querySelector("reseller-offboarding").remove();
    const recorded = await (await fetch("/recorded")).json();
    const last = recorded.after.facts.subscriptions.at(-1).id;
    const list = List.open(recorded.id, answerRecorded(recorded));
    this.list = list;
    this.isOver = () => !list.find("progress") && list.find(`[data-row="${last}"] .badge[data-status="suspended"]`);
    await painted(() => list.find(".toolbar button"));
    list.find(".toolbar button").click();
    await painted(() => list.find("dialog[open] [part='dialog-confirm']"));
  },

  /** From yes until all are suspended, and the account that was read again says so. */
  followOperation() {
    return timed(() => this.list.find("[part='dialog-confirm']").click(), this.isOver);
  },

  /** All that the page keeps: of JavaScript, of the document, of WebAssembly. */
  async memory() {
    return (await performance.measureUserAgentSpecificMemory()).bytes;
  },

  /** An element comes and goes, so many times, the account shown each time. */
  async cycle(customer, n) {
    const account = await (await fetch(`/v1/customers/${customer}`)).json();
    document.querySelector("reseller-offboarding")?.remove();
    for (let i = 0; i < n; i++) {
      const list = List.open(customer, answerFrom(account, async () => {}));
      list.element.setAttribute("view", "account");
      await painted(() => isUsable(list.element));
      list.element.remove();
      // The element lets go a task later.
      await painted(() => true);
    }
  },
};
