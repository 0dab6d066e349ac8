// What an embedder writes, and Vite bundles without being told anything.
import "reseller-offboarding/define.js";

const element = document.querySelector("reseller-offboarding")!;
const query = new URLSearchParams(location.search);

document.documentElement.lang = query.get("lang") ?? "en-US";
// The backend serves this page in the tests; the script, bundled, comes from a folder of Vite's.
element.setAttribute("api-base", location.origin);
if (query.has("customer")) element.setAttribute("customer-id", query.get("customer")!);
element.getToken = async () => (await fetch("/demo/token?role=admin-agent&partner-kind=direct", { method: "POST" })).json();
