// What is an error on the console, from now on. Shaped as chromedriver's log.
window.consoleErrors = [];
const keep = (...parts) => window.consoleErrors.push({ level: "SEVERE", message: parts.map(String).join(" ") });
const { error } = console;
console.error = (...parts) => {
  keep(...parts);
  error.apply(console, parts);
};
addEventListener("error", ({ message, target }) => keep(message ?? `${target.localName} is not loaded`), true);
addEventListener("unhandledrejection", ({ reason }) => keep(reason));
document.addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective }) => {
  // WebKit asks for the icon of a page that has none.
  if (!blockedURI.endsWith("/favicon.ico")) keep(`${blockedURI} violates the following Content Security Policy directive: ${violatedDirective}`);
});
