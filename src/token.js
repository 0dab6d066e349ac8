// The host page's token: asked for by `getToken`, or by `ro-token-request` where the page set none. In memory only.

/** A token is renewed this long before it ends. */
const MARGIN_MS = 60_000;
/** Between attempts to renew one that still lasts. */
const PAUSES_MS = [2_000, 4_000, 8_000, 16_000];
/** The host page has this long to answer. */
const PATIENCE_MS = 30_000;

const EVERYDAY = ["read", "suspend", "cancel"].map((it) => `offboarding:${it}`);
const REMOVAL = "offboarding:remove";
const NO_PROVIDER = "config/no-token-provider";

export class TokenSource {
  #element;
  #dispatch;
  #held = null;
  #asking = null;
  #renewal;
  #ending = new AbortController();

  constructor(element, dispatch) {
    this.#element = element;
    this.#dispatch = dispatch;
  }

  /**
   * A token to send: the one held, while it lasts. `rejected` is the one that was just answered with 401: asked about
   * once more, unless another has come meanwhile. For `step-up`, a fresh one that may remove; it is not kept.
   * Throws `{code}`.
   */
  async get(reason, rejected) {
    if (reason === "step-up") return (await this.#ask(reason, [...EVERYDAY, REMOVAL])).token;
    if (rejected && this.#held?.token === rejected) this.forget();
    if (this.#held && lasts(this.#held)) return this.#held.token;
    return (await this.#renew(rejected ? "rejected" : this.#held ? "expiring" : "initial")).token;
  }

  forget() {
    clearTimeout(this.#renewal);
    this.#held = null;
  }

  /** The element left the page; it may come back, and asks anew then. */
  end() {
    this.forget();
    this.#ending.abort();
    this.#ending = new AbortController();
    this.#asking = null;
  }

  /** One question at a time, whoever needs the answer. */
  #renew(reason) {
    this.#asking ??= this.#ask(reason, EVERYDAY)
      .then((token) => {
        // What an element asked for that is gone by now is used once and not kept.
        if (this.#element.isConnected) this.#keep(token);
        return token;
      })
      .finally(() => { this.#asking = null; });
    return this.#asking;
  }

  #keep(token) {
    const { expiresAt } = token;
    this.#held = token;
    clearTimeout(this.#renewal);
    if (expiresAt) this.#renewal = setTimeout(() => this.#keepTrying(0), Math.max(expiresAt - Date.now() - MARGIN_MS, MARGIN_MS / 2));
  }

  /** The token held is kept for as long as it lasts; after the last attempt the next request asks. */
  #keepTrying(attempt) {
    this.#renew("expiring").catch(() => {
      if (attempt < PAUSES_MS.length) this.#renewal = setTimeout(() => this.#keepTrying(attempt + 1), PAUSES_MS[attempt]);
    });
  }

  async #ask(reason, scope) {
    const signal = AbortSignal.any([this.#ending.signal, AbortSignal.timeout(PATIENCE_MS)]);
    let abort;
    const aborted = new Promise((_, reject) => { abort = () => reject(signal.reason); });
    signal.addEventListener("abort", abort);
    let answer;
    try {
      answer = await Promise.race([this.#request({ reason, scope, signal }), aborted]);
    } catch (cause) {
      // Errors of the page's, and the browser's own, have codes that mean nothing here.
      throw { code: cause?.code === NO_PROVIDER ? NO_PROVIDER : "auth/token-failed" };
    } finally {
      // Else the timeout keeps all of this until it is over.
      signal.removeEventListener("abort", abort);
    }
    if (typeof answer?.token !== "string") throw { code: "auth/token-failed" };
    return { token: answer.token, expiresAt: new Date(answer.expiresAt ?? NaN).getTime() || null };
  }

  async #request(context) {
    if (typeof this.#element.getToken === "function") return this.#element.getToken(context);
    let response;
    const { reason, scope } = context;
    this.#dispatch("ro-token-request", { reason, scope, respondWith: (promise) => { response = promise; } });
    if (response === undefined) throw { code: NO_PROVIDER };
    return response;
  }
}

function lasts({ expiresAt }) {
  return !expiresAt || Date.now() < expiresAt;
}
