// The backend, with the host page's token.

export class Api {
  customer;
  #element;
  #token;

  constructor(element, customer) {
    this.#element = element;
    this.customer = customer;
  }

  account() {
    return this.#read(`/v1/customers/${this.customer}`);
  }

  /** An act of `acts.js`. Gives what was read again. */
  perform({ method, path, body }) {
    return this.#write(method, `/v1/customers/${this.customer}${path}`, body);
  }

  operations(query) {
    return this.#read(`/v1/operations${query}`);
  }

  operate(path, body) {
    return this.#write("POST", `/v1/operations${path}`, body);
  }

  /** The answer of an operation's events, which come with time. */
  events(operation, version, signal) {
    return this.#send(`/v1/operations/${operation}/events`, { headers: { "last-event-id": String(version) }, signal });
  }

  async #read(path) {
    return (await this.#send(path)).json();
  }

  async #write(method, path, body) {
    const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
    return (await this.#send(path, { method, headers, body: body && JSON.stringify(body) })).json();
  }

  async #send(path, { headers, ...rest } = {}) {
    this.#token ??= this.#element.getToken({ reason: "initial" });
    const { token } = await this.#token;
    const request = new Request(path, { ...rest, headers: { ...headers, authorization: `Bearer ${token}` } });
    const response = await (this.#element.fetch ?? fetch)(request);
    if (response.ok) return response;
    const problem = await response.json();
    throw Object.assign(new Error(problem.code), { problem });
  }
}
