// The form holds what is chosen. The element, the page's address and the snippet follow it; the controls are those of
// the element's own contract.

import { ResellerOffboardingElement } from "/element.js";

ResellerOffboardingElement.define();

const TAG = "reseller-offboarding";

/** Nobody reads further back. */
const LOG_LENGTH = 100;

const [form, stage, snippet, log] = ["form", ".stage", "#snippet", "#log"].map((it) => document.querySelector(it));
const element = document.createElement(TAG);

/** Where the page's tokens come from: the demo's backend, for whoever is chosen. */
let address;

/** As they stand here, they stand in the snippet. */
const PROVIDERS = {
  "given": async () => (await fetch(address, { method: "POST" })).json(),
  "fails": async () => { throw new Error("no token"); },
  "expires": async () => {
    const { token } = await (await fetch(address, { method: "POST" })).json();
    return { token, expiresAt: new Date(Date.now() + 30_000).toISOString() };
  },
  "refuses-step-up": async ({ reason }) => {
    if (reason === "step-up") throw new Error("not confirmed");
    return (await fetch(address, { method: "POST" })).json();
  },
};

// Small things.

function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Words of the contract: what stands between backticks is code. */
function prose(text) {
  return text.split("`").map((it, i) => (i % 2 ? make("code", {}, it) : it));
}

/** The values of a type such as `'a' | 'b'`; none of any other. */
function choicesOf(type) {
  return [...type.matchAll(/'([^']+)'/g)].map(([, value]) => value);
}

// The controls.

function row(label, control, hint, ...beside) {
  const id = `about-${control.name}`;
  if (hint) control.setAttribute("aria-describedby", id);
  const said = hint ? [make("p", { id, className: "hint" }, ...prose(hint))] : [];
  return make("div", { className: "row" }, make("label", {}, make("span", {}, label), control), ...beside, ...said);
}

function attributeControl({ name, type: { text }, default: initial = "" }) {
  const choices = choicesOf(text);
  if (text === "boolean") return make("input", { type: "checkbox", name, value: "" });
  const byDefault = new Option(`default: ${initial.replaceAll("`", "")}`, "");
  if (choices.length) return make("select", { name }, byDefault, ...choices.map((it) => new Option(it, it)));
  const control = make("input", { type: text.startsWith("number") ? "number" : "text", name, placeholder: initial });
  const list = { "lang": "languages", "time-zone": "time-zones" }[name];
  if (list) control.setAttribute("list", list);
  return control;
}

/** Any value of CSS; a colour can be picked as well. */
function looksRow({ name, default: initial, description }) {
  const control = make("input", { name, placeholder: initial, spellcheck: false });
  if (!name.includes("-color-")) return row(name, control, description);
  const picker = make("input", { type: "color", ariaLabel: `Pick ${name}` });
  picker.addEventListener("input", () => {
    control.value = picker.value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return row(name, control, description, picker);
}

/** What is shown now, in the only form that a picker takes. */
function followColours() {
  const brush = make("canvas").getContext("2d");
  for (const picker of form.querySelectorAll("[type=color]")) {
    const control = picker.closest(".row").querySelector("[name]");
    stage.style.color = control.value || control.placeholder;
    brush.fillStyle = getComputedStyle(stage).color;
    picker.value = brush.fillStyle;
  }
  stage.style.color = "";
}

function drawControls({ attributes, cssProperties, slots }) {
  const into = (id, items) => document.getElementById(id).append(...items);
  const words = (name) => make("textarea", { name, rows: 3, spellcheck: false });
  // The customer has a control of its own, with names.
  const others = attributes.filter(({ name }) => !form.elements.namedItem(name));
  into("attributes", others.map((it) => row(it.name, attributeControl(it), it.description)));
  into("looks", cssProperties.map(looksRow));
  into("words", element.availableLocales.map((it) => row(it, words(`messages.${it}`))));
  into("slots", slots.map(({ name, description }) => row(name || "default", words(`slot.${name}`), description)));
  into("languages", [...element.availableLocales, "es-MX", "pt"].map((it) => new Option(it, it)));
  into("time-zones", Intl.supportedValuesOf("timeZone").map((it) => new Option(it, it)));
}

function drawMethod({ name, parameters }, views) {
  const controls = parameters.flatMap(({ name: label, type: { text } }) => {
    const choices = text === "View" ? views : choicesOf(text);
    if (choices.length) return [[label, make("select", {}, ...choices.map((it) => new Option(it, it)))]];
    return text === "string" ? [[label, make("input")]] : [];
  });
  const button = make("button", {}, `${name}()`);
  button.addEventListener("click", () => call(name, controls.map(([, it]) => it.value || undefined)));
  return make("p", { className: "acts" }, button, ...controls.map(([label, it]) => row(label, it)));
}

async function call(name, values) {
  try {
    const result = await element[name](...values);
    note(`${name}()`, result instanceof Blob ? await result.text() : result);
  } catch ({ message, code }) {
    note(`${name}() failed`, { message, code });
  }
}

// What is chosen, and what follows.

let initial;

/** What differs from the beginning: exactly what the address keeps. */
function chosen() {
  return new Map([...new FormData(form)].filter(([name, value]) => value !== initial.get(name)));
}

/** Sets a control; one that does not know the value stays as it is. */
function choose(name, value) {
  const control = form.elements.namedItem(name);
  if (!control) return;
  const knows = (it) => it.localName !== "select" || [...it.options].some((option) => option.value === (value ?? ""));
  // There are more customers than those on offer.
  if (name === "customer-id" && !knows(control)) control.append(new Option(value, value));
  if (control.type === "checkbox") control.checked = value !== null;
  else if (knows(control)) control.value = value ?? "";
}

function apply() {
  const [all, choice] = [new FormData(form), chosen()];
  Object.assign(stage, { lang: all.get("page.lang"), dir: all.get("page.dir") });
  address = `${location.origin}/demo/token?role=${all.get("role")}&partner-kind=${all.get("partner-kind")}`;
  const provide = PROVIDERS[all.get("token")];
  element.getToken = (context) => {
    note("getToken()", { reason: context.reason, scope: context.scope });
    return provide(context);
  };
  for (const { name } of contract.attributes) {
    if (!choice.has(name)) element.removeAttribute(name);
    else if (element.getAttribute(name) !== choice.get(name)) element.setAttribute(name, choice.get(name));
  }
  for (const { name } of contract.cssProperties) element.style.setProperty(name, choice.get(name) ?? "");
  const messages = element.availableLocales.flatMap((it) => (choice.has(`messages.${it}`) ? [[it, choice.get(`messages.${it}`)]] : []));
  if (JSON.stringify(messages) !== JSON.stringify(Object.entries(element.messages))) element.messages = Object.fromEntries(messages);
  element.replaceChildren(...contract.slots.flatMap(({ name }) => slotted(name, choice.get(`slot.${name}`))));
  followColours();
  tell();
}

/** Text only: a link to this page is not to bring markup of its own. */
function slotted(name, text) {
  if (name) return text ? [make("div", { slot: name }, text)] : [];
  return [text ? make("p", {}, text) : make("a", { href: "https://partner.microsoft.com/dashboard" }, "Partner Center")];
}

/** The address and the snippet. */
function tell() {
  const query = new URLSearchParams([...chosen()]).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  snippet.value = page(new FormData(form));
}

/** The element keeps its token, and looks at an attribute that it does not observe when it starts. */
function isReadAtStart(name) {
  const live = ["lang", "scheme", ...ResellerOffboardingElement.observedAttributes];
  const others = contract.attributes.map((it) => it.name).filter((it) => !live.includes(it));
  return ["role", "partner-kind", "token", ...others].includes(name);
}

/** Away and back again: it looks in between whether it is still on the page. */
async function startAnew() {
  element.remove();
  await Promise.resolve();
  stage.append(element);
}

// The snippet: a page that shows the same.

function page(all) {
  const looks = [...element.style].map((it) => `      ${it}: ${element.style.getPropertyValue(it)};`.replaceAll("</", "<\\/"));
  const style = looks.length ? [`      ${TAG} {`, ...looks.map((it) => `  ${it}`), "      }"] : [];
  const words = Object.keys(element.messages).length ? [`element.messages = ${literal(element.messages)};`] : [];
  const provider = PROVIDERS[all.get("token")].toString().replaceAll("\n  ", "\n");
  const script = [
    `const element = document.querySelector("${TAG}");`,
    ...words,
    "// The demo's own. In a portal its server answers, and signs the token for the person who is signed in.",
    `const address = ${literal(address)};`,
    `element.getToken = ${provider};`,
  ];
  return [
    "<!doctype html>",
    make("html", { lang: stage.lang, dir: stage.dir }).outerHTML.replace("</html>", ""),
    "  <head>",
    "    <meta charset=\"utf-8\">",
    "    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
    "    <title>Portal</title>",
    `    <script type="module" src="${location.origin}/define.js"></script>`,
    "    <style>",
    "      :root { color-scheme: light dark; font-family: \"Segoe UI\", system-ui, sans-serif; }",
    ...style,
    "    </style>",
    "  </head>",
    "  <body>",
    `    ${openingTag()}`,
    ...[...element.children].map((it) => `      ${it.outerHTML}`),
    `    </${TAG}>`,
    "    <script>",
    ...script.flatMap((it) => it.split("\n")).map((it) => `      ${it}`),
    "    </script>",
    "  </body>",
    "</html>",
    "",
  ].join("\n");
}

/** Inside of a value a quotation mark is written otherwise: two of them are an attribute that is there. */
function openingTag() {
  const bare = element.cloneNode();
  bare.removeAttribute("style");
  return bare.outerHTML.replace(`</${TAG}>`, "").replaceAll("=\"\"", "");
}

/** For a script inside of a page. */
function literal(value) {
  return JSON.stringify(value, null, 2).replaceAll("<", "\\u003c");
}

async function copy() {
  const copied = document.querySelector("#copied");
  try {
    await navigator.clipboard.writeText(snippet.value);
    copied.textContent = "Copied.";
  } catch {
    snippet.focus();
    snippet.select();
    copied.textContent = "The browser keeps its clipboard closed. The snippet is selected: copy it by the keyboard.";
  }
}

// What the element tells.

function note(name, detail) {
  const shown = detail === undefined ? [] : [make("pre", {}, typeof detail === "string" ? detail : JSON.stringify(detail, null, 2))];
  log.prepend(make("li", {}, make("code", {}, name), ...shown));
  while (log.children.length > LOG_LENGTH) log.lastElementChild.remove();
}

/** It is replaced with each change, and not every change has an event. */
function followState(before) {
  const { state } = element;
  if (state !== before) document.querySelector("#state").textContent = JSON.stringify(state, null, 2);
  requestAnimationFrame(() => followState(state));
}

async function readContract() {
  const manifest = await (await fetch("/custom-elements.json")).json();
  return manifest.modules[0].declarations[0];
}

async function drawCustomers() {
  const token = await fetch("/demo/token", { method: "POST" }).then((it) => it.json());
  const answer = await fetch("/v1/customers?size=100", { headers: { authorization: `Bearer ${token.token}` } });
  const { items = [] } = await answer.json();
  form.elements.namedItem("customer-id").append(...items.map(({ name, id }) => new Option(name, id)));
}

const [contract] = await Promise.all([readContract(), drawCustomers()]);
drawControls(contract);
initial = new Map(new FormData(form));
new URLSearchParams(location.search).forEach((value, name) => choose(name, value));

const { attributes, events, members } = contract;
const methods = members.filter((it) => it.kind === "method");
const views = choicesOf(attributes.find((it) => it.name === "view").type.text);
document.querySelector("#methods").append(...methods.map((it) => drawMethod(it, views)));
for (const { name } of events) element.addEventListener(name, ({ detail }) => note(name, detail));

apply();
stage.append(element);
followState();

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", async ({ target }) => {
  apply();
  if (isReadAtStart(target.name)) await startAnew();
});
// What a person does inside of the element is chosen as well.
new MutationObserver((changes) => {
  for (const { attributeName } of changes) choose(attributeName, element.getAttribute(attributeName));
  tell();
}).observe(element, { attributeFilter: attributes.map((it) => it.name) });
document.querySelector("#copy").addEventListener("click", copy);
document.querySelector("#clear").addEventListener("click", () => log.replaceChildren());
