// Mistakes that the compiler finds: each line below a comment must not compile, or the compiler says so.
import type { ResellerOffboardingAttributes } from "reseller-offboarding";
import type { ResellerOffboardingElement } from "reseller-offboarding/element.js";

declare const element: ResellerOffboardingElement;

// @ts-expect-error: no such view
element.goTo("invoices");
// @ts-expect-error: the version is only read
element.version = "2";
// @ts-expect-error: what the element tells is only read
element.state.busy = true;
// @ts-expect-error: a token is an object, with its end
element.getToken = async () => "secret";
// @ts-expect-error: no such format
element.exportReceipt("pdf");
// @ts-expect-error: nothing removes but a person
element.remove("customer");
// @ts-expect-error: no such part of this event
element.addEventListener("ro-removed", (event) => event.detail.token);
// @ts-expect-error: no such scheme
export const attributes: ResellerOffboardingAttributes = { scheme: "sepia" };
