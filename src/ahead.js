// The first token and the account, asked for while the module is still on its way: they are there at about the same time.

/** As long as the module waits for a read. */
const TIMEOUT_MS = 30_000;

export class Ahead {
  #send;
  #token;
  #request;
  #answer;

  /** Asks for a token, and with it for what is at `url`, as the host page sends. */
  constructor(token, url, send) {
    this.#send = send;
    this.#token = token;
    this.#answer = token.then((it) => {
      this.#request = new Request(url, { headers: { authorization: `Bearer ${it}` }, signal: AbortSignal.timeout(TIMEOUT_MS) });
      return (send ?? fetch)(this.#request);
    });
    // Whoever takes it hears of it.
    this.#answer.catch(() => {});
  }

  /** The token, or why there is none, for the first who asks. */
  takeToken() {
    const token = this.#token;
    this.#token = null;
    return token;
  }

  /** The answer for the first request for the same; `null` where it is asked for in another way. */
  take({ url, headers }, send) {
    const asked = this.#request;
    if (url !== asked?.url) return null;
    this.#request = null;
    const isSame = send === this.#send && headers.get("authorization") === asked.headers.get("authorization");
    return isSame ? this.#answer : null;
  }
}
