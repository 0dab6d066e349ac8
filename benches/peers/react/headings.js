export const HEADINGS = { account: "account-heading", subscriptions: "subs-heading" };
