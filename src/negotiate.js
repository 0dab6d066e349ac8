// Which language to show for the ones asked for, and whose way of writing numbers and dates.
//
// Here and not in the module: the texts are fetched while the module still is.

/** The language used where no other fits, and the one every text is written in first. */
export const DEFAULT_LOCALE = "en-US";

/** Who speaks these in that state reads the state's language rather than English. */
const LANGUAGE_OF_STATE = {
  "ast-ES": "es", "ca-ES": "es", "eu-ES": "es", "gl-ES": "es",
  "fur-IT": "it", "lld-IT": "it", "sc-IT": "it",
};

/** A tag without extensions and in its canonical writing; `null` where it is none. */
function parse(tag) {
  try {
    return new Intl.Locale(new Intl.Locale(tag.trim().replaceAll("_", "-")).baseName);
  } catch {
    return null;
  }
}

function isSameLanguage(one, other) {
  return one.language === other.language && one.script === other.script;
}

/** The available one of the same language and script: the region's own, else the one that most people mean. */
function nearest(wanted, available) {
  const full = wanted.maximize();
  const fitting = available.filter((it) => isSameLanguage(it.maximize(), full));
  const main = new Intl.Locale(full.language, { script: full.script }).maximize().region;
  const ofRegion = (region) => fitting.find((it) => it.maximize().region === region);
  return fitting.find((it) => it.baseName === wanted.baseName) ?? ofRegion(full.region) ?? ofRegion(main) ?? fitting[0];
}

/**
 * The best of `available` for `requested` (tags, best first), and the tag that numbers and dates are written by:
 * the region asked for, where it is one of the language shown; and what was `requested` first. `chosen` is what a person picked from the list.
 */
export function negotiate(requested, available, chosen) {
  const asked = requested.map(parse).filter(Boolean);
  const offered = available.map(parse).filter(Boolean);
  const withState = asked.flatMap((it) => [it, parse(LANGUAGE_OF_STATE[it.baseName] ?? "")].filter(Boolean));
  const found = [parse(chosen ?? ""), ...withState].map((it) => it && nearest(it, offered)).find(Boolean);
  const locale = found?.baseName ?? DEFAULT_LOCALE;
  const regional = asked.find((it) => it.region && found && isSameLanguage(it.maximize(), found.maximize()));
  return { locale, formats: regional?.baseName ?? locale, requested: chosen ?? requested[0] ?? "" };
}

/**
 * What is asked for around an element, best first: the nearest `lang` up the composed tree, then the browser's. A `lang`
 * of its own that only repeats what the person `chose` asks for nothing.
 */
export function requestedAround(element, chosen) {
  const isRepeated = chosen && element.lang === chosen;
  const nearest = nearestLang(isRepeated ? element.parentNode : element);
  return nearest ? [nearest, ...navigator.languages] : [...navigator.languages];
}

/** `closest` stops at a shadow root; the host page may nest elements. */
function nearestLang(start) {
  for (let node = start; node; node = node.parentNode ?? node.host) {
    const lang = node.getAttribute?.("lang")?.trim();
    if (lang) return lang;
  }
  return null;
}

/** Calls `changed` when a `lang` up the composed tree may have changed. Returns what ends it. */
export function watchLang(element, changed) {
  const observer = new MutationObserver(changed);
  for (let root = element.getRootNode(); root; root = root.host?.getRootNode()) {
    observer.observe(root, { subtree: true, attributes: true, attributeFilter: ["lang"] });
  }
  return () => observer.disconnect();
}
