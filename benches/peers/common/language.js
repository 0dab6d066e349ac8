// A language: its texts as a bundle of Fluent's, and the browser's formats.

import { FluentBundle, FluentDateTime, FluentResource } from "@fluent/bundle";
import { autonyms, formatsOf } from "../../../src/intl.js";
import { DEFAULT_LOCALE } from "../../../src/negotiate.js";

const BASE = new URL(/* @vite-ignore */ "../widget/", import.meta.url);

const MINUTE = { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };

/** Each with the name that it calls itself. */
export const LANGUAGES = Object.keys(ASSETS.locales).map((tag, at, all) => ({ tag, name: autonyms(all)[at] }));

const loads = new Map();

function textsOf(tag) {
  if (!loads.has(tag)) loads.set(tag, fetch(new URL(ASSETS.locales[tag].path, BASE)).then((it) => it.text()));
  return loads.get(tag);
}

export async function loadLanguage(tag, regional = tag) {
  const bundle = new FluentBundle(tag);
  bundle.addResource(new FluentResource(await textsOf(tag)));
  return { tag, bundle, formats: formatsOf(tag, regional, DEFAULT_LOCALE) };
}

/** A moment with its zone, as a variable of a message. */
export function moment(ms) {
  return new FluentDateTime(ms, MINUTE);
}

/** A message, `id.attribute` for one of its attributes. */
export function write({ bundle }, id, args) {
  const [name, attribute] = id.split(".");
  const message = bundle.getMessage(name);
  const pattern = attribute ? message?.attributes[attribute] : message?.value;
  return pattern ? bundle.formatPattern(pattern, args) : id;
}
