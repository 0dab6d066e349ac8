// Who a token speaks for, and what they may.

const ROLES = ["global-admin", "admin-agent", "sales-agent", "helpdesk-agent"];
const KINDS = ["direct", "indirect-provider", "indirect-reseller"];

const CHANGE = ["global-admin", "admin-agent", "sales-agent"];
const ACTS = {
  suspendSubscription: [CHANGE, "offboarding:suspend"],
  cancelSubscription: [CHANGE, "offboarding:cancel"],
  cancelPurchase: [["global-admin", "admin-agent"], "offboarding:cancel"],
  // Its scope may come with a later token.
  removeRelationship: [CHANGE, null],
};

const words = (claim = []) => (typeof claim === "string" ? claim.split(/\s+/) : claim);

/** Nobody, where the claims name nobody with a role. */
export function callerOf({ sub, partner_id: partnerId, partner_kind: partnerKind, role: roles, scope }) {
  const role = ROLES.find((it) => words(roles).includes(it));
  const isNamed = sub?.trim() && partnerId?.trim() && role && KINDS.includes(partnerKind);
  return isNamed ? { partnerId, user: sub, role, partnerKind, scopes: words(scope) } : null;
}

export function permissionsOf({ role, partnerKind, scopes }) {
  const judge = ([act, [roles, scope]]) => {
    if (act === "removeRelationship" && partnerKind === "indirect-reseller") return [act, { denied: "indirect-reseller" }];
    if (!roles.includes(role)) return [act, { denied: { "missing-role": roles } }];
    return [act, scope && !scopes.includes(scope) ? { denied: "missing-scope" } : "granted"];
  };
  return Object.fromEntries(Object.entries(ACTS).map(judge));
}
