// The frame around the screens, what one element knows, and the acts.

import { LocalizationProvider, Localized, ReactLocalization, useLocalization } from "@fluent/react";
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { LANGUAGES, loadLanguage } from "../common/language.js";
import { Operation } from "../common/operation.js";
import { apply } from "../common/rule.js";
import { AccountView } from "./AccountView.jsx";
import { Announcement, AnnouncementProvider, useAnnounce } from "./Announcement.jsx";
import { Failure, Freshness, LanguageSelect, Tabs } from "./Frame.jsx";
import { HEADINGS } from "./headings.js";
import { BeginQuestion, OperationPanel } from "./OperationPanel.jsx";
import { Question } from "./Question.jsx";
import { Sessions } from "./session.js";
import { SubscriptionsView } from "./SubscriptionsView.jsx";

const NOBODY = new Set();
const NAME = { "aria-label": true };

export function App({ language: first, ...start }) {
  const [language, setLanguage] = useState(first);
  const l10n = useMemo(() => new ReactLocalization([language.bundle]), [language]);
  return (
    <LocalizationProvider l10n={l10n}>
      <AnnouncementProvider>
        <Page {...start} language={language} onLanguage={setLanguage} />
      </AnnouncementProvider>
    </LocalizationProvider>
  );
}

const START = { account: null, busy: NOBODY, problem: null };

function reduce(state, event) {
  const without = (id) => new Set([...state.busy].filter((it) => it !== id));
  switch (event.type) {
    case "read": return { ...state, account: event.account, problem: null };
    case "failed": return { ...state, problem: event.problem, busy: without(event.id) };
    case "began": return { ...state, busy: new Set(state.busy).add(event.id), problem: null };
    case "done": return { ...state, account: apply(state.account, event.changes), busy: without(event.id) };
  }
}

function Page({ api, account: reading, view: firstView, language, onLanguage }) {
  const [{ account, busy, problem }, dispatch] = useReducer(reduce, START);
  const [view, setView] = useState(firstView);
  const [asked, setAsked] = useState(null);
  const heading = useRef(null);
  const { l10n } = useLocalization();
  const announce = useAnnounce();

  const read = useCallback((promise) => promise.then(
    (account) => dispatch({ type: "read", account }),
    (error) => dispatch({ type: "failed", problem: error.problem ?? {} }),
  ), []);
  useEffect(() => { read(reading); }, [read, reading]);
  const refresh = useCallback(() => { read(api.account()); }, [api, read]);

  const show = useCallback((view) => {
    setView(view);
    heading.current.focus();
  }, []);

  // Rows take it as a property: it stays the same function whatever language is shown.
  const words = useRef(l10n);
  useEffect(() => { words.current = l10n; }, [l10n]);
  const perform = useCallback(async (act) => {
    setAsked(null);
    dispatch({ type: "began", id: act.id });
    try {
      const { changes } = await api.perform(act);
      dispatch({ type: "done", id: act.id, changes });
      announce(words.current.getString(act.done, { [act.variable]: act.name }));
    } catch (error) {
      dispatch({ type: "failed", id: act.id, problem: error.problem ?? {} });
    }
  }, [api, announce]);
  const request = useCallback((act) => { act.question ? setAsked(act) : perform(act); }, [perform]);

  const chosen = useRef(language.tag);
  const choose = useCallback(async (tag) => {
    chosen.current = tag;
    const next = await loadLanguage(tag);
    if (chosen.current !== tag) return;
    onLanguage(next);
    const { name } = LANGUAGES.find((it) => it.tag === tag);
    announce(new ReactLocalization([next.bundle]).getString("common-language-changed", { language: name }));
  }, [announce, onLanguage]);

  const operation = useMemo(() => new Operation(api, {
    rested: () => read(api.account()),
    say: (sentences) => announce(sentences.map(([id, args]) => words.current.getString(id, args)).join(" ")),
    failed: (problem) => dispatch({ type: "failed", problem }),
  }), [api, read, announce]);
  useEffect(() => {
    operation.find().catch(() => {});
    return () => operation.end();
  }, [operation]);

  const session = useMemo(() => ({ request, refresh, show, operation }), [request, refresh, show, operation]);
  return (
    <Sessions value={session}>
      <Localized id="common-main-region" attrs={NAME}>
      <section className="base" part="base" lang={language.tag}>
        <LanguageSelect tag={language.tag} onChoose={choose} />
        {account && <h2 className="title" part="title">{account.profile.name}</h2>}
        <Tabs view={view} onShow={show} />
        <div className="section">
          <Localized id={HEADINGS[view]}>
            <h3 className="heading" tabIndex={-1} data-heading="" ref={heading} />
          </Localized>
          {account && <Freshness asOf={account.facts.asOf} onRefresh={refresh} />}
          {problem && <Failure code={problem.code} />}
          <OperationPanel />
          {!account && !problem && <Localized id="common-loading"><p className="loading-text" role="status" /></Localized>}
          {account && view === "account" && <AccountView account={account} busy={busy} formats={language.formats} />}
          {account && view === "subscriptions" && <SubscriptionsView account={account} busy={busy} formats={language.formats} />}
        </div>
        {account && <BeginQuestion account={account} />}
        {asked && <Question act={asked} onYes={perform} onNo={setAsked} />}
        <Announcement />
      </section>
      </Localized>
    </Sessions>
  );
}
