// What the browser knows of a language: numbers, dates, lists, plurals, sorting, names. Here and not in the module: each
// function that a module imports costs twice, there and in the glue.

const DAY = { year: "numeric", month: "short", day: "numeric" };
const MINUTE = { ...DAY, hour: "2-digit", minute: "2-digit", timeZoneName: "short" };

/**
 * A language's formatters. `locale` is the language of the texts, `regional` the one whose numbers and dates are shown,
 * `fallback` the language that fills gaps. `timeZone` is an IANA name; the browser's where it is none, or not one.
 */
export function formatsOf(locale, regional, fallback, timeZone) {
  const dates = (options) => {
    try {
      return new Intl.DateTimeFormat(regional, { ...options, timeZone });
    } catch {
      return new Intl.DateTimeFormat(regional, options);
    }
  };
  const [date, dateTime, number] = [dates(DAY), dates(MINUTE), new Intl.NumberFormat(regional)];
  const [plural, otherPlural] = [new Intl.PluralRules(locale), new Intl.PluralRules(fallback)];
  const [anyOf, allOf] = ["disjunction", "conjunction"].map((type) => new Intl.ListFormat(locale, { type }));
  const [regions, collator] = [new Intl.DisplayNames(locale, { type: "region" }), new Intl.Collator(locale)];
  return {
    number: (value) => number.format(value),
    date: (moment) => date.format(moment),
    dateTime: (moment) => dateTime.format(moment),
    plural: (value, isFallback) => (isFallback ? otherPlural : plural).select(value),
    anyOf: (items) => anyOf.format(items),
    allOf: (items) => allOf.format(items),
    region: (code) => nameOr(code, () => regions.of(code)),
    startOf: (day, later) => `${startOf(Date.parse(day) + later * 864e5, date.resolvedOptions().timeZone)}`,
    order: (names) => names.map((_, at) => at).sort((a, b) => collator.compare(names[a], names[b]) || a - b),
  };
}

/** When it is midnight in a zone. Looked at twice: its clock may be put on between there and midnight in Greenwich. */
function startOf(midnight, timeZone) {
  // Swedish writes a moment as ISO 8601 does.
  const clock = new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const ahead = (moment) => Date.parse(`${clock.format(moment).replace(" ", "T")}Z`) - moment;
  return midnight - ahead(midnight - ahead(midnight));
}

/**
 * What each language calls itself, with a capital as in a list of languages; with its region where another one of them is
 * the same language.
 */
export function autonyms(tags) {
  const language = (tag) => tag.split("-")[0];
  const isAlone = (tag) => tags.filter((it) => language(it) === language(tag)).length === 1;
  return tags.map((tag) => {
    const code = isAlone(tag) ? language(tag) : tag;
    const [first, ...rest] = nameOr(tag, () => new Intl.DisplayNames(tag, { type: "language" }).of(code));
    return first.toLocaleUpperCase(tag) + rest.join("");
  });
}

function nameOr(code, name) {
  try {
    return name() ?? code;
  } catch {
    return code;
  }
}
