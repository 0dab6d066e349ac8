// What can be done to one item: the request, the words of its button and of what is said afterwards, and what is asked
// first where it costs something or cannot be taken back.

import { possibleActions } from "./rule.js";

const WORDS = {
  suspend: ["suspend-button", "suspend-done"],
  reactivate: ["reactivate-button", "reactivate-done"],
  cancel: ["cancel-subscription-button", "cancel-subscription-done"],
  "stop-auto-renew": ["stop-renewal-button", "stop-renewal-done"],
};

const question = (title, sentences, confirm, keep) => ({ title, sentences, confirm, keep });

const SUSPEND = question("suspend-one-dialog-title", ["suspend-dialog-message", "suspend-dialog-billing-note"], "suspend-dialog-confirm-button", "suspend-dialog-keep-button");
const CANCEL = question("cancel-subscription-dialog-title", ["cancel-subscription-dialog-message"], "cancel-subscription-dialog-confirm-button", "cancel-subscription-dialog-keep-button");
const CANCEL_AZURE = question("azure-cancel-dialog-title", ["azure-cancel-dialog-message"], "azure-cancel-button", "azure-cancel-dialog-keep-button");

function cancelOrder(what) {
  const words = (name) => `${what}-cancel-dialog-${name}`;
  return question(words("title"), [words("message")], words("confirm-button"), words("keep-button"));
}

export function subscriptionAct({ id, name, kind }, action) {
  const asked = action === "cancel" ? CANCEL : action === "suspend" && kind === "new-commerce" ? SUSPEND : null;
  const [button, done] = WORDS[action];
  const right = action === "suspend" || action === "reactivate" ? "suspendSubscription" : "cancelSubscription";
  return { id, name, right, method: "PATCH", path: `/subscriptions/${id}`, body: { action }, button, done, variable: "subscription", question: asked };
}

export function azureAct(plan, { id, name }) {
  const path = `/subscriptions/${plan}/azure-subscriptions/${id}/cancellation`;
  return { id, name, right: "cancelPurchase", method: "POST", path, button: "azure-cancel-button", done: "cancel-subscription-done", variable: "subscription", question: CANCEL_AZURE };
}

/** `what`: `reservations` or `software`. */
function orderAct(what, variable, id, name) {
  const path = `/${what}/${encodeURIComponent(id)}/cancellation`;
  return { id, name, right: "cancelPurchase", method: "POST", path, button: `${what}-cancel-button`, done: `${what}-cancel-done`, variable, question: cancelOrder(what) };
}

/** The act that clears a blocker, where there is one and the person may. */
export function clearingAct({ item, label, resolution }, { facts, may }) {
  const [[what, id]] = Object.entries(item);
  const act = () => {
    if (what === "subscription") {
      const subscription = facts.subscriptions.find((it) => it.id === id);
      const action = possibleActions(subscription, facts).find((it) => it !== "reactivate");
      return action && subscriptionAct(subscription, action);
    }
    if (!resolution.cancel) return null;
    if (what === "azure-subscription") return azureAct(id[0], { id: id[1], name: label });
    return orderAct(what === "reservation" ? "reservations" : "software", what, id, label);
  };
  return permitted(act(), may);
}

/** The acts on a subscription that the person may do. */
export function subscriptionActs(subscription, facts, may) {
  return possibleActions(subscription, facts).map((it) => permitted(subscriptionAct(subscription, it), may)).filter(Boolean);
}

export function permitted(act, may) {
  return act && may[act.right] === "granted" ? act : null;
}
