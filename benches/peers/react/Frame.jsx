import { Localized } from "@fluent/react";
import { memo } from "react";
import { LANGUAGES, moment } from "../common/language.js";
import { HEADINGS } from "./headings.js";

const NAME = { "aria-label": true };

export const LanguageSelect = memo(function LanguageSelect({ tag, onChoose }) {
  return (
    <header className="header" part="header">
      <label className="language" part="language">
        <Localized id="common-language-label"><span /></Localized>
        <select value={tag} onChange={(event) => onChoose(event.target.value)}>
          {LANGUAGES.map((it) => <option key={it.tag} value={it.tag} lang={it.tag}>{it.name}</option>)}
        </select>
      </label>
    </header>
  );
});

export const Tabs = memo(function Tabs({ view, onShow }) {
  const tab = ([name, heading]) => (
    <Localized key={name} id={heading}>
      <button type="button" className="tab" aria-current={name === view ? "page" : undefined} onClick={() => onShow(name)} />
    </Localized>
  );
  return (
    <Localized id="common-sections-label" attrs={NAME}>
      <nav className="tabs">{Object.entries(HEADINGS).map(tab)}</nav>
    </Localized>
  );
});

export const Freshness = memo(function Freshness({ asOf, onRefresh }) {
  return (
    <p className="freshness">
      <Localized id="common-updated-note" vars={{ time: moment(asOf) }}><span /></Localized>
      <Localized id="common-refresh-button"><button type="button" className="link" onClick={onRefresh} /></Localized>
    </p>
  );
});

export function Failure({ code = "api/unreachable" }) {
  return (
    <div className="notice failure" part="error">
      <Localized id="error-heading"><p className="strong" /></Localized>
      <Localized id={`error-${code.replace("/", "-")}`}><p /></Localized>
    </div>
  );
}
