// The removal rule, as `crates/domain` has it: what blocks, what remains, what can be done with a subscription.

const isWithin = (end, facts) => end !== null && facts.asOf < end;
const wait = (end, facts) => ({ wait: { until: isWithin(end, facts) ? end : null } });

/** Reason and resolution, or `null` where it does not block. */
function verdict(it, facts) {
  const { status, kind } = it;
  const reason = status === "suspended" ? "suspended" : "active";
  const cancelOrWait = () => isWithin(it.cancellableUntil, facts)
    ? [reason, { cancel: { until: it.cancellableUntil } }]
    : ["committed", wait(it.termEnd, facts)];
  if (["expired", "disabled", "deleted"].includes(status)) return null;
  if (status === "pending") return ["pending", { wait: { until: null } }];
  if (status !== "active" && status !== "suspended") return ["unknown-status", { external: "partner-center" }];
  switch (kind) {
    case "software":
    case "marketplace": return cancelOrWait();
    case "savings-plan": return ["committed", wait(it.termEnd, facts)];
    case "legacy": return status === "active" ? [reason, "suspend"] : null;
    case "new-commerce":
    case "azure-plan":
      if (facts.rule === "suspend") return status === "active" ? [reason, "suspend"] : null;
      return kind === "new-commerce" ? cancelOrWait() : [reason, { cancel: { until: null } }];
    default: return ["unknown-kind", { external: "partner-center" }];
  }
}

/** The acts that help with this subscription. */
export function possibleActions(it, facts) {
  const actions = [];
  const [reason, resolution] = verdict(it, facts) ?? [];
  const hasActiveAzure = it.azureSubscriptions.some((azure) => azure.status !== "inactive");
  if (resolution === "suspend" && !hasActiveAzure) actions.push("suspend");
  else if (resolution?.cancel && !hasActiveAzure) actions.push("cancel");
  else if (reason === "committed" && resolution.wait && it.autoRenew && it.kind !== "savings-plan") actions.push("stop-auto-renew");
  const canBeSuspended = ["legacy", "new-commerce", "azure-plan"].includes(it.kind);
  if (it.status === "suspended" && canBeSuspended && (it.termEnd === null || isWithin(it.termEnd, facts))) actions.push("reactivate");
  return actions;
}

const RANKS = ["suspend", "cancel", "external", "wait"];

/** The place of a resolution among the groups. */
export function rankOf(resolution) {
  return RANKS.indexOf(typeof resolution === "string" ? resolution : Object.keys(resolution)[0]);
}

function judgeSubscription(it, facts) {
  const found = verdict(it, facts);
  if (!found) return [];
  const judgeAzure = ({ id, name: label, status }) => {
    const item = { "azure-subscription": [it.id, id] };
    if (status === "inactive") return [];
    if (status === "active") return [{ item, label, reason: "active", resolution: { cancel: { until: null } }, after: [] }];
    return [{ item, label, reason: "unknown-status", resolution: { external: "azure-portal" }, after: [] }];
  };
  const underPlan = it.kind === "azure-plan" ? it.azureSubscriptions.flatMap(judgeAzure) : [];
  const [reason, resolution] = found;
  return [...underPlan, { item: { subscription: it.id }, label: it.name, reason, resolution, after: underPlan.map((under) => under.item) }];
}

function judgeReservation(it, facts) {
  if (it.isIncluded || !(it.quantity > 0) || (it.expires !== null && it.expires <= facts.asOf)) return [];
  const resolution = facts.accountKind === "integration" ? { cancel: { until: null } } : { external: "azure-portal" };
  return [{ item: { reservation: it.id }, label: it.name, reason: "held", resolution, after: [] }];
}

const isOver = (end, facts) => end !== null && end <= facts.asOf;

function counts(it, facts) {
  const isSubscription = it.subscription !== null && facts.subscriptions.some(({ id }) => id === it.subscription);
  return it.quantity > 0 && !it.isIncluded && !isOver(it.termEnd, facts) && it.status !== "cancelled" && !isSubscription;
}

function isPastItsWindow(it, facts) {
  return it.kind === "perpetual" && it.status === "completed" && isOver(it.cancellableUntil, facts);
}

function judgeSoftware(it, facts) {
  if (!counts(it, facts) || isPastItsWindow(it, facts)) return [];
  const judge = () => {
    if (it.status === "pending") return ["pending", { wait: { until: null } }];
    if (it.status !== "completed") return ["unknown-status", { external: "partner-center" }];
    if (!["perpetual", "subscription"].includes(it.kind)) return ["unknown-kind", { external: "partner-center" }];
    if (isWithin(it.cancellableUntil, facts)) return ["held", { cancel: { until: it.cancellableUntil } }];
    return it.kind === "subscription" ? ["committed", wait(it.termEnd, facts)] : ["held", { external: "partner-center" }];
  };
  const [reason, resolution] = judge();
  return [{ item: { software: it.id }, label: it.name, reason, resolution, after: [] }];
}

const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Everything that blocks, in the order it can be solved. */
export function checkRemoval(facts) {
  const blockers = [
    ...facts.subscriptions.flatMap((it) => judgeSubscription(it, facts)),
    ...facts.reservations.flatMap((it) => judgeReservation(it, facts)),
    ...facts.software.flatMap((it) => judgeSoftware(it, facts)),
    ...facts.unreadable.map((it) => ({ item: { unreadable: it }, label: "", reason: "unreadable", resolution: { wait: { until: null } }, after: [] })),
  ];
  return blockers.sort((a, b) => rankOf(a.resolution) - rankOf(b.resolution) || compare(a.label, b.label));
}

export function whatRemains(facts) {
  const stays = facts.software.filter((it) => counts(it, facts) && isPastItsWindow(it, facts));
  return stays.map(({ id, name, quantity }) => ({ id, name, quantity }));
}

/** The account with the items that were read again in their places; everything else stays the very object it was. */
export function apply(account, changes) {
  const replace = (items, changed) => {
    const byId = new Map(changed.map((it) => [it.id, it]));
    return changed.length ? items.map((it) => byId.get(it.id) ?? it) : items;
  };
  const facts = {
    ...account.facts,
    subscriptions: replace(account.facts.subscriptions, changes.subscriptions),
    reservations: replace(account.facts.reservations, changes.reservations),
    software: replace(account.facts.software, changes.software),
  };
  return { ...account, facts, blockers: checkRemoval(facts), remains: whatRemains(facts) };
}

/** Subscriptions by name, add-ons under their base; a stable order for one list, whatever is filtered. */
export function sorted(subscriptions, formats) {
  const byId = new Map(subscriptions.map((it) => [it.id, it]));
  const place = (it) => {
    const base = byId.get(it.parent) ?? it;
    return `${base.name}\uFFFE${base.id}\uFFFE${base === it ? "" : it.name}`;
  };
  return formats.order(subscriptions.map(place)).map((at) => subscriptions[at]);
}
