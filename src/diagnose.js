// Tries each thing that the element needs of the page, one by one, and says what to mend. Loaded when it is asked for.

const POLICY = "reseller-offboarding";

/** Who has not answered by then is said not to be there. */
const PATIENCE_MS = 10_000;

/** `wasm` and `texts` are `{url, integrity}`; `send` asks the backend at `api`, with a token; `token` asks the host page for one. */
export async function diagnose({ tryWebAssembly, wasm, texts, api, send, token }) {
  const [provider, held] = await tokenProvider(token);
  return [
    await webAssembly(tryWebAssembly),
    trustedTypes(),
    ...(await asset(wasm, "application/wasm")),
    ...(await asset(texts)),
    provider,
    await backend(new URL(api).origin, send, held),
  ];
}

function passed(name) {
  return { name, ok: true };
}

function failed(name, code, advice) {
  return { name, ok: false, code, advice };
}

async function webAssembly(tryWebAssembly) {
  if (!globalThis.WebAssembly) return failed("csp", "load/unsupported", "This browser runs no WebAssembly; a setting or a policy of the person's may have switched it off.");
  try {
    await tryWebAssembly();
    return passed("csp");
  } catch {
    return failed("csp", "load/csp-wasm", "Content-Security-Policy: script-src needs 'wasm-unsafe-eval'.");
  }
}

function trustedTypes() {
  try {
    globalThis.trustedTypes?.createPolicy(POLICY, {});
    return passed("csp");
  } catch (error) {
    // The module has made it already, where it could be loaded.
    if (/already exists/.test(String(error))) return passed("csp");
    return failed("csp", "load/trusted-types", `Content-Security-Policy: trusted-types needs ${POLICY}.`);
  }
}

/** Whether it can be had, from where and as what; then whether it is what was published. */
async function asset({ url, integrity }, type) {
  const { response, violation } = await watched(() => fetch(url, { credentials: "omit", cache: "no-store" }));
  const origin = new URL(url).origin;
  if (violation) return [failed("csp", "load/network", `Content-Security-Policy: ${violation} needs ${origin}.`)];
  if (!response) return [failed("cors", "load/network", `${origin} cannot be reached, or its answer lacks Access-Control-Allow-Origin.`)];
  if (!response.ok) return [failed("cors", "load/network", `${url} answers with ${response.status}.`)];
  const found = response.headers.get("content-type") ?? "none";
  const mime = !type || found.startsWith(type) ? passed("mime") : failed("mime", "load/mime", `${url} needs Content-Type: ${type}; it has ${found}.`);
  const checked = await fetch(url, { credentials: "omit", integrity }).then(() => true, () => false);
  const whole = checked ? passed("integrity") : failed("integrity", "load/integrity", `${url} is not the file that belongs to this version.`);
  return [passed("cors"), mime, whole];
}

/** And the token, if there is one. */
async function tokenProvider(token) {
  try {
    const held = await token();
    return [passed("token"), held];
  } catch (error) {
    const advice = error.code === "config/no-token-provider" ? "Set getToken on the element." : "getToken has to give { token } in time.";
    return [failed("token", error.code, advice)];
  }
}

async function backend(origin, send, token) {
  const { response, violation } = await watched(() => send(token ?? ""));
  if (violation) return failed("csp", "api/unreachable", `Content-Security-Policy: ${violation} needs ${origin}.`);
  // The page's own is "null" in a sandboxed frame, whatever its address says.
  if (!response) return failed("api", "api/unreachable", `${origin} cannot be reached, or does not allow the origin ${globalThis.origin}.`);
  // It is there: what it says to a question without a token is known.
  if (token === undefined) return passed("api");
  if (response.status === 401) return failed("api", "auth/rejected", "The backend does not accept the token: look at its issuer, audience and keys.");
  if (response.status === 403) return failed("api", (await codeOf(response)) ?? "auth/forbidden", "The token lacks the scope offboarding:read, or was made for other origins.");
  if (!response.ok) return failed("api", (await codeOf(response)) ?? "api/unavailable", `The backend answers with ${response.status}.`);
  return passed("api");
}

function codeOf(response) {
  return response.json().then((it) => it.code, () => undefined);
}

/** The answer, or the directive that forbade the question. */
async function watched(ask) {
  let violation;
  // What came before may be reported only now.
  const note = ({ effectiveDirective }) => { if (effectiveDirective === "connect-src") violation = effectiveDirective; };
  document.addEventListener("securitypolicyviolation", note);
  try {
    const late = new Promise((resolve) => { AbortSignal.timeout(PATIENCE_MS).onabort = () => resolve(null); });
    const response = await Promise.race([ask().catch(() => null), late]);
    // The report of a violation comes as a task of its own.
    if (!response) await new Promise((done) => setTimeout(done));
    return { response, violation };
  } finally {
    document.removeEventListener("securitypolicyviolation", note);
  }
}
