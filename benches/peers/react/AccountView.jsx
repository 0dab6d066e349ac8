// The account: who it is, what blocks, what the removal does, and the control.

import { Localized, useLocalization } from "@fluent/react";
import { memo, useCallback, useRef } from "react";
import { clearingAct } from "../common/acts.js";
import { moment } from "../common/language.js";
import { rankOf } from "../common/rule.js";
import { EFFECTS, GROUPS, PLACES, REMAINS, blockerKey, deadlineOf, profileOf, reasonId } from "../common/words.js";
import { ActButton } from "./ActButton.jsx";
import { useAnnounce } from "./Announcement.jsx";
import { useSession } from "./session.js";

const NAME = { "aria-label": true };

export function AccountView({ account, busy, formats }) {
  const { blockers, remains, profile } = account;
  const heading = useRef(null);
  const explain = useCallback(() => heading.current.focus(), []);
  return (
    <>
      <section className="card">
        <Localized id="account-profile-heading"><h4 /></Localized>
        <dl className="details">
          {profileOf(account, formats).map(([label, value]) => (
            <div key={label}>
              <Localized id={label}><dt /></Localized>
              <Value {...value} />
            </div>
          ))}
        </dl>
      </section>
      <Status count={blockers.length} />
      <section className="card" part="blockers">
        <Localized id="blocker-list-heading"><h4 tabIndex={-1} data-blockers-heading="" ref={heading} /></Localized>
        {blockers.length === 0 && <Localized id="blocker-list-empty"><p className="muted" /></Localized>}
        {GROUPS.map((it, rank) => {
          const ofGroup = blockers.filter((blocker) => rankOf(blocker.resolution) === rank);
          return ofGroup.length > 0 && <Group key={it} heading={it} blockers={ofGroup} account={account} busy={busy} />;
        })}
      </section>
      <Effects customer={profile.name} remains={remains} />
      <Control count={blockers.length} onExplain={explain} />
    </>
  );
}

const Value = memo(function Value({ text, code, id, lines }) {
  const { l10n } = useLocalization();
  const announce = useAnnounce();
  if (id) return <Localized id={id}><dd /></Localized>;
  if (lines) return <dd>{lines.map((it) => <span key={it} className="line">{it}</span>)}</dd>;
  if (!code) return <dd>{text}</dd>;
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    announce(l10n.getString("account-microsoft-id-copied"));
  };
  return (
    <dd>
      <code>{code}</code>{" "}
      <Localized id="account-microsoft-id-copy-button" attrs={NAME}>
        <button type="button" className="small" onClick={copy}>{l10n.getString("common-copy-button")}</button>
      </Localized>
    </dd>
  );
});

const Status = memo(function Status({ count }) {
  const { l10n } = useLocalization();
  return (
    <p className="status" part="status" data-state={count ? "blocked" : "clear"}>
      <span className="unseen">{l10n.getString("account-status-heading")}: </span>
      {count ? l10n.getString("account-status-blocked", { count }) : l10n.getString("account-status-clear")}
    </p>
  );
});

function Group({ heading, blockers, account, busy }) {
  return (
    <div>
      <Localized id={heading} vars={{ count: blockers.length }}><h5 /></Localized>
      <ul className="blocker-list">
        {blockers.map((it) => {
          const act = clearingAct(it, account);
          return <Entry key={blockerKey(it)} blocker={it} act={act} isBusy={act !== null && busy.has(act?.id)} />;
        })}
      </ul>
    </div>
  );
}

/** It says the same for as long as its key is the same: what is read anew does not draw it anew. */
const Entry = memo(function Entry({ blocker, act, isBusy }) {
  const { show } = useSession();
  const { label, after, resolution } = blocker;
  const deadline = deadlineOf(resolution);
  return (
    <li className="blocker" part="blocker" data-blocker="">
      <div>
        {label && (
          <Localized id="blocker-show-button" attrs={NAME} vars={{ item: label }}>
            <button type="button" className="link" onClick={() => show("subscriptions")}>{label}</button>
          </Localized>
        )}
        <Localized id={reasonId(blocker)}><p /></Localized>
        {after.length > 0 && <Localized id="blocker-after-azure" vars={{ count: after.length }}><p /></Localized>}
        {deadline && <Localized id={deadline[0]} vars={{ date: deadline[1] && moment(deadline[1]) }}><p className="muted" /></Localized>}
      </div>
      <div className="actions"><Remedy act={act} blocker={blocker} isBusy={isBusy} /></div>
    </li>
  );
}, (before, now) => before.isBusy === now.isBusy && before.act?.path === now.act?.path);

function Remedy({ act, blocker, isBusy }) {
  const { refresh } = useSession();
  if (act) return <ActButton act={act} isBusy={isBusy} />;
  const place = PLACES[blocker.resolution.external];
  if (place) return <Localized id={place[0]}><a href={place[1]} target="_blank" rel="noreferrer" /></Localized>;
  return blocker.reason === "unreadable" && <Localized id="common-retry-button"><button type="button" onClick={refresh} /></Localized>;
}

const Effects = memo(function Effects({ customer, remains }) {
  return (
    <section className="card" part="consequences">
      <Localized id="removal-effects-heading"><h4 /></Localized>
      <ul>
        <Localized id="removal-effect-list" vars={{ customer }}><li /></Localized>
        {EFFECTS.map((it) => <Localized key={it} id={it}><li /></Localized>)}
      </ul>
      <Localized id="removal-remains-heading"><h4 /></Localized>
      <ul>
        {remains.map((it) => <Localized key={it.id} id="removal-remains-software" vars={{ software: it.name, count: it.quantity }}><li /></Localized>)}
        {REMAINS.map((it) => <Localized key={it} id={it}><li /></Localized>)}
      </ul>
    </section>
  );
});

const Control = memo(function Control({ count, onExplain }) {
  const { l10n } = useLocalization();
  const announce = useAnnounce();
  const explain = () => {
    if (count === 0) return;
    announce(l10n.getString("account-status-blocked-announcement", { count }));
    onExplain();
  };
  return (
    <section className="card">
      <Localized id="account-remove-heading"><h4 /></Localized>
      <Localized id={count ? "account-remove-blocked" : "account-remove-ready"}>
        <p className="reason" id="remove-reason" part="remove-reason" data-state={count ? "blocked" : "clear"} />
      </Localized>
      <Localized id="account-remove-button">
        <button type="button" className="danger" part="remove-button" aria-describedby="remove-reason" aria-disabled={count > 0} onClick={explain} />
      </Localized>
    </section>
  );
});
