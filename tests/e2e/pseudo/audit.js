// Everything in the widget that is cut off, sticks out, or is not in the language asked for: a line each.
const { tag, dir, isMadeUp } = input;
const base = root.querySelector("[part~=base]");

const shortened = (text) => JSON.stringify(text.length > 90 ? `${text.slice(0, 90)}…` : text);

const place = (element) => {
  const own = element.localName + (element.id ? `#${element.id}` : [...element.classList].map((it) => `.${it}`).join(""));
  const parent = element === base ? null : element.parentElement;
  return parent && parent !== base ? `${place(parent)} > ${own}` : own;
};

// Language: what is neither made up nor data was never translated.

const LETTER = /\p{L}/u;
const OVERRIDDEN = /\u202e[^\u202c]*\u202c/g;
const CONSONANT = /[b-df-hj-np-tv-z]/i;

const isData = (text) => window.notTranslated.has(text.trim()) || !LETTER.test(text);

// As `cargo xtask languages --pseudo` makes it: every letter runs to the left, or every consonant has an accent.
const isPseudo = (text) => (dir === "rtl" ? !LETTER.test(text.replace(OVERRIDDEN, "")) : !CONSONANT.test(text));

// Takes out what is fine, from the inside out: messages stand in each other.
const peel = (text, pattern, isFine) => {
  const peeled = text.replace(pattern, (whole, inner) => (isFine(inner) ? "\n" : whole));
  return peeled === text ? text : peel(peeled, pattern, isFine);
};

const isMessage = (text) => isData(text) || peel(text, /\[([^[\]]*)\]/g, isPseudo).split("\n").every(isData);

// A mail has no isolates around its variable.
const isTranslated = (text) => isMessage(peel(peel(text, /\u2068([^\u2068\u2069]*)\u2069/g, isMessage), /(https:\/\/[^\s\u202e\]]+)/g, isData));

const READ_TO_PEOPLE = ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title", "placeholder", "alt", "data-label"];

const words = function* (element) {
  for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE) yield ["text", child.data];
  for (const name of READ_TO_PEOPLE) if (element.hasAttribute(name)) yield [name, element.getAttribute(name)];
  if (element.matches("input:is([type=button], [type=submit], [type=reset])")) yield ["value", element.value];
  if (element.href?.startsWith("mailto:")) yield* new URL(element.href).searchParams;
};

const untranslated = (element) =>
  [...words(element)].filter(([, text]) => !isTranslated(text)).map(([kind, text]) => `not translated: ${kind} ${shortened(text)} in ${place(element)}`);

// Room. Nothing scrolls sideways; dialogs, and lists of names in them, scroll down. What is for screen readers only is
// a pixel wide on purpose.

const isSilent = (element) => getComputedStyle(element).clipPath === "inset(50%)" || (element.parentElement !== null && isSilent(element.parentElement));

const sizes = (has, needs) => `(${Math.ceil(needs)} in ${Math.floor(has)} pixels)`;

const outside = (element) => {
  const { left, right } = element.getBoundingClientRect();
  return left < -0.5 || right > innerWidth + 0.5 ? `sticks out of the page, from ${left} to ${right}` : null;
};

const overflow = (element) => {
  const { display, overflowX, overflowY } = getComputedStyle(element);
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
  if (display === "inline" || element.matches("input, select")) return null;
  const isCut = (it) => it === "hidden" || it === "clip";
  if (scrollWidth > clientWidth) return `${isCut(overflowX) ? "cut off" : "too wide"} ${sizes(clientWidth, scrollWidth)}`;
  return isCut(overflowY) && scrollHeight > clientHeight ? `cut off ${sizes(clientHeight, scrollHeight)}` : null;
};

// A choice and a hint are on one line, and the browser cuts them without saying so. Only real languages have to fit:
// no line has room for what is made longer than any of them.
const cutByTheBrowser = (element) => {
  const text = isMadeUp ? null : element.localName === "select" ? element.selectedOptions[0]?.label : element.placeholder;
  if (!text) return null;
  const style = getComputedStyle(element);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const arrow = element.localName === "select" ? 20 : 0;
  const has = element.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd) - arrow;
  const needs = pen.measureText(text).width;
  return needs > has ? `cut off ${sizes(has, needs)} ${shortened(text)}` : null;
};

const isSeenByEye = (element) => element.checkVisibility({ visibilityProperty: true }) && !isSilent(element);

// What is around something too wide is too wide as well, and not worth a line.
const crowded = (elements, check) => {
  const found = elements.map((element) => [element, check(element)]).filter(([, what]) => what);
  const innermost = found.filter(([element]) => !found.some(([other]) => other !== element && element.contains(other)));
  return innermost.map(([element, what]) => `${what}: ${place(element)} ${shortened(clean(element.textContent))}`);
};

const everything = [...root.querySelectorAll("*")];
const visible = everything.filter(isSeenByEye);
const page = document.scrollingElement;
const direction = base.dir || "ltr";
return [
  base.lang === tag ? [] : `the language is ${base.lang}, not ${tag}`,
  direction === dir ? [] : `the direction is ${direction}, not ${dir}`,
  page.scrollWidth <= page.clientWidth ? [] : `the page is too wide ${sizes(page.clientWidth, page.scrollWidth)}`,
  [outside, overflow, cutByTheBrowser].map((check) => crowded(visible, check)),
  isMadeUp ? everything.map(untranslated) : [],
].flat(Infinity);
