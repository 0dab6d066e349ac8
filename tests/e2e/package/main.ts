// What an embedder writes, and Vite bundles without being told anything.
import "reseller-offboarding/define.js";

const element = document.querySelector("reseller-offboarding")!;
const query = new URLSearchParams(location.search);

document.documentElement.lang = query.get("lang") ?? "en-US";
element.setAttribute("api-base", query.get("api") ?? location.origin);
element.setAttribute("customer-id", query.get("customer") ?? "");
element.getToken = async () => (await fetch("/portal/offboarding-token")).json();
