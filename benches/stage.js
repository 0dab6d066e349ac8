// One server for everything that is measured: the widget and its peers, compressed as the backend compresses; a page for
// each of them; and the API: what is kept here, and behind it the real backend.

import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

export const CONTENDERS = ["widget", "dom", "react", "svelte"];

const TYPES = { ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".ftl": "text/plain; charset=utf-8", ".json": "application/json" };
const HERE = fileURLToPath(new URL(".", import.meta.url));

/** A file as it is sent. Names with a hash of the content are kept for good, as the backend says. */
function load(path) {
  const raw = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
  const isForever = /-[0-9a-f]{16}\./.test(path);
  return { body: brotliCompressSync(raw, { params }), type: TYPES[extname(path)], cache: isForever ? "public, max-age=31536000, immutable" : "no-cache" };
}

function filesOf(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((it) => TYPES[extname(it)]);
  return names.map((it) => [it, load(join(folder, it))]);
}

function pageOf(contender, { customer, view, lang }) {
  return `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<title>${contender}</title>
<link rel="icon" href="data:,">
<body>
<script src="/measure.js"></script>
<reseller-offboarding customer-id="${customer}" view="${view}"></reseller-offboarding>
<script>
  const element = document.querySelector("reseller-offboarding");
  element.setAttribute("api-base", location.origin);
  element.getToken = async () => (await fetch("/demo/token", { method: "POST" })).json();
  performance.mark("script-start");
</script>
<script type="module" src="/${contender}/define.js"></script>
`;
}

/** `kept`: answers to GET by path. Gives `origin`, `sent` (what was sent, since it was last emptied) and `close`. */
export async function openStage({ dist, backend, kept }) {
  const files = new Map([["/measure.js", load(join(HERE, "measure.js"))]]);
  for (const contender of CONTENDERS) {
    const folder = contender === "widget" ? dist : join(HERE, "../target/benches", contender);
    for (const [name, file] of filesOf(folder)) files.set(`/${contender}/${name}`, file);
  }
  const sent = [];
  const server = createServer((request, response) => answer(request, response).catch((error) => response.destroy(error)));

  async function answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, "http://stage");
    // What measures memory asks for a page that is isolated from others.
    const isolated = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp", "cross-origin-resource-policy": "same-origin" };
    if (pathname.startsWith("/page/")) {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...isolated });
      return response.end(pageOf(pathname.slice(6), Object.fromEntries(searchParams)));
    }
    const file = files.get(pathname);
    if (file) {
      sent.push({ path: pathname, bytes: file.body.length });
      const etag = `"${file.body.length}-${pathname}"`;
      const headers = { "content-type": file.type, "cache-control": file.cache, etag, ...isolated };
      const isKnown = request.headers["if-none-match"] === etag;
      response.writeHead(isKnown ? 304 : 200, isKnown ? headers : { ...headers, "content-encoding": "br", "content-length": file.body.length });
      return response.end(isKnown ? undefined : file.body);
    }
    if (request.method === "GET" && kept.has(pathname)) {
      response.writeHead(200, { "content-type": "application/json", etag: '"kept"', "cache-control": "no-store" });
      return response.end(kept.get(pathname));
    }
    return pass(request, response);
  }

  /** To the backend, as a reverse proxy does: what comes piece by piece is passed on piece by piece. */
  async function pass(request, response) {
    const { host, connection, "accept-encoding": _, origin, ...headers } = request.headers;
    const body = ["GET", "HEAD"].includes(request.method) ? undefined : await buffer(request);
    const answered = await fetch(new URL(request.url, backend), { method: request.method, headers, body });
    response.writeHead(answered.status, { "content-type": answered.headers.get("content-type") ?? "text/plain", etag: answered.headers.get("etag") ?? "" });
    response.flushHeaders();
    await pipeline(answered.body ?? [], response);
  }

  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const pageAt = (contender, { customer, view = "account", lang = "es-ES" }) => `${origin}/page/${contender}?${new URLSearchParams({ customer, view, lang })}`;
  return { origin, sent, pageAt, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}
