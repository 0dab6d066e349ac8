// Which message says what.

const from = (known, prefix) => (name) => `${prefix}${known.includes(name) ? name : "unknown"}`;

export const kindId = from(["legacy", "new-commerce", "azure-plan", "software", "marketplace", "savings-plan"], "subs-type-");
export const statusId = from(["active", "suspended", "pending", "expired", "disabled", "deleted", "inactive"], "subs-status-");

export const COLUMNS = ["subs-column-name", "subs-column-type", "subs-column-licenses", "subs-column-status", "subs-column-end", "subs-column-actions"];

export const FILTERS = ["all", "active", "suspended", "other"];

export function passes(filter, { status }) {
  const own = status === "active" || status === "suspended" ? status : "other";
  return filter === "all" || filter === own;
}

export const GROUPS = ["blocker-suspend-heading", "blocker-cancel-heading", "blocker-external-heading", "blocker-wait-heading"];

const REASONS = {
  subscription: { active: "active", suspended: "suspended", committed: "committed", pending: "pending", "unknown-kind": "unknown-kind", "unknown-status": "unknown-status" },
  "azure-subscription": { active: "active", "unknown-status": "unknown-status" },
  software: { held: "held", committed: "committed", pending: "pending", "unknown-kind": "unknown-kind", "unknown-status": "unknown-status" },
};

export function reasonId({ item, reason }) {
  const [[what, id]] = Object.entries(item);
  if (what === "reservation") return "blocker-reservation-held";
  if (what === "unreadable") return `blocker-unreadable-${typeof id === "string" ? id : "azure"}`;
  return `blocker-${what === "azure-subscription" ? "azure" : what}-${REASONS[what][reason]}`;
}

/** Changes with what it says: an entry is drawn anew then. */
export function blockerKey(blocker) {
  return [Object.values(blocker.item)[0], reasonId(blocker), blocker.after.length].join(" ");
}

/** When it stops to block, or until when it can be cancelled: message and moment. */
export function deadlineOf({ cancel, wait }) {
  if (cancel?.until) return ["blocker-cancel-until", cancel.until];
  if (wait) return wait.until ? ["blocker-wait-until", wait.until] : ["blocker-wait-open"];
  return null;
}

/** The terms of the customer's card, and how each is written: a message, or the text itself. */
export function profileOf({ profile, support, caller }, formats) {
  const dap = { true: "account-dap-granted", false: "account-dap-none" }[profile.delegatedAdministration] ?? "common-not-available";
  const role = caller.partnerKind === "indirect-reseller" ? "indirect-reseller" : caller.role;
  return [
    ["account-domain-label", { text: profile.domain }],
    ["account-microsoft-id-label", { code: profile.id }],
    ...(profile.country ? [["account-country-label", { text: formats.region(profile.country) }]] : []),
    ["account-relationship-label", { id: `customers-relationship-${profile.relationship}` }],
    ["account-dap-label", { id: dap }],
    ["account-support-label", support ? { lines: [support.email, support.telephone, support.website].filter(Boolean) } : { id: "common-not-available" }],
    ["account-role-label", { id: `account-role-${role}` }],
  ];
}

export const EFFECTS = ["removal-effect-support", "removal-effect-dap", "removal-effect-purchases"];
export const REMAINS = ["removal-remains-gdap", "removal-remains-azure-roles", "removal-remains-apps", "removal-remains-billing"];
export const PLACES = {
  "azure-portal": ["reservations-portal-link", "https://portal.azure.com/#view/Microsoft_Azure_Reservations/ReservationsBrowseBlade"],
  "partner-center": ["common-partner-center-link", "https://partner.microsoft.com/dashboard/commerce2/customers/list"],
};
