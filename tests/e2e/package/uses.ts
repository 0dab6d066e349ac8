// Every member of the contract, used as an embedder would. Compiled and never run.
import {
  type Action, type Blocker, type Check, type ErrorCode, type Failure, type Operation, type Phase, type ResellerOffboardingAttributes,
  ResellerOffboardingElement, type Result, type State, type Tally, type Token, type TokenContext, type View,
} from "reseller-offboarding";
import { ResellerOffboardingElement as Same } from "reseller-offboarding/element.js";
import "reseller-offboarding/define.js";

ResellerOffboardingElement.define();
Same.define("offboarding-of-ours", customElements);

const element: ResellerOffboardingElement = document.createElement("reseller-offboarding");
const found: ResellerOffboardingElement | null = document.querySelector("reseller-offboarding");

export const attributes: Required<ResellerOffboardingAttributes> = {
  "customer-id": "3a2a299a-fffd-5943-9a17-365619559931",
  "api-base": "https://offboarding.example",
  "lang": "it",
  "view": "account",
  "readonly": true,
  "time-zone": "Europe/Rome",
  "heading-level": "3",
  "scheme": "auto",
  "announcements": "terse",
  "asset-base": "/offboarding/",
  "load-timeout": 10_000,
  "without-header": true,
  "without-language-switcher": true,
  "without-activity": false,
};

// Properties

element.getToken = async ({ reason, scope, signal }: TokenContext): Promise<Token> => {
  const answer = await fetch("/portal/token", { method: "POST", body: JSON.stringify({ reason, scope }), signal });
  return (await answer.json()) as Token;
};
element.getToken = () => ({ token: "…", expiresAt: "2030-01-01T00:00:00Z" });
element.getToken = undefined;
element.fetch = (input, init) => fetch(input, { ...init, keepalive: true });
element.locale = element.availableLocales[0] ?? "en-US";
element.messages = { "it-IT": "account-heading = Cliente\n" };
const settled: Promise<void> = element.ready;
const versions: string[] = [element.version, element.apiVersion];

const state: State = element.state;
const phases: Record<Phase, string> = {
  loading: "", ready: "", blocked: "", clear: "", accepted: "", unknown: "", removed: "", error: "",
};
const told: string = phases[state.phase] + state.view + state.locale + (state.customer?.name ?? "") + state.version;
const flags: boolean[] = [state.busy, state.stale, state.can.suspend, state.can.cancel, state.can.remove];
const count: number = state.counts.total + state.counts.suspend + state.counts.cancel + state.counts.external + state.counts.wait;
const first: Blocker | undefined = state.blockers[0];
if (first) [first.id, first.kind, first.label, first.code, first.resolution, first.until, first.href, ...first.dependsOn];

// Methods

export async function everyMethod(): Promise<unknown[]> {
  const again: State = await element.refresh();
  const view: View = "subscriptions";
  element.goTo(view);
  element.goTo("software", "id");
  const isOpen: boolean = element.openRemoval();
  element.stopBulk();
  const receipts: Blob[] = [await element.exportReceipt("json"), await element.exportReceipt("text")];
  const checks: Check[] = await element.diagnose();
  const failed = checks.filter((it) => !it.ok).map(({ name, code, advice }) => [name, code, advice]);
  element.logout();
  element.focus();
  element.focus({ preventScroll: true });
  return [again, isOpen, receipts, failed];
}

// Events: on the element, and further up.

const failure = ({ code, message, retryable, status, correlationId, cause }: Failure): ErrorCode =>
  code === "load/network" && retryable ? code : `${message}${status}${correlationId}${cause}`;
const operation = ({ operationId, action, total }: Operation): string => `${operationId}${action satisfies Action}${total}`;
const tally = ({ done, failed, unknown }: Tally): number => done + failed + unknown;
const result = ({ id, outcome, code, correlationId }: Result): string => `${id}${outcome}${code}${correlationId}`;

element.addEventListener("ro-load-start", ({ detail }) => detail.version.trim());
element.addEventListener("ro-ready", ({ detail }) => `${detail.customerId ?? ""}${detail.locale}`);
element.addEventListener("ro-load-error", (event) => { event.preventDefault(); failure(event.detail); });
element.addEventListener("ro-state-change", ({ detail }) => `${phases[detail.phase]}${detail.counts.total}${detail.blockers.length}`);
element.addEventListener("ro-view-change", ({ detail }) => detail.from !== detail.to);
element.addEventListener("ro-before-action", (event) => {
  const { action, ids, waitUntil } = event.detail;
  if (action === "remove") waitUntil(Promise.resolve(ids.length === 1));
  else event.preventDefault();
});
document.addEventListener("ro-action-start", ({ detail }) => operation(detail) + detail.ids.join());
document.addEventListener("ro-action-progress", ({ detail }) => operation(detail) + tally(detail));
document.addEventListener("ro-action-end", ({ detail }) => operation(detail) + tally(detail) + detail.results.map(result).join());
window.addEventListener("ro-removed", ({ detail }) => detail.customerId + detail.removedAt + detail.receiptId);
element.addEventListener("ro-error", (event) => failure(event.detail));
element.addEventListener("ro-locale-change", ({ detail }) => detail.cause === "user" && detail.locale !== detail.requested);
element.addEventListener("ro-token-request", ({ detail }) => {
  if (detail.reason === "step-up") detail.respondWith({ token: detail.scope.join() });
  else detail.respondWith(Promise.resolve({ token: "…" }));
});
element.addEventListener("ro-exit", ({ detail }) => detail.reason === "signed-out");

export const seen = [found, settled, versions, told, flags, count];
