// Looks at the widget as a person does: what is visible, by role and name. Only the open dialog counts while there is one.
// Without a widget it is the page around them that is meant. A page says where they are, if not in its own document
// under their own tag.
const widgets = window.widgets?.() ?? document.querySelectorAll("reseller-offboarding");
const host = arguments[0] === null ? document : widgets[arguments[0]];
const root = host === document ? document : host?.shadowRoot;
const scope = root?.querySelector("dialog[open]") ?? root;
const input = arguments[1];

const ROLES = {
  button: "button",
  link: "a[href]",
  textbox: "input:not([type=checkbox]), textarea",
  checkbox: "input[type=checkbox]",
  combobox: "select",
  heading: "h2, h3, h4, h5",
  row: "tbody tr",
  dialog: "dialog[open]",
};

const clean = (text) => (text ?? "").replace(/[\u200e\u200f\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();

const label = (element) => {
  const label = element.labels?.[0];
  return label && (label.querySelector("span") ?? label).textContent;
};

const name = (element) => clean(element.getAttribute("aria-label") ?? label(element) ?? element.textContent);

const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });

const all = (role) => [...(scope?.querySelectorAll(ROLES[role]) ?? [])].filter(isSeen);

const named = (role, wanted) => all(role).filter((it) => (role === "row" ? name(it).startsWith(wanted) : name(it) === wanted));

const active = () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
};

// What is announced only is left out.
const text = () => clean([...(root?.querySelector("[part~=base]")?.children ?? [])]
  .filter((it) => !it.hidden && !it.classList.contains("unseen")).map((it) => it.innerText).join(" "));
