// The backend, with the host page's token.

export class Api {
  #element;
  #path;
  #token;

  constructor(element, customer) {
    this.#element = element;
    this.#path = `/v1/customers/${customer}`;
  }

  account() {
    return this.#send(this.#path);
  }

  /** An act of `acts.js`. Gives what was read again. */
  perform({ method, path, body }) {
    const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
    return this.#send(this.#path + path, { method, headers, body: body && JSON.stringify(body) });
  }

  async #send(path, { headers, ...rest } = {}) {
    this.#token ??= this.#element.getToken({ reason: "initial" });
    const { token } = await this.#token;
    const request = new Request(path, { ...rest, headers: { ...headers, authorization: `Bearer ${token}` } });
    const response = await (this.#element.fetch ?? fetch)(request);
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error(answer.code), { problem: answer });
    return answer;
  }
}
