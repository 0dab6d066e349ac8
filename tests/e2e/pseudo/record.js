// Before anything else on the page: notes what is not the widget's to translate. That is every string and number of the
// API's answers, and what the browser's `Intl` made of numbers, dates, countries and languages.
const data = new Set();

// `admin-agent`, `active`, `IT`: the widget has words for them.
const isCode = (value) => /^([a-z]+(-[a-z]+)*|[A-Z]{2})$/.test(value);

const note = (value) => {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(note);
  else if (!isCode(value)) data.add(String(value));
  return value;
};

const send = window.fetch;
window.fetch = async (...request) => {
  const answer = await send(...request);
  if (/json/.test(answer.headers.get("content-type"))) note(await answer.clone().json());
  return answer;
};

for (const { prototype } of [Intl.NumberFormat, Intl.DateTimeFormat]) {
  const { get } = Object.getOwnPropertyDescriptor(prototype, "format");
  Object.defineProperty(prototype, "format", {
    configurable: true,
    get() {
      const format = get.call(this);
      return (...values) => note(format(...values));
    },
  });
}

// A list's items are texts like any other; only what stands between them is the browser's.
const { format } = Intl.ListFormat.prototype;
Intl.ListFormat.prototype.format = function (items) {
  this.formatToParts(items).filter((it) => it.type === "literal").forEach((it) => data.add(it.value.trim()));
  return format.call(this, items);
};

// The widget begins the name with a capital, as in a list.
const { of } = Intl.DisplayNames.prototype;
Intl.DisplayNames.prototype.of = function (code) {
  const name = of.call(this, code);
  if (name) note(name[0].toLocaleUpperCase(this.resolvedOptions().locale) + name.slice(1));
  return note(name);
};

window.notTranslated = data;
