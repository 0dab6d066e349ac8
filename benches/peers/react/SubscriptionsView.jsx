// The subscriptions. A row is drawn anew where its own subscription is another object, and nowhere else.

import { Localized, useLocalization } from "@fluent/react";
import { memo, useMemo, useRef, useState } from "react";
import { azureAct, permitted, subscriptionActs } from "../common/acts.js";
import { notesOf } from "../common/operation.js";
import { sorted } from "../common/rule.js";
import { COLUMNS, FILTERS, kindId, passes, statusId } from "../common/words.js";
import { ActButton } from "./ActButton.jsx";
import { useStep } from "./operation.js";
import { BeginButton } from "./OperationPanel.jsx";

const LONG = 10;
const NONE = "–";

export function SubscriptionsView({ account, busy, formats }) {
  const { subscriptions, rule, asOf } = account.facts;
  const [filter, setFilter] = useState("all");
  const end = useRef(null);
  const { l10n } = useLocalization();
  const labels = useMemo(() => COLUMNS.map((it) => l10n.getString(it)), [l10n]);
  const order = useMemo(() => sorted(subscriptions, formats), [subscriptions, formats]);
  const shown = useMemo(() => order.filter((it) => passes(filter, it)), [order, filter]);
  // As much of the facts as a row's acts depend on.
  const terms = useMemo(() => ({ rule, asOf }), [rule, asOf]);
  return (
    <>
      <div className="toolbar">
        <label className="field-inline">
          <span>{l10n.getString("subs-filter-status-label")}</span>
          <select value={filter} onChange={(event) => setFilter(event.target.value)}>
            {FILTERS.map((it) => <option key={it} value={it}>{l10n.getString(`subs-filter-${it}`)}</option>)}
          </select>
        </label>
        <BeginButton account={account} />
      </div>
      {shown.length > LONG && <Localized id="common-skip-link"><button type="button" className="skip" onClick={() => end.current.focus()} /></Localized>}
      {shown.length === 0 ? <Localized id="subs-none-match"><p className="muted" /></Localized> : (
        <table className="table" part="table">
          <caption>
            <span className="unseen">{l10n.getString("subs-table-caption", { customer: account.profile.name })}: </span>
            <span>{l10n.getString("subs-count-label", { count: shown.length })}</span>
          </caption>
          <thead>
            <tr>{COLUMNS.map((it, at) => <th key={it} scope="col" className={it === "subs-column-licenses" ? "number" : undefined}>{labels[at]}</th>)}</tr>
          </thead>
          {shown.map((it) => (
            <SubscriptionRows key={it.id} subscription={it} terms={terms} may={account.may} busyIds={busyIn(it, busy)} labels={labels} formats={formats} />
          ))}
        </table>
      )}
      <div tabIndex={-1} data-table-end="" ref={end} />
    </>
  );
}

/** The ids of what is busy among a subscription and what is under it, as a text: rows compare it. */
function busyIn({ id, azureSubscriptions }, busy) {
  if (busy.size === 0) return "";
  return [id, ...azureSubscriptions.map((it) => it.id)].filter((it) => busy.has(it)).join(" ");
}

/** A table body of its own, so that an Azure plan and what is under it stay together. */
const SubscriptionRows = memo(function SubscriptionRows({ subscription, terms, may, busyIds, labels, formats }) {
  const { l10n } = useLocalization();
  const { id, name, kind, status, seats, isTrial, parent, termEnd, autoRenew, azureSubscriptions } = subscription;
  const badges = [isTrial && "subs-type-trial", parent && "subs-type-addon"].filter(Boolean);
  return (
    <tbody>
      <tr part="row" data-row={id}>
        <th scope="row" part="row-header" className={parent ? "indented" : undefined}>
          {name}{badges.length > 0 && " "}{badges.map((it) => <span key={it} className="badge">{l10n.getString(it)}</span>)}
        </th>
        <td data-label={labels[1]}>{l10n.getString(kindId(kind))}</td>
        <td data-label={labels[2]} className="number">{seats ? formats.number(seats) : NONE}</td>
        <StatusCell item={id} label={labels[3]} status={status} />
        <td data-label={labels[4]}>
          {termEnd === null ? NONE : formats.date(termEnd)}
          {termEnd !== null && autoRenew && status === "active" && <span className="muted line">{l10n.getString("subs-autorenew-note")}</span>}
        </td>
        <td className="actions">
          {subscriptionActs(subscription, terms, may).map((it) => <ActButton key={it.button} act={it} isBusy={busyIds.includes(id)} />)}
        </td>
      </tr>
      {azureSubscriptions.map((it) => (
        <AzureRow key={it.id} plan={id} azure={it} may={may} isBusy={busyIds.includes(it.id)} labels={labels} />
      ))}
    </tbody>
  );
});

function AzureRow({ plan, azure, may, isBusy, labels }) {
  const { l10n } = useLocalization();
  const act = azure.status === "active" ? permitted(azureAct(plan, azure), may) : null;
  return (
    <tr part="row" data-row={azure.id}>
      <th scope="row" part="row-header" className="indented">{azure.name}</th>
      <td data-label={labels[1]}>{l10n.getString("subs-type-azure-subscription")}</td>
      <td data-label={labels[2]} className="number">{NONE}</td>
      <StatusCell item={azure.id} label={labels[3]} status={azure.status} />
      <td data-label={labels[4]}>{NONE}</td>
      <td className="actions">{act && <ActButton act={act} isBusy={isBusy} />}</td>
    </tr>
  );
}

function StatusCell({ item, label, status }) {
  const { l10n } = useLocalization();
  return (
    <td data-label={label}>
      <span className="badge" part="badge" data-status={status}>{l10n.getString(statusId(status))}</span>
      <StepNotes item={item} />
    </td>
  );
}

/** Where it stands in what is under way. */
function StepNotes({ item }) {
  const { l10n } = useLocalization();
  return <span>{notesOf(useStep(item)).map((it) => <span key={it} className="muted line">{l10n.getString(it)}</span>)}</span>;
}
