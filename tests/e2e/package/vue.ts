// The tag in the templates of Vue, as its language tools see it.
import type { GlobalComponents } from "vue";
import type { ResellerOffboardingProps } from "reseller-offboarding/vue";

export type Known = GlobalComponents["reseller-offboarding"];
export const props: ResellerOffboardingProps = {
  "customer-id": "3a2a299a-fffd-5943-9a17-365619559931",
  getToken: async () => ({ token: "…" }),
  "onRo-removed": (event) => console.log(event.detail.receiptId),
};
// @ts-expect-error: no such view
export const wrong: ResellerOffboardingProps = { view: "invoices" };
