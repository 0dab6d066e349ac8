// What the backend does for reading, with Fastify: tokens checked, upstream read side by side, the rule applied. Only
// the list of customers and one customer's account.

import { createHash, randomUUID } from "node:crypto";
import jwt from "@fastify/jwt";
import Fastify from "fastify";
import { checkRemoval, whatRemains } from "../common/rule.js";
import { callerOf, permissionsOf } from "./caller.js";
import { UpstreamError, PartnerCenter } from "./partner-center.js";

const { UPSTREAM, TOKEN_SECRET } = process.env;

// A name that is not known is refused, as ours does.
const server = Fastify({ genReqId: () => randomUUID(), ajv: { customOptions: { removeAdditional: false } } });
const upstream = new PartnerCenter(UPSTREAM);

await server.register(jwt, { secret: TOKEN_SECRET, verify: { algorithms: ["HS256"], allowedAud: "reseller-offboarding", clockTolerance: 30, requiredClaims: ["exp", "aud", "sub"] } });

class Refusal extends Error {
  constructor(status, code, more) {
    super(code);
    this.problem = { status, code, ...more };
  }
}

server.addHook("onSend", async (request, reply) => {
  reply.headers({ "cache-control": "no-store", "x-content-type-options": "nosniff", "x-correlation-id": request.id });
});

server.addHook("onRequest", async (request) => {
  const claims = await request.jwtVerify().catch(() => null);
  request.caller = claims && callerOf(claims);
  if (!request.caller) throw new Refusal(401, "auth/rejected");
  if (!request.caller.scopes.includes("offboarding:read")) throw new Refusal(403, "auth/forbidden", { denial: "missing-scope" });
});

const FAILED = { status: 502, code: "upstream/failed" };
const NOT_FOUND = { status: 404, code: "state/not-found" };
const UPSTREAMS = { 403: NOT_FOUND, 404: NOT_FOUND, 429: { status: 429, code: "api/rate-limited" } };

server.setErrorHandler((error, request, reply) => {
  const problem = problemOf(error);
  reply.code(problem.status).type("application/problem+json").send(JSON.stringify({ ...problem, correlationId: request.id }));
});

function problemOf(error) {
  if (error instanceof Refusal) return error.problem;
  if (error instanceof UpstreamError) return UPSTREAMS[error.status] ?? FAILED;
  return error.validation ? { status: 400, code: "api/contract" } : { status: 500, code: "internal/panic" };
}

const PAGE = {
  type: "object",
  additionalProperties: false,
  properties: {
    search: { type: "string", default: "" },
    cursor: { type: "string", default: "" },
    size: { type: "integer", minimum: 1, maximum: 100, default: 20 },
  },
};

server.get("/v1/customers", { schema: { querystring: PAGE } }, async (request) => {
  const { search, cursor, size } = request.query;
  return upstream.listCustomers(request, search.trim(), cursor, size);
});

const GUID = { type: "object", properties: { id: { type: "string", format: "uuid" } } };

server.get("/v1/customers/:id", { schema: { params: GUID } }, async (request, reply) => {
  const { id } = request.params;
  const { scopes, ...caller } = request.caller;
  const [profile, facts, support] = await Promise.all([
    upstream.profile(request, id),
    upstream.facts(request, id),
    upstream.supportProfile(request).catch(() => null),
  ]);
  const { rule, accountKind, subscriptions, reservations, software, unreadable } = facts;
  const what = [profile, rule, accountKind, subscriptions, reservations, software, unreadable];
  const hash = createHash("sha256").update(JSON.stringify(what)).digest("hex");
  reply.header("etag", `"${hash}"`);
  return { profile, facts, blockers: checkRemoval(facts), remains: whatRemains(facts), support, caller, may: permissionsOf(request.caller) };
});

console.log(await server.listen({ host: "127.0.0.1", port: 0 }));
